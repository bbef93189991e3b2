"""Pictures of every screen: all drawn, none blank, each as large as it was asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from planner.errors import StoreFailure
from planner.exchange.file import read_file
from tests.ui.desks import TODAY
from ui.pictures import SHOWN, write_screens
from ui.window import SCREENS


def test_every_screen_is_drawn(qapp, tmp_path, example_path):
    paths = list(write_screens(tmp_path, read_file(example_path).entities, TODAY, themes=("dark",)))

    assert {place.split("/")[0] for place in SHOWN} >= set(SCREENS) - {"bin"}
    assert len(paths) == len(set(paths)) == len(SHOWN)
    for path in paths:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1440, 900)
        shades = {image.pixel(x, y) for x in range(0, 1440, 7) for y in range(0, 900, 7)}
        assert len(shades) > 20, path.name


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(qapp, tmp_path, example_path):
    target = tmp_path / "portfolio-light-1440x900.png"
    target.mkdir()

    with pytest.raises(StoreFailure, match="could not be written"):
        list(write_screens(tmp_path, read_file(example_path).entities, TODAY))
