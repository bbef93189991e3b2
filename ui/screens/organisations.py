"""Organisations and people of every partnership, each listed once, changed everywhere at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from planner.model import Organisation, Person
from planner.sides import KIND_TITLES
from planner.wording import counted
from ui import shelf
from ui.desk import Desk
from ui.dialogs.form import Form
from ui.theme import grown
from ui.widgets.chip import Chip
from ui.widgets.page import Page, empty_state
from ui.widgets.shapes import Card, button, column, row, rule
from ui.widgets.text import Elided, label

MOST = 200


class OrganisationsScreen(Page):
    """Who takes part, and in which partnerships."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Organisations", "Organisations and people, each once. A change here holds everywhere."
        )
        self.desk = desk
        self._known: tuple[tuple[Any, ...], tuple[Any, ...]] = ((), ())
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by name")
        self.filter.setAccessibleName("Filter by name")
        self.filter.setMaximumWidth(grown(330))
        self.filter.textChanged.connect(lambda _: self._show())
        self.body.addWidget(self.filter)
        self._organisations, self._people = Card("Organisations"), Card("People and posts")
        self.body.addWidget(self._organisations)
        self.body.addWidget(self._people)
        self.body.addStretch(1)
        self.watch(desk.session.saving_changed)

    def refresh(self) -> None:
        """Read the address book again."""
        store = self.desk.session.store
        self._known = (
            store.submit(store.shared_organisations).result(),
            store.submit(store.shared_people).result(),
        )
        self._show()

    def _show(self) -> None:
        wanted = self.filter.text().casefold()
        organisations, people = self._known
        names = {o.id: o.name for o in organisations}
        self._fill(self._organisations, [o for o in organisations if wanted in o.name.casefold()], names)
        self._fill(self._people, [p for p in people if wanted in p.name.casefold()], names)

    def _fill(self, card: Card, found: list[Any], names: dict[Any, str]) -> None:
        card.empty()
        if not found:
            nothing = "Nobody yet. Organisations and people appear here once a partnership names them."
            card.box.addWidget(empty_state(nothing if not self.filter.text() else "Nobody of that name."))
        for place, each in enumerate(found[:MOST]):
            if place:
                card.box.addWidget(rule())
            card.box.addLayout(self._line(each, names))
        if len(found) > MOST:
            card.box.addWidget(
                label(f"and {counted(len(found) - MOST, 'more', 'more')}: type to find them", "caption")
            )

    def _line(self, each: Organisation | Person, names: dict[Any, str]) -> QHBoxLayout:
        if isinstance(each, Organisation):
            below = " · ".join(t for t in (KIND_TITLES[each.kind], each.legal_name, each.country) if t)
            chip: QWidget = Chip(each.side.value, "academic" if each.side == "academic" else "industry")
        else:
            below = " · ".join(t for t in (each.post, names.get(each.organisation_id, "")) if t)
            chip = Chip("to be hired" if each.to_be_hired else "", "outline")
        text = column(Elided(each.name, "strong"), Elided(below, "caption"), spacing=2)
        change = button("Change…", lambda: self._change(each))
        change.setAccessibleName(f"Change {each.name}…")
        change.setEnabled(not self.desk.session.store.is_read_only)
        line = row(text, chip, change, spacing=12)
        line.setStretch(0, 1)
        return line

    def _change(self, each: Organisation | Person) -> None:
        store = self.desk.session.store

        def save(values: dict[str, Any]) -> None:
            changed = {name: value for name, value in values.items() if getattr(each, name) != value}
            if not changed:
                return
            document = self.desk.session.document
            here = document.partnership.id if document is not None else None
            mine = document.snapshot().where(type(each), shared_id=each.shared_id) if document else ()
            for one in mine:
                self.desk.session.doc.update(one, changed, label=f"change of {each.name}")
            self.desk.session.flush()
            count = store.submit(store.update_everywhere, each.shared_id, changed, here).result()
            shelf.renew_rows(self.desk, each.name)
            self.desk.say(f"Changed in {counted(count + bool(mine), 'partnership')}.")
            self.refresh()

        form = Form(self, "Change everywhere", save)
        form.line("name", "Name", each.name)
        if isinstance(each, Organisation):
            form.line("legal_name", "Legal name", each.legal_name)
            form.choice("kind", "Kind", KIND_TITLES, each.kind)
            form.line("registration", "Registration number", each.registration)
            form.text("address", "Registered address", each.address)
        else:
            form.line("post", "Post", each.post)
            form.line("contact", "Contact details", each.contact)
        form.exec()
