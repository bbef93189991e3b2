from __future__ import annotations

import pytest

from planner.document import snapshot_of
from planner.model import Organisation
from planner.sides import side_name, speaking_side, spoken_side
from planner.terms import Side
from tests.builders import NORTHFIELD, WHOLE

HILLSIDE = Organisation(partnership_id=WHOLE.id, name="hillside", rank=9)


@pytest.mark.parametrize(
    ("side", "alone", "inside"),
    [
        (Side.ACADEMIC, "The academic side", "the academic side"),
        (Side.INDUSTRY, "The industry side", "the industry side"),
        (Side.JOINT, "Both sides", "both sides"),
    ],
)
def test_a_side_without_organisations_is_called_by_what_it_is(side: Side, alone: str, inside: str) -> None:
    snapshot = snapshot_of([WHOLE])

    assert (side_name(snapshot, side), spoken_side(snapshot, side)) == (alone, inside)
    assert speaking_side(snapshot, side) == inside


def test_a_side_is_named_by_its_organisations_as_they_write_themselves() -> None:
    snapshot = snapshot_of([WHOLE, HILLSIDE])

    assert side_name(snapshot, Side.ACADEMIC) == spoken_side(snapshot, Side.ACADEMIC) == "hillside"


def test_the_name_in_the_register_stands_where_law_asks_for_it() -> None:
    snapshot = snapshot_of([WHOLE, NORTHFIELD])

    assert spoken_side(snapshot, Side.ACADEMIC) == "Northfield University"
    assert speaking_side(snapshot, Side.ACADEMIC, legal=True) == "The University of Northfield"


def test_several_organisations_speak_as_their_side() -> None:
    snapshot = snapshot_of([WHOLE, HILLSIDE, NORTHFIELD])

    assert side_name(snapshot, Side.ACADEMIC) == "Northfield University and hillside"
    assert speaking_side(snapshot, Side.ACADEMIC) == "the academic side"
