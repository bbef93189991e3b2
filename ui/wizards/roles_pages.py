"""The wizard's two steps that are filled in before the matrix: people, and activities."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLayout, QLineEdit, QVBoxLayout, QWidget

from planner.library.entries import Post, SuggestedActivity
from planner.model import Organisation, Person, RoleActivity
from planner.roles import accept, matrix, suggestions
from planner.sides import SIDE_TITLES
from planner.terms import SIDES, Side
from planner.wording import counted
from ui.bind import TextBinding, field_of
from ui.desk import Desk
from ui.dialogs import parties
from ui.dialogs.role_activity import edit_role_activity, remove_role_activity
from ui.theme import grown, text_scale
from ui.widgets.fields import number_or_refused
from ui.widgets.flow import FlowLayout
from ui.widgets.link_text import LinkText
from ui.widgets.page import scroller
from ui.widgets.shapes import Card, button, clear, column, holding, link, row, rule
from ui.widgets.text import label, wrapped

_OFFERED = 6
_SCALE_FOR_ONE_LINE = 1.3


class PeoplePage(QWidget):
    """Both sides' people and posts, with the time each has; posts to add at one click."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: object = None
        self._cards = {
            Side.ACADEMIC: Card(side="academic"),
            Side.INDUSTRY: Card(side="industry"),
        }
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        for card in self._cards.values():
            box.addWidget(card)
        box.addStretch(1)
        _fill(self, scroller(box))

    def refresh(self) -> None:
        """Show everybody; rebuilt only when somebody came, went or changed side, name or hiring."""
        snapshot = self._desk.session.snapshot
        people = [(p.id, p.name, p.organisation_id, p.to_be_hired) for p in snapshot.all(Person)]
        shape = (people, [(o.id, o.name, o.side) for o in snapshot.all(Organisation)])
        if shape == self._shown:
            return
        self._shown = shape
        for side in SIDES:
            self._show_side(side)

    def _show_side(self, side: Side) -> None:
        card, snapshot = self._cards[side], self._desk.session.snapshot
        clear(card.box)
        homes = snapshot.where(Organisation, side=side)
        card.box.addWidget(label(SIDE_TITLES[side], "card"))
        if not homes:
            add = button("Add an organisation", partial(parties.edit_organisation, self._desk, None, side))
            card.box.addLayout(row(label("Everyone belongs to an organisation.", "muted"), None, add))
            return
        for home in homes:
            card.box.addWidget(label(home.name, "head"))
            for person in snapshot.where(Person, organisation_id=home.id):
                card.box.addLayout(self._person_line(person))
        names = {p.name.casefold() for p in snapshot.all(Person)}
        offered = [p for p in self._desk.session.library.posts.values() if p.side == side]
        offers = FlowLayout()
        offers.setSpacing(10)
        for post in [p for p in offered if p.title.casefold() not in names][:_OFFERED]:
            offers.addWidget(link(f"+ {post.title}", partial(self._add_post, post, homes[0].id)))
        offers.addWidget(link("Another…", partial(parties.edit_person, self._desk, None, homes[0].id)))
        card.box.addWidget(holding(offers))

    def _person_line(self, person: Person) -> QLayout:
        time = QLineEdit()
        time.setMaximumWidth(grown(64))
        time.setAccessibleName(f"{person.name}: time in percent of full time")
        complaint = wrapped("", "error")
        complaint.hide()

        def complain(sentence: str) -> None:
            complaint.setText(sentence)
            complaint.setVisible(bool(sentence))

        slot = field_of(Person, person.id, "time_percent", f"time of {person.name}")
        TextBinding(self._desk.session, time, slot, parse=number_or_refused, on_refused=complain)
        hired = QCheckBox("to be hired")
        hired.setAccessibleName(f"{person.name}: still to be hired")
        hired.setChecked(person.to_be_hired)
        hired.clicked.connect(lambda on: self._set_hired(person.id, on))
        name = LinkText(person.name, partial(self._open, person.id))
        remove = link("Remove", partial(self._remove, person.id), name=f"Remove {person.name}")
        share = label("% of full time", "caption")
        if text_scale() > _SCALE_FOR_ONE_LINE:
            flow = FlowLayout()
            for part in (time, share, hired, remove):
                flow.addWidget(part)
            return column(name, holding(flow), complaint, spacing=2)
        line = row(name, time, share, hired, remove, spacing=10)
        line.setStretch(0, 1)
        return column(line, complaint, spacing=2)

    def _add_post(self, post: Post, organisation_id: UUID) -> None:
        document = self._desk.session.doc
        made = Person(
            partnership_id=document.partnership.id,
            organisation_id=organisation_id,
            name=post.title,
            post=post.title,
        )
        document.add(made, label=f"new person {made.name}")

    def _set_hired(self, person_id: UUID, on: bool) -> None:
        document = self._desk.session.doc
        document.set(document.get(Person, person_id), "to_be_hired", on, label="change of who is to be hired")

    def _open(self, person_id: UUID) -> None:
        parties.edit_person(self._desk, self._desk.session.doc.get(Person, person_id))

    def _remove(self, person_id: UUID) -> None:
        parties.remove_person(self._desk, self._desk.session.doc.get(Person, person_id))


class ActivitiesPage(QWidget):
    """What is in the matrix, and what the scope suggests: taken over one by one, or all at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: object = None
        self._taken, self._offered = Card(), Card()
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        box.addWidget(self._taken)
        box.addWidget(self._offered)
        box.addStretch(1)
        _fill(self, scroller(box))

    def refresh(self) -> None:
        """Show both lists; rebuilt only when one of them changed."""
        session = self._desk.session
        rows = matrix(session.snapshot, session.library).rows
        offered = suggestions(session.snapshot, session.library)
        shape = ([(each.id, each.title, each.done_when) for each in rows], offered)
        if shape == self._shown:
            return
        self._shown = shape
        self._show_taken(rows)
        self._show_offered(offered)

    def _show_taken(self, rows: tuple[RoleActivity, ...]) -> None:
        clear(self._taken.box)
        add = button("Add your own…", partial(edit_role_activity, self._desk, None))
        self._taken.box.addLayout(row(label("In the matrix", "card"), None, add))
        for place, each in enumerate(rows):
            if place:
                self._taken.box.addWidget(rule())
            text = LinkText(each.title, partial(self._open, each.id))
            remove = link("Remove", partial(self._remove, each.id), name=f"Remove {each.title}")
            self._taken.box.addLayout(_line(text, each.done_when, remove))
        if not rows:
            self._taken.box.addWidget(label("Nothing yet.", "muted"))

    def _show_offered(self, offered: tuple[SuggestedActivity, ...]) -> None:
        clear(self._offered.box)
        self._offered.setVisible(bool(offered))
        keys = [each.key for each in offered]
        everything = button(f"Take over all {len(keys)}", partial(self._accept, keys))
        everything.setEnabled(bool(keys))
        self._offered.box.addLayout(row(label("Suggested", "card"), None, everything))
        count = counted(len(keys), "activity that fits", "activities that fit")
        note = f"{count} what the scope says so far. Effort is our assumption; change it in each activity."
        self._offered.box.addWidget(wrapped(note, "caption"))
        for each in offered:
            self._offered.box.addWidget(rule())
            take = link("Take over", partial(self._accept, [each.key]), name=f"Take over {each.title}")
            self._offered.box.addLayout(_line(wrapped(each.title), each.done_when, take))

    def _accept(self, keys: list[str]) -> None:
        session = self._desk.session
        accept(session.doc, session.library, keys)

    def _open(self, row_id: UUID) -> None:
        edit_role_activity(self._desk, self._desk.session.doc.get(RoleActivity, row_id))

    def _remove(self, row_id: UUID) -> None:
        remove_role_activity(self._desk, self._desk.session.doc.get(RoleActivity, row_id))


def _line(text: QWidget, done_when: str, act: QWidget) -> QLayout:
    below = [wrapped(done_when, "caption")] if done_when else []
    line = row(column(text, *below, spacing=0), act, spacing=12)
    line.setStretch(0, 1)
    line.setAlignment(act, Qt.AlignmentFlag.AlignTop)
    return line


def _fill(holder: QWidget, inner: QWidget) -> None:
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
