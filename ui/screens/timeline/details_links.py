"""What an activity waits for and what waits for it: every link with its kind and lag, to go along or cut."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from planner.errors import Refused
from planner.model import Activity, Link
from planner.timeline.schedule import schedule
from planner.wording import counted
from ui.bind import Slot, field_of
from ui.screens.timeline.bound import Told, list_field
from ui.screens.timeline.details_part import Part, View
from ui.screens.timeline.dialogs import LINK_KINDS, LinkDialog
from ui.theme import grown
from ui.widgets.fields import number_field
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import column, holding, link, row
from ui.widgets.text import TextRole, label, wrapped

if TYPE_CHECKING:
    from planner.document import Document, Snapshot
    from planner.library import Library

MOST_LAG = 36_500
# Of the other's links one says what this does to it.
_KINDS = {
    True: LINK_KINDS,
    False: tuple((f"it {text.replace('it ', 'this ')}", kind) for text, kind in LINK_KINDS),
}


def _fill(view: View) -> list[QWidget]:
    found: list[QWidget] = []
    for waits, heading in ((True, "Waits for"), (False, "Waiting for this")):
        rows = [_row(view, each, waits=waits) for each in _links(view, waits=waits)]
        if rows:
            found += [label(heading, "head"), *rows]
    if not found:
        found.append(wrapped("Nothing waits for this, and it waits for nothing.", "caption"))
    if view.may_write:
        add = (
            link("Add what it waits for…", partial(_ask, view, waits=True)),
            link("Add what waits for it…", partial(_ask, view, waits=False)),
        )
        found.append(holding(column(*add, spacing=6)))
    return found


def _links(view: View, *, waits: bool) -> tuple[Link, ...]:
    id = view.activity.id
    return view.snapshot.where(Link, after_id=id) if waits else view.snapshot.where(Link, before_id=id)


def _other(view: View, each: Link) -> Activity | None:
    is_first = each.before_id == view.activity.id
    return view.snapshot.find(Activity, each.after_id if is_first else each.before_id)


def _row(view: View, each: Link, *, waits: bool) -> QWidget:
    session, other = view.desk.session, _other(view, each)
    called = other.name if other is not None else ""
    said = f"link {'from' if waits else 'to'} {called}"
    go = LinkText(called, partial(view.show, other.id) if other is not None else lambda: None)
    go.setAccessibleName(f"Go to {called}")
    go.setProperty("text_role", "strong")
    go.setToolTip("Go to it")
    kind = list_field(session, field_of(Link, each.id, "kind", f"kind of the {said}"), "", _KINDS[waits])
    kind.field.setAccessibleName(f"Kind of the {said}")
    lag = number_field(session, _lag_slot(each.id, f"lag of the {said}"), "Lag in days")
    lag.field.setMaximumWidth(grown(90))
    lag.field.setAccessibleName(f"Lag of the {said} in calendar days")
    lag.setToolTip("Calendar days between the two; negative for a head start")
    head = row(go, spacing=8)
    head.setStretch(0, 1)
    if view.may_write:
        head.addWidget(link("Remove", partial(_cut, view, each.id, said), name=f"Remove the {said}"))
    line = row(column(None, kind, spacing=0), column(None, lag, spacing=0), spacing=8)
    line.setStretch(0, 1)
    return holding(column(head, line, Told(partial(_stands, view.library, each.id)), spacing=3))


def _stands(library: Library, id: UUID, snapshot: Snapshot) -> str | tuple[str, TextRole]:
    """Whether a link says when something starts, or does not hold."""
    each, times = snapshot.find(Link, id), schedule(snapshot, library)
    if each is None:
        return ""
    if any(broken.id == id for broken in times.broken):
        return "This does not hold: what follows has a fixed date.", "error"
    after = times.get(each.after_id)
    if after is not None and after.pushed_by is not None and after.pushed_by.id == each.before_id:
        return "This sets the start."
    return ""


def _lag_slot(id: UUID, words: str) -> Slot:
    plain = field_of(Link, id, "lag_days", words)

    def write(document: Document, value: Any, typing: bool) -> None:
        if abs(value or 0) > MOST_LAG:
            raise Refused(f"A lag is at most {MOST_LAG:,} calendar days.")
        plain.write(document, value or 0, typing)

    return Slot(plain.read, write)


def _cut(view: View, id: UUID, said: str) -> None:
    found = view.desk.session.snapshot.find(Link, id)
    if found is not None:
        view.desk.session.doc.remove(found, label=f"removal of the {said}")


def _ask(view: View, *, waits: bool) -> None:
    LinkDialog(view.panel, view.desk, view.activity.id, waits=waits).open()


def _says(view: View) -> str:
    into, out = (len(_links(view, waits=waits)) for waits in (True, False))
    if not into and not out:
        return "No links"
    parts = [f"waits for {into}" if into else "", f"{counted(out, 'waits', 'wait')} for this" if out else ""]
    told = ", ".join(part for part in parts if part)
    return told[:1].upper() + told[1:]


def _depends(view: View) -> object:
    links = (*_links(view, waits=True), *_links(view, waits=False))
    others = (_other(view, each) for each in links)
    return tuple((each.id, o.name if o is not None else "") for each, o in zip(links, others, strict=True))


LINKS = Part("links", "Links", _fill, _says, depends=_depends)
