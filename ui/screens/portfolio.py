"""The portfolio: which partnership needs me, and why."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
)

from planner.portfolio import Order, PortfolioRow, filtered, ordered
from planner.terms import STAGE_NAMES
from planner.wording import counted
from ui import shelf
from ui.desk import Desk
from ui.screens.portfolio_table import PortfolioTable, RowPainter, row_height
from ui.theme import grown
from ui.widgets.page import Page, empty_state
from ui.widgets.shapes import Card, button, column, row
from ui.widgets.text import label, wrapped

_ORDERS: dict[str, Order] = {
    "Latest change": "updated",
    "Name": "title",
    "Stage": "stage",
    "Attention": "attention",
    "Next date": "next",
}


class PortfolioScreen(Page):
    """Every partnership at a glance, filtered as one types."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Portfolio", scrolls=False)
        self.desk = desk
        self._sorted: tuple[tuple[bool, Order], list[PortfolioRow]] | None = None
        self.tools.addWidget(button("Open file…", lambda: desk.perform("open_file")))
        self.tools.addWidget(button("New partnership", lambda: desk.perform("new"), primary=True))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by name, organisation or person")
        self.filter.setAccessibleName("Filter by name, organisation or person")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(180)
        self.filter.setMaximumWidth(grown(330))
        self.filter.textChanged.connect(lambda _: self._show_rows())
        self.stage = _combo(
            "Stage", [("Stage: any", None), *((name, stage) for stage, name in STAGE_NAMES.items())]
        )
        self.attention = _combo("Attention", [("Attention: any", False), ("Needs attention", True)])
        self.order = _combo("Order", [(f"Order: {name.lower()}", order) for name, order in _ORDERS.items()])
        self.shelf = _combo("Shelf", [("In work", False), ("Archived", True)])
        for combo in (self.stage, self.attention, self.order, self.shelf):
            combo.currentIndexChanged.connect(lambda _: self._show_rows())
        combos = row(self.stage, self.attention, self.order, self.shelf, spacing=10)
        self._filters = row(self.filter, combos, None, spacing=10)
        self._filters.setStretch(0, 3)
        self._filters.setStretch(2, 1)
        self.body.addLayout(self._filters)
        self.table = _table()
        self.model = PortfolioTable(desk.session.today)
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowPainter(self.model, desk.session.today, self.table))
        self.table.activated.connect(self._open)
        self.table.doubleClicked.connect(self._open)
        self.table.customContextMenuRequested.connect(self._menu)
        for action in self._row_actions():
            self.table.addAction(action)
        self.list_card = Card()
        self.list_card.box.setContentsMargins(10, 4, 10, 6)
        self.list_card.box.addWidget(self.table)
        self.nothing = empty_state(
            "A partnership holds the scope, the agreement, the roles and both timelines of one project.",
            button("Start a partnership", lambda: desk.perform("new")),
        )
        self.list_card.box.addWidget(self.nothing, 1)
        self.none_found = empty_state("No partnership matches.", button("Show all", self._show_all))
        self.list_card.box.addWidget(self.none_found, 1)
        self.body.addWidget(self.list_card, 1)
        self.example = self._example_card()
        self.body.addWidget(self.example)
        self.refresh()

    def _example_card(self) -> Card:
        card = Card()
        text = column(
            label("New here?", "strong"),
            wrapped(
                "Open the worked example: a university and a small company plan a digital mental health "
                "evaluation, from first talk to draft memorandum. Both are fictional.",
                "muted",
            ),
            spacing=4,
        )
        line = row(text, button("Open the example", lambda: self.desk.perform("open_example")))
        line.setStretch(0, 1)
        card.box.addLayout(line)
        return card

    def _row_actions(self) -> list[QAction]:
        made = []
        for text, keys, act in (
            ("Open", "", lambda rows: self._open(self.table.currentIndex())),
            ("Duplicate", "Ctrl+D", lambda rows: self._each(shelf.duplicate, rows)),
            ("Archive or bring back", "", lambda rows: self._each(shelf.archive, rows)),
            ("Save a file for the partner…", "", lambda rows: self._each(_save_files, rows)),
            ("Delete", "Del", lambda rows: self._each(shelf.delete, rows)),
        ):
            action = QAction(text, self.table)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, act=act: act(self._selected()))
            if text in _WRITING and self.desk.session.store.is_read_only:
                action.setEnabled(False)
            made.append(action)
        return made

    def _each(self, act: Callable[[Desk, list[PortfolioRow]], None], rows: list[PortfolioRow]) -> None:
        if rows:
            act(self.desk, rows)

    def _selected(self) -> list[PortfolioRow]:
        indexes = self.table.selectionModel().selectedRows()
        return [self.model.rows[index.row()] for index in indexes]

    def _menu(self, place: QPoint) -> None:
        if not self.table.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.table.actions())
        menu.exec(self.table.viewport().mapToGlobal(place))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.desk.open_partnership(UUID(self.model.rows[index.row()].id))

    def refresh(self) -> None:
        """Show the rows as stored, with the same one selected as before."""
        selected = {row.id for row in self._selected()}
        self._sorted = None
        self._show_rows()
        if not selected:
            return
        for place, shown in enumerate(self.model.rows):
            if shown.id in selected:
                flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
                self.table.selectionModel().select(self.model.index(place, 0), flags)

    def _show_all(self) -> None:
        self.filter.clear()
        self.stage.setCurrentIndex(0)
        self.attention.setCurrentIndex(0)

    def _in_order(self) -> list[PortfolioRow]:
        """The shelf's rows in the chosen order; sorted once, so that a key pressed only filters."""
        wanted = (self.shelf.currentData(), self.order.currentData())
        if self._sorted is None or self._sorted[0] != wanted:
            here = [r for r in self.desk.rows() if not r.binned_on and r.archived == wanted[0]]
            self._sorted = (wanted, ordered(here, wanted[1]))
            self.set_subtitle(self._summary(here))
            self.nothing.setVisible(not here)
            self.example.setVisible(len(here) < 50 and not any(r.is_example for r in self.desk.rows()))
        return self._sorted[1]

    def _show_rows(self) -> None:
        here = self._in_order()
        found = filtered(
            here, self.filter.text(), self.stage.currentData(), needs_attention=self.attention.currentData()
        )
        self.model.show(found)
        self.table.setVisible(bool(found))
        self.none_found.setVisible(bool(here) and not found)

    def _summary(self, here: list[PortfolioRow]) -> str:
        if not here or not self.desk.rows_are_all:
            return ""
        needy = sum(r.attention_level in ("error", "warning") for r in here)
        return f"{counted(len(here), 'partnership')} · {_needing(needy)}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.order.setVisible(self.width() > grown(880))
        beside = self.width() >= grown(640)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._filters.setDirection(way)


class _Table(QTableView):
    """Gives each column its share of the width; names and parties need the most."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The event tells the room inside: `viewport()` would make Qt's every widget class known to Python.
        width = event.size().width()
        shares = {place: share for place, share in enumerate(_SHARES) if place != _STAGE}
        if has_stage := width >= grown(_WIDTH_FOR_STAGE):
            shares[_STAGE] = _SHARES[_STAGE]
        self.setColumnHidden(_STAGE, not has_stage)
        whole = sum(shares.values())
        for place, share in shares.items():
            self.setColumnWidth(place, int(width * share / whole))


_WRITING = ("Duplicate", "Archive or bring back", "Delete")
_SHARES = (0.22, 0.25, 0.18, 0.14, 0.21)
_STAGE, _WIDTH_FOR_STAGE = 2, 600


def _needing(count: int) -> str:
    return "none needs attention" if not count else f"{count} {'needs' if count == 1 else 'need'} attention"


def _combo(name: str, options: list[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for text, value in options:
        made.addItem(text, value)
    return made


def _table() -> QTableView:
    table = _Table()
    table.setAccessibleName("Partnerships")
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(row_height())
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table


def _save_files(desk: Desk, rows: list[PortfolioRow]) -> None:
    # Its dialogs are not needed for the first painting of this screen.
    from ui import exports

    exports.export_rows(desk, rows)
