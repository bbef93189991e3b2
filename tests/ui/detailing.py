"""Hands for the tests of the details beside the timeline."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
)

from tests.ui.timelines import activity
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.details_part import Section

ANALYSIS = "Analysis"


def opened(screen: TimelineScreen, name: str, *parts: str) -> None:
    """Open the details of an activity, with these parts unfolded."""
    screen.open_details(activity(screen, name).id)
    for part in parts:
        screen.panel.unfold(part)
    QApplication.processEvents()


def section(screen: TimelineScreen, key: str) -> Section:
    return next(s for s in screen.panel.findChildren(Section) if s.part.key == key)


def field(screen: TimelineScreen, name: str) -> QLineEdit:
    return next(e for e in screen.panel.findChildren(QLineEdit) if e.accessibleName() == name)


def chosen(screen: TimelineScreen, name: str) -> QComboBox:
    return next(b for b in screen.panel.findChildren(QComboBox) if b.accessibleName() == name)


def pick(screen: TimelineScreen, name: str, text: str) -> None:
    """Choose a line of a list as a click does."""
    box = chosen(screen, name)
    at = next(place for place in range(box.count()) if box.itemText(place) == text)
    box.setCurrentIndex(at)
    box.activated.emit(at)
    settle(screen)


def tick(screen: TimelineScreen, words: str) -> None:
    next(b for b in screen.panel.findChildren(QCheckBox) if b.text().startswith(words)).click()
    settle(screen)


def button(screen: TimelineScreen, name: str) -> QPushButton:
    return next(b for b in screen.panel.findChildren(QPushButton) if b.accessibleName() == name)


def type_over(screen: TimelineScreen, name: str, text: str) -> QLineEdit:
    """Go into a field, type over what is in it, stay there."""
    edit = field(screen, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    settle(screen)
    return edit


def settle(screen: TimelineScreen) -> None:
    screen.refresh()
    QApplication.processEvents()


def texts(screen: TimelineScreen, key: str) -> str:
    """All that a part says that can be seen."""
    labels = section(screen, key).findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def complaints(screen: TimelineScreen) -> list[str]:
    labels = screen.panel.findChildren(QLabel)
    return [b.text() for b in labels if b.isVisible() and b.property("text_role") == "error" and b.text()]


def lengths(screen: TimelineScreen, name: str) -> tuple[int, int, int]:
    found = activity(screen, name)
    return found.min_days, found.likely_days, found.late_days
