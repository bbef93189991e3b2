from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.glance import read_plan
from db.store import Store
from planner.document import Edit
from planner.exchange.file import read_file
from planner.model import Baseline, Entity, Partnership
from planner.portfolio import PortfolioRow
from planner.timeline.drawn.glance import read_glance
from tests.ui.test_startup import HEAVY, first_frame
from tests.ui.timelines import screen_of, start_of
from ui import faults, jobs, settings
from ui.__main__ import build, open_behind
from ui.request import Request
from ui.screens.timeline_glance import TimelineGlance
from ui.shelf import example_path
from ui.window import MainWindow

TODAY = date(2026, 12, 9)


@dataclass
class Left:
    """A store whose timeline was left open."""

    request: Request
    partnership: Partnership


def text_of(left: Left) -> str:
    return read_plan(left.request.path, left.partnership.id.hex)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Left:
    """The worked example in a store, its timeline the last place, but not seen yet."""
    import sys

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    entities: tuple[Entity, ...] = read_file(example_path()).entities
    partnership = next(each for each in entities if isinstance(each, Partnership))
    with closing(Store.open(tmp_path / "planner.sqlite")) as store:
        store.write([Edit(None, each) for each in entities])
        store.write_glance(PortfolioRow(partnership.id.hex, partnership.title))
    settings.set_last_place(partnership.id.hex, "timeline")
    return Left(Request(str(tmp_path / "planner.sqlite"), today=lambda: TODAY), partnership)


def started(left: Left, qtbot: QtBot) -> MainWindow:
    """The window at its first frame, its store still closed."""
    window = build(left.request)
    assert window is not None
    window.resize(1440, 900)
    qtbot.addWidget(window, before_close_func=_let_go)
    window.show()
    qtbot.waitExposed(window)
    return window


def opened(window: MainWindow, left: Left, qtbot: QtBot) -> MainWindow:
    """The window with the real screen."""
    open_behind(window, left.request)
    qtbot.waitUntil(lambda: window.place.startswith("timeline"), timeout=20_000)
    qtbot.waitUntil(lambda: screen_of(window).plan is not None, timeout=20_000)
    return window


def _let_go(window: MainWindow) -> None:
    window.session.close()
    jobs.wait_for_all()
    window.session.store.close()


def left_by(window: MainWindow) -> None:
    """Close the window, as at the end of a day."""
    QApplication.processEvents()
    window.close()
    _let_go(window)


@pytest.fixture
def left(stored: Left, qtbot: QtBot) -> Left:
    """The same, seen once and closed."""
    left_by(opened(started(stored, qtbot), stored, qtbot))
    assert text_of(stored)
    return stored


def page_of(window: MainWindow) -> TimelineGlance:
    page = window.stack.currentWidget()
    assert isinstance(page, TimelineGlance)
    return page


def test_the_first_frame_imports_nothing_heavy(left: Left) -> None:
    page, _, *modules = first_frame(left.request.path)

    assert page == "TimelineGlance"
    assert {name.partition(".")[0] for name in modules} & set(HEAVY) == set()
    assert "planner.model" not in modules


def test_what_was_never_seen_is_not_shown_first(stored: Left, qtbot: QtBot) -> None:
    window = started(stored, qtbot)

    assert window.place == "portfolio"


def test_the_first_frame_shows_the_bars_that_were_seen_last(left: Left, qtbot: QtBot) -> None:
    window = started(left, qtbot)

    page = page_of(window)
    assert page.view.plan is not None
    assert "Ethics review" in {bar.name for bar in page.view.plan.bars}
    assert window.session.document is None


def test_the_real_screen_takes_the_place_of_the_first_frame(left: Left, qtbot: QtBot) -> None:
    window = started(left, qtbot)
    seen = page_of(window).view
    stood = seen.left_day, seen.day_px, seen.width(), seen.height(), seen.mapTo(window, seen.rect().topLeft())

    screen = screen_of(opened(window, left, qtbot))
    canvas = screen.canvas

    assert (canvas.left_day, canvas.day_px) == stood[:2]
    assert (canvas.width(), canvas.height()) == stood[2:4]
    assert canvas.mapTo(window, canvas.rect().topLeft()) == stood[4]
    assert window.session.doc.partnership.id == left.partnership.id
    assert window.opening is None


def test_zoom_place_and_orientation_are_taken_up_again(left: Left, qtbot: QtBot) -> None:
    window = opened(started(left, qtbot), left, qtbot)
    screen = screen_of(window)
    screen.show_as("columns")
    screen.canvas.zoom(2.0)
    screen.canvas.place_at(screen.canvas.left_day + 40, 30.0)
    QApplication.processEvents()
    stood = screen.canvas.day_px, screen.canvas.place
    left_by(window)

    again = started(left, qtbot)
    first = page_of(again).view
    canvas = screen_of(opened(again, left, qtbot)).canvas

    assert (first.orientation, first.day_px) == ("columns", stood[0])
    assert (canvas.orientation, canvas.day_px, canvas.place) == ("columns", *stood)
    assert screen_of(again).buttons.views.key == "columns"


def test_months_and_baselines_are_in_the_first_frame(stored: Left, qtbot: QtBot) -> None:
    window = opened(started(stored, qtbot), stored, qtbot)
    screen, doc = screen_of(window), window.session.doc
    ethics = next(bar for bar in screen.canvas.plan.bars if bar.name == "Ethics review")  # type: ignore[union-attr]
    dates = ((str(ethics.activity_id), "2027-01-04", "2027-02-12"),)
    doc.add(Baseline(partnership_id=doc.partnership.id, name="First", taken_on=TODAY, dates=dates))
    screen.hands.toggle_months()
    QApplication.processEvents()
    counts_from = screen.canvas.months_from
    left_by(window)

    look = page_of(started(stored, qtbot)).look

    assert counts_from is not None
    assert look.months_from == counts_from.toordinal()
    assert [list(each) for each in look.ghosts] == [[ethics.activity_id]]


def test_what_rests_is_kept_without_closing(stored: Left, qtbot: QtBot) -> None:
    window = opened(started(stored, qtbot), stored, qtbot)

    qtbot.waitUntil(lambda: bool(text_of(stored)), timeout=10_000)

    screen = screen_of(window)
    screen.canvas.pan(30)
    window.go("roles")
    window.session.store.submit(int).result()
    found = read_glance(text_of(stored), 1)
    assert found is not None
    assert found[1].left_day == screen.canvas.left_day


def test_what_can_only_be_read_is_not_written_to(left: Left, qtbot: QtBot) -> None:
    before = text_of(left)
    window = opened(started(left, qtbot), left, qtbot)
    window.session.store.is_read_only = True
    screen_of(window).canvas.pan(30)

    screen_of(window).last_seen.keep()

    window.session.store.submit(int).result()
    assert text_of(left) == before


def test_a_view_too_full_to_tell_apart_is_kept_as_a_picture(
    stored: Left, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.screens.timeline.last_seen.MOST", 3)
    left_by(opened(started(stored, qtbot), stored, qtbot))

    window = started(stored, qtbot)
    view = page_of(window).view
    first = view.grab().toImage()
    canvas = screen_of(opened(window, stored, qtbot)).canvas

    assert view.plan is not None
    assert view.plan.bars == ()
    assert canvas.grab().toImage().size() == first.size()


def test_pictures_of_another_theme_are_left_out(left: Left, qtbot: QtBot) -> None:
    settings.set_theme_choice("dark")

    page = page_of(started(left, qtbot))

    assert page.view.minimap.stand_in is None
    assert page.view.plan is not None
    assert page.view.plan.bars


@pytest.mark.parametrize(
    "spoil",
    [
        lambda left: settings.set_last_place(left.partnership.id.hex, "overview"),
        lambda left: settings.set_last_place("0" * 32, "timeline"),
        lambda left: _execute(left, "UPDATE partnership SET binned_on = '2026-12-01'"),
        lambda left: _execute(left, "UPDATE plan_glance SET shapes = '{}'"),
        lambda left: _execute(left, "DELETE FROM plan_glance"),
    ],
    ids=["another place", "another partnership", "binned", "damaged", "none"],
)
def test_the_portfolio_is_shown_first_otherwise(
    left: Left, qtbot: QtBot, spoil: Callable[[Left], None]
) -> None:
    spoil(left)

    assert started(left, qtbot).place == "portfolio"


def test_a_file_that_is_asked_for_comes_before_what_was_seen_last(left: Left, qtbot: QtBot) -> None:
    left.request = replace(left.request, file="study.json")

    assert started(left, qtbot).place == "portfolio"


def _execute(left: Left, statement: str) -> None:
    with closing(sqlite3.connect(left.request.path)) as connection, connection:
        connection.execute(statement)


def test_keys_and_clicks_on_the_first_frame_change_nothing(left: Left, qtbot: QtBot) -> None:
    window = started(left, qtbot)
    view = page_of(window).view
    stood = view.left_day, view.day_px

    QTest.mouseClick(view.minimap, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Right, Qt.Key.Key_Plus):
        QTest.keyClick(view, key)
    opened(window, left, qtbot)

    assert (view.left_day, view.day_px) == stood
    assert not window.session.doc.undo_label
    assert start_of(screen_of(window), "Ethics review") is not None


def test_a_screen_that_is_asked_for_meanwhile_is_shown_when_it_can_be(left: Left, qtbot: QtBot) -> None:
    window = started(left, qtbot)
    window.go("roles")

    open_behind(window, left.request)
    qtbot.waitUntil(lambda: window.session.document is not None, timeout=20_000)

    assert window.place == "roles"


def test_who_leaves_for_the_portfolio_meanwhile_stays_there(left: Left, qtbot: QtBot) -> None:
    window = started(left, qtbot)
    open_behind(window, left.request)

    window.go("portfolio")
    qtbot.waitUntil(lambda: window.rows_are_all, timeout=20_000)
    jobs.wait_for_all()
    QApplication.processEvents()

    assert window.place == "portfolio"
    assert window.session.document is None


def test_closing_before_anything_is_open_forgets_nothing(left: Left, qtbot: QtBot) -> None:
    window = started(left, qtbot)

    window.close()

    assert settings.last_place() == (left.partnership.id.hex, "timeline")


def test_a_partnership_that_is_gone_is_told_and_the_portfolio_shown(
    left: Left, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(faults, "show_failure", lambda _parent, error: said.append(str(error)))
    window = started(left, qtbot)
    with closing(Store.open(left.request.path)) as store:
        store.delete(left.partnership.id)

    open_behind(window, left.request)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)

    assert said == ["This partnership is not stored here any more."]
    assert window.place == "portfolio"
