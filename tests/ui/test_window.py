"""The window's frame: where one is, what can be done, and what is kept when it closes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from db.store import Store
from planner.errors import Refused
from planner.exchange.file import read_file
from planner.model import Organisation, Partnership
from planner.terms import Side
from tests.ui.asked import choosing, press, texts_in, when_asked
from tests.ui.desks import TODAY, desk_for, stored
from ui import settings
from ui.actions import ACTIONS
from ui.session import Session
from ui.widgets.choices import Choices
from ui.window import SCREENS, MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
NO_KEYS, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
OF_PARTNERSHIP = ("overview", "scope", "agreement", "roles", "timeline", "readiness", "memorandum")


@pytest.fixture
def only_read(qtbot, tmp_path, example_path):
    """The worked example in a store that can only be read, whoever runs this."""
    path = tmp_path / "planner.sqlite"
    desk_for(read_file(example_path).entities, qtbot, tmp_path).close()
    store = Store.open(path)
    store.is_read_only = True
    window = MainWindow(Session(store, lambda: TODAY), store.partnerships())

    def let_go(shown):
        shown.session.close()
        store.close()

    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    return window


def breadcrumb(window):
    return window.top_bar._here.accessibleName()


# Going about


def test_every_screen_is_a_click_away_and_marked_in_the_navigation(example):
    for name in SCREENS:
        press(example.navigation, name.capitalize())

        assert example.place == name
        assert example.navigation._buttons[name].isChecked()
        assert breadcrumb(example)


def test_every_screen_of_the_partnership_has_its_key(example, qtbot):
    for digit, name in enumerate(OF_PARTNERSHIP, start=1):
        qtbot.keyClick(example, getattr(Qt.Key, f"Key_{digit}"), CTRL)
        assert example.place == name
    qtbot.keyClick(example, Qt.Key.Key_0, CTRL)

    assert example.place == "portfolio"


def test_the_breadcrumb_names_the_partnership_and_leads_back(example):
    assert breadcrumb(example) == "Mindful Campus"

    press(example.top_bar, "Portfolio")

    assert example.place == "portfolio"
    assert breadcrumb(example) == "All partnerships"


def test_without_a_partnership_its_screens_cannot_be_reached(empty):
    empty.go("timeline")
    empty.perform("go_scope")

    assert empty.place == "portfolio"
    assert not empty.navigation._buttons["scope"].isVisible()
    assert not empty.actions_by_name["export_memorandum"].isEnabled()


def test_a_place_nobody_knows_changes_nothing(example):
    example.go("nowhere/at/all")

    assert example.place == "overview"


def test_the_navigation_says_what_waits_on_each_screen(example, qtbot):
    badge = example.navigation._badges
    qtbot.waitUntil(lambda: bool(badge["timeline"].text()), timeout=5_000)

    assert badge["scope"].text().endswith("/12")
    assert badge["timeline"].text().endswith("!")
    assert badge["memorandum"].text().startswith("draft ")
    assert example.navigation._buttons["scope"].accessibleName().startswith("Scope, ")


# Undo


def test_undo_names_what_it_undoes_in_the_menu_and_the_top_bar(example, qtbot):
    document = example.session.doc
    document.set(document.partnership, "summary", "x", label="change of <b>R&D</b>")

    undo = example.actions_by_name["undo"]
    assert undo.text() == "Undo change of <b>R&&D</b>"
    tip = example.top_bar._buttons["undo"].toolTip()
    assert "<b>" not in tip
    assert "R&amp;D" in tip
    qtbot.keyClick(example, Qt.Key.Key_Z, CTRL)

    assert document.partnership.summary != "x"
    assert not undo.isEnabled()
    assert example.actions_by_name["redo"].isEnabled()
    press(example.top_bar, "Redo")
    assert document.partnership.summary == "x"


def test_undo_reaches_what_was_typed_on_another_screen(example, qtbot):
    example.go("scope/wants.aim")
    field = example.stack.currentWidget().findChild(QPlainTextEdit)
    before = field.toPlainText()
    field.setFocus()
    qtbot.keyClicks(field, "!")
    example.go("readiness")

    qtbot.keyClick(example, Qt.Key.Key_Z, CTRL)

    assert field.toPlainText() == before


# Actions


def test_no_two_actions_share_a_name_or_a_key(example):
    assert max(Counter(action.name for action in ACTIONS).values()) == 1
    keys = Counter(action.shortcut for action in ACTIONS if action.shortcut)
    assert max(keys.values()) == 1
    live = Counter(
        keys.toString() for action in example.actions_by_name.values() for keys in action.shortcuts()
    )
    assert live == keys


def test_every_action_is_in_a_menu_and_does_something(example):
    from ui import commands

    in_menus = {action for menu in example.menuBar().actions() for action in menu.menu().actions()}
    for name, action in example.actions_by_name.items():
        assert action in in_menus
        assert name.startswith(("go_", "theme_")) or name in commands._COMMANDS


@pytest.mark.parametrize("name", ["help", "about", "settings", "details", "search", "restore", "new"])
def test_dialogs_open_over_the_window_and_close_with_escape(example, name, qtbot):
    shown = when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))

    example.perform(name)

    assert shown


def test_save_now_says_that_there_is_nothing_to_do(example):
    example.perform("save")

    assert any("Everything is saved" in text for text in texts_in(example.toast))


def test_the_theme_is_worn_at_once_and_remembered(example):
    example.perform("theme_dark")
    dark = QApplication.palette().window().color().lightness()

    assert settings.theme_choice() == "dark"
    example.perform("theme_light")
    assert QApplication.palette().window().color().lightness() > dark
    assert QApplication.instance().property("theme") == "light"


# Files dropped on the window


def drop(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle, action = QPointF(window.rect().center()), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(middle.toPoint(), action, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(middle, action, mime, LEFT, NO_KEYS))
    return enter.isAccepted()


def test_a_partnership_file_dropped_on_the_window_is_opened(empty, example_path, qtbot):
    assert drop(empty, example_path)

    qtbot.waitUntil(lambda: empty.session.document is not None)
    assert breadcrumb(empty) == "Mindful Campus"
    assert [row.title for row in empty.rows()] == ["Mindful Campus"]


def test_a_file_of_another_kind_dropped_on_the_window_is_refused_in_a_sentence(empty, tmp_path, qtbot):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    shown = when_asked(lambda dialog: None)

    drop(empty, picture)

    qtbot.waitUntil(lambda: bool(shown))
    assert "This file cannot be opened" in shown
    assert empty.rows() == ()


# Closing and coming back


def test_the_place_is_remembered_and_the_form_it_opened_is_not(example):
    key = example.session.doc.partnership.id.hex
    example.go("agreement/publication")
    example.close()

    assert settings.last_place() == (key, "agreement/publication")


def test_a_form_on_the_overview_is_not_what_one_comes_back_to(example, qtbot):
    organisation = example.session.snapshot.all(Organisation)[0]
    shown = when_asked(choosing("Cancel"))
    example.go(f"overview/organisation/{organisation.id}")
    assert "Organisation" in shown

    example.close()

    assert settings.last_place()[1] == "overview"


def test_the_windows_place_on_the_screen_is_remembered(example):
    example.resize(1_100, 720)
    example.close()

    assert not settings.window_geometry().isEmpty()


# A store that can only be read


def test_a_read_only_store_says_so_and_disables_what_would_write(only_read):
    key = Partnership.model_validate(only_read.session.store.load(only_read.session.store.ids()[0])[0]).id
    only_read.open_partnership(key)

    assert only_read.banner.isVisible()
    assert texts_in(only_read.banner) == [
        "This file can only be read. You can look and export; nothing can be changed."
    ]
    writing = [action.name for action in ACTIONS if action.needs == "writing"]
    assert {"new", "open_file", "open_example", "restore"} <= set(writing)
    assert not any(only_read.actions_by_name[name].isEnabled() for name in writing)
    assert only_read.actions_by_name["export_memorandum"].isEnabled()
    assert not drop(only_read, Path(__file__))
    table = only_read.screen_named("portfolio").table
    enabled = {action.text() for action in table.actions() if action.isEnabled()}
    assert enabled == {"Open", "Save a file for the partner…"}


def test_in_a_read_only_store_fields_show_and_refuse(only_read, qtbot):
    only_read.open_partnership(only_read.session.store.ids()[0], "scope/wants.aim")
    field = only_read.stack.currentWidget().findChild(QPlainTextEdit)
    before = field.toPlainText()
    assert field.isReadOnly()

    qtbot.keyClicks(field, "x")

    assert field.toPlainText() == before
    document = only_read.session.doc
    with pytest.raises(Refused, match="only be read"):
        document.set(document.partnership, "title", "y")
    with pytest.raises(Refused, match="only be read"):
        document.add(Organisation(partnership_id=document.partnership.id, name="New one", side=Side.INDUSTRY))
    assert only_read.close()


# Bits that hang together


def test_a_change_in_the_details_is_stored_and_shown_in_the_breadcrumb(example, qtbot):
    def rename(dialog):
        dialog.title_field.field.selectAll()
        qtbot.keyClicks(dialog.title_field.field, "Calm Campus")
        choices = dialog.findChildren(Choices)[0]
        press(choices, "For whom do you speak here?: The industry side")
        press(dialog, "Close")

    when_asked(rename)
    example.perform("details")
    example.session.flush()

    assert breadcrumb(example) == "Calm Campus"
    kept = next(value for value in stored(example) if isinstance(value, Partnership))
    assert (kept.title, kept.seat.value) == ("Calm Campus", "industry")


def test_the_top_bar_makes_room_in_a_small_window(example):
    example.resize(1_024, 700)

    assert not example.top_bar._buttons["settings"].isVisible()
    for name in SCREENS:
        example.go(name)
        assert example.stack.mapTo(example, example.stack.rect().topRight()).x() < 1_024
        assert example.stack.currentWidget().width() == example.stack.width()
    example.resize(1_440, 900)
    assert example.top_bar._buttons["settings"].isVisible()
