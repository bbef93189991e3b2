"""A large partnership is opened beside the window's work, behind what was seen of it last."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from planner.document import Edit
from planner.model import Activity, Entity, Organisation, Partnership
from planner.terms import Side
from tests.ui.desks import TODAY, desk_for
from tests.ui.timelines import screen_of
from ui import faults, jobs, settings
from ui.screens.timeline_glance import TimelineGlance
from ui.window import LARGE, MainWindow


def plan(title: str, count: int) -> tuple[Entity, ...]:
    home = Partnership(title=title)
    owner = Organisation(partnership_id=home.id, name="Northfield University", side=Side.ACADEMIC)
    steps = [
        Activity(
            partnership_id=home.id,
            name=f"Step {number}",
            organisation_id=owner.id,
            start_on=TODAY + timedelta(days=number // 4),
            min_days=3,
            likely_days=5,
            late_days=9,
            rank=number + 1,
        )
        for number in range(count)
    ]
    return (home, owner, *steps)


SMALL, LARGE_ONE = plan("Small", 3), plan("Large", LARGE)


def key_of(entities: tuple[Entity, ...]) -> UUID:
    return entities[0].id


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window with a small and a large partnership stored, the small one open."""
    window = desk_for(SMALL, qtbot, tmp_path)
    store = window.session.store
    store.submit(store.write, [Edit(None, each) for each in LARGE_ONE]).result()
    window.reload_rows()
    return window


@pytest.fixture
def seen(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The same, the large one's timeline seen once."""
    window.open_partnership(key_of(LARGE_ONE), "timeline")
    arrived(window, qtbot)
    QApplication.processEvents()
    screen_of(window).canvas.pan(40)
    screen_of(window).last_seen.keep()
    window.open_partnership(key_of(SMALL), "overview")
    return window


def arrived(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.opening is None, timeout=30_000)


def ended(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until what was loaded has been handed over."""
    qtbot.waitUntil(lambda: not window.findChildren(jobs.Job), timeout=30_000)


def test_a_small_one_is_open_at_once(window: MainWindow) -> None:
    window.session.close()

    window.open_partnership(key_of(SMALL), "roles")

    assert (window.place, window.session.doc.partnership.title) == ("roles", "Small")


def test_what_is_shown_stays_and_works_until_the_large_one_is_loaded(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("roles")

    window.open_partnership(key_of(LARGE_ONE), "overview")
    stood = window.place, window.session.doc.partnership.title
    window.session.doc.update(window.session.doc.partnership, {"title": "Still small"}, label="title")
    arrived(window, qtbot)

    assert stood == ("roles", "Small")
    assert (window.place, window.session.doc.partnership.title) == ("overview", "Large")
    store = window.session.store
    assert store.submit(store.load, key_of(SMALL)).result()[0].title == "Still small"


def test_its_timeline_is_shown_as_it_was_seen_last_at_once(seen: MainWindow, qtbot: QtBot) -> None:
    seen.open_partnership(key_of(LARGE_ONE), "timeline")
    page = seen.stack.currentWidget()

    assert isinstance(page, TimelineGlance)
    assert page.view.plan is not None
    assert seen.session.document is None
    stood = page.view.left_day, page.view.day_px
    arrived(seen, qtbot)
    canvas = screen_of(seen).canvas
    assert (canvas.left_day, canvas.day_px) == stood
    assert (seen.place, seen.session.doc.partnership.title) == ("timeline", "Large")


def test_a_timeline_never_seen_begins_with_its_first_month(window: MainWindow, qtbot: QtBot) -> None:
    window.open_partnership(key_of(LARGE_ONE), "timeline")
    assert window.place == "portfolio"
    arrived(window, qtbot)

    screen = screen_of(window)
    assert screen.plan is not None
    assert screen.canvas.left_day == TODAY.replace(day=1).toordinal()


def test_a_screen_asked_for_behind_the_glance_is_shown_when_loaded(seen: MainWindow, qtbot: QtBot) -> None:
    seen.open_partnership(key_of(LARGE_ONE), "timeline")

    seen.go("roles")
    arrived(seen, qtbot)

    assert (seen.place, seen.session.doc.partnership.title) == ("roles", "Large")


def test_asking_twice_opens_once_and_at_the_place_asked_for_last(window: MainWindow, qtbot: QtBot) -> None:
    window.open_partnership(key_of(LARGE_ONE), "overview")
    opening = window.opening

    window.open_partnership(key_of(LARGE_ONE), "roles")

    assert window.opening is opening
    arrived(window, qtbot)
    assert window.place == "roles"


@pytest.mark.parametrize("place", ["overview", "timeline"])
def test_who_goes_elsewhere_meanwhile_stays_there(seen: MainWindow, qtbot: QtBot, place: str) -> None:
    seen.open_partnership(key_of(LARGE_ONE), place)

    seen.go("portfolio")
    ended(seen, qtbot)

    assert seen.place == "portfolio"
    assert seen.session.document is None or seen.session.doc.partnership.title == "Small"


def test_another_one_opened_meanwhile_stays_open(seen: MainWindow, qtbot: QtBot) -> None:
    seen.open_partnership(key_of(LARGE_ONE), "timeline")

    seen.open_partnership(key_of(SMALL), "roles")
    ended(seen, qtbot)

    assert (seen.place, seen.session.doc.partnership.title) == ("roles", "Small")


def test_other_text_meanwhile_keeps_the_place(seen: MainWindow, qtbot: QtBot) -> None:
    seen.open_partnership(key_of(LARGE_ONE), "timeline")

    seen._make_anew()
    arrived(seen, qtbot)

    assert seen.place == "timeline"


def test_closing_meanwhile_remembers_what_was_asked_for(window: MainWindow) -> None:
    window.open_partnership(key_of(LARGE_ONE), "roles")

    window.close()

    assert settings.last_place() == (key_of(LARGE_ONE).hex, "roles")


def test_an_open_dialog_is_waited_for(window: MainWindow, qtbot: QtBot) -> None:
    window.open_partnership(key_of(LARGE_ONE), "overview")
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.open()
    ended(window, qtbot)
    stood = window.session.doc.partnership.title

    dialog.reject()
    arrived(window, qtbot)

    assert (stood, window.session.doc.partnership.title) == ("Small", "Large")


def test_a_large_one_that_is_gone_is_told_and_what_is_open_stays(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(faults, "show_failure", lambda _parent, error: said.append(str(error)))
    store = window.session.store
    monkeypatch.setattr(store, "plan_seen", lambda _key: (LARGE, ""))

    window.open_partnership(UUID(int=1), "overview")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)

    assert said == ["This partnership is not stored here any more."]
    assert (window.opening, window.place) == (None, "portfolio")
    assert window.session.doc.partnership.title == "Small"
