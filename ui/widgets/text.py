"""Labels in the few roles of the type scale. All plain text: user text is never read as HTML."""

from __future__ import annotations

from html import escape
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtGui import Qt as RichTextCheck
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.bind import set_property

TextRole = Literal[
    "title", "card", "strong", "body", "muted", "caption", "head", "error", "warning", "good",
    "academic", "industry", "joint",
]  # fmt: skip


def label(text: str, role: TextRole = "body", *, wraps: bool = False) -> QLabel:
    """A label in one role of the type scale."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("text_role", role)
    if wraps:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        made.setMinimumWidth(40)
    return made


def wrapped(text: str, role: TextRole = "body") -> QLabel:
    """A label that breaks into lines."""
    return label(text, role, wraps=True)


def set_role(widget: QLabel, role: TextRole) -> None:
    """Give a label another role."""
    set_property(widget, "text_role", role)


def plain_tip(text: str) -> str:
    """A tool tip that shows a text as it was typed, even where Qt would take it for HTML."""
    return f"<qt>{escape(text)}</qt>" if RichTextCheck.mightBeRichText(text) else text


class Elided(QLabel):
    """One line that ends in an ellipsis when it does not fit, with the whole text as tool tip."""

    def __init__(self, text: str = "", role: TextRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("text_role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show this text, shortened to the width there is."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 24))
        self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
