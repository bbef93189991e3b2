"""What else the timeline can do: one line for each, carried out by a function of its own module.

A module is imported when its entry is chosen, so that a long menu costs nothing to open.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen

# Text, module of ui.screens.timeline, function that takes the screen, whether it needs to write.
MORE: tuple[tuple[str, str, str, bool], ...] = ()


def fill_more_menu(screen: TimelineScreen, menu: QMenu) -> None:
    """Everything of `MORE`; what would write is grey while nothing can be kept."""
    menu.clear()
    for text, module, function, writes in MORE:
        action = menu.addAction(text, partial(_run, screen, module, function))
        action.setEnabled(screen.may_write or not writes)


def _run(screen: TimelineScreen, module: str, function: str) -> None:
    getattr(import_module(f"ui.screens.timeline.{module}"), function)(screen)
