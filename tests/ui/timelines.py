"""Hands for the tests of the timeline: press, drag and type as a person would."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
)

from planner.model import Activity
from planner.timeline.shapes import Bar
from ui.screens.timeline import TimelineScreen
from ui.widgets.timeline_paint import bar_box
from ui.window import MainWindow

ETHICS, DATA, WRITE_UP = "Ethics review", "Data collection", "Write-up"
PLAIN, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def shown(window: MainWindow) -> MainWindow:
    window.go("timeline")
    QApplication.processEvents()
    return window


def screen_of(window: MainWindow) -> TimelineScreen:
    found = window.stack.currentWidget()
    assert isinstance(found, TimelineScreen)
    return found


def activity(screen: TimelineScreen, name: str) -> Activity:
    found = screen.desk.session.snapshot.first(Activity, name=name)
    assert found is not None
    return found


def start_of(screen: TimelineScreen, name: str) -> date | None:
    return activity(screen, name).start_on


def spot_of(screen: TimelineScreen, name: str, *, at_end: bool = False) -> QPoint:
    """A pixel to take hold of a bar."""
    canvas = screen.canvas
    shape = canvas.shape(activity(screen, name).id)
    assert isinstance(shape, Bar)
    canvas.reveal(shape)
    box = bar_box(canvas.ground, canvas.inks, shape)
    return QPointF(box.right() - 2 if at_end else box.center().x(), box.center().y()).toPoint()


def hold(screen: TimelineScreen, name: str, days: int, *, at_end: bool = False) -> QPoint:
    """Press a bar and move the mouse by so many days, without letting go."""
    view = screen.canvas.viewport()
    start = spot_of(screen, name, at_end=at_end)
    end = start + QPoint(round(days * screen.canvas.day_px), 0)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(12 if days > 0 else -12, 0))
    QTest.mouseMove(view, end)
    return end


def let_go(screen: TimelineScreen, spot: QPoint) -> None:
    view = screen.canvas.viewport()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    QApplication.processEvents()


def press(screen: TimelineScreen, name: str, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    screen.canvas.setFocus()
    screen.canvas.choose(activity(screen, name).id, reveal=True)
    for key, held in keys:
        QTest.keyClick(screen.canvas, key, held)
    QApplication.processEvents()


def type_name(screen: TimelineScreen, text: str) -> None:
    """Type over the name in the open details."""
    edit = screen.panel.findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    assert edit.selectedText() == edit.text()
    QTest.keyClicks(edit, text)
