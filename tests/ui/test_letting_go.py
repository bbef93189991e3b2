"""What is closed is gone: screens, dialogs and windows leave nothing behind that still listens."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from tests.ui.asked import when_asked
from tests.ui.desks import desk_for
from ui import jobs
from ui.navigation import OF_PARTNERSHIP
from ui.window import MainWindow

SCREENS = [name for name, _ in OF_PARTNERSHIP]
# Of tens of thousands that a partnership with all its screens is made of.
FEW = 300


def visit_every_screen(window: MainWindow, qtbot: QtBot) -> list[weakref.ref[QWidget]]:
    """Open the partnership anew and look at all its screens, which are returned held weakly."""
    opened = window.session.doc.partnership.id
    assert window.session.close()
    window.open_partnership(opened)
    seen = []
    for name in SCREENS:
        window.go(name)
        qtbot.wait(1)
        shown = window.stack.currentWidget()
        assert shown is not None
        seen.append(weakref.ref(shown))
    with qtbot.waitSignal(window.checker.checked, timeout=30_000):
        window.session.changed.emit(None)
    return seen


def things() -> int:
    """How many Python objects are left when no work is running and nothing waits to be deleted."""
    jobs.wait_for_all()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return len(gc.get_objects())


def test_the_screens_of_a_closed_partnership_are_gone(example: MainWindow, qtbot: QtBot) -> None:
    visit_every_screen(example, qtbot)
    seen = visit_every_screen(example, qtbot)
    before = things()
    for _ in range(3):
        seen += visit_every_screen(example, qtbot)

    assert things() - before < FEW
    assert len(seen) == 4 * len(SCREENS)
    assert [screen for screen in seen[: -len(SCREENS)] if screen() is not None] == []


@pytest.mark.parametrize(
    "action",
    ["details", "contributions", "price", "agenda", "search", "settings", "issue_draft", "export_file"],
)
def test_a_dialog_is_gone_once_it_was_answered(example: MainWindow, action: str) -> None:
    shown = when_asked(QDialog.reject)
    example.perform(action)

    things()
    assert shown
    assert example.findChildren(QDialog) == []


def test_a_closed_window_is_gone(qtbot: QtBot, tmp_path: Path, example_path: Path) -> None:
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    window.go("agreement")
    store, shown, session = window.session.store, weakref.ref(window), weakref.ref(window.session)
    window.close()
    window.deleteLater()
    del window
    store.close()
    things()

    assert shown() is None
    assert session() is None
