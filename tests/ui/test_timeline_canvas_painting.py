"""What can be seen on the painted timeline, and the overview that moves it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.model import Entity
from planner.timeline.drawn.layout import lay_out
from planner.timeline.drawn.shapes import Bar, Shape
from tests.timeline.plans import (
    BRIGHTPATH,
    LIBRARY,
    NORTHFIELD,
    TODAY,
    activity,
    clock,
    link,
    milestone,
    plan,
)
from ui.theme import apply_theme, current_theme, theme_named
from ui.widgets.timeline_bars import Ghost, ghost_box
from ui.widgets.timeline_ground import Orientation
from ui.widgets.timeline_runs import gap_for
from ui.widgets.timeline_view import TimelineView

ETHICS = activity("Ethics review", TODAY, 60, late=90, progress_percent=50)
DATA = activity("Data collection", TODAY + timedelta(days=75), 60, deadline_on=TODAY + timedelta(days=100))
SIGNED = milestone("Memorandum signed", TODAY + timedelta(days=30), late=20)
BUILD = activity("Study build", TODAY + timedelta(days=10), 50, lane="industry", sublane="Product")
ENTITIES = (
    ETHICS, DATA, SIGNED, BUILD, link(ETHICS, DATA), *clock(NORTHFIELD, "gen-gb-semester"),
    *clock(BRIGHTPATH, "company-quarters"),
)  # fmt: skip


@pytest.fixture
def view(qtbot: QtBot) -> TimelineView:
    made = TimelineView(lambda shape: shape.name)
    qtbot.addWidget(made)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme_named("light"))
    made.resize(1100, 640)
    made.show()
    shown(made, ENTITIES)
    return made


def shown(view: TimelineView, entities: Iterable[Entity]) -> None:
    view.show_plan(
        lay_out(
            plan(*entities), LIBRARY, TODAY, (),
            days_per_character=view.days_per_character, days_per_line=view.days_per_line,
        )
    )  # fmt: skip
    view.left_day = float(TODAY.toordinal() - 20)
    QApplication.processEvents()


def as_columns(view: TimelineView) -> None:
    view.show_as("columns")
    shown(view, ENTITIES)


def shape_of(view: TimelineView, id: UUID) -> Shape:
    found = view.shape(id)
    assert found is not None
    return found


def picture(view: TimelineView) -> QImage:
    return view.viewport().grab().toImage()


def colour_at(view: TimelineView, spot: QPointF) -> str:
    return picture(view).pixelColor(spot.toPoint()).name().upper()


def role(name: str) -> str:
    return QColor(current_theme()[name]).name().upper()


@pytest.mark.parametrize("orientation", ["lanes", "columns"])
def test_a_bar_is_painted_where_the_ground_says(view: TimelineView, orientation: Orientation) -> None:
    view.show_as(orientation)
    shown(view, ENTITIES)
    box = view.ground.box_of(shape_of(view, DATA.id))

    assert colour_at(view, QPointF(box.right() - 12, box.center().y() + 6)) == role("academic_soft")
    assert colour_at(view, QPointF(box.left() + 2, box.center().y())) == role("academic")


@pytest.mark.parametrize("orientation", ["lanes", "columns"])
def test_a_baseline_is_a_thin_bar_beside_the_present_one(
    view: TimelineView, orientation: Orientation
) -> None:
    view.show_as(orientation)
    shown(view, ENTITIES)
    plain = view.ground.row_size(0)
    first = TODAY.toordinal() + 75
    view.show_ghosts([{}, {DATA.id: (first, first + 20)}])
    shape = shape_of(view, DATA.id)
    box = ghost_box(view.ground, Ghost(shape, first, first + 21, 1))

    assert colour_at(view, QPointF(int(box.x()), int(box.y()))) == role("academic")
    assert not view.ground.box_of(shape).intersects(box)
    assert view.ground.room_of(shape).contains(box.center())
    assert view.ground.row_size(shape.row) >= plain

    view.show_ghosts([])

    assert view.ground.under == 0


def test_progress_a_deadline_and_a_late_case_are_seen(view: TimelineView) -> None:
    ground = view.ground
    ethics, data = ground.box_of(shape_of(view, ETHICS.id)), ground.box_of(shape_of(view, DATA.id))
    tail = QPointF(ethics.right() + 30, ethics.center().y())
    flag = QPointF(ground.x((TODAY + timedelta(days=101)).toordinal()) - 1, data.center().y())

    assert colour_at(view, QPointF(ethics.left() + 30, round(ethics.bottom()) - 3)) == role("ink")
    assert colour_at(view, QPointF(ethics.right() - 30, round(ethics.bottom()) - 3)) == role("academic_soft")
    assert colour_at(view, tail) == role("academic_line")
    assert colour_at(view, flag) == role("error")


def test_what_cannot_slip_has_a_stronger_edge_only_when_that_is_asked(view: TimelineView) -> None:
    box = view.ground.box_of(shape_of(view, DATA.id))
    edge = QPointF(box.right() - 20, round(box.top()) + 1)
    before = colour_at(view, edge)
    view.mark_critical(frozenset({DATA.id, SIGNED.id}))

    assert before != role("ink")
    assert colour_at(view, edge) == role("ink")


def test_what_is_not_looked_for_steps_back(view: TimelineView) -> None:
    box = view.ground.box_of(shape_of(view, DATA.id))
    spot = QPointF(box.left() + 2, box.center().y())
    view.show_matching(frozenset({ETHICS.id}))

    assert colour_at(view, spot) != role("academic")

    view.show_matching(None)

    assert colour_at(view, spot) == role("academic")


def test_links_are_drawn_quietly_unless_that_is_unwanted(view: TimelineView) -> None:
    with_links = picture(view)
    view.shows_links = False

    assert picture(view) != with_links


def test_a_row_with_more_than_can_be_told_apart_is_drawn_as_runs(view: TimelineView) -> None:
    many = [activity(f"Step {n}", TODAY + timedelta(days=2 * n), 1) for n in range(900)]
    shown(view, many)
    view.day_px = 0.5
    shown(view, many)
    view.show_matching(frozenset({many[0].id}))
    ground = view.ground
    dimmed = shape_of(view, many[40].id)

    assert view.plan is not None
    assert view.plan.lanes[0].is_dense
    assert colour_at(view, ground.box_of(dimmed).center()) == role("academic_soft")
    assert [gap_for(px) for px in (2.0, 0.5, 0.1, 0.002)] == [0, 1, 4, 256]


def test_weekends_are_shaded_where_single_days_are_named(view: TimelineView) -> None:
    view.zoom_to("day")
    saturday = date(2026, 12, 12).toordinal()
    view.left_day = float(saturday - 3)
    QApplication.processEvents()
    ground = view.ground
    low = ground.height - view.inks.foot - 4

    assert colour_at(view, QPointF(ground.x(saturday + 1) + 9, low)) == role("window")
    assert colour_at(view, QPointF(ground.x(saturday - 1) + 9, low)) == role("surface")


def test_without_known_dates_the_axis_counts_months_and_knows_no_today(view: TimelineView) -> None:
    today = QPointF(view.ground.x(TODAY.toordinal() + 0.5), view.ground.height - view.inks.foot - 4)
    before = colour_at(view, today)
    view.months_from, view.dates_known = TODAY, False

    assert before == role("ink")
    assert colour_at(view, today) != role("ink")


def test_zooming_keeps_the_day_under_the_pointer(view: TimelineView) -> None:
    day = view.ground.day_at(700.0)
    view.zoom(1.7, 700.0)

    assert view.ground.day_at(700.0) == pytest.approx(day, abs=1)

    as_columns(view)
    day = view.ground.day_at(QPointF(300, 400))
    view.zoom(1.7, 400.0)

    assert view.ground.day_at(QPointF(300, 400)) == pytest.approx(day, abs=1)


def test_ten_years_and_a_week_both_fit(view: TimelineView) -> None:
    start = TODAY.toordinal()
    view.show_days(start, start + 3653)

    assert view.ground.last_day >= start + 3650

    view.show_days(start, start + 14)

    assert view.ground.last_day - view.ground.left_day == pytest.approx(14, abs=0.5)


# The overview


def drag(view: TimelineView, start: float, by: float) -> None:
    along = view.minimap.height() // 2 if view.orientation == "lanes" else view.minimap.width() // 2

    def spot(at: float) -> QPoint:
        return QPoint(round(at), along) if view.orientation == "lanes" else QPoint(along, round(at))

    QTest.mousePress(view.minimap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot(start))
    QTest.mouseMove(view.minimap, spot(start + by / 2))
    QTest.mouseMove(view.minimap, spot(start + by))
    QTest.mouseRelease(
        view.minimap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot(start + by)
    )


@pytest.mark.parametrize("orientation", ["lanes", "columns"])
def test_dragging_the_frame_of_the_overview_moves_the_view(
    view: TimelineView, orientation: Orientation
) -> None:
    view.show_as(orientation)
    shown(view, ENTITIES)
    view.show_days(TODAY.toordinal(), TODAY.toordinal() + 40)
    first, end = view.minimap.shown
    shown_days = view.ground.last_day - view.ground.left_day
    drag(view, (first + end) / 2, 60)

    assert view.left_day > TODAY.toordinal() + 5
    assert view.minimap.shown[0] == pytest.approx(first + 60, abs=2)
    assert view.ground.last_day - view.ground.left_day == pytest.approx(shown_days, abs=0.2)


def test_dragging_an_end_of_the_frame_zooms(view: TimelineView) -> None:
    view.show_days(TODAY.toordinal(), TODAY.toordinal() + 60)
    first, end = view.minimap.shown
    drag(view, end, 80)

    assert view.left_day == pytest.approx(TODAY.toordinal(), abs=0.5)
    assert view.ground.last_day > TODAY.toordinal() + 65

    drag(view, first, 40)

    assert view.left_day > TODAY.toordinal() + 1


def test_a_press_beside_the_frame_brings_it_there_and_a_double_click_shows_all(view: TimelineView) -> None:
    view.show_days(TODAY.toordinal(), TODAY.toordinal() + 20)
    far = view.minimap.along(TODAY.toordinal() + 100)
    drag(view, far, 0)

    assert view.ground.left_day < TODAY.toordinal() + 100 < view.ground.last_day

    middle = QPoint(round(far), 20)
    QTest.mouseDClick(view.minimap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert view.plan is not None

    assert view.ground.left_day == pytest.approx(view.plan.start, abs=1)


def test_the_overview_is_worked_by_keys_and_says_what_is_in_view(view: TimelineView) -> None:
    overview = view.minimap
    overview.setFocus()
    view.show_days(TODAY.toordinal(), TODAY.toordinal() + 30)
    before = view.left_day
    QTest.keyClick(overview, Qt.Key.Key_Right)
    QTest.keyClick(overview, Qt.Key.Key_PageDown)

    assert view.left_day == pytest.approx(before + 33, abs=0.5)
    assert overview.accessibleName() == "Overview of the timeline"
    assert "11 Jan 2027" in overview.accessibleDescription()

    for key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Home):
        QTest.keyClick(overview, key)
    assert view.plan is not None
    assert view.ground.left_day == pytest.approx(view.plan.start, abs=0.5)

    QTest.keyClick(overview, Qt.Key.Key_End)
    assert view.ground.last_day == pytest.approx(view.plan.end, abs=0.5)

    QTest.keyClick(overview, Qt.Key.Key_0)
    assert view.ground.left_day == pytest.approx(view.plan.start, abs=0.5)
    QTest.keyClick(overview, Qt.Key.Key_X)


def test_the_wheel_over_the_overview_zooms(view: TimelineView) -> None:
    before, spot = view.day_px, QPointF(300, 20)
    wheel = QWheelEvent(
        spot, view.minimap.mapToGlobal(spot), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.minimap, wheel)

    assert view.day_px > before


def test_a_plan_that_is_higher_than_the_view_shows_where_one_is(view: TimelineView) -> None:
    many = [activity(f"Long piece of work {n}", TODAY, 200) for n in range(60)]
    shown(view, many)
    last = max((bar for bar in view.plan.bars if view.plan), key=lambda bar: bar.row) if view.plan else None
    assert isinstance(last, Bar)
    view.choose(last.activity_id, reveal=True)
    box = view.ground.box_of(last)

    assert view.ground.body.contains(box.center())
    assert box.bottom() <= view.ground.height - view.inks.foot
    assert colour_at(view, QPointF(view.ground.width - 5, view.ground.height - view.inks.foot)) in (
        role("muted"),
        role("surface"),
    )


def test_a_low_view_keeps_its_room_for_the_plan(view: TimelineView) -> None:
    assert view.minimap.isVisible()

    view.resize(1100, 220)
    QApplication.processEvents()

    assert not view.minimap.isVisible()
    assert view.viewport().height() == 220
