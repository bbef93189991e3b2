from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.segments import Segments


def test_a_press_tells_the_key_and_stays_down(qtbot: QtBot) -> None:
    segments = Segments((("lanes", "Lanes"), ("table", "Table")), name="Show as")
    qtbot.addWidget(segments)
    told: list[str] = []
    segments.chosen.connect(told.append)

    for made in segments.findChildren(QPushButton):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)

    assert told == ["lanes", "table"]
    assert segments.key == "table"


def test_setting_a_key_tells_nobody(qtbot: QtBot) -> None:
    segments = Segments((("lanes", "Lanes"), ("table", "Table")), name="Show as")
    qtbot.addWidget(segments)
    told: list[str] = []
    segments.chosen.connect(told.append)

    segments.set_key("table")

    assert (segments.key, told) == ("table", [])
