"""What the agreement offers besides, behind one button: the model family, the price, the forecast."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions import ACTIONS
from ui.screens.agreement.slow import TITLE

if TYPE_CHECKING:
    from ui.desk import Desk

# By the names of the actions.
_BESIDES = ("model_family", "price")


def show_more(below: QWidget, desk: Desk, show_slow: Callable[[], object]) -> None:
    """Open the menu below its button."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    texts = {action.name: action.text for action in ACTIONS}
    for name in _BESIDES:
        menu.addAction(texts[name], partial(desk.perform, name))
    menu.addAction(f"{TITLE}…", show_slow)
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
