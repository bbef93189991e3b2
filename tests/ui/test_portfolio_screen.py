"""The portfolio and the bin, worked by keyboard and mouse over a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from planner.document import snapshot_of
from planner.exchange.file import read_file
from planner.model import NextStep, Organisation, Partnership, Person
from planner.terms import STAGE_NAMES, Side, Stage
from tests.ui.asked import choosing, press, texts_in, when_asked
from tests.ui.desks import TODAY, desk_for, settled
from ui import shelf
from ui.screens.portfolio_table import ago

TITLES = ("Asthma coach", "Béatrice's sleep study", "Calm campus")


def partnership(title, *, organisation="Northfield University", due_on=None, person="", **fields):
    """One partnership with an organisation and, where due, a next step."""
    home = Partnership(title=title, **fields)
    values = [home]
    place = Organisation(partnership_id=home.id, name=organisation, side=Side.ACADEMIC)
    values.append(place)
    if person:
        values.append(Person(partnership_id=home.id, organisation_id=place.id, name=person))
    if due_on:
        values.append(NextStep(partnership_id=home.id, text="Meet", due_on=due_on))
    return values


@pytest.fixture
def shelf_of(qtbot, tmp_path):
    """Makes a window on the portfolio of these partnerships."""

    def make(*partnerships):
        window = desk_for([], qtbot, tmp_path)
        for values in partnerships:
            shelf.keep(window, values)
        return window

    return make


@pytest.fixture
def three(shelf_of):
    return shelf_of(
        partnership(
            "Calm campus", organisation="Westmoor College", stage=Stage.EXECUTION, person="Data lead"
        ),
        partnership("Asthma coach", due_on=TODAY - timedelta(days=3)),
        partnership("Béatrice's sleep study", due_on=TODAY + timedelta(days=4), stage=Stage.INITIATION),
    )


def screen(window):
    return window.screen_named("portfolio")


def shown(window):
    return [row.title for row in screen(window).model.rows]


def choose(window, title):
    """Select a row with the mouse."""
    table = screen(window).table
    place = shown(window).index(title)
    table.setFocus()
    table.selectRow(place)
    return table


def pick(combo, text):
    combo.setCurrentIndex(combo.findText(text))


def row_action(window, text):
    next(a for a in screen(window).table.actions() if a.text() == text).trigger()


# Finding


def test_typing_filters_by_title_organisation_and_person(three, qtbot):
    found = {}
    for text in ("calm", "WESTMOOR", "data lead", "béatrice", "northfield asthma", "nothing at all"):
        screen(three).filter.clear()
        screen(three).filter.setText(text)
        found[text] = shown(three)

    assert found == {
        "calm": ["Calm campus"],
        "WESTMOOR": ["Calm campus"],
        "data lead": ["Calm campus"],
        "béatrice": ["Béatrice's sleep study"],
        "northfield asthma": ["Asthma coach"],
        "nothing at all": [],
    }
    assert "No partnership matches." in texts_in(screen(three))
    press(screen(three), "Show all")
    assert len(shown(three)) == 3


def test_the_stage_narrows_the_list(three):
    pick(screen(three).stage, STAGE_NAMES[Stage.EXECUTION])
    assert shown(three) == ["Calm campus"]

    pick(screen(three).stage, "Stage: any")
    assert len(shown(three)) == 3


def test_needs_attention_leaves_out_what_is_in_order(three):
    needy = {row.title for row in three.rows() if row.attention_level in ("error", "warning")}

    pick(screen(three).attention, "Needs attention")

    assert set(shown(three)) == needy


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("Order: name", TITLES),
        ("Order: next date", ("Asthma coach", "Béatrice's sleep study", "Calm campus")),
        ("Order: latest change", ("Béatrice's sleep study", "Asthma coach", "Calm campus")),
    ],
)
def test_the_list_is_put_in_the_order_chosen(three, order, titles):
    pick(screen(three).order, order)

    assert tuple(shown(three)) == titles


def test_every_order_shows_every_partnership(three):
    for place in range(screen(three).order.count()):
        screen(three).order.setCurrentIndex(place)
        assert sorted(shown(three)) == sorted(TITLES)


def test_what_is_overdue_says_so_in_words(three):
    model = screen(three).model
    pick(screen(three).order, "Order: name")
    dates = [model.index(place, 4).data() for place in range(3)]

    assert dates[0].endswith("overdue since 6 Dec")
    assert dates[1].endswith("13 Dec")
    assert "overdue" not in dates[1]


def test_the_summary_counts_who_needs_attention(three):
    needy = sum(row.attention_level in ("error", "warning") for row in three.rows())

    said = screen(three).subtitle.text()

    assert said.startswith("3 partnerships · ")
    assert ("none" in said) == (needy == 0)


def test_the_selection_stays_when_the_rows_are_read_again(three):
    choose(three, "Calm campus")

    three.reload_rows()

    assert [row.title for row in screen(three)._selected()] == ["Calm campus"]


def test_enter_opens_the_row_one_stands_on(three, qtbot):
    table = choose(three, "Calm campus")
    table.setCurrentIndex(screen(three).model.index(shown(three).index("Calm campus"), 0))

    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert three.place == "overview"
    assert three.session.doc.partnership.title == "Calm campus"


def test_when_it_was_changed_is_said_in_words():
    days = {0: "today", 1: "yesterday", 5: "5 days ago", 59: "59 days ago", 90: "3 months ago"}
    for gone, words in days.items():
        day = TODAY - timedelta(days=gone)
        assert ago(f"{day}T12:00:00+00:00", TODAY) == f"updated {words}"
    assert ago("", TODAY) == ""


# Doing


def test_the_context_menu_offers_every_action_for_a_row(three, qtbot):
    table = choose(three, "Calm campus")
    texts = []

    def look():
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            texts.extend(action.text() for action in menu.actions())
            menu.close()

    QTimer.singleShot(50, look)
    table.customContextMenuRequested.emit(table.visualRect(screen(three).model.index(0, 0)).center())

    assert texts == [
        "Open", "Duplicate", "Archive or bring back", "Save a file for the partner…", "Delete",
    ]  # fmt: skip
    table.customContextMenuRequested.emit(QPoint(5, table.height() + 500))


def test_a_duplicate_has_a_name_of_its_own_and_the_same_organisations(three, qtbot):
    table = choose(three, "Calm campus")

    qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    copies = [row for row in three.rows() if row.title == "Calm campus (copy)"]
    assert len(copies) == 1
    assert copies[0].organisations == next(r for r in three.rows() if r.title == "Calm campus").organisations
    assert len(three.rows()) == 4
    shared = three.session.store.shared_organisations()
    assert len([o for o in shared if o.name == "Westmoor College"]) == 1


def test_what_is_archived_leaves_the_list_and_comes_back(three):
    choose(three, "Calm campus")
    row_action(three, "Archive or bring back")
    assert "Calm campus" not in shown(three)
    assert "Archived. It is listed under “Archived”." in texts_in(three.toast)

    pick(screen(three).shelf, "Archived")
    assert shown(three) == ["Calm campus"]
    choose(three, "Calm campus")
    row_action(three, "Archive or bring back")

    assert shown(three) == []
    pick(screen(three).shelf, "In work")
    assert sorted(shown(three)) == sorted(TITLES)


def test_what_is_deleted_goes_to_the_bin_and_undo_brings_it_back(three, qtbot):
    table = choose(three, "Calm campus")

    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert sorted(shown(three)) == sorted(set(TITLES) - {"Calm campus"})
    assert "“Calm campus” is in the bin for 30 days." in texts_in(three.toast)
    press(three.toast, "Undo")

    assert sorted(shown(three)) == sorted(TITLES)


def test_several_are_deleted_and_brought_back_together(three, qtbot):
    table = screen(three).table
    table.setFocus()
    table.selectAll()
    if len(screen(three)._selected()) < 3:
        pytest.fail("more than one row can be selected")

    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert shown(three) == []
    press(three.toast, "Undo")

    assert sorted(shown(three)) == sorted(TITLES)


def test_deleting_the_partnership_that_is_open_closes_it(three, qtbot):
    row = next(row for row in three.rows() if row.title == "Calm campus")
    three.open_partnership(UUID(row.id), "portfolio")
    table = choose(three, "Calm campus")

    qtbot.keyClick(table, Qt.Key.Key_Delete)

    assert three.session.document is None
    assert "Calm campus" not in shown(three)


def test_a_hostile_title_is_shown_as_it_was_typed(shelf_of, qtbot):
    window = shelf_of(partnership("<b>R&D</b> <img src='/etc/hostname'>"))
    tip = screen(window).model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    qtbot.keyClick(choose(window, "<b>R&D</b> <img src='/etc/hostname'>"), Qt.Key.Key_Delete)
    window.go("bin")
    press_text = when_asked(choosing("Cancel"))

    press(window.screen_named("bin"), "Delete for good… <b>R&D</b> <img src='/etc/hostname'>")

    assert "Delete “<b>R&D</b> <img src='/etc/hostname'>” for good?" in press_text


# The bin


@pytest.fixture
def binned(three, qtbot):
    qtbot.keyClick(choose(three, "Calm campus"), Qt.Key.Key_Delete)
    three.go("bin")
    return three


def test_the_bin_says_until_when_and_brings_back(binned):
    texts = texts_in(binned.screen_named("bin"))
    assert "Deleted 9 Dec, gone for good after 8 Jan 2027" in texts

    press(binned.screen_named("bin"), "Bring back Calm campus")

    assert "The bin is empty." in texts_in(binned.screen_named("bin"))
    assert sorted(shown(binned)) == sorted(TITLES)


def test_deleting_for_good_asks_first(binned):
    when_asked(choosing("Cancel"))
    press(binned.screen_named("bin"), "Delete for good… Calm campus")
    assert len(binned.rows()) == 3

    when_asked(choosing("Delete for good"))
    press(binned.screen_named("bin"), "Delete for good… Calm campus")

    assert sorted(row.title for row in binned.rows()) == sorted(set(TITLES) - {"Calm campus"})
    assert len(binned.session.store.ids()) == 2


@pytest.mark.parametrize(("days", "gone"), [(30, 0), (31, 1)])
def test_what_lay_in_the_bin_for_more_than_30_days_is_deleted_for_good(shelf_of, days, gone):
    window = shelf_of(
        partnership("Old", binned_on=TODAY - timedelta(days=days)), partnership("In work", archived=True)
    )

    assert shelf.empty_old_bin(window.session.store, window.rows(), TODAY) == gone

    window.reload_rows()
    assert len(window.rows()) == 2 - gone


# Empty, and the example


def test_an_empty_portfolio_teaches_and_offers_the_example(shelf_of, qtbot):
    window = shelf_of()
    assert any("A partnership holds the scope" in text for text in texts_in(screen(window)))
    assert screen(window).subtitle.text() == ""

    press(screen(window), "Open the example")
    settled(window, qtbot)

    assert window.place == "overview"
    assert window.session.doc.partnership.is_example
    window.go("portfolio")
    assert not screen(window).example.isVisible()


def test_the_example_opened_again_is_not_stored_twice(shelf_of, qtbot):
    window = shelf_of()
    for _ in range(2):
        window.perform("open_example")
        settled(window, qtbot)

    assert len(window.rows()) == 1
    assert window.session.doc.partnership.is_example


def test_the_example_comes_out_of_the_bin_when_it_is_opened(shelf_of, qtbot, example_path):
    window = shelf_of(read_file(example_path).entities)
    shelf.delete(window, [window.rows()[0]])

    window.perform("open_example")
    settled(window, qtbot)

    assert window.session.doc.partnership.binned_on is None
    assert [row.binned_on for row in window.rows()] == [""]


def test_start_a_partnership_from_the_empty_screen(shelf_of, qtbot):
    window = shelf_of()

    def fill_in(dialog):
        qtbot.keyClicks(dialog.title_edit, "Calm campus")
        press(dialog, "Start with the scope")

    when_asked(fill_in)
    press(screen(window), "Start a partnership")

    assert window.place.startswith("scope")
    assert [row.title for row in window.rows()] == ["Calm campus"]


# Many


def test_a_thousand_rows_are_filtered_while_one_types(qtbot, tmp_path):
    window = desk_for(partnership("Calm campus"), qtbot, tmp_path)
    like = window.rows()[0]
    window.take_rows(
        tuple(
            replace(like, id=f"{n:032x}", title=f"Plan {n}", words=f"plan {n}\nnorthfield university")
            for n in range(1_000)
        )
    )

    qtbot.keyClicks(screen(window).filter, "plan 99")

    assert len(shown(window)) == 19
    assert all("99" in title for title in shown(window))


def test_a_row_is_worked_out_from_what_is_stored(three):
    store = three.session.store
    for row in three.rows():
        kept = snapshot_of(store.load(UUID(row.id)))
        assert row.title == kept.partnership.title
        assert [name for name, _, _ in row.organisations] == [o.name for o in kept.all(Organisation)]
    model = screen(three).model
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Partnership"
    assert model.rowCount(QModelIndex()) == 3
