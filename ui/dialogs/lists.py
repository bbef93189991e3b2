"""Lists one fills in: what each organisation puts in, and the points that are still open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner import agenda
from planner.errors import Refused
from planner.findings import AgendaItem
from planner.memorandum.gaps import gaps
from planner.model import Contribution, OpenPoint, Organisation, Person
from planner.refusals import refused
from planner.sides import SIDE_TITLES
from planner.terms import Side
from planner.wording import parse_amount, spoken_amount, spoken_date
from ui.dialogs.form import Form
from ui.dialogs.frame import Dialog, be_large
from ui.widgets.page import empty_state, scroller
from ui.widgets.shapes import clear, column, link, row, rule
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from ui.window import MainWindow

KINDS = {"in_kind": "In kind", "cash": "Cash"}


class ListDialog(Dialog):
    """Rows that one adds, changes and removes; every change is stored at once and can be undone."""

    def __init__(self, window: MainWindow, title: str, intro: str, add: str) -> None:
        super().__init__(window, title, intro, width=720)
        be_large(self, 760, 560)
        self.window_ = window
        self.rows = QVBoxLayout()
        self.body.addWidget(scroller(self.rows), 1)
        self.add_button(add, self.add_one)
        self.add_button("Close", self.accept, primary=True)
        window.session.changed.connect(self._changed)
        self.finished.connect(lambda _: window.session.changed.disconnect(self._changed))
        self.refresh()

    def _changed(self, _: object) -> None:
        self.refresh()

    def lines(self) -> list[QHBoxLayout]:
        """One line for each thing listed."""
        return []

    def add_one(self) -> None:
        """Ask for one more."""

    def refresh(self) -> None:
        """Show the list as it stands."""
        clear(self.rows)
        lines = self.lines()
        for place, line in enumerate(lines):
            if place:
                self.rows.addWidget(rule())
            self.rows.addLayout(line)
        if not lines:
            self.rows.addWidget(empty_state("Nothing yet."))
        self.rows.addStretch(1)


def _line(head: str, below: str, right: str, *links: QWidget) -> QHBoxLayout:
    text = column(wrapped(head), label(below, "caption"), spacing=2)
    line = row(text, label(right, "muted"), *links, spacing=12)
    line.setStretch(0, 1)
    return line


class Contributions(ListDialog):
    """What each organisation puts in; printed as an annex of the memorandum."""

    def __init__(self, window: MainWindow) -> None:
        intro = "Cash, or something in kind with or without a value. Printed as an annex of the memorandum."
        super().__init__(window, "Contributions", intro, "Add a contribution…")
        explained = link("Set against the cost: price explained…", self._explain)
        self.body.insertLayout(0, row(explained, None))

    def _explain(self) -> None:
        from ui.dialogs.price import PriceDialog

        PriceDialog(self.window_).exec()

    def lines(self) -> list[QHBoxLayout]:
        snapshot = self.window_.session.snapshot
        names = {o.id: o.name for o in snapshot.all(Organisation)}
        made = []
        for each in snapshot.all(Contribution):
            worth = spoken_amount(each.amount, each.currency) if each.amount is not None else "not valued"
            kind = KINDS.get(each.kind, each.kind).lower()
            change = link("Change…", partial(self.ask, each), name=f"Change {each.what}")
            remove = link("Remove", partial(self._remove, each), name=f"Remove {each.what}")
            below = f"{names[each.organisation_id]}, {kind}"
            made.append(_line(each.what, below, worth, change, remove))
        return made

    def _remove(self, each: Contribution) -> None:
        self.window_.session.doc.remove(each, label="removal of a contribution")

    def add_one(self) -> None:
        """Ask for one more contribution."""
        self.ask(None)

    def ask(self, each: Contribution | None) -> None:
        """Ask what is put in, by whom, and what it is worth."""
        session = self.window_.session
        organisations = {o.id: o.name for o in session.snapshot.all(Organisation)}
        if not organisations:
            self.window_.say("Add an organisation first: a contribution is somebody's.")
            return

        def save(values: dict[str, Any]) -> None:
            values["amount"] = _amount(values["amount"])
            if not values["what"].strip():
                raise Refused("Say what is contributed.", "what")
            if each is None:
                session.doc.add(_made(Contribution, session, values), label="new contribution")
            else:
                session.doc.update(each, values, label="change of a contribution")

        form = Form(self, "Contribution", save)
        form.choice("organisation_id", "By whom", organisations, each.organisation_id if each else None)
        form.choice("kind", "Kind", KINDS, each.kind if each else "in_kind")
        form.text("what", "What", each.what if each else "")
        amount = "" if each is None or each.amount is None else f"{each.amount:,}"
        form.line("amount", "Value, if there is one", amount, hint="A value in kind is your own estimate")
        currency = each.currency if each and each.currency else session.snapshot.partnership.currency
        form.line("currency", "Currency", currency)
        form.exec()


class Agenda(ListDialog):
    """Every open point with owner and date; those raised elsewhere are settled where they arose."""

    def __init__(self, window: MainWindow) -> None:
        intro = (
            "What is still to be settled, by whom and by when; then gaps, which have only to be filled in. "
            "Printed as the memorandum's agenda."
        )
        super().__init__(window, "Open points", intro, "Add a point…")

    def lines(self) -> list[QHBoxLayout]:
        session = self.window_.session
        snapshot, library = session.snapshot, session.library
        points = [self._item(item, "point") for item in agenda.open_points(snapshot, library)]
        return points + [self._item(item, "gap") for item in gaps(snapshot, library)]

    def _item(self, item: AgendaItem, noun: str) -> QHBoxLayout:
        when = f"by {spoken_date(item.due_on)}" if item.due_on else "no date yet"
        called = f"{noun} {item.number}"
        links = [link("Owner and date…", partial(self.ask, item), name=f"Owner and date of {called}")]
        if not item.origin.startswith("overview/point/"):
            links.append(link("Show", partial(self._show, item.origin), name=f"Show {called}"))
        else:
            links.append(link("Settled", partial(self._settle, item), name=f"Point {item.number} is settled"))
        head = f"{item.number}  {item.text}" if noun == "point" else f"Gap {item.number}  {item.text}"
        return _line(head, item.owner, when, *links)

    def _show(self, place: str) -> None:
        self.accept()
        self.window_.go(place)

    def _stored(self, item: AgendaItem) -> OpenPoint | None:
        for point in self.window_.session.snapshot.all(OpenPoint):
            if item.origin in (point.origin, f"overview/point/{point.id}"):
                return point
        return None

    def _settle(self, item: AgendaItem) -> None:
        if (point := self._stored(item)) is not None:
            self.window_.session.doc.set(point, "settled", True, label="open point settled")

    def add_one(self) -> None:
        """Ask for one more point."""
        self.ask(None)

    def ask(self, item: AgendaItem | None) -> None:
        """Ask for the owner and date of a point, or for a new point."""
        session = self.window_.session
        stored = self._stored(item) if item else None
        is_own = item is None or item.origin.startswith("overview/point/")
        people: dict[Any, str] = {None: "Nobody yet"}
        people |= {person.id: person.name for person in session.snapshot.all(Person)}

        def save(values: dict[str, Any]) -> None:
            if is_own and not values["text"].strip():
                raise Refused("Say what is to be settled.", "text")
            if stored is not None:
                session.doc.update(stored, values, label="change of an open point")
                return
            if item is not None:
                values |= {"origin": item.origin, "side": item.side}
            session.doc.add(_made(OpenPoint, session, values), label="new open point")

        form = Form(self, "Open point", save, intro="" if is_own or item is None else item.text)
        if is_own:
            form.line("text", "What is to be settled", item.text if item else "")
            form.choice("side", "By whom", SIDE_TITLES, item.side if item else Side.JOINT)
        form.choice("owner_id", "Owner", people, item.owner_id if item else None)
        form.date("due_on", "By when", item.due_on if item else None)
        form.exec()


def _amount(text: str) -> Any:
    try:
        return parse_amount(text)
    except ValueError as fault:
        raise Refused(str(fault), "amount") from None


def _made(noun: type[Any], session: Any, values: dict[str, Any]) -> Any:
    from pydantic import ValidationError

    try:
        return noun.model_validate({"partnership_id": session.doc.partnership.id, **values})
    except ValidationError as fault:
        raise refused(fault) from None
