"""Dialogs answered as a person would: what to do is said first, and done once the dialog is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

_AGAIN_MS = 10


def when_asked(act: Callable[[QDialog], object]) -> list[str]:
    """Do `act` with the next modal dialog to appear; the list returned then holds the texts it showed.

    A dialog that is still open afterwards is closed, so that no fault in a test leaves it waiting.
    """
    shown: list[str] = []
    before = QApplication.activeModalWidget()

    def look(tries: int = 500) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or dialog is before:
            # Not for ever: it would answer a dialog of the next test.
            if tries:
                QTimer.singleShot(_AGAIN_MS, partial(look, tries - 1))
            return
        shown.extend([dialog.windowTitle(), *(text.text() for text in dialog.findChildren(QLabel))])
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)
    return shown


def choosing(*texts: str) -> Callable[[QDialog], object]:
    """An act: press the buttons with these texts, one after the other."""

    def act(dialog: QDialog) -> None:
        for text in texts:
            press(dialog, text)

    return act


def press(inside: QWidget, text: str) -> None:
    """Click the visible button with this text or accessible name."""
    button = button_in(inside, text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def button_in(inside: QWidget, text: str) -> QAbstractButton:
    """The visible button with this text or accessible name."""
    QApplication.processEvents()
    buttons = [b for b in inside.findChildren(QAbstractButton) if b.isVisible()]
    named = [b for b in buttons if text in (b.text().replace("&", ""), b.accessibleName())]
    assert named, f"no button {text!r} among {[b.text() for b in buttons]}"
    return named[0]


def texts_in(inside: QWidget) -> list[str]:
    """Every text that is shown."""
    QApplication.processEvents()
    return [label.text() for label in inside.findChildren(QLabel) if label.isVisible()]


@contextmanager
def no_room() -> Iterator[None]:
    """A disk without room for anything more, as far as this process goes."""
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
