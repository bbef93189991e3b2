"""How wide a text is and what of it fits, remembered: measuring a text costs as much as drawing it.

Fonts are handed over as `QFont.toString` writes them, so that another size is another question.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def width_of(text: str, font: str) -> int:
    """The width of `text` in pixels."""
    return _metrics(font).horizontalAdvance(text)


@lru_cache(maxsize=_REMEMBERED)
def fitted(text: str, width: int, font: str) -> str:
    """`text`, ending in an ellipsis when it is wider than `width` pixels."""
    return _metrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _metrics(font: str) -> QFontMetrics:
    made = QFont()
    made.fromString(font)
    return QFontMetrics(made)
