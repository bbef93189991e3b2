"""Big plans to measure with, and how long it takes to schedule and to judge them."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple
from uuid import UUID

from run import Row

from planner.model import Activity, Clock, ClockPeriod, Entity, Link, Organisation, Partnership
from planner.terms import DayUnit, Lane, LinkKind, Paper, Side

TODAY = date(2026, 12, 9)
FIRST_DAY = date(2027, 1, 4)
ROUNDS = 9
STEPS = 120
ACADEMIC, JOINT, INDUSTRY = Lane.ACADEMIC, Lane.JOINT, Lane.INDUSTRY


class Step(NamedTuple):
    """One activity of a package: no days make a milestone; `due` is a deadline so long after its plan."""

    kind: str
    lane: Lane
    days: int
    is_working: bool = False
    effort: int | None = None
    due: int | None = None


# What partnerships really do one after another, ten steps each: a study, a product, an agreement,
# and a doctorate. Between them they give every family of rules something to judge.
PACKAGES: tuple[tuple[Step, ...], ...] = (
    (
        Step("kickoff", JOINT, 1),
        Step("ethics_approval", ACADEMIC, 42),
        Step("participant_recruitment", ACADEMIC, 20, True, 40),
        Step("data_collection_start", ACADEMIC, 0),
        Step("data_collection", ACADEMIC, 45, True, 50),
        Step("analysis", ACADEMIC, 30, True, 60),
        Step("results_ready", ACADEMIC, 0),
        Step("write_up", ACADEMIC, 25, True, 50),
        Step("publication_review", INDUSTRY, 30),
        Step("report_due", ACADEMIC, 0, due=40),
    ),
    (
        Step("budget", INDUSTRY, 14),
        Step("development", INDUSTRY, 30, True, 80),
        Step("study_build", INDUSTRY, 10, True),
        Step("release", INDUSTRY, 0),
        Step("sprint_demo", JOINT, 1),
        Step("development", INDUSTRY, 20, True, 60, 60),
        Step("pilot_with_users", JOINT, 28),
        Step("assurance", INDUSTRY, 15, True),
        Step("release", INDUSTRY, 0),
        Step("payment", INDUSTRY, 0, due=90),
    ),
    (
        Step("scoping", JOINT, 14),
        Step("costing", ACADEMIC, 15, True, 20),
        Step("workshop", ACADEMIC, 2, True),
        Step("work", JOINT, 40, True),
        Step("review_meeting", JOINT, 1),
        Step("work", ACADEMIC, 30, False, 30),
        Step("deliverable", ACADEMIC, 0, due=30),
        Step("purchase", INDUSTRY, 20, True),
        Step("handover", JOINT, 10, True),
        Step("milestone", JOINT, 0, due=120),
    ),
    (
        Step("recruitment", ACADEMIC, 60),
        Step("student_start", ACADEMIC, 0),
        Step("work", ACADEMIC, 120, True, 30),
        Step("milestone_review", ACADEMIC, 2, True, 100),
        Step("data_access", INDUSTRY, 30),
        Step("study", ACADEMIC, 60, True, 50),
        Step("joint_workshop", JOINT, 2),
        Step("conference_deadline", ACADEMIC, 0),
        Step("writing", ACADEMIC, 60, True, 80),
        Step("decision", JOINT, 0),
    ),
)
# Signed and negotiated once in many packages, as no partnership signs a contract every week.
CONTRACT_EVERY = 50
# Every review is held against every conference: of the studies, one in five has a paper reviewed.
REVIEW_EVERY = 20


def plan_of(count: int) -> list[Entity]:
    """A partnership with so many activities: packages of ten in a chain, some chains linked to others."""
    home = Partnership(title="Bench", paper=Paper.MEMORANDUM)
    university = Organisation(
        partnership_id=home.id, name="Northfield University", side=Side.ACADEMIC, country="GB", rank=1
    )
    company = Organisation(
        partnership_id=home.id, name="Brightpath Digital Ltd", side=Side.INDUSTRY, country="GB", rank=2
    )
    activities: list[Activity] = []
    for package in range((count + 9) // 10):
        activities += _package(home, {ACADEMIC: university.id, INDUSTRY: company.id}, package)
    del activities[count:]
    return [home, university, company, *activities, *_links(activities), *_clocks(university, company)]


def _package(home: Partnership, owners: dict[Lane, UUID], package: int) -> Iterator[Activity]:
    steps = PACKAGES[package % len(PACKAGES)]
    start = FIRST_DAY + timedelta(days=package * 37 % 1500)
    for place, step in enumerate(steps):
        kind, days = step.kind, step.days
        if package % CONTRACT_EVERY == 2 and place < 2:
            kind, days = (("contract_negotiation", 90), ("contract_signed", 0))[place]
        if kind == "publication_review" and package % REVIEW_EVERY:
            kind = "work"
        due = None if step.due is None else start + timedelta(days=200 + step.due + package % 60)
        number = package * 10 + place
        yield Activity(
            partnership_id=home.id,
            rank=number + 1,
            name=f"{kind.replace('_', ' ').capitalize()} {number}",
            lane=step.lane,
            organisation_id=owners.get(step.lane),
            kind=kind,
            is_milestone=not days,
            # Packages start on a date, and one step in twenty is held by a date of its own.
            start_on=start if place == 0 else start + timedelta(days=150) if number % 20 == 15 else None,
            is_fixed=number % 180 == 95,
            min_days=days * 3 // 4,
            likely_days=days,
            late_days=days * 3 // 2,
            unit=DayUnit.WORKING if step.is_working else DayUnit.CALENDAR,
            deadline_on=due,
            effort_percent=step.effort,
            progress_percent=number % 5 * 10,
            sublane=f"Package {package % 12 + 1}",
            notes="Agreed at the last meeting." if number % 7 == 0 else "",
        )


def _links(activities: list[Activity]) -> Iterator[Link]:
    kinds = (LinkKind.START_START, LinkKind.FINISH_START, LinkKind.FINISH_FINISH)

    def link(before: int, after: int, kind: LinkKind, lag: int) -> Link:
        first, second = activities[before], activities[after]
        return Link(
            partnership_id=first.partnership_id,
            before_id=first.id,
            after_id=second.id,
            kind=kind,
            lag_days=lag,
            rank=after + 1,
        )

    for place in range(1, len(activities)):
        if place % 10:
            lag = 7 if place % 13 == 0 else 0
            yield link(place - 1, place, LinkKind.FINISH_START, lag)
        # Every fourth package also waits for something in the middle of an earlier one.
        if place % 40 == 25 and place > 300:
            yield link(place - 290, place, kinds[place // 40 % 3], 0)


def _clocks(university: Organisation, company: Organisation) -> Iterator[Entity]:
    home = university.partnership_id
    for rank, (owner, pattern) in enumerate(
        [(university, "gen-gb-semester"), (company, "company-quarters"), (company, "company-summer-shutdown")]
    ):
        yield Clock(partnership_id=home, organisation_id=owner.id, pattern=pattern, rank=rank + 1)
    own = Clock(partnership_id=home, organisation_id=company.id, name="Own dates", rank=9)
    yield own
    runway = date(2031, 3, 31)
    yield ClockPeriod(
        partnership_id=home, clock_id=own.id, kind="runway", name="Runway", starts_on=TODAY, ends_on=runway
    )
    for year in range(2027, 2032):
        freeze = date(year, 12, 1)
        yield ClockPeriod(
            partnership_id=home, clock_id=own.id, kind="freeze", starts_on=freeze, ends_on=date(year, 12, 31)
        )


def timeline(folder: Path) -> list[Row]:
    """A whole reschedule and all rules over 10,000 activities, and both again while one is dragged."""
    from inside import timed

    from db.store import Store
    from planner.document import Edit, snapshot_of
    from planner.library import standard_library
    from planner.timeline.clashes import findings
    from planner.timeline.schedule import schedule

    entities, library = plan_of(10_000), standard_library()
    path = folder / "plan.sqlite"
    store = Store.open(path)
    store.write([Edit(None, entity) for entity in entities])
    store.close()
    fetched, scheduled, judged = [], [], []
    with closing(sqlite3.connect(path)) as plain:

        def fetch() -> list[Any]:
            return [plain.execute(f"SELECT * FROM {table}").fetchall() for table in ("activity", "link")]

        assert len(fetch()[0]) == 10_000
        # Garbage is collected as in the program: now and then, and not in the middle of a step.
        gc.disable()
        for _ in range(ROUNDS):
            gc.collect()
            fresh = snapshot_of(entities)
            fetched += timed(fetch, 1)
            scheduled += timed(lambda fresh=fresh: schedule(fresh, library), 1)
            judged += timed(lambda fresh=fresh: findings(fresh, library, TODAY), 1)
    drags = _drags(entities)
    gc.enable()
    found = len(findings(snapshot_of(entities), library, TODAY))
    floor, most = median(fetched), quantiles(drags, n=20)[-1]
    name = "sqlite3 fetchall of the same rows"
    return [
        Row("full two-calendar reschedule, 10,000", name, floor, median(scheduled), 1.5),
        Row(f"all clash rules, 10,000 ({found:,} found)", name, floor, median(judged), 5),
        Row("all clash rules after a one-activity drag", "16 ms", 16.0, median(drags), 1.0),
        Row("the slowest twentieth of them", "16 ms", 16.0, most, float("inf")),
    ]


def _drags(entities: list[Entity]) -> list[float]:
    """Milliseconds of each step of many drags: the new plan scheduled, and everything judged again."""
    from inside import timed

    from planner.document import snapshot_of
    from planner.library import standard_library
    from planner.timeline.clashes import findings
    from planner.timeline.schedule import schedule

    library, base = standard_library(), snapshot_of(entities)
    findings(base, library, TODAY)
    dated = [item.activity for item in schedule(base, library).values()]
    found = []
    for number in range(STEPS):
        # Somewhere else each time, a few days later or earlier than it is.
        activity = dated[number * 997 % len(dated)]
        by = timedelta(days=(number % 9 - 4) or 5)
        start = schedule(base, library)[activity.id].start + by
        moved = activity.model_copy(update={"start_on": start})

        def step(moved: Activity = moved) -> None:
            findings(base.replacing([moved]), library, TODAY)

        found += timed(step, 1)
    return found
