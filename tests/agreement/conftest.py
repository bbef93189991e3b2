"""Builders for agreements: a partnership of two organisations, and whatever a test adds to it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from planner.document import Snapshot, snapshot_of
from planner.library import Library, standard_library
from planner.model import Answer, ClauseChoice, Entity, Organisation, Partnership, Position
from planner.terms import OrganisationKind, Paper, Side

TODAY = date(2026, 12, 9)


class Build:
    """A partnership under construction; calling it gives the snapshot."""

    def __init__(self) -> None:
        self.partnership = Partnership(title="Mindful Campus", paper=Paper.HEADS_OF_TERMS)
        self.parts: list[Entity] = []

    def paper(self, paper: Paper, *situations: str) -> "Build":
        update = {"paper": paper, "situations": situations}
        self.partnership = self.partnership.model_copy(update=update)
        return self

    def add(self, noun: type, **fields: object) -> Entity:
        part = noun(partnership_id=self.partnership.id, rank=len(self.parts) + 1, **fields)
        self.parts.append(part)
        return part

    def parties(self, *more: str) -> "Build":
        self.university = self.add(Organisation, name="Northfield University", side=Side.ACADEMIC)
        company = OrganisationKind.COMPANY
        self.company = self.add(Organisation, name="Brightpath Digital Ltd", side=Side.INDUSTRY, kind=company)
        for name in more:
            self.add(Organisation, name=name, side=Side.INDUSTRY)
        return self

    def answer(
        self, question: str, said: object = None, side: Side = Side.JOINT, **fields: object
    ) -> "Build":
        if isinstance(said, Decimal):
            fields["amount"] = said
        elif isinstance(said, date):
            fields["on_date"] = said
        elif isinstance(said, tuple):
            fields["chosen"] = said
        elif said is not None:
            fields["text"] = said
        self.add(Answer, question=question, side=side, **fields)
        return self

    def choose(self, clause: str, **fields: object) -> "Build":
        self.add(ClauseChoice, clause=clause, **fields)
        return self

    def position(self, clause: str, side: Side, option: str = "", **fields: object) -> "Build":
        self.add(Position, clause=clause, side=side, option=option, **fields)
        return self

    def __call__(self) -> Snapshot:
        return snapshot_of([self.partnership, *self.parts])


@pytest.fixture
def build() -> Build:
    return Build()


@pytest.fixture
def new_build() -> Callable[[], Build]:
    return Build


@pytest.fixture(scope="session")
def library() -> Library:
    return standard_library()


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def new_snapshot() -> Callable[[Paper, dict[str, tuple[bool | None, bool | None]]], Snapshot]:
    def made(paper: Paper, switches: dict[str, tuple[bool | None, bool | None]]) -> Snapshot:
        build = Build().paper(paper)
        for clause, (included, binds) in switches.items():
            build.choose(clause, included=included, binds=binds)
        return build()

    return made
