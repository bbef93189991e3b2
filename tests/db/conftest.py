"""A stored partnership with one of everything, and a way to be somebody who may not write."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from db.check import APPLICATION_ID
from db.store import Store
from planner.document import Edit
from planner.model import (
    AccountabilityView,
    Activity,
    Answer,
    Assignment,
    Assumption,
    Baseline,
    ClauseChoice,
    Clock,
    ClockPeriod,
    Contribution,
    Dismissal,
    Draft,
    Entity,
    Link,
    NextStep,
    OpenPoint,
    Organisation,
    Partnership,
    Person,
    Position,
    PrivateNote,
    Rating,
    Risk,
    RoleActivity,
)
from planner.terms import Firmness, Letter, LinkKind, OrganisationKind, Paper, Seat, Side, Stance

HARD_TEXT = "<b>&amp; =cmd()|' \u202bעברית\u202c 🧠 ÅÄÖ\n\t'; DROP TABLE answer; --"


def one_of_everything() -> tuple[Entity, ...]:
    """A partnership with a value of each noun, and text that is hard to keep."""
    whole = Partnership(
        title="Mindful Campus",
        summary=HARD_TEXT,
        seat=Seat.ACADEMIC,
        paper=Paper.MEMORANDUM,
        situations=("data", "release"),
        start_on=date(2027, 2, 28),
        shows_months=True,
        created_at=datetime(2026, 12, 9, 14, 2, 3, 456789, tzinfo=UTC),
    )
    own = {"partnership_id": whole.id}
    university = Organisation(**own, name="Northfield University", kind=OrganisationKind.UNIVERSITY)
    company = Organisation(**own, name="Brightpath Digital Ltd", side=Side.INDUSTRY, rank=2)
    lead = Person(**own, organisation_id=university.id, name="Principal investigator", time_percent=20)
    manager = Person(**own, organisation_id=company.id, name="Product manager", deputy_id=lead.id)
    ethics = Activity(**own, name="Ethics approval", likely_days=60, late_days=90, basis=("hall-2025",))
    study = Activity(**own, name="Study", organisation_id=university.id, owner_id=lead.id)
    clock = Clock(**own, organisation_id=university.id, pattern="terms")
    cleaning = RoleActivity(**own, title="Data cleaning", activity_id=study.id, effort_percent=0)
    return (
        whole,
        university,
        company,
        lead,
        manager,
        Answer(
            **own, question="why", side=Side.INDUSTRY, text=HARD_TEXT, firmness=Firmness.MUST, confirmed=False
        ),
        Answer(**own, question="budget", amount=Decimal("120000.50"), currency="GBP", chosen=("a", "b")),
        PrivateNote(**own, place="scope/why", text="Only for us."),
        Position(**own, clause="publication", stance=Stance.CANT, reason="x" * 20_000),
        ClauseChoice(**own, clause="publication", values=(("days", "30"),), binds=False),
        Contribution(**own, organisation_id=company.id, amount=Decimal("0.10"), currency="EUR"),
        ethics,
        study,
        Link(**own, before_id=ethics.id, after_id=study.id, kind=LinkKind.START_START, lag_days=-3),
        clock,
        ClockPeriod(**own, clock_id=clock.id, starts_on=date(2028, 2, 29)),
        cleaning,
        Assignment(**own, role_activity_id=cleaning.id, person_id=lead.id, letter=Letter.CONSULTED),
        AccountabilityView(**own, role_activity_id=cleaning.id, person_id=manager.id),
        Rating(**own, topic="data", value=3, rated_on=date(2026, 12, 9)),
        Risk(**own, text="Nobody had time.", owner_id=lead.id),
        OpenPoint(**own, text="Who owns the code?", owner_id=manager.id, due_on=date(9999, 12, 31)),
        NextStep(**own, text="Send the draft."),
        Assumption(**own, key="ethics.days", value="90"),
        Dismissal(**own, finding="R01/study", reason="Known.", dismissed_on=date(2026, 12, 9)),
        Baseline(**own, taken_on=date(2026, 12, 9), dates=(("study", "2027-01-01", "2027-02-01"),)),
        Draft(**own, number=3, issued_on=date(2026, 12, 9), blocks="[]", pdf=bytes(range(256))),
    )


def added(*entities: Entity) -> list[Edit]:
    """The edits that add these values."""
    return [Edit(None, entity) for entity in entities]


@contextmanager
def opened(path: Path | str) -> Iterator[Store]:
    """The store at `path`, closed afterwards."""
    store = Store.open(path)
    try:
        yield store
    finally:
        store.close()


def older_file(path: Path) -> None:
    """A file of ours from before the first layout: marked, but without tables."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.commit()


@pytest.fixture
def everything() -> tuple[Entity, ...]:
    return one_of_everything()


@pytest.fixture
def path(tmp_path: Path, everything: tuple[Entity, ...]) -> Path:
    """A closed database that holds one of everything."""
    path = tmp_path / "data" / "planner.sqlite"
    with opened(path) as store:
        store.write(added(*everything))
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with opened(path) as store:
        yield store


@pytest.fixture
def stranger_folder() -> Iterator[Path]:
    """A folder anybody can reach; what is copied into it can be made read-only even for root."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def somebody_else() -> Iterator[None]:
    """Inside, this process has no more rights than an ordinary user: root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
