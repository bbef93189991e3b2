from __future__ import annotations

import json
from datetime import date

import pytest

from planner import checks
from planner.document import Snapshot, snapshot_of
from planner.findings import Finding
from planner.library import standard_library
from planner.model import (
    Answer,
    Dismissal,
    Entity,
    NextStep,
    Partnership,
    Person,
    Position,
    Rating,
    RoleActivity,
)
from planner.terms import Basis, Screen, Seat, Severity, Side
from tests.builders import BRIGHTPATH, LEAD, MANAGER, NORTHFIELD, STAFFED, WHOLE

TODAY = date(2026, 12, 9)
P = WHOLE.id


def found(*parts: Entity, whole: Partnership = WHOLE) -> tuple[Finding, ...]:
    return checks.findings(snapshot(*parts, whole=whole), standard_library(), TODAY)


def snapshot(*parts: Entity, whole: Partnership = WHOLE) -> Snapshot:
    return snapshot_of((whole, *parts))


def of(findings: tuple[Finding, ...], start: str) -> list[tuple[str, Severity, str, str]]:
    return [(f.id, f.severity, f.message, f.place) for f in findings if f.id.startswith(start)]


def test_a_side_without_an_organisation_is_an_error_until_it_has_one() -> None:
    assert of(found(NORTHFIELD, LEAD), "overview.no-organisation") == [
        (
            "overview.no-organisation/industry",
            Severity.ERROR,
            "No organisation stands on the industry side yet.",
            "overview",
        )
    ]
    assert of(found(*STAFFED), "overview.no-organisation") == []


def test_a_side_needs_somebody_who_is_there_already() -> None:
    hired = Person(partnership_id=P, organisation_id=BRIGHTPATH.id, name="Engineer", to_be_hired=True)

    assert of(found(NORTHFIELD, BRIGHTPATH, LEAD, hired), "overview.no-lead") == [
        (
            "overview.no-lead/industry",
            Severity.WARNING,
            "Nobody is named yet for Brightpath Digital Ltd.",
            f"overview/organisation/{BRIGHTPATH.id}",
        )
    ]
    assert of(found(*STAFFED), "overview.no-lead") == []


def test_a_next_step_is_overdue_from_the_day_after() -> None:
    late = NextStep(partnership_id=P, text="Name the\nauthorised signatory", due_on=date(2026, 12, 5))
    long = NextStep(partnership_id=P, text="x" * 200, due_on=date(2026, 12, 8))
    today = NextStep(partnership_id=P, text="Today", due_on=TODAY)
    done = NextStep(partnership_id=P, text="Done", due_on=date(2026, 12, 1), done=True)
    undated = NextStep(partnership_id=P, text="Some time")

    assert of(found(*STAFFED, late, long, today, done, undated), "overview.overdue") == [
        (
            f"overview.overdue/{late.id}",
            Severity.WARNING,
            "“Name the authorised signatory” was due on 5 Dec 2026.",
            f"overview/step/{late.id}",
        ),
        (
            f"overview.overdue/{long.id}",
            Severity.WARNING,
            f"“{'x' * 77}...” was due on 8 Dec 2026.",
            f"overview/step/{long.id}",
        ),
    ]


@pytest.mark.parametrize(
    ("seat", "other", "words"),
    [
        (Seat.ACADEMIC, Side.INDUSTRY, "The industry side has yet to confirm 3 guesses of ours."),
        (Seat.INDUSTRY, Side.ACADEMIC, "The academic side has yet to confirm 3 guesses of ours."),
    ],
)
def test_guesses_for_the_other_side_wait_for_its_word(seat: Seat, other: Side, words: str) -> None:
    guesses = (
        Answer(partnership_id=P, question="wants.aim", side=other, text="Evidence", confirmed=False),
        Position(partnership_id=P, clause="publication", side=other, confirmed=False),
        Rating(partnership_id=P, topic="pace", side=other, value=3, rated_on=TODAY, confirmed=False),
    )
    seated = WHOLE.model_copy(update={"seat": seat})

    assert [f[2] for f in of(found(*STAFFED, *guesses, whole=seated), "overview.unconfirmed")] == [words]
    assert of(found(*STAFFED, *guesses), "overview.unconfirmed") == []
    assert of(found(*STAFFED, whole=seated), "overview.unconfirmed") == []


def test_every_organisation_needs_somebody_who_may_sign() -> None:
    unsigned = MANAGER.model_copy(update={"may_sign": False})

    assert of(found(NORTHFIELD, BRIGHTPATH, LEAD, unsigned), "memorandum.signatory") == [
        (
            f"memorandum.signatory/{BRIGHTPATH.id}",
            Severity.WARNING,
            "Nobody is named who may sign for Brightpath Digital Ltd.",
            "memorandum",
        )
    ]
    assert of(found(*STAFFED), "memorandum.signatory") == []


def test_the_gravest_come_first_and_screens_stay_together() -> None:
    step = NextStep(partnership_id=P, text="Meet", due_on=date(2026, 12, 1))
    row = RoleActivity(partnership_id=P, title="Data cleaning")

    findings = found(NORTHFIELD, LEAD, step, row)

    graveness = ["error", "warning", "not_assessed", "info"]
    places = [(graveness.index(f.severity), list(Screen).index(f.screen)) for f in findings]
    assert places == sorted(places)
    assert checks.worst(findings) is Severity.ERROR
    assert {f.screen for f in findings} >= {Screen.OVERVIEW, Screen.ROLES}
    assert checks.by_screen(findings)[Screen.ROLES] == tuple(f for f in findings if f.screen is Screen.ROLES)
    assert sum(map(len, checks.by_screen(findings).values())) == len(findings)


def test_without_findings_nothing_is_worst() -> None:
    assert checks.worst(()) is None
    assert checks.by_screen(()) == dict.fromkeys(Screen, ())


def test_every_room_is_heard_and_every_finding_has_its_own_id() -> None:
    library = standard_library()
    gathered = found(*STAFFED)

    for room in checks.ROOMS:
        assert set(room(snapshot(*STAFFED), library, TODAY)) <= set(gathered)
    assert len({f.id for f in gathered}) == len(gathered)


def test_what_was_set_aside_is_listed_apart() -> None:
    step = NextStep(partnership_id=P, text="Meet", due_on=date(2026, 12, 1))
    id = f"overview.overdue/{step.id}"
    aside = Dismissal(partnership_id=P, finding=id, reason="Moved by mail", dismissed_on=TODAY)
    whole = snapshot(*STAFFED, step, aside)

    assert id not in {f.id for f in checks.findings(whole, standard_library(), TODAY)}
    assert [f.id for f in checks.set_aside(whole, standard_library(), TODAY)] == [id]


def test_findings_are_one_array_for_other_programs() -> None:
    finding = Finding(
        "rule/a", Severity.NOT_ASSESSED, Screen.ROLES, "“Why?”", "roles", Basis.SOURCE, ("Hall 2025",)
    )

    assert json.loads(checks.as_json([finding])) == [
        {
            "id": "rule/a",
            "severity": "not_assessed",
            "screen": "roles",
            "message": "“Why?”",
            "place": "roles",
            "basis": "source",
            "sources": ["Hall 2025"],
        }
    ]
    assert json.loads(checks.as_json(())) == []
