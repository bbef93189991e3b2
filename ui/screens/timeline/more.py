"""The menu of what else the timeline can do, and carrying it out.

A module is imported when its entry is chosen, so that a long menu costs nothing to open.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ui.timeline_menu import DOINGS, Doing

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen


def fill_more_menu(screen: TimelineScreen, menu: QMenu) -> None:
    """What else can be done; what would write is grey while nothing can be kept."""
    menu.clear()
    for doing in DOINGS:
        if doing.in_menu:
            action = menu.addAction(doing.text, partial(do, screen, doing))
            action.setEnabled(screen.may_write or not doing.writes)


def do(screen: TimelineScreen, doing: Doing) -> None:
    """Carry something out."""
    if doing.module:
        run(screen, doing.module, doing.function)
    else:
        getattr(screen, doing.function)(*doing.about)


def do_named(screen: TimelineScreen, key: str) -> None:
    """Carry out what has this key, if there is such a thing and it may be done."""
    doing = next((each for each in DOINGS if each.key == key), None)
    if doing is not None and (screen.may_write or not doing.writes):
        do(screen, doing)


def run(screen: TimelineScreen, module: str, function: str, *about: object) -> None:
    """Call a function of a module of the timeline with the screen, and with what it is about."""
    getattr(import_module(f"ui.screens.timeline.{module}"), function)(screen, *about)
