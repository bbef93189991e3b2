from __future__ import annotations

from datetime import date

import pytest

from planner.document import Document
from planner.errors import Refused
from planner.model import Activity, Baseline
from planner.timeline.baselines import moves_since, spans_of, take_baseline
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, activity, link

TODAY = date(2026, 12, 9)
ETHICS = activity("Ethics approval", date(2027, 1, 4), 10)
STUDY = activity("Study", date(2027, 1, 4), 30)


def document() -> Document:
    return Document([PARTNERSHIP, NORTHFIELD, BRIGHTPATH, ETHICS, STUDY, link(ETHICS, STUDY)])


def test_a_baseline_holds_every_date_of_the_plan_in_one_step() -> None:
    plan = document()

    made = take_baseline(plan, LIBRARY, "As agreed", TODAY)

    assert spans_of(made) == {
        ETHICS.id: (date(2027, 1, 4), date(2027, 1, 13)),
        STUDY.id: (date(2027, 1, 14), date(2027, 2, 12)),
    }
    assert plan.undo_label == "baseline “As agreed”"


def test_nothing_has_moved_right_after_a_baseline() -> None:
    plan = document()

    made = take_baseline(plan, LIBRARY, "", TODAY)

    assert made.name == "Baseline"
    assert moves_since(plan.snapshot(), LIBRARY, made) == ()


def test_what_moved_what_came_and_what_went_is_told_furthest_first() -> None:
    plan = document()
    made = take_baseline(plan, LIBRARY, "As agreed", TODAY)
    plan.set(plan.get(Activity, ETHICS.id), "start_on", date(2027, 1, 11))
    plan.remove(plan.get(Activity, STUDY.id))
    report = plan.add(activity("Report", date(2027, 3, 1), 5))

    moves = moves_since(plan.snapshot(), LIBRARY, made)

    assert [(m.name, m.days) for m in moves] == [("Ethics approval", 7), ("", None), ("Report", None)]
    assert [m.id for m in moves] == [ETHICS.id, STUDY.id, report.id]


def test_a_fourth_baseline_is_refused() -> None:
    plan = document()
    for name in ("One", "Two", "Three"):
        take_baseline(plan, LIBRARY, name, TODAY)

    with pytest.raises(Refused, match="3 baselines"):
        take_baseline(plan, LIBRARY, "Four", TODAY)


def test_a_plan_without_dates_gives_no_baseline() -> None:
    with pytest.raises(Refused, match="date"):
        take_baseline(Document([PARTNERSHIP, activity("Some day", None)]), LIBRARY, "", TODAY)


def test_rows_that_hold_no_dates_are_left_out() -> None:
    broken = Baseline(
        partnership_id=PARTNERSHIP.id,
        taken_on=TODAY,
        dates=(("study", "2027-01-01", "2027-02-01"), (str(STUDY.id), "soon", "later")),
    )

    assert spans_of(broken) == {}


@pytest.mark.parametrize("name", ["n" * 401, "a\x00b", "\ud800"])
def test_a_name_that_cannot_be_kept_is_refused_in_a_sentence(name: str) -> None:
    document = Document([PARTNERSHIP, NORTHFIELD, activity("Work", date(2027, 3, 1))])

    with pytest.raises(Refused) as refusal:
        take_baseline(document, LIBRARY, name, TODAY)

    assert str(refusal.value).endswith(".")
    assert document.snapshot().all(Baseline) == ()
