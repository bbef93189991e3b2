"""A list of a clause's options in which each says when to use it."""

from __future__ import annotations

import html

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.library.clause_entries import Clause
from ui.theme import current_theme
from ui.widgets.chip import chip_font
from ui.wizards.answer_fields import QuietCombo

Index = QModelIndex | QPersistentModelIndex
_USE_WHEN = int(Qt.ItemDataRole.UserRole) + 1
_WRAPS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_POPUP_LETTERS = 62


class _OptionPainter(QStyledItemDelegate):
    """Draws the option's name, and below it when to use it."""

    def _heights(self, option: QStyleOptionViewItem, index: Index, width: int) -> tuple[int, int]:
        room = QRect(0, 0, max(width - 24, 80), 10_000)
        name = QFontMetrics(option.font).boundingRect(room, _WRAPS, str(index.data() or " ")).height()
        use = str(index.data(_USE_WHEN) or "")
        return name, QFontMetrics(chip_font()).boundingRect(room, _WRAPS, use).height() if use else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if view is not None else option.rect.width()  # type: ignore[attr-defined]
        name, use = self._heights(option, index, width)
        return QSize(width, name + use + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, box = current_theme(), QRectF(option.rect)
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, theme.colour("sunken"))
        name, _ = self._heights(option, index, option.rect.width())
        inner = box.adjusted(12, 7, -12, -7)
        painter.setFont(QFont(option.font))
        painter.setPen(theme.colour("ink"))
        painter.drawText(inner, _WRAPS, str(index.data() or ""))
        painter.setFont(chip_font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(inner.adjusted(0, name, 0, 0), _WRAPS, str(index.data(_USE_WHEN) or ""))
        painter.restore()


class OptionCombo(QuietCombo):
    """One of a clause's options, or none; `none` is what stands there then."""

    def __init__(self, clause: Clause, name: str, *, none: str = "") -> None:
        super().__init__()
        self._clause = clause
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        if none:
            self.addItem(none, "")
        for option in clause.options:
            self.addItem(option.label, option.key)
            self.setItemData(self.count() - 1, option.use_when, _USE_WHEN)
        self._painter: _OptionPainter | None = None

    def show_option(self, key: str) -> None:
        """Show this option, without telling anyone."""
        self.setCurrentIndex(max(0, self.findData(key)))
        self.setAccessibleDescription(self.use_when())
        self.setToolTip(html.escape(self.use_when()))

    def use_when(self) -> str:
        """When to use the option that is shown."""
        return str(self.currentData(_USE_WHEN) or "")

    def showPopup(self) -> None:
        if self._painter is None:
            # Made only now: it measures every option, and most lists are never opened.
            self._painter = _OptionPainter(self)
            self.view().setItemDelegate(self._painter)
            self.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        wanted = _POPUP_LETTERS * self.fontMetrics().averageCharWidth()
        self.view().setMinimumWidth(max(self.width(), wanted))
        super().showPopup()
