"""Periods of clauses on the timeline, and their clashes on both screens, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from planner.model import Activity, ClauseChoice
from planner.timeline.clause_periods import Period
from planner.timeline.drawn.shapes import Bar, Diamond
from tests.ui.timelines import CTRL, PLAIN, SHIFT, activity, hold, let_go, screen_of, shown, unfold
from ui.badges import badges
from ui.screens.agreement import AgreementScreen
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.clash_item import Message
from ui.screens.timeline.columns import PLACES
from ui.widgets.link_text import LinkText
from ui.widgets.timeline_bars import name_along
from ui.window import MainWindow

REVIEW = "Publication review"
LATE = date(2027, 8, 14)


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


@pytest.fixture
def apart(screen: TimelineScreen) -> TimelineScreen:
    """A review that is planned longer than the clause says, so that both are drawn."""
    screen.desk.session.doc.update(activity(screen, REVIEW), {"likely_days": 40, "late_days": 40})
    QApplication.processEvents()
    return screen


@pytest.fixture
def late(screen: TimelineScreen) -> TimelineScreen:
    """A review that ends behind the thesis."""
    screen.desk.session.doc.set(activity(screen, REVIEW), "start_on", LATE)
    QApplication.processEvents()
    return screen


def period(screen: TimelineScreen, key: str = "publication-review") -> Period:
    return screen.periods.of(key)[0]


def shape_of(screen: TimelineScreen, found: Period) -> Bar:
    shape = screen.canvas.shape(found.id)
    assert isinstance(shape, Bar)
    return shape


def spot(screen: TimelineScreen, found: Period, *, at_end: bool = False) -> QPointF:
    shape = shape_of(screen, found)
    screen.canvas.reveal(shape)
    box = screen.canvas.ground.box_of(shape)
    return QPointF(box.right() - 2 if at_end else box.center().x(), box.center().y())


def said(window: MainWindow) -> str:
    return window.toast.accessibleName() if window.toast.isVisible() else ""


@pytest.mark.usefixtures("apart")
def test_the_periods_stand_on_the_canvas_and_carry_their_clause(screen: TimelineScreen) -> None:
    assert screen.plan is not None
    drawn = {bar.name for bar in screen.plan.bars if bar.clause}
    events = [d for d in screen.plan.diamonds if d.clause]

    assert {
        "Review, 30 calendar days (clause 12)",
        "Longest delay, 60 calendar days (clause 12)",
        "Latest notice, 30 calendar days (clause 19)",
    } <= drawn
    assert all(isinstance(event, Diamond) for event in events)
    assert len(events) == 3


def test_one_bar_stands_for_a_review_planned_as_the_clause_says(screen: TimelineScreen) -> None:
    shape = screen.canvas.shape(activity(screen, REVIEW).id)

    assert isinstance(shape, Bar)
    assert (shape.name, shape.clause) == ("Publication review (clause 12)", "")
    assert screen.canvas.shape(period(screen).id) is None


def test_another_length_is_a_hint_with_a_remedy_below_the_clashes(apart: TimelineScreen) -> None:
    before = len(apart.plan.pins) if apart.plan else 0
    unfold(apart, "hint")
    hints = [each.text() for each in apart.card.findChildren(QLabel)]
    remedy(apart, "Plan 30 calendar days as in clause 12")()
    QApplication.processEvents()

    assert "Publication review is planned with 40 calendar days, clause 12 says 30." in hints
    assert before == 3
    assert activity(apart, REVIEW).likely_days == 30
    assert not any(f.id.startswith("clause-length/") for f in apart.found)


@pytest.mark.parametrize("wide", [1440, 1024])
def test_a_name_without_room_at_the_right_edge_stands_before_its_bar(
    screen: TimelineScreen, window: MainWindow, wide: int
) -> None:
    window.resize(wide, 900)
    delay = shape_of(screen, period(screen, "publication-delay"))
    canvas = screen.canvas
    canvas.left_day += delay.end + 12 - canvas.ground.last_day
    QApplication.processEvents()
    ground, inks = canvas.ground, canvas.inks
    box, (_, needed) = ground.box_of(delay), inks.label(delay.name)
    row = [bar for bar in screen.plan.bars if bar.row == delay.row] if screen.plan else []
    taken = max((ground.x(bar.reach) for bar in row if bar.start < delay.start), default=0.0)
    x = name_along(ground, box.right(), box.left(), needed, taken)
    crowded = name_along(ground, box.right(), box.left(), needed, ground.x(delay.start))
    with_room = name_along(replace(ground, width=9_000), box.right(), box.left(), needed, taken)

    assert ground.gutter < x
    assert x + needed < box.left()
    assert crowded == with_room > box.right()


@pytest.mark.parametrize(("wide", "high"), [(1440, 900), (1024, 700)])
def test_the_first_row_of_clashes_can_be_seen_whole_with_its_links(
    late: TimelineScreen, window: MainWindow, wide: int, high: int
) -> None:
    window.resize(wide, high)
    QApplication.processEvents()
    late.refresh()
    QApplication.processEvents()
    area = late._area.viewport()
    seen = [
        each.mapTo(area, each.rect().bottomLeft()).y()
        for name in ("Why clash 1?", "Set clash 1 aside", "Why clash 2?", "Set clash 2 aside")
        for each in late.card.findChildren(QPushButton)
        if each.accessibleName() == name and each.isVisible()
    ] or [each.mapTo(area, each.rect().bottomLeft()).y() for each in late.card.findChildren(Message)[:2]]

    assert late.plan is not None
    assert len(late.plan.pins) == 4
    assert len(seen) >= 2
    assert max(seen) <= area.height()
    assert late.canvas.height() > area.height()


@pytest.mark.usefixtures("apart")
def test_a_period_says_in_words_what_it_follows_from(screen: TimelineScreen) -> None:
    found = period(screen)
    tip = screen.canvas.tip_at(spot(screen, found).toPoint())
    screen.canvas.choose(found.id)

    assert tip == (
        "Review, 30 calendar days (clause 12)\n14 Jul 2027 to 12 Aug 2027\n"
        "Begins with “Publication review”.\n"
        "Follows from clause 12, Publication and theses. Enter or a double click opens the clause."
    )
    assert screen.canvas.accessibleDescription() == tip


@pytest.mark.usefixtures("apart")
def test_enter_or_a_double_click_opens_the_clause(screen: TimelineScreen, window: MainWindow) -> None:
    screen.canvas.setFocus()
    screen.canvas.choose(period(screen).id)
    QTest.keyClick(screen.canvas, Qt.Key.Key_Return)
    by_key = window.place
    shown(window)
    at = spot(screen, period(screen, "notice")).toPoint()
    QTest.mouseDClick(screen.canvas.viewport(), Qt.MouseButton.LeftButton, PLAIN, at)

    assert by_key == "agreement/publication"
    assert window.place == "agreement/term"


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("at_end", [False, True])
def test_it_cannot_be_dragged_and_says_why(screen: TimelineScreen, window: MainWindow, at_end: bool) -> None:
    found, view = period(screen), screen.canvas.viewport()
    start = spot(screen, found, at_end=at_end).toPoint()
    before = screen.desk.session.doc.undo_label
    QTest.mousePress(view, Qt.MouseButton.LeftButton, PLAIN, start)
    QTest.mouseMove(view, start + QPointF(14, 0).toPoint())
    QTest.mouseMove(view, start + QPointF(60, 0).toPoint())
    let_go(screen, start + QPointF(60, 0).toPoint())

    assert screen.canvas.grasp(spot(screen, found, at_end=True).toPoint()).grip == "move"
    assert period(screen) == found
    assert screen.desk.session.doc.undo_label == before
    assert said(window).startswith("This follows from clause 12, Publication and theses, and cannot be moved")


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Right, PLAIN),
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_Left, CTRL),
        (Qt.Key.Key_Delete, PLAIN),
    ],
)
def test_no_key_moves_or_removes_it(
    screen: TimelineScreen, window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    found, before = period(screen), screen.desk.session.doc.undo_label
    screen.canvas.setFocus()
    screen.canvas.choose(found.id)
    QTest.keyClick(screen.canvas, key, held)

    assert period(screen) == found
    assert screen.desk.session.doc.undo_label == before
    assert "cannot be moved here" in said(window)


def test_its_menu_leads_to_the_clause(screen: TimelineScreen, window: MainWindow) -> None:
    found = period(screen)
    offered: list[str] = []

    def take() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.extend(action.text() for action in menu.actions())
        menu.close()
        menu.actions()[0].trigger()

    QTimer.singleShot(0, take)
    screen.canvas.menu_asked.emit(found.id, QPoint(10, 10), QPoint(10, 10))

    assert offered == ["Open clause 12"]
    assert window.place == "agreement/publication"


@pytest.mark.usefixtures("apart")
def test_details_close_when_a_period_is_selected(screen: TimelineScreen) -> None:
    screen.open_details(activity(screen, REVIEW).id)
    opened = screen.panel.isVisible()
    screen.canvas.choose(period(screen).id)

    assert opened
    assert not screen.panel.isVisible()
    assert screen.canvas.chosen == period(screen).id


@pytest.mark.usefixtures("apart")
def test_it_follows_the_hand_that_drags_what_it_hangs_on(screen: TimelineScreen) -> None:
    before = period(screen)
    end = hold(screen, REVIEW, 20)
    held = shape_of(screen, before)
    let_go(screen, end)

    assert held.start == before.start.toordinal() + 20
    assert shape_of(screen, before).start == held.start


def test_what_has_no_place_is_told_below_the_clashes(screen: TimelineScreen) -> None:
    words = [link.text() for link in screen.card.findChildren(QPushButton)]

    assert f"▸ {len(screen.periods.unplaced)} not on the timeline" in words
    assert any("Conference deadline" in each.text for each in screen.periods.unplaced)


# The table


@pytest.mark.usefixtures("apart")
def test_in_the_table_a_period_can_be_read_and_opened_but_not_edited(
    screen: TimelineScreen, window: MainWindow
) -> None:
    screen.toggle_table()
    model, found = screen.table.model(), period(screen)
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == found.label)
    cells = [model.index(row, PLACES[key]).data() for key in ("name", "lane", "start", "end", "late_end")]
    screen.table.setCurrentIndex(model.index(row, 0))
    editable = bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEditable)
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)

    assert cells == [
        "Review, 30 calendar days (clause 12)", "Northfield University", "14 Jul 2027", "12 Aug 2027",
        "12 Aug 2027",
    ]  # fmt: skip
    assert not editable
    assert window.place == "agreement/publication"


def test_enter_on_an_activity_of_the_table_opens_its_details(
    screen: TimelineScreen, window: MainWindow
) -> None:
    screen.toggle_table()
    model = screen.table.model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == REVIEW)
    screen.table.setCurrentIndex(model.index(row, 5))
    QTest.keyClick(screen.table, Qt.Key.Key_Return)

    assert window.place == "timeline"
    assert screen.panel.activity_id == activity(screen, REVIEW).id


# Clashes at both places


def remedy(widget: TimelineScreen | AgreementScreen, text: str) -> Callable[[], None]:
    """What pressing a remedy does, wherever it is offered."""
    for found in widget.findChildren(QPushButton):
        if found.text() == text:
            return found.click
    made = next(found for found in widget.findChildren(LinkText) if found.text() == text)
    return lambda: QTest.keyClick(made, Qt.Key.Key_Return)


def clashes(screen: TimelineScreen) -> list[str]:
    return [f.id for f in screen.found if f.id.startswith("review-against-dates/")]


SHORTER = "Shorten the review to 19 calendar days (clause 12)"
EARLIER = "Move Publication review to 3 Aug 2027"


@pytest.mark.parametrize("text", [SHORTER, EARLIER])
def test_a_clash_is_mended_from_the_timeline(late: TimelineScreen, text: str) -> None:
    before = clashes(late)
    remedy(late, text)()
    QApplication.processEvents()

    assert len(before) == 1
    assert clashes(late) == []


def card_of(window: MainWindow, qtbot: QtBot) -> AgreementScreen:
    window.go("agreement/publication")
    QApplication.processEvents()
    found = window.stack.currentWidget()
    assert isinstance(found, AgreementScreen)
    return found


@pytest.mark.parametrize(("text", "field"), [(SHORTER, "values"), (EARLIER, "start_on")])
def test_the_same_clash_stands_on_the_card_of_the_clause_and_is_mended_there(
    late: TimelineScreen, window: MainWindow, qtbot: QtBot, text: str, field: str
) -> None:
    qtbot.waitUntil(lambda: any(f.also_at for f in window.checker.findings), timeout=5_000)
    agreement = card_of(window, qtbot)
    message = "Publication review ends 12 Sep 2027, thesis due 1 Sep 2027."
    qtbot.waitUntil(
        lambda: any(found.text() == message for found in agreement.findChildren(LinkText)), timeout=5_000
    )
    remedy(agreement, text)()

    snapshot = window.session.snapshot
    choice, held = snapshot.first(ClauseChoice, clause="publication"), snapshot.first(Activity, name=REVIEW)
    assert choice is not None
    assert held is not None
    assert (dict(choice.values).get("review_days") == "19") is (field == "values")
    assert (held.start_on == date(2027, 8, 3)) is (field == "start_on")


def test_the_message_on_the_card_leads_to_the_timeline(
    late: TimelineScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: any(f.also_at for f in window.checker.findings), timeout=5_000)
    agreement = card_of(window, qtbot)

    def message() -> LinkText | None:
        found = agreement.findChildren(LinkText)
        return next((each for each in found if each.text().startswith("Publication review ends")), None)

    qtbot.waitUntil(lambda: message() is not None, timeout=5_000)
    found = message()
    assert found is not None
    QTest.keyClick(found, Qt.Key.Key_Return)

    assert window.place.startswith("timeline")


def test_it_is_counted_once(late: TimelineScreen, window: MainWindow, qtbot: QtBot) -> None:
    late_review = "review-against-dates/"
    found = window.checker
    qtbot.waitUntil(lambda: any(f.id.startswith(late_review) for f in found.findings), timeout=5_000)

    session = window.session
    counted = badges(session.snapshot, session.library, window.checker.findings, session.today())
    assert counted["timeline"] == "4 !"


def test_the_card_says_what_the_clause_does_to_the_timeline(window: MainWindow, qtbot: QtBot) -> None:
    agreement = card_of(window, qtbot)
    assert agreement.card is not None
    told = agreement.card.effect.text()
    window.go("agreement/funding")
    QApplication.processEvents()

    assert told.startswith(
        "Effect on the timeline: review ends 12 Aug 2027, 20 calendar days before the thesis is due"
    )
    assert agreement.card.effect.isHidden()
