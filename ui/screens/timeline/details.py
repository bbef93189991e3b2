"""The panel beside the timeline: everything about one activity, bound to the document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from planner.model import Activity, Link, Person
from planner.terms import Lane
from planner.timeline.schedule import schedule
from ui.bind import Slot, field_of
from ui.screens.timeline import edits
from ui.screens.timeline.bound import BoundTick, days_slot, list_field
from ui.screens.timeline.dialogs import LINK_KINDS
from ui.screens.timeline.words import UNIT_WORDS, evidence, when
from ui.theme import grown
from ui.widgets.fields import Field, date_field, number_field, text_field
from ui.widgets.page import scroller
from ui.widgets.shapes import button, clear, column, link, row, rule
from ui.widgets.text import Elided, label, set_role, wrapped

if TYPE_CHECKING:
    from planner.document import Document, Snapshot
    from ui.desk import Desk

WIDTH = 372


class DetailsPanel(QFrame):
    """One activity's fields, links and evidence. Hidden while none is open."""

    def __init__(
        self, desk: Desk, *, on_close: Callable[[], object], on_link: Callable[[UUID], object],
        on_remove: Callable[[UUID], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._on_close, self._on_link, self._on_remove = on_close, on_link, on_remove
        self.activity_id: UUID | None = None
        self._signature: object = None
        self._scheduled = wrapped("", "caption")
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(16, 14, 14, 14)
        self._inner.setSpacing(11)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self._area = scroller(self._inner)
        outer.addWidget(self._area)
        self._area.setStyleSheet("QScrollArea#page, QWidget#pageBody { background: transparent; }")
        self.setAccessibleName("Details")
        self.hide()

    def open(self, id: UUID | None) -> None:
        """Show an activity, or nothing."""
        self.activity_id = id
        self.refresh()

    def focus_name(self) -> None:
        """Put the cursor into the name, ready to be typed over."""
        edit = self.findChild(QLineEdit)
        if edit is not None:
            edit.setFocus()
            edit.selectAll()

    def refresh(self) -> None:
        """Show the document as it stands; fields are made anew only when others are needed."""
        snapshot = self._desk.session.snapshot
        activity = snapshot.find(Activity, self.activity_id)
        if activity is None:
            self.activity_id, self._signature = None, None
            self.hide()
            return
        signature = _signature(snapshot, activity)
        if signature != self._signature:
            self._signature = signature
            self._build(snapshot, activity)
        self._tell(snapshot, activity)
        self.show()

    def _tell(self, snapshot: Snapshot, activity: Activity) -> None:
        times = schedule(snapshot, self._desk.session.library)
        found = times.get(activity.id)
        start_on = snapshot.partnership.start_on if snapshot.partnership.shows_months else None
        if found is None:
            self._scheduled.setText("No date yet: give it a start, or a link from something that has one.")
        elif found.pushed_by is not None:
            self._scheduled.setText(f"{when(found, start_on)}. It waits for “{found.pushed_by.name}”.")
        else:
            self._scheduled.setText(f"{when(found, start_on)}.")
        broken = any(link.after_id == activity.id for link in times.broken)
        set_role(self._scheduled, "error" if broken else "caption")

    # Making

    def _build(self, snapshot: Snapshot, activity: Activity) -> None:
        self._scheduled.setParent(None)
        clear(self._inner)
        head = "Milestone" if activity.is_milestone else "Activity"
        self._inner.addLayout(
            row(label(head, "card"), None, link("Close", self._on_close, name="Close the details"))
        )
        for made in (
            self._text(activity, "name", "Name"),
            self._lane(snapshot, activity),
            self._kind(activity),
            self._date(activity, "start_on", "Start"),
            self._scheduled,
            self._tick(activity, "is_fixed", "Fixed: nothing pushes it"),
            *([] if activity.is_milestone else self._durations(activity)),
            self._date(activity, "deadline_on", "Deadline"),
            *self._rest(snapshot, activity),
            *self._links(snapshot, activity),
            *self._evidence(activity),
            self._text(activity, "notes", "Notes", lines=3),
        ):
            self._inner.addWidget(made)
        remove = button("Remove", partial(self._on_remove, activity.id))
        remove.setAccessibleName(f"Remove {activity.name}")
        self._inner.addLayout(row(remove, None))
        self._inner.addStretch(1)

    def _slot(self, activity: Activity, field: str, words: str) -> Slot:
        return field_of(Activity, activity.id, field, f"{words} of {activity.name}")

    def _text(self, activity: Activity, field: str, caption: str, *, lines: int = 1) -> Field:
        slot = self._slot(activity, field, caption.lower())
        return text_field(self._desk.session, slot, caption, lines=lines)

    def _date(self, activity: Activity, field: str, caption: str) -> Field:
        return date_field(self._desk.session, self._slot(activity, field, caption.lower()), caption)

    def _tick(self, activity: Activity, field: str, text: str) -> QWidget:
        return BoundTick(self._desk.session, self._slot(activity, field, text.split(":")[0].lower()), text)

    def _lane(self, snapshot: Snapshot, activity: Activity) -> Field:
        lanes = edits.lanes_to_choose(snapshot)
        firsts = {lane: id for _, lane, id in reversed(lanes)}

        def read(now: Snapshot) -> tuple[Lane, UUID | None] | None:
            found = now.find(Activity, activity.id)
            if found is None:
                return None
            known = found.organisation_id if found.lane is not Lane.JOINT else None
            return found.lane, known or firsts.get(found.lane)

        def write(document: Document, value: Any, _typing: bool) -> None:
            fields = {"lane": value[0], "organisation_id": value[1]}
            document.update(document.get(Activity, activity.id), fields, label=f"lane of {activity.name}")

        options = [(name, (lane, id)) for name, lane, id in lanes]
        return list_field(self._desk.session, Slot(read, write), "Lane", options)

    def _kind(self, activity: Activity) -> Field:
        kinds = self._desk.session.library.activity_kinds.values()
        options = [(k.name, k.key) for k in kinds if k.is_milestone == activity.is_milestone]
        if activity.kind not in [key for _, key in options]:
            options.append((activity.kind, activity.kind))
        return list_field(self._desk.session, self._slot(activity, "kind", "kind"), "Kind", options)

    def _durations(self, activity: Activity) -> list[QWidget]:
        session = self._desk.session
        fields = [
            number_field(session, days_slot(activity.id, name, f"duration of {activity.name}"), caption)
            for name, caption in (("min_days", "Shortest"), ("likely_days", "Likely"), ("late_days", "Late"))
        ]
        holder = QWidget()
        holder.setLayout(row(*fields, spacing=8))
        options = [(words.capitalize(), unit) for unit, words in UNIT_WORDS.items()]
        unit = list_field(session, self._slot(activity, "unit", "unit"), "Counted in", options)
        return [holder, unit]

    def _rest(self, snapshot: Snapshot, activity: Activity) -> list[QWidget]:
        session = self._desk.session
        people = [("Nobody yet", None), *((p.name, p.id) for p in snapshot.all(Person))]
        found: list[QWidget] = [
            list_field(session, self._slot(activity, "owner_id", "owner"), "Owner", people),
        ]
        if not activity.is_milestone:
            slot = self._slot(activity, "effort_percent", "effort")
            found.append(number_field(session, slot, "Effort", suffix="percent of full time"))
        if activity.kind == "ethics_approval":
            found.append(self._tick(activity, "needs_committee", "Needs a committee meeting"))
        return found

    def _links(self, snapshot: Snapshot, activity: Activity) -> list[QWidget]:
        found: list[QWidget] = [rule(), label("Links", "strong")]
        waits = snapshot.where(Link, after_id=activity.id)
        for each in waits:
            other = snapshot.find(Activity, each.before_id)
            found.append(self._link_row(each, f"waits for “{other.name if other else ''}”"))
        for each in snapshot.where(Link, before_id=activity.id):
            other = snapshot.find(Activity, each.after_id)
            found.append(self._link_row(each, f"leads to “{other.name if other else ''}”"))
        if len(found) == 2:
            found.append(wrapped("Nothing waits for this, and it waits for nothing.", "caption"))
        found.append(link("Add a link…", partial(self._on_link, activity.id)))
        return found

    def _link_row(self, each: Link, words: str) -> QWidget:
        session = self._desk.session
        name = f"link that {words}"
        kind = list_field(session, field_of(Link, each.id, "kind", "kind of link"), "", LINK_KINDS)
        kind.field.setAccessibleName(f"Kind of {name}")
        lag = number_field(session, _lag_slot(each.id), "Lag")
        lag.field.setMaximumWidth(grown(76))
        lag.field.setAccessibleName(f"Lag of {name} in calendar days")
        lag.setToolTip("Calendar days between the two; negative for a head start")
        remove = link("Remove", partial(self._unlink, each.id), name=f"Remove the {name}")
        holder = QWidget()
        holder.setLayout(
            column(row(Elided(words[0].upper() + words[1:]), remove), row(column(None, kind), lag), spacing=2)
        )
        return holder

    def _unlink(self, id: UUID) -> None:
        found = self._desk.session.snapshot.find(Link, id)
        if found is not None:
            self._desk.session.doc.remove(found, label="removal of a link")

    def _evidence(self, activity: Activity) -> list[QWidget]:
        if activity.is_milestone:
            return []
        facts = self._desk.session.library.facts
        known = [facts[key] for key in activity.basis if key in facts]
        found: list[QWidget] = [rule(), label("Where the numbers come from", "strong")]
        found += [wrapped(evidence(fact), "caption") for fact in known]
        if not known:
            found.append(wrapped("Our assumption: no published figure stands behind them.", "caption"))
        return found


def _lag_slot(id: UUID) -> Slot:
    plain = field_of(Link, id, "lag_days", "lag of a link")
    return Slot(plain.read, lambda document, value, typing: plain.write(document, value or 0, typing))


def _signature(snapshot: Snapshot, activity: Activity) -> object:
    """What the fields themselves depend on; their contents refresh on their own."""
    links = [
        (link.id, link.before_id, link.after_id)
        for link in snapshot.all(Link)
        if activity.id in (link.before_id, link.after_id)
    ]
    names = tuple(name for name, _, _ in edits.lanes_to_choose(snapshot))
    people = tuple(person.name for person in snapshot.all(Person))
    others = tuple(
        other.name
        for _, before, after in links
        if (other := snapshot.find(Activity, after if before == activity.id else before))
    )
    ethics = activity.kind == "ethics_approval"
    return activity.id, activity.is_milestone, ethics, tuple(links), others, names, people, activity.basis
