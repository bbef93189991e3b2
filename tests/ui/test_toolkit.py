"""What we need of the toolkit itself, where a release of it got it wrong."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel

CALLS = 400


def test_void_calls_do_not_use_up_none(qtbot):
    """PySide6 6.12.0 drops a reference to None on most void calls, and aborts after a few thousand."""
    label = QLabel()
    qtbot.addWidget(label)
    calls = (label.update, label.updateGeometry, label.clear, lambda: label.setText("x"), label.hide)
    for call in calls:
        call()
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        for call in calls:
            call()

    assert sys.getrefcount(None) > before - CALLS
