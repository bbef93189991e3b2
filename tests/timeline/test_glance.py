from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from planner.document import snapshot_of
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.timeline import clashes
from planner.timeline.drawn.glance import Look, Pictures, glance_text, in_view, read_glance
from planner.timeline.drawn.layout import lay_out
from planner.timeline.drawn.shapes import Plan
from ui.shelf import example_path

TODAY = date(2026, 12, 9)
LOOK = Look(740_000.5, 2.68, 12.0, "columns", 740_100, size=(800, 600), below=190)


@pytest.fixture(scope="module")
def plan() -> Plan:
    snapshot, library = snapshot_of(read_file(example_path()).entities), standard_library()
    return lay_out(snapshot, library, TODAY, clashes.findings(snapshot, library, TODAY))


def test_a_glance_of_everything_is_the_plan_but_for_what_has_no_date(plan: Plan) -> None:
    text = glance_text(plan, LOOK, (1, 4_000_000), (0, plan.rows))

    found = read_glance(text, plan.today)

    assert found is not None
    again, look = found
    assert look == LOOK
    assert set(again.bars) == set(plan.bars)
    assert set(again.diamonds) == set(plan.diamonds)
    assert (again.lanes, again.pins, again.rows) == (plan.lanes, plan.pins, plan.rows)
    assert set(again.bands) == set(plan.bands)
    assert {tie.points for tie in again.ties} == {tie.points for tie in plan.ties}
    assert again.by_row.keys() == plan.by_row.keys()


def test_a_glance_holds_only_what_is_in_view(plan: Plan) -> None:
    first = plan.bars[0]

    found = read_glance(glance_text(plan, LOOK, (first.start, first.start), (first.row, first.row)), 1)

    assert found is not None
    assert found[0].bars == (first,)
    assert found[0].today == 1
    assert found[0].lanes == plan.lanes


def test_baselines_are_kept_for_what_is_in_view(plan: Plan) -> None:
    first, other = plan.bars[0], plan.bars[-1]
    spans = {first.activity_id: (first.start, first.end), other.activity_id: (1, 2)}
    look = replace(LOOK, ghosts=(spans, {}))

    found = read_glance(glance_text(plan, look, (first.start, first.start), (first.row, first.row)), 1)

    assert found is not None
    assert found[1].ghosts == ({first.activity_id: (first.start, first.end)}, {})


def test_a_picture_of_the_view_stands_for_its_shapes(plan: Plan) -> None:
    look = replace(LOOK, pictures=Pictures("light 1.0", "b3Zlcg==", "YmVsb3c=", "dmlldw=="))

    found = read_glance(glance_text(plan, look, (1, 4_000_000), (0, plan.rows)), 1)

    assert found is not None
    assert found[1] == look
    assert (found[0].bars, found[0].diamonds, found[0].lanes) == ((), (), plan.lanes)


def test_pins_out_of_view_are_left_out(plan: Plan) -> None:
    pin = plan.pins[0]

    found = read_glance(glance_text(plan, LOOK, (1, 4_000_000), (pin.row, pin.row)), 1)

    assert found is not None
    assert {each.row for each in found[0].pins} == {pin.row}
    assert in_view(plan, (1, 2), (0, plan.rows)) == []


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"layout": 99}', '{"layout": 1, "bars": [[1]]}', "\x00", '{"layout": 1}'],
)
def test_a_text_that_is_no_glance_is_passed_over(text: str) -> None:
    assert read_glance(text, 1) is None


def test_a_glance_with_a_broken_part_is_passed_over(plan: Plan) -> None:
    held = json.loads(glance_text(plan, replace(LOOK, size=(1, 1)), (1, 4_000_000), (0, plan.rows)))
    for key in ("lanes", "bars", "diamonds", "bands", "pins", "ties", "look", "span"):
        assert read_glance(json.dumps({**held, key: [["x"]]}), 1) is None
