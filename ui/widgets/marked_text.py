"""Text with marks in it: words to look at, words that came in, words taken out. Read only, never HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from ui.theme import current_theme

MarkName = Literal["", "found", "added", "removed"]
Piece = tuple[str, MarkName]
SPOKEN = {"found": "May bind: ", "added": "Added: ", "removed": "Taken out: "}


class MarkedText(QTextEdit):
    """As high as its text; can be selected, copied and read by keyboard. Colour only helps the marks."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("marked")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.pieces: tuple[Piece, ...] = ()

    def show_pieces(self, pieces: Iterable[Piece]) -> None:
        """Show these stretches of text, each with its mark; nothing moves while they are the same."""
        shown = tuple(piece for piece in pieces if piece[0])
        if shown != self.pieces:
            self.pieces = shown
            self._write()

    def text(self) -> str:
        """The whole text as it was given."""
        return "".join(text for text, _ in self.pieces)

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for text, mark in self.pieces:
            cursor.insertText(text, _format(mark))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        marked = [f"{SPOKEN[mark]}{' '.join(text.split())}" for text, mark in self.pieces if mark]
        self.setAccessibleDescription(". ".join(marked))
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) + 2 * self.frameWidth() + 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # There is nothing to scroll in here: the card around it scrolls.
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "pieces"):
            self._write()


def _format(mark: MarkName) -> QTextCharFormat:
    theme = current_theme()
    made = QTextCharFormat()
    made.setForeground(theme.colour("ink"))
    if mark == "found":
        made.setBackground(theme.colour("warning_soft"))
        made.setForeground(theme.colour("warning"))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        made.setUnderlineColor(theme.colour("warning"))
    elif mark == "added":
        made.setFontUnderline(True)
        made.setFontWeight(QFont.Weight.DemiBold)
    elif mark == "removed":
        made.setFontStrikeOut(True)
        made.setForeground(theme.colour("muted"))
    return made
