"""What holds for every test of the screens, and the windows that most of them begin with.

Garbage is collected between the tests, on the thread that the widgets live on; see `ui.collector`.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from tests.ui.desks import desk_for
from ui.window import MainWindow

HEAVY = (
    "db.store",
    "planner.memorandum.pdf",
    "planner.memorandum.docx",
    "ui.screens.agreement.screen",
    "ui.screens.timeline.screen",
    "ui.screens.memorandum.screen",
    "ui.wizards.roles_wizard",
)


@pytest.fixture(autouse=True, scope="session")
def _what_is_imported_is_no_garbage() -> Iterator[None]:
    """Modules stay to the end: looking through them after every test costs a fifth of its time."""
    for name in HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _collected_where_widgets_live() -> Iterator[None]:
    gc.disable()
    yield
    # Windows go when events are handled in a loop, which without this would be the next test's.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture
def example(qtbot: QtBot, tmp_path: Path, example_path: Path) -> MainWindow:
    """The window with the worked example open at its overview."""
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    window.go("overview")
    return window


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window before there is any partnership."""
    return desk_for([], qtbot, tmp_path)


@pytest.fixture
def waits(qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    """Wait until something holds."""
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=5_000)
