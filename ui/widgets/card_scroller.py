"""A part of a card that scrolls, on the card's own ground."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from ui.widgets.page import scroller


def card_scroller(layout: QVBoxLayout) -> QScrollArea:
    """A scroll area that shows what is behind it."""
    area = scroller(layout)
    area.setObjectName("")
    for widget in (area.widget(), area.viewport()):
        if widget is not None:
            widget.setObjectName("")
            widget.setAutoFillBackground(False)
    return area
