"""Makes databases of today's layout to be kept here for good: run once when a new layout lands.

    python -m tests.old_databases.make

A file that is here already is never made again: it was written by the program of its day.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from db.check import SCHEMA
from db.store import Store
from planner.document import Edit
from planner.exchange.file import read_file
from planner.model import (
    Absence,
    Activity,
    Answer,
    ClauseChoice,
    Cost,
    Draft,
    Entity,
    Link,
    Organisation,
    Partnership,
    Person,
    Position,
    PrivateNote,
    Rating,
)
from planner.portfolio import PortfolioRow
from planner.terms import Firmness, OrganisationKind, Side, Stance

HERE = Path(__file__).parent


def entities() -> list[Entity]:
    """A small partnership whose keys and dates never change."""
    keys = (UUID(int=number) for number in range(1, 100))
    whole = Partnership(
        id=next(keys),
        title="Mindful Campus",
        summary="Does the programme help students?",
        start_on=date(2027, 1, 11),
        created_at=datetime(2026, 12, 9, 9, 30, tzinfo=UTC),
    )

    def own() -> dict[str, UUID]:
        return {"partnership_id": whole.id, "id": next(keys)}

    university = Organisation(
        **own(), shared_id=next(keys), name="Northfield University", kind=OrganisationKind.UNIVERSITY
    )
    company = Organisation(
        **own(), shared_id=next(keys), name="Brightpath Digital Ltd", side=Side.INDUSTRY, rank=1
    )
    lead = Person(**own(), shared_id=next(keys), organisation_id=university.id, name="Principal investigator")
    ethics = Activity(**own(), name="Ethics approval", likely_days=60, late_days=90)
    study = Activity(**own(), name="Study", owner_id=lead.id, start_on=date(2028, 2, 29))
    first = [
        whole,
        university,
        company,
        lead,
        Answer(**own(), question="why", side=Side.ACADEMIC, text="Évidence 🧠", firmness=Firmness.MUST),
        Answer(**own(), question="budget", amount=Decimal("120000.50"), currency="GBP"),
        PrivateNote(**own(), place="scope/why", text="Only for us."),
        Position(**own(), clause="publication", stance=Stance.CANT, reason="Theses are public."),
        ClauseChoice(**own(), clause="publication", option="review", values=(("days", "30"),)),
        ethics,
        study,
        Link(**own(), before_id=ethics.id, after_id=study.id),
        Rating(**own(), topic="data", value=3, rated_on=date(2026, 12, 9)),
        Draft(**own(), number=1, issued_on=date(2026, 12, 9), blocks="[]", pdf=b"%PDF-1.4"),
    ]
    # A noun that came later is made last, so that those before it keep their keys.
    cost = Cost(**own(), organisation_id=university.id, what="Statistician", amount=Decimal("4200.50"))
    leave = Absence(**own(), person_id=lead.id, starts_on=date(2027, 8, 2), ends_on=date(2027, 8, 13))
    parties = first.index(lead) + 1
    return [
        *first[:parties],
        leave,
        *first[parties : first.index(ethics)],
        cost,
        *first[first.index(ethics) :],
    ]


def example() -> list[Entity]:
    """The worked example as it is today."""
    return list(read_file(HERE.parents[1] / "resources/examples/mindful-campus.partnership.json").entities)


def make(path: Path, rows: list[Entity]) -> None:
    """Write these values to `path`, with small pages so that it stays small in the repository."""
    store = Store.open(path)
    store.write([Edit(None, row) for row in rows])
    store.write_glance(PortfolioRow(id=rows[0].id.hex, title="", words="mindful campus"))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA page_size = 512")
        connection.execute("VACUUM")


if __name__ == "__main__":
    for name, rows in (("", entities()), ("-mindful-campus", example())):
        target = HERE / f"{SCHEMA:04}{name}.sqlite"
        if target.exists():
            print(f"{target.name} is here already.")
        else:
            make(target, rows)
