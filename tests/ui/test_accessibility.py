"""Promise 20: every interactive widget has a name, and is reached by Tab or the arrow keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.ui.asked import when_asked
from ui.widgets.link_text import LinkText
from ui.window import SCREENS

KINDS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    LinkText,
)
STEPS = 400
PLACES = (*SCREENS, "scope/review", "agreement/publication", "overview")


@pytest.fixture
def example(qtbot, example):
    qtbot.waitUntil(lambda: bool(example.checker.findings), timeout=20_000)
    return example


def spoken(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return (name or widget.accessibleName()).strip()


def interactive(root: QWidget) -> list[QWidget]:
    """Every control that is shown, without the parts Qt itself makes of a larger one."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, KINDS) and widget.isVisible() and widget.isEnabled() and not is_a_part(widget)
    ]


def is_a_part(widget: QWidget) -> bool:
    """Whether this is the inside of a control: its line, its header, its clear button, its pop-up."""
    parent = widget.parentWidget()
    inside = (QComboBox, QAbstractSpinBox, QLineEdit, QCalendarWidget, QAbstractItemView, QAbstractSlider)
    corner = isinstance(parent, QAbstractItemView) and isinstance(widget, QAbstractButton)
    return isinstance(widget, QHeaderView) or isinstance(parent, inside) or corner


def reached_by_tab(window: QWidget, qtbot) -> set[QWidget]:
    """What Tab comes by until it is back where it began; from radio-like groups, by arrows, all of it."""
    met: set[QWidget] = set()
    for _ in range(STEPS):
        focused = QApplication.focusWidget()
        if focused is None:
            window.focusNextChild()
            focused = QApplication.focusWidget()
        if focused is None or focused in met:
            break
        met.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is focused:  # the chart, whose bars Tab walks through
            qtbot.keyClick(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    return met


def missed(root: QWidget, met: set[QWidget]) -> list[str]:
    """Controls that neither Tab came by, nor the arrow keys within a group that Tab came by."""
    groups = {w.group() for w in met if isinstance(w, QAbstractButton) and w.group() is not None}
    return [
        f"{type(widget).__name__} {spoken(widget)}"
        for widget in interactive(root)
        if widget not in met
        and widget.focusProxy() not in met
        and not (isinstance(widget, QAbstractButton) and widget.group() in groups)
        and not any(inner in met for inner in widget.findChildren(QWidget))
    ]


@pytest.mark.parametrize("place", PLACES)
def test_every_control_has_a_name(example, qtbot, place):
    example.go(place)
    QApplication.processEvents()

    nameless = [repr(w) for w in interactive(example) if not spoken(w)]

    assert nameless == []


@pytest.mark.parametrize("place", PLACES)
def test_every_control_is_reached_by_keyboard(example, qtbot, place):
    example.go(place)
    example.activateWindow()
    qtbot.waitUntil(example.isActiveWindow)
    example.top_bar._crumb.setFocus()

    met = reached_by_tab(example, qtbot)

    assert missed(example, met) == []


def test_the_arrow_keys_walk_the_navigation(example, qtbot):
    buttons = example.navigation._buttons
    buttons["overview"].setFocus()

    qtbot.keyClick(buttons["overview"], Qt.Key.Key_Down)

    assert QApplication.focusWidget() is buttons["scope"]
    qtbot.keyClick(buttons["scope"], Qt.Key.Key_Space)
    assert example.place == "scope"


@pytest.mark.parametrize("name", ["new", "details", "settings", "help", "about", "search", "restore"])
def test_every_control_of_a_dialog_has_a_name_and_is_reached(example, qtbot, name):
    faults: list[str] = []

    def look(dialog):
        QApplication.processEvents()
        met = reached_by_tab(dialog, qtbot)
        faults.extend(f"nameless: {widget!r}" for widget in interactive(dialog) if not spoken(widget))
        faults.extend(name for name in missed(dialog, met) if name != "QListWidget What was found")
        dialog.reject()

    when_asked(look)
    example.perform(name)

    assert faults == []


def test_the_arrow_keys_walk_a_group_of_choices(example, qtbot):
    walked = []

    def look(dialog):
        buttons = [b for b in interactive(dialog) if spoken(b).startswith("Theme: ")]
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        buttons[0].setFocus()
        for _ in buttons:
            walked.append(spoken(QApplication.focusWidget()))
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        dialog.reject()

    when_asked(look)
    example.perform("settings")

    assert walked == ["Theme: As the system", "Theme: Light", "Theme: Dark"]
