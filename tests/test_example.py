"""The worked example shows what the documents promise, and each finding goes when its cause does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner import agenda, checks, scope
from planner.agreement import positions
from planner.document import Document, Snapshot
from planner.exchange.file import from_json, read_file, to_json
from planner.findings import Finding
from planner.library import standard_library
from planner.memorandum.blocks import Paragraph
from planner.memorandum.compose import compose
from planner.model import Activity, Answer, Assignment, ClockPeriod, Person, Position, RoleActivity
from planner.terms import Letter, Screen, Severity, Side

TODAY = date(2026, 12, 9)
LIBRARY = standard_library()
GRAVE = (Severity.ERROR, Severity.WARNING)


@pytest.fixture
def document(example_path: Path) -> Document:
    return Document(read_file(example_path).entities)


def found(snapshot: Snapshot, screen: Screen) -> list[Finding]:
    return [
        f for f in checks.findings(snapshot, LIBRARY, TODAY) if f.screen is screen and f.severity in GRAVE
    ]


def apart(snapshot: Snapshot) -> int:
    return positions.counts(snapshot, LIBRARY)[positions.PositionState.APART]


def test_it_shows_three_clashes_three_role_findings_two_clauses_apart_and_four_open_points(
    document: Document,
) -> None:
    snapshot = document.snapshot()

    assert [f.id.split("/")[0] for f in found(snapshot, Screen.TIMELINE)] == [
        "r09-ethics-before-data",
        "r27-runway",
        "release-during-study",
    ]
    roles = found(snapshot, Screen.ROLES)
    assert [f.severity for f in roles] == [Severity.ERROR, Severity.WARNING, Severity.WARNING]
    assert apart(snapshot) == 2
    assert len(agenda.open_points(snapshot, LIBRARY)) == 4
    assert [a.side for a in snapshot.where(Answer, confirmed=False)] == [Side.INDUSTRY]
    progress = scope.progress(snapshot, LIBRARY)
    assert (progress.answered_steps, progress.steps_that_apply, progress.not_sure) == (9, 12, 1)


def test_every_open_point_has_an_owner_and_a_date(document: Document) -> None:
    points = agenda.open_points(document.snapshot(), LIBRARY)

    assert all(point.owner and point.due_on for point in points)


def named(document: Document, name: str) -> Activity:
    found = document.snapshot().first(Activity, name=name)
    assert found is not None
    return found


def collect_after_approval(document: Document) -> None:
    document.set(named(document, "Data collection"), "start_on", date(2027, 3, 23))


def release_after_the_study(document: Document) -> None:
    document.set(named(document, "Release 2.0"), "start_on", date(2027, 5, 17))


def find_more_money(document: Document) -> None:
    runway = document.snapshot().first(ClockPeriod, kind="runway")
    assert runway is not None
    document.set(runway, "ends_on", date(2028, 3, 31))


@pytest.mark.parametrize(
    ("mend", "rule"),
    [
        (collect_after_approval, "r09-ethics-before-data"),
        (release_after_the_study, "release-during-study"),
        (find_more_money, "r27-runway"),
    ],
)
def test_a_clash_goes_with_its_cause(document: Document, mend: Callable[[Document], None], rule: str) -> None:
    before = {f.id.split("/")[0] for f in found(document.snapshot(), Screen.TIMELINE)}

    mend(document)

    after = {f.id.split("/")[0] for f in found(document.snapshot(), Screen.TIMELINE)}
    assert rule in before
    assert rule not in after


def test_a_remedy_mends_its_clash_and_undo_brings_the_clash_back(document: Document) -> None:
    clash = next(f for f in found(document.snapshot(), Screen.TIMELINE) if f.remedies)

    clash.remedies[0].apply(document)
    mended = {f.id for f in found(document.snapshot(), Screen.TIMELINE)}
    document.undo()

    assert clash.id not in mended
    assert clash.id in {f.id for f in found(document.snapshot(), Screen.TIMELINE)}


def test_each_role_finding_goes_with_its_cause(document: Document) -> None:
    snapshot = document.snapshot()
    cleaning = snapshot.first(RoleActivity, title="Data cleaning")
    training = snapshot.first(RoleActivity, title="Train key users")
    engineer = snapshot.first(Person, name="Data engineer")
    manager = snapshot.first(Person, name="Product manager")
    assert cleaning is not None
    assert training is not None
    assert engineer is not None
    assert manager is not None

    cell = snapshot.first(Assignment, role_activity_id=cleaning.id, person_id=engineer.id)
    assert cell is not None
    document.set(cell, "letter", Letter.ACCOUNTABLE_RESPONSIBLE)
    document.set(manager, "time_percent", 30)
    helping = snapshot.first(Assignment, role_activity_id=training.id, person_id=manager.id)
    assert helping is not None
    document.set(helping, "letter", Letter.RESPONSIBLE)
    document.set(manager, "time_percent", 60)

    assert found(document.snapshot(), Screen.ROLES) == []


def test_positions_meet_when_one_side_takes_the_others_option(document: Document) -> None:
    for clause in ("results", "publication"):
        theirs = document.snapshot().first(Position, clause=clause, side=Side.INDUSTRY)
        ours = document.snapshot().first(Position, clause=clause, side=Side.ACADEMIC)
        assert theirs is not None
        assert ours is not None
        document.update(theirs, {"option": ours.option, "text": ours.text, "stance": ""})

    assert apart(document.snapshot()) == 0
    assert len(agenda.open_points(document.snapshot(), LIBRARY)) == 2


def test_an_answer_in_place_of_not_sure_yet_takes_the_point_off_the_agenda(document: Document) -> None:
    unsure = document.snapshot().first(Answer, question="data.systems_fit")
    assert unsure is not None

    document.update(unsure, {"not_sure": False, "chosen": ("yes",)})

    assert len(agenda.open_points(document.snapshot(), LIBRARY)) == 3
    assert scope.progress(document.snapshot(), LIBRARY).not_sure == 0


def test_a_confirmed_guess_is_no_longer_one(document: Document) -> None:
    guess = document.snapshot().first(Answer, confirmed=False)
    assert guess is not None

    document.set(guess, "confirmed", True)

    ids = {f.id for f in checks.findings(document.snapshot(), LIBRARY, TODAY)}
    assert "unconfirmed-guesses" not in ids


def test_it_is_written_as_this_program_writes_files(example_path: Path) -> None:
    content = example_path.read_bytes()
    read = from_json(content)

    assert to_json(read.entities, read.content, private=True).encode() == content


def test_nothing_in_it_was_dropped_from_the_content(document: Document) -> None:
    snapshot = document.snapshot()

    assert scope.no_longer_asked(snapshot, LIBRARY) == ()
    assert scope.parked(snapshot, LIBRARY) == ()
    kinds = {activity.kind for activity in snapshot.all(Activity)}
    assert kinds <= set(LIBRARY.activity_kinds)


def test_its_memorandum_says_which_wording_is_only_a_proposal(document: Document) -> None:
    paper = compose(document.snapshot(), LIBRARY, TODAY)

    said = [
        block.text for block in paper.blocks if isinstance(block, Paragraph) and "not settled" in block.text
    ]
    assert [text[-15:] for text in said] == ["(open point 2).", "(open point 3)."]
