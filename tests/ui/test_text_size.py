"""The size of text: it takes effect at once, stays, and nothing that holds text cuts it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from planner.exchange.file import read_file
from tests.ui.desks import desk_for
from ui import settings
from ui.dialogs.details import Details
from ui.dialogs.frame import room_for
from ui.dialogs.settings import Settings
from ui.screens.portfolio_table import row_height
from ui.screens.timeline.calendars import CalendarsDialog
from ui.theme import BODY_POINTS, apply_theme, grown, points, style_sheet, theme_named
from ui.widgets.chip import Chip, chip_font, chip_height
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PERCENTS = [int(percent) for percent in settings.TEXT_PERCENTS]
SIZES = ((1440, 900), (1024, 700))


@pytest.fixture(autouse=True)
def drawn_size_afterwards(qapp: QApplication) -> Iterator[None]:
    """Whatever a test sets, the next one begins at 100 %."""
    yield
    apply_theme(qapp, theme_named("light"))


@pytest.fixture
def window(qtbot, tmp_path, example_path) -> MainWindow:
    """The window with the worked example open."""
    return desk_for(read_file(example_path).entities, qtbot, tmp_path)


def choose(window: MainWindow, percent: int) -> Settings:
    """The settings, after a click on this size of text."""
    dialog = Settings(window)
    buttons = {b.accessibleName(): b for b in dialog.findChildren(QRadioButton)}
    buttons[f"Text size: {percent} %"].click()
    return dialog


def settled(window: MainWindow) -> QImage:
    """The screen as it looks once everything has found its place, with nothing focused."""
    for _ in range(4):
        QApplication.processEvents()
    # A badge may come with the very last event, and its line find its place only with the next.
    for layout in window.findChildren(QLayout):
        layout.activate()
    if focused := QApplication.focusWidget():
        focused.clearFocus()
    return window.stack.grab().toImage()


def cut(widget: QLabel | QPushButton) -> bool:
    """Whether a text is not wholly seen, and no tool tip tells it."""
    if widget.toolTip() or not widget.text():
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height()
    needed = widget.sizeHint()
    # The hint of a line that may be shortened has a little to spare.
    width = (
        widget.fontMetrics().horizontalAdvance(widget.text())
        if isinstance(widget, QLabel)
        else needed.width()
    )
    return width > widget.width() or needed.height() > widget.height()


def test_a_chosen_size_is_worn_at_once(window):
    choose(window, 200)

    assert QApplication.font().pointSizeF() == 2 * BODY_POINTS
    assert window.font().pointSizeF() == 2 * BODY_POINTS
    assert "font-size: 38pt" in QApplication.instance().styleSheet()


def test_a_chosen_size_survives_a_restart(qtbot, qapp, tmp_path, example_path, window):
    choose(window, 150)
    window.close()
    apply_theme(qapp, theme_named("light"))

    again = desk_for((), qtbot, tmp_path)
    again.dress()

    assert settings.text_percent() == 150
    assert QApplication.font().pointSizeF() == 1.5 * BODY_POINTS


def test_a_size_nobody_offers_counts_as_the_drawn_one(window):
    settings.set_text_percent(700)

    assert settings.text_percent() == 100


def test_taking_the_choice_back_means_the_drawn_size(window):
    dialog = choose(window, 125)
    next(b for b in dialog.findChildren(QRadioButton) if b.text() == "125 %").click()

    assert settings.text_percent() == 100
    assert dialog.text_size.keys() == ("100",)


def test_larger_and_back_again_looks_as_before(window, qtbot):
    window.resize(*SIZES[0])
    window.go("overview")
    qtbot.wait_until(lambda: bool(window.checker.findings))
    before = settled(window)

    choose(window, 200)
    choose(window, 100)

    assert window.place == "overview"
    assert settled(window) == before


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("size", SIZES)
def test_no_label_of_the_frame_is_cut(window, percent, size):
    choose(window, percent)
    window.resize(*size)
    window.go("memorandum")
    settled(window)
    frame: list[QWidget] = [window.navigation, window.top_bar]
    shown = [
        widget
        for part in frame
        for kind in (QLabel, QPushButton)
        for widget in part.findChildren(kind)
        if widget.isVisible()
    ]

    assert [widget.text() for widget in shown if cut(widget)] == []
    assert window.size().toTuple() == size


@pytest.mark.parametrize("percent", PERCENTS)
def test_nothing_in_the_top_bar_overlaps(window, percent):
    choose(window, percent)
    window.resize(*SIZES[1])
    window.go("overview")
    settled(window)
    layout = window.top_bar.layout()
    parts = [layout.itemAt(place).widget() for place in range(layout.count())]
    boxes = [part.geometry() for part in parts if part is not None and part.isVisible()]

    assert all(left.right() < right.left() for left, right in pairwise(boxes))
    assert window.top_bar.rect().contains(boxes[-1])


def test_no_badge_of_the_list_lies_on_a_name(window):
    choose(window, 150)
    window.resize(*SIZES[0])
    window.navigation.show_badges({"memorandum": "draft 13", "agreement": "12 open"})
    settled(window)

    assert window.navigation.isVisible()
    for button in window.navigation.findChildren(QPushButton):
        badge = button.findChild(QLabel)
        end = 12 + button.fontMetrics().horizontalAdvance(button.text())
        assert not badge.text() or badge.geometry().left() > end, button.text()


def test_the_screens_are_in_a_menu_where_the_list_has_no_room(window):
    choose(window, 200)
    window.resize(*SIZES[1])
    menu = window.top_bar.screens.findChild(QMenu)
    menu.aboutToShow.emit()
    offered = {action.text().partition(",")[0]: action for action in menu.actions()}
    offered["Readiness"].trigger()

    assert not window.navigation.isVisible()
    assert window.top_bar.screens.isVisible()
    assert {"Portfolio", "Overview", "Memorandum"} <= offered.keys()
    assert window.place == "readiness"


def test_what_the_top_bar_hides_is_in_the_menus(window):
    choose(window, 200)
    window.resize(*SIZES[1])
    in_menus = {a.objectName() for top in window.menuBar().actions() for a in top.menu().actions()}

    assert {"undo", "redo", "export_memorandum", "settings", "help"} <= in_menus


@pytest.mark.parametrize("percent", PERCENTS)
def test_what_holds_text_grows_with_it(qapp, percent):
    apply_theme(qapp, theme_named("light"), percent)
    metrics = QFontMetrics(chip_font())

    assert points(10) == percent / 10
    assert grown(100) == percent
    assert chip_height() >= metrics.height()
    assert Chip("our guess").sizeHint().width() > metrics.horizontalAdvance("our guess")
    assert row_height() >= 2 * chip_height()
    assert f"font-size: {13 * percent / 100:g}pt" in style_sheet(theme_named("dark"))


def test_a_dialog_too_high_for_the_display_scrolls_between_title_and_buttons(window):
    window.resize(*SIZES[1])
    choose(window, 200)
    dialog = Details(window)
    dialog.show()
    QApplication.processEvents()
    close = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close")

    assert dialog.height() <= room_for(dialog).height()
    assert dialog.rect().contains(close.geometry())
    dialog.close()


def test_columns_leave_before_their_text_is_cut(window):
    window.resize(*SIZES[1])
    window.go("portfolio")
    at_first = [window.stack.currentWidget().table.isColumnHidden(column) for column in range(5)]
    choose(window, 200)
    settled(window)
    screen = window.stack.currentWidget()

    assert at_first == [False] * 5
    assert [screen.table.isColumnHidden(column) for column in range(5)] == [False, False, True, False, False]
    assert screen.filter.width() > 30 * screen.fontMetrics().averageCharWidth()


@pytest.mark.parametrize("place", ["overview", "agreement", "roles", "readiness", "memorandum"])
def test_nothing_on_a_page_is_wider_than_the_page(window, place):
    choose(window, 200)
    window.resize(*SIZES[1])
    window.go(place)
    settled(window)
    pages = [area for area in window.stack.currentWidget().findChildren(QScrollArea) if area.isVisible()]
    bodies = [(area.widget().minimumSizeHint().width(), area.viewport().width()) for area in pages]

    assert all(needed <= room for needed, room in bodies)


def test_the_calendars_break_their_lines_before_a_date_is_cut(window):
    window.resize(*SIZES[1])
    choose(window, 200)
    dialog = CalendarsDialog(window, window)
    dialog.show()
    QApplication.processEvents()
    area = dialog.findChild(QScrollArea)

    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    dialog.close()
