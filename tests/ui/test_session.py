"""Autosave: what is typed is stored, late by 400 ms at most, and a failing disk loses nothing."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from db.store import Store
from planner.document import snapshot_of
from planner.model import Partnership
from tests.ui.asked import choosing, no_room, press, texts_in, when_asked
from tests.ui.desks import desk_for, stored
from ui.bind import field_of
from ui.session import QUIET_MS
from ui.widgets.fields import text_field

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="the limit on file sizes is a POSIX one")
LOADED_MS = 3_000


@pytest.fixture
def window(qtbot, tmp_path):
    return desk_for([Partnership(title="Mindful Campus")], qtbot, tmp_path)


@pytest.fixture
def summary(window, qtbot) -> QLineEdit:
    key = window.session.doc.partnership.id
    field = text_field(window.session, field_of(Partnership, key, "summary"), "In one line")
    qtbot.addWidget(field)
    field.show()
    return field.field


def kept(window) -> str:
    return snapshot_of(stored(window)).partnership.summary


def saved_text(window) -> str:
    """What the top bar says of saving."""
    return window.top_bar._saved.text()


def test_what_was_typed_is_stored_after_400_ms_of_quiet(window, summary, qtbot):
    with qtbot.waitSignal(window.session.saving_changed, timeout=LOADED_MS):
        qtbot.keyClicks(summary, "A pilot")

    assert QUIET_MS == 400
    assert kept(window) == "A pilot"
    assert window.session.unsaved_since is None
    assert saved_text(window).startswith("Saved ")


def test_who_types_on_without_a_pause_is_never_more_than_400_ms_ahead_of_the_store(window, summary, qtbot):
    typing = QTimer(interval=20)
    typing.timeout.connect(lambda: qtbot.keyClicks(summary, "a"))

    with qtbot.waitSignals([window.session.saving_changed] * 2, timeout=LOADED_MS):
        typing.start()
    behind = len(summary.text()) - len(kept(window))
    typing.stop()

    assert behind * 20 <= 2 * QUIET_MS
    assert kept(window)


def test_leaving_a_field_stores_it_at_once(window, summary, qtbot):
    qtbot.keyClicks(summary, "A pilot")

    with qtbot.waitSignal(window.session.saving_changed, timeout=QUIET_MS):
        window.session.leave_field()

    assert kept(window) == "A pilot"


@needs_limits
def test_a_full_disk_keeps_everything_and_says_so_until_a_retry_succeeds(window, summary, qtbot):
    with no_room():
        with qtbot.waitSignal(window.session.saving_changed, timeout=LOADED_MS):
            qtbot.keyClicks(summary, "A pilot")
        assert saved_text(window).startswith("Not saved since ")
        with qtbot.waitSignal(window.session.saving_changed, timeout=LOADED_MS):
            qtbot.keyClicks(summary, " of one")

    assert kept(window) == ""
    assert summary.text() == "A pilot of one"
    assert window.banner.isVisible()
    assert any("disk" in text for text in texts_in(window.banner))
    with qtbot.waitSignal(window.session.saving_changed, timeout=LOADED_MS):
        press(window, "Retry")

    assert kept(window) == "A pilot of one"
    assert saved_text(window).startswith("Saved ")
    assert not window.banner.isVisible()


@needs_limits
def test_what_could_not_be_written_goes_along_with_the_next_change(window, summary, qtbot):
    with no_room(), qtbot.waitSignal(window.session.saving_changed, timeout=LOADED_MS):
        qtbot.keyClicks(summary, "A pilot")

    with qtbot.waitSignal(window.session.saving_changed, timeout=LOADED_MS):
        qtbot.keyClicks(summary, " of one")

    assert kept(window) == "A pilot of one"


@needs_limits
def test_a_window_with_unsaved_work_asks_before_it_closes(window, summary, qtbot):
    qtbot.keyClicks(summary, "A pilot")
    with no_room():
        shown = when_asked(choosing("Stay"))
        assert not window.close()
        assert "Not everything is saved" in shown
        assert window.session.document is not None

    assert window.close()
    assert window.session.document is None


@needs_limits
def test_another_partnership_is_not_opened_over_unsaved_work(window, summary, qtbot):
    other = Partnership(title="Another one")
    qtbot.keyClicks(summary, "A pilot")
    with no_room():
        window.open_partnership(other.id)

    assert window.session.doc.partnership.title == "Mindful Campus"
    assert summary.text() == "A pilot"


def test_closing_the_window_writes_what_is_pending(window, summary, qtbot, tmp_path):
    key = window.session.doc.partnership.id
    qtbot.keyClicks(summary, "Typed and gone")

    window.close()

    again = Store.open(tmp_path / "planner.sqlite")
    assert snapshot_of(again.load(key)).partnership.summary == "Typed and gone"
    again.close()


def test_changes_made_during_a_write_follow_in_order(window, summary, qtbot):
    session = window.session
    qtbot.keyClicks(summary, "one")
    session.save_now()
    qtbot.keyClicks(summary, " two")

    assert session.flush()

    assert kept(window) == "one two"


def test_undo_is_stored_like_any_change(window, summary, qtbot):
    qtbot.keyClicks(summary, "A pilot")
    window.session.leave_field()
    window.session.undo()
    window.session.flush()

    assert kept(window) == ""
    window.session.redo()
    window.session.flush()
    assert kept(window) == "A pilot"


def test_the_portfolios_row_follows_what_was_changed(window):
    window.go("overview")
    document = window.session.doc
    document.set(document.partnership, "title", "Renamed")

    window.go("portfolio")

    assert [row.title for row in window.rows()] == ["Renamed"]
    assert "renamed" in window.rows()[0].words
