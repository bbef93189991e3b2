"""The card that says what goes into the paper: annexes, the internal copy, the first page, the size."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from ui.widgets.shapes import Card, link, row, rule
from ui.widgets.text import label
from ui.wizards.answer_fields import QuietCombo

if TYPE_CHECKING:
    from ui.desk import Desk

ANNEXES = (
    ("timeline", "Two-lane timeline"),
    ("roles", "Roles and workload"),
    ("contributions", "Contributions"),
    ("risks", "Risks and answers"),
    ("approvals", "Data and approvals"),
    ("agenda", "Open points as an agenda"),
    ("positions", "Positions table (internal copy only)"),
)
SWITCHES = (
    ("changes", "First page: what changed"),
    ("fields", "Fields to fill in at the signatures"),
    ("internal", "Internal copy, not for the partner"),
)
TIPS = {
    "changes": "What changed since the draft that went out last; so not before the second draft.",
    "fields": "Name and date can be filled in on the screen before the paper is printed and signed.",
    "internal": "Marked as internal on every page. It may show positions, and cannot be issued.",
    "positions": "Where each side stands on each clause. Only the internal copy shows it.",
}
# What is listed elsewhere can be changed from here.
_CHANGED_BY = ("contributions", "agenda")


class PrintCard(Card):
    """A box for each part that may be printed, and the size of the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Print")
        self.box.setSpacing(3)
        self._desk = desk
        self.boxes: dict[str, QCheckBox] = {}
        for name, text in ANNEXES:
            self._add_box(name, text)
        self.box.addSpacing(4)
        self.box.addWidget(rule())
        self.box.addSpacing(4)
        for name, text in SWITCHES:
            self._add_box(name, text)
        self.size_choice = self._size_choice()

    def _add_box(self, name: str, text: str) -> None:
        made = QCheckBox(text)
        made.setToolTip(TIPS.get(name, ""))
        made.clicked.connect(lambda on: self._print(name, on))
        self.boxes[name] = made
        if name in _CHANGED_BY:
            change = link("Change…", partial(self._desk.perform, name), name=f"Change: {text}")
            self.box.addLayout(row(made, None, change))
        else:
            self.box.addWidget(made)

    def _size_choice(self) -> QComboBox:
        combo = QuietCombo()
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.setAccessibleName("Paper size")
        combo.addItem("A4", "A4")
        combo.addItem("US Letter", "Letter")
        combo.activated.connect(lambda _: self._set("page_size", combo.currentData(), "paper size"))
        self.box.addLayout(row(label("Paper"), combo, None))
        return combo

    def show_state(self) -> None:
        """Tick what is printed."""
        partnership = self._desk.session.snapshot.partnership
        for name, made in self.boxes.items():
            made.setChecked(name in partnership.printed)
        self.boxes["positions"].setEnabled("internal" in partnership.printed)
        self.size_choice.setCurrentIndex(max(0, self.size_choice.findData(partnership.page_size)))

    def _print(self, name: str, on: bool) -> None:
        printed = self._desk.session.snapshot.partnership.printed
        order = [each for each, _ in (*ANNEXES, *SWITCHES)]
        ticked = {*printed, name} if on else {*printed} - {name}
        known = tuple(each for each in order if each in ticked)
        # What a later version prints is left as it is.
        self._set("printed", (*known, *(each for each in printed if each not in order)), "what is printed")

    def _set(self, field: str, value: object, what: str) -> None:
        document = self._desk.session.doc
        document.set(document.partnership, field, value, label=f"change of {what}")
