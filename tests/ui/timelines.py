"""Hands for the tests of the timeline: press, drag and type as a person would."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from planner.model import Activity
from planner.timeline.drawn.shapes import Shape
from ui.screens.timeline import TimelineScreen
from ui.widgets.timeline_grasp import handle_of
from ui.window import MainWindow

ETHICS, DATA, WRITE_UP = "Ethics review", "Data collection", "Write-up"
PLAIN, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton


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


def shape_of(screen: TimelineScreen, name: str) -> Shape:
    shape = screen.canvas.shape(activity(screen, name).id)
    assert shape is not None
    return shape


def revealed(screen: TimelineScreen, name: str) -> Shape:
    """A shape, in view."""
    shape = shape_of(screen, name)
    screen.canvas.reveal(shape)
    return shape


def spot_of(screen: TimelineScreen, name: str, *, at: str = "middle") -> QPoint:
    """A pixel to take hold of a bar: in its middle, at its start or at its end."""
    shape, canvas = revealed(screen, name), screen.canvas
    beyond = canvas.ground.along(canvas.ground.box_of(shape).bottomRight()) + 40 - canvas.ground.length
    if beyond > 0:
        canvas.pan(beyond / canvas.day_px)
    ground, box = canvas.ground, canvas.ground.box_of(shape)
    first, last = ground.along(box.topLeft()), ground.along(box.bottomRight())
    along = {"start": first + 2, "end": last - 2, "middle": (max(first, ground.gutter) + last) / 2}[at]
    return ground.point(along, ground.across(box.center())).toPoint()


def handle_spot(screen: TimelineScreen, name: str) -> QPoint:
    """The pixel of the handle for links."""
    spot_of(screen, name, at="end")
    return handle_of(screen.canvas.ground, shape_of(screen, name)).toPoint()


def mouse(
    screen: TimelineScreen,
    kind: QEvent.Type,
    spot: QPoint,
    held: Qt.KeyboardModifier = PLAIN,
    button: Qt.MouseButton = LEFT,
) -> None:
    """One event of the mouse on the canvas, with keys held."""
    view = screen.canvas.viewport()
    is_move = kind is QEvent.Type.MouseMove
    down = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(
        kind,
        QPointF(spot),
        QPointF(view.mapToGlobal(spot)),
        Qt.MouseButton.NoButton if is_move else button,
        down,
        held,
    )
    QApplication.sendEvent(view, event)


def drag(
    screen: TimelineScreen,
    start: QPoint,
    end: QPoint,
    held: Qt.KeyboardModifier = PLAIN,
    button: Qt.MouseButton = LEFT,
    *,
    keep: bool = True,
) -> None:
    """Press at a pixel, go to another, and let go there unless `keep` is False."""
    mouse(screen, QEvent.Type.MouseButtonPress, start, held, button)
    mouse(screen, QEvent.Type.MouseMove, start + (end - start) / 2, held, button)
    mouse(screen, QEvent.Type.MouseMove, end, held, button)
    if keep:
        mouse(screen, QEvent.Type.MouseButtonRelease, end, held, button)
        QApplication.processEvents()


def hold(
    screen: TimelineScreen, name: str, days: float, *, at: str = "middle", held: Qt.KeyboardModifier = ALT
) -> QPoint:
    """Press a bar and move the mouse by so many days, without letting go; Alt keeps it from snapping."""
    start, ground = spot_of(screen, name, at=at), screen.canvas.ground
    end = ground.point(ground.along(start) + days * ground.day_px, ground.across(start)).toPoint()
    drag(screen, start, end, held, keep=False)
    return end


def let_go(screen: TimelineScreen, spot: QPoint) -> None:
    mouse(screen, QEvent.Type.MouseButtonRelease, spot)
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


def unfold(screen: TimelineScreen, what: str) -> None:
    """Open a part of the clash card that is folded: its heading holds this word."""
    head = next(b for b in screen.card.findChildren(QPushButton) if b.text()[:1] == "▸" and what in b.text())
    head.click()
    QApplication.processEvents()
