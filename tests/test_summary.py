from __future__ import annotations

from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from planner import scope
from planner.document import Snapshot, snapshot_of
from planner.exchange.file import from_json
from planner.library import standard_library
from planner.model import (
    Activity,
    Answer,
    ClauseChoice,
    Entity,
    NextStep,
    OpenPoint,
    Partnership,
    RoleActivity,
)
from planner.portfolio import PortfolioRow
from planner.summary import StageProgress, row_of, stage_progress
from planner.terms import Side, Stage
from tests.builders import BRIGHTPATH, LEAD, MANAGER, NORTHFIELD, STAFFED, WHOLE

TODAY = date(2026, 12, 9)
P = WHOLE.id
LIBRARY = standard_library()


def of(*parts: Entity, **fields: object) -> Snapshot:
    return snapshot_of((Partnership.model_validate({**WHOLE.model_dump(), **fields}), *parts))


def row(*parts: Entity, **fields: object) -> PortfolioRow:
    return row_of(of(*parts, **fields), LIBRARY, TODAY)


def stage(wanted: Stage, *parts: Entity, **fields: object) -> StageProgress:
    return next(s for s in stage_progress(of(*parts, **fields), LIBRARY, TODAY) if s.stage is wanted)


def test_a_row_holds_what_the_portfolio_shows_and_searches() -> None:
    found = row_of(
        of(*STAFFED, archived=True, is_example=True, binned_on=TODAY),
        LIBRARY,
        TODAY,
        changed_at=datetime(2026, 12, 9, 14, 2, tzinfo=UTC),
    )

    assert found.id == WHOLE.id.hex
    assert found.organisations == (
        ("Northfield University", "academic", "other"),
        ("Brightpath Digital Ltd", "industry", "other"),
    )
    assert found.people == "Lead, Manager"
    assert found.updated_at == "2026-12-09T14:02:00+00:00"
    assert (found.archived, found.is_example, found.binned_on) == (True, True, "2026-12-09")
    for word in ("mindful", "the university of northfield", "brightpath", "manager"):
        assert word in found.words


def test_without_a_moment_the_row_was_changed_today() -> None:
    assert row(*STAFFED).updated_at == "2026-12-09T00:00:00"
    assert row(*STAFFED).binned_on == ""


def test_the_next_date_is_the_first_that_lies_ahead() -> None:
    late = NextStep(partnership_id=P, text="Late", due_on=date(2026, 12, 8))
    step = NextStep(partnership_id=P, text="Agree the\nreview period", due_on=date(2026, 12, 12))
    done = NextStep(partnership_id=P, text="Done", due_on=date(2026, 12, 10), done=True)
    undated = NextStep(partnership_id=P, text="Some day")
    point = OpenPoint(partnership_id=P, text="Who pays? " + "x" * 90, due_on=date(2026, 12, 11))
    launch = Activity(
        partnership_id=P,
        name="Launch",
        is_milestone=True,
        start_on=date(2026, 12, 10),
        min_days=0,
        likely_days=0,
        late_days=0,
    )
    reached = launch.model_copy(update={"progress_percent": 100})

    assert next_of(*STAFFED, late, step, done, undated) == ("Agree the review period", "2026-12-12")
    assert next_of(*STAFFED, step, point) == (f"Who pays? {'x' * 47}...", "2026-12-11")
    assert next_of(*STAFFED, step, point, launch) == ("Launch", "2026-12-10")
    assert next_of(*STAFFED, step, reached) == ("Agree the review period", "2026-12-12")
    assert next_of(*STAFFED, late) == ("Late", "2026-12-08")
    assert next_of(*STAFFED) == ("", "")


def next_of(*parts: Entity) -> tuple[str, str]:
    found = row(*parts)
    return found.next_label, found.next_on


def test_attention_goes_to_what_hurts_most() -> None:
    late = NextStep(partnership_id=P, text="Late", due_on=date(2026, 12, 8))
    unsigned = MANAGER.model_copy(update={"may_sign": False})
    nobody = RoleActivity(partnership_id=P, title="Data cleaning")

    assert attention_of(NORTHFIELD, LEAD, late) == ("1 gap", "error")
    assert attention_of(*STAFFED, nobody, late) == ("2 role gaps", "error")
    assert attention_of(*STAFFED, late) == ("overdue", "error")
    assert attention_of(NORTHFIELD, BRIGHTPATH, LEAD, unsigned) == ("1 signature open", "warning")


def attention_of(*parts: Entity) -> tuple[str, str]:
    found = row(*parts)
    return found.attention, found.attention_level


def test_a_clash_is_said_before_a_role_without_an_owner() -> None:
    nobody = RoleActivity(partnership_id=P, title="Data cleaning")
    ethics = activity("Ethics approval", "ethics_approval", date(2027, 3, 1))
    data = activity("Data collection", "data_collection", date(2027, 1, 4))

    assert attention_of(*STAFFED, nobody, ethics, data)[0].endswith(("clash", "clashes"))


def activity(name: str, kind: str, start: date) -> Activity:
    days = {"min_days": 30, "likely_days": 40, "late_days": 50}
    return Activity(partnership_id=P, name=name, kind=kind, start_on=start, **days)


def test_a_partnership_nobody_has_begun_is_neither_good_nor_bad() -> None:
    assert attention_of(*STAFFED) == ("", "")


def test_the_worked_example_has_three_clashes() -> None:
    example = files("resources") / "examples" / "mindful-campus.partnership.json"
    snapshot = snapshot_of(from_json(example.read_bytes()).entities)

    found = row_of(snapshot, LIBRARY, TODAY)

    assert (found.title, found.stage, found.is_example) == ("Mindful Campus", Stage.SCOPE, True)
    assert (found.attention, found.attention_level) == ("3 clashes", "error")
    assert 0 < found.progress < 1
    assert found.next_on >= "2026-12-09"


def test_a_partnership_that_is_under_way_with_nothing_wrong_is_on_track() -> None:
    first = next(iter(LIBRARY.steps))
    places = [place for place in scope.asked(of(*STAFFED), LIBRARY) if place.question.step == first]

    found = row(*STAFFED, *(answer(place.question.key, place.side) for place in places))

    assert (found.attention, found.attention_level) == ("on track", "good")


def test_the_stage_one_is_in_is_now_and_later_ones_say_when() -> None:
    stages = stage_progress(of(*STAFFED, stage="scope", start_on=date(2027, 3, 2)), LIBRARY, TODAY)

    assert [s.stage for s in stages] == list(Stage)
    assert [s.name for s in stages] == [
        "Project initiation",
        "Scope and agreements",
        "Project execution",
        "Promoting sustainability",
    ]
    assert [s.word for s in stages[1:]] == ["now", "starts 2 Mar 2027", ""]
    assert stages[0].word.endswith(" open")
    assert all(0 <= s.fraction <= 1 for s in stages)


@pytest.mark.parametrize(
    ("start_on", "word"),
    [(date(2026, 12, 9), "starts 9 Dec"), (date(2026, 3, 2), "was to start 2 Mar"), (None, "")],
)
def test_the_start_is_said_as_it_stands_to_today(start_on: date | None, word: str) -> None:
    assert stage(Stage.EXECUTION, *STAFFED, start_on=start_on).word == word


def test_the_plan_says_when_work_starts_when_nobody_else_does() -> None:
    study = activity("Study", "study", date(2027, 5, 3))

    assert stage(Stage.EXECUTION, *STAFFED, study).word == "starts 3 May 2027"


def test_work_done_moves_the_execution() -> None:
    study = activity("Study", "study", date(2027, 5, 3))
    half = study.model_copy(update={"progress_percent": 50})

    before, after = (stage(Stage.EXECUTION, *STAFFED, work).fraction for work in (study, half))

    assert before < after


def test_an_agreed_clause_moves_the_agreement() -> None:
    clause = next(c for c in LIBRARY.clauses.values() if c.options and c.papers)
    choice = ClauseChoice(partnership_id=P, clause=clause.key, included=True, agreed=True)
    paper = clause.papers[0]

    before = stage(Stage.SCOPE, *STAFFED, paper=paper).fraction
    after = stage(Stage.SCOPE, *STAFFED, choice, paper=paper).fraction

    assert before < after


def test_a_stage_answered_whole_is_done() -> None:
    parts: tuple[Entity, ...] = STAFFED
    for _ in range(5):  # an answer may bring further questions
        places = scope.asked(of(*parts), LIBRARY)
        parts = (*STAFFED, *(answer(place.question.key, place.side) for place in places))

    initiation = stage(Stage.INITIATION, *parts, stage="scope")

    assert initiation.fraction == 1
    assert initiation.word == "done"


def answer(key: str, side: Side) -> Answer:
    question = LIBRARY.questions[key]
    chosen = {
        "choice": tuple(option.key for option in question.options[:1]),
        "several": tuple(option.key for option in question.options[:1]),
        "yes_no": ("yes",),
    }
    return Answer(
        partnership_id=P,
        question=key,
        side=side,
        text="Said" if question.kind in ("text", "list") else "",
        chosen=chosen.get(question.kind, ()),
        amount="10" if question.kind == "money" else None,
        on_date=TODAY if question.kind == "date" else None,
    )
