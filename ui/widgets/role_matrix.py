"""The role matrix: who answers for what. Keyboard first, mouse second, one painted table."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView

from planner.terms import Letter
from ui.widgets.role_model import LETTER_WORDS, Key, RoleModel, pressed
from ui.widgets.role_paint import ActivityHeader, LetterTiles, PeopleHeader

_KEYS = {
    Qt.Key.Key_R: Letter.RESPONSIBLE,
    Qt.Key.Key_A: Letter.ACCOUNTABLE,
    Qt.Key.Key_C: Letter.CONSULTED,
    Qt.Key.Key_I: Letter.INFORMED,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_WIDEST_TITLE = 420


class RoleMatrix(QTableView):
    """Tells what the user wants; who listens changes the document, and the model shows it."""

    letter_wanted = Signal(object, object, object)
    activity_opened = Signal(object)
    activity_removed = Signal(object)
    person_opened = Signal(object)
    person_removed = Signal(object)
    grown = Signal()

    def __init__(self, model: RoleModel) -> None:
        super().__init__()
        self.setObjectName("roleMatrix")
        self.setAccessibleName("Role matrix")
        self.setAccessibleDescription(
            "Arrow keys move. R, A, C and I set a letter. Enter opens the activity."
        )
        self.roles = model
        self._kept: Key | None = None
        self._was_current = QModelIndex()
        self.setModel(model)
        self.setItemDelegate(LetterTiles(self))
        self._people, self._activities = PeopleHeader(model, self), ActivityHeader(model, self)
        self.setHorizontalHeader(self._people)
        self.setVerticalHeader(self._activities)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self._people, self._activities):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._people.customContextMenuRequested.connect(self._show_person_menu)
        self._activities.customContextMenuRequested.connect(self._show_activity_menu)
        self._people.sectionDoubleClicked.connect(lambda at: self.person_opened.emit(model.people[at].id))
        self._activities.sectionClicked.connect(self._choose_line)
        self._activities.sectionDoubleClicked.connect(self._open_line)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.refitted.connect(self.fit)

    # Size

    def fit(self) -> None:
        """Share the width between titles and people, and make each line as high as its text needs."""
        count = len(self.roles.people)
        metrics = self.fontMetrics()
        least_title, usual = metrics.horizontalAdvance("m" * 15), metrics.horizontalAdvance("m" * 9)
        least = int(usual * 0.74)
        whole = self.width() - (self.verticalScrollBar().sizeHint().width() if self._is_cut() else 0)
        column = max((whole - least_title) // count, least) if count else least
        column = min(column, usual)
        title = min(max(whole - column * count, least_title), _WIDEST_TITLE)
        if count and title == _WIDEST_TITLE:
            column = max((whole - title) // count, column)
        self._people.setDefaultSectionSize(column)
        self._activities.setFixedWidth(title)
        self._people.fit(column)
        for place, height in enumerate(self._activities.heights(title)):
            self.setRowHeight(place, height)
        self.updateGeometries()
        self.grown.emit()

    def _is_cut(self) -> bool:
        return self.height() < self.full_height()

    def full_height(self) -> int:
        """The height at which nothing is cut off."""
        bar = self.horizontalScrollBar()
        across = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return self._people.height() + self._activities.length() + across + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    # Where one is

    def reveal(self, row_id: UUID | None, person_id: UUID | None) -> bool:
        """Make this cell the current one and bring it into view; False when there is none such."""
        index = self.roles.place(row_id, person_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus()
        return index.isValid()

    def _remember(self) -> None:
        self._kept = self.roles.key(self.currentIndex())

    def _restore(self) -> None:
        if self._kept is not None:
            self.setCurrentIndex(self.roles.place(*self._kept))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # A click chooses its own cell.
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.currentIndex().isValid():
            self.setCurrentIndex(self.roles.place(None, None))
        super().focusInEvent(event)

    def _choose_line(self, place: int) -> None:
        if (row := self.roles.lines[place].row) is not None:
            kept = self.roles.key(self.currentIndex())
            self.reveal(row.id, kept[1] if kept else None)

    def _open_line(self, place: int) -> None:
        if (row := self.roles.lines[place].row) is not None:
            self.activity_opened.emit(row.id)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        here = self.roles.key(self.currentIndex())
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if here is None or not plain:
            super().keyPressEvent(event)
        elif key in _KEYS:
            self._want(pressed(self.roles.letter(self.currentIndex()), _KEYS[Qt.Key(key)]))
        elif key in _CLEARING:
            self._want(None)
        elif key in _ENTER:
            self.activity_opened.emit(here[0])
        elif key == Qt.Key.Key_Space:
            self.show_letter_menu()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters set letters; they do not search."""

    def _want(self, letter: Letter | None) -> None:
        here = self.roles.key(self.currentIndex())
        if here is not None and letter is not self.roles.letter(self.currentIndex()):
            self.letter_wanted.emit(*here, letter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._was_current = self.currentIndex()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        again = index.isValid() and index == self._was_current
        if again and event.button() == Qt.MouseButton.LeftButton:
            self.show_letter_menu()

    # Menus

    def show_letter_menu(self) -> QMenu:
        """The letters to choose from, below the current cell."""
        menu = QMenu(self)
        self._add_letters(menu)
        return self._pop_up(menu, self._below_current())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        key = self.roles.key(index)
        if key is None:
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        self._add_letters(menu)
        menu.addSeparator()
        self._add_activity(menu, key[0])
        self._add_person(menu, key[1])
        self._pop_up(menu, self._below_current() if by_key else event.globalPos())

    def _show_person_menu(self, at: QPoint) -> None:
        place = self._people.logicalIndexAt(at)
        if place >= 0:
            menu = QMenu(self)
            self._add_person(menu, self.roles.people[place].id)
            self._pop_up(menu, self._people.mapToGlobal(at))

    def _show_activity_menu(self, at: QPoint) -> None:
        place = self._activities.logicalIndexAt(at)
        row = self.roles.lines[place].row if place >= 0 else None
        if row is not None:
            menu = QMenu(self)
            self._add_activity(menu, row.id)
            self._pop_up(menu, self._activities.mapToGlobal(at))

    def _add_letters(self, menu: QMenu) -> None:
        held = self.roles.letter(self.currentIndex())
        for letter, words in LETTER_WORDS.items():
            action = menu.addAction(f"{' '.join(letter.value)}   {words}", partial(self._want, letter))
            action.setCheckable(True)
            action.setChecked(letter is held)
        menu.addAction("No part", partial(self._want, None)).setEnabled(held is not None)

    def _add_activity(self, menu: QMenu, row_id: UUID) -> None:
        menu.addAction("Change the activity…", partial(self.activity_opened.emit, row_id))
        menu.addAction("Remove the activity", partial(self.activity_removed.emit, row_id))

    def _add_person(self, menu: QMenu, person_id: UUID) -> None:
        menu.addAction("Change the person…", partial(self.person_opened.emit, person_id))
        menu.addAction("Remove the person…", partial(self.person_removed.emit, person_id))

    def _below_current(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def _pop_up(self, menu: QMenu, at: QPoint) -> QMenu:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
        return menu
