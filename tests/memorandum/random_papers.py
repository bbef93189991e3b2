"""Partnerships made at random, with gaps in every place; what people typed is plain words only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from planner.document import Snapshot, snapshot_of
from planner.library import standard_library
from planner.memorandum.annexes import TITLES
from planner.model import (
    Activity,
    Answer,
    Assignment,
    Assumption,
    ClauseChoice,
    Contribution,
    Cost,
    Entity,
    NextStep,
    OpenPoint,
    Organisation,
    Partnership,
    Person,
    Position,
    Risk,
    RoleActivity,
)
from planner.terms import (
    SIDES,
    CostKind,
    Lane,
    Letter,
    OrganisationKind,
    Paper,
    Side,
    Stance,
)

LIBRARY = standard_library()
PRINTED = (*TITLES, "internal")
KINDS = sorted(LIBRARY.activity_kinds)

words = st.text(alphabet="abcdefghij klmno", max_size=30).map(str.strip)
named = st.text(alphabet="abcdefgh ", min_size=1, max_size=20).map(str.strip).filter(bool)
maybe_day = st.none() | st.dates(date(2026, 1, 1), date(2029, 12, 31))
maybe_money = st.none() | st.decimals(0, 10**6, places=2)
currencies = st.sampled_from(["", "GBP", "EUR"])


def _keys(rows: Iterable[Entity]) -> st.SearchStrategy[UUID | None]:
    found = [row.id for row in rows]
    return st.none() | st.sampled_from(found) if found else st.none()


@st.composite
def papers(draw: Any) -> Snapshot:
    """A partnership of none to eight organisations, with anything missing."""
    home = draw(
        st.builds(
            Partnership, title=named, summary=words, paper=st.sampled_from(Paper),
            printed=st.sets(st.sampled_from(PRINTED)).map(lambda names: tuple(sorted(names))),
            shows_months=st.booleans(), start_on=maybe_day, draft_number=st.integers(1, 40),
        )
    )  # fmt: skip
    part = {"partnership_id": st.just(home.id)}
    organisations = draw(
        st.lists(
            st.builds(
                Organisation, **part, name=named, legal_name=words, side=st.sampled_from(SIDES),
                kind=st.sampled_from(OrganisationKind), registration=words, address=words, department=words,
            ),
            max_size=8,
        )
    )  # fmt: skip
    people: list[Person] = []
    rest: list[Entity] = []
    if organisations:
        mine = {**part, "organisation_id": st.sampled_from([o.id for o in organisations])}
        people = draw(
            st.lists(
                st.builds(
                    Person, **mine, name=named, post=words, may_sign=st.booleans(), to_be_hired=st.booleans(),
                    time_percent=st.none() | st.integers(0, 100),
                ),
                max_size=6,
            )
        )  # fmt: skip
        gift = st.builds(
            Contribution, **mine, kind=st.sampled_from(["cash", "in_kind"]), what=words, amount=maybe_money,
            currency=currencies, note=words,
        )  # fmt: skip
        cost = st.builds(
            Cost, **mine, kind=st.sampled_from(CostKind), what=words, amount=maybe_money, currency=currencies
        )
        rest += draw(st.lists(gift | cost, max_size=6))
        rest += [
            Assumption(partnership_id=home.id, key=f"price.indirect_percent/{o.id}", value=value)
            for o in organisations
            if (value := draw(st.sampled_from(["", "30", "900"])))
        ]
    rest += _work(draw, part, organisations, people)
    rest += _said(draw, part)
    return snapshot_of([home, *organisations, *people, *rest])


def _work(
    draw: Any, part: dict[str, Any], organisations: list[Organisation], people: list[Person]
) -> list[Entity]:
    rest: list[Entity] = draw(
        st.lists(
            st.builds(
                Activity, **part, name=named, lane=st.sampled_from(Lane),
                organisation_id=_keys(organisations), owner_id=_keys(people), kind=st.sampled_from(KINDS),
                start_on=maybe_day, likely_days=st.just(5), late_days=st.just(9), is_milestone=st.booleans(),
            )
            | st.builds(
                Risk, **part, text=named, likelihood=words, severity=words, answer=words,
                owner_id=_keys(people), due_on=maybe_day,
            )
            | st.builds(
                NextStep, **part, text=words, side=st.sampled_from(Side), owner_id=_keys(people),
                due_on=maybe_day, done=st.booleans(),
            )
            | st.builds(OpenPoint, **part, text=named, owner_id=_keys(people), due_on=maybe_day),
            max_size=8,
        )
    )  # fmt: skip
    rows = draw(st.lists(st.builds(RoleActivity, **part, title=named, phase=words), max_size=4))
    for row in rows:
        for person in people:
            if letter := draw(st.none() | st.sampled_from(Letter)):
                rest.append(
                    Assignment(
                        partnership_id=row.partnership_id, role_activity_id=row.id, person_id=person.id,
                        letter=letter,
                    )
                )  # fmt: skip
    return [*rest, *rows]


def _said(draw: Any, part: dict[str, Any]) -> list[Entity]:
    """Answers, positions and choices, each where the content has a place for it."""
    home = draw(part["partnership_id"])
    rest: list[Entity] = []
    for key in draw(st.sets(st.sampled_from(sorted(LIBRARY.questions)), max_size=14)):
        question = LIBRARY.questions[key]
        sides = SIDES if question.answered_by == "each" else (Side(question.answered_by),)
        # "None" is an answer one may give; here it would look like a value that slipped through.
        options = [option.key for option in question.options if option.key != "none"] or ["yes", "no"]
        for side in sides:
            rest.append(
                Answer(
                    partnership_id=home, question=key, side=side, text=draw(words),
                    chosen=tuple(draw(st.sets(st.sampled_from(options), max_size=2))),
                    amount=draw(st.none() | st.just(Decimal(12))), on_date=draw(maybe_day),
                    not_sure=draw(st.booleans()), confirmed=draw(st.booleans()),
                )
            )  # fmt: skip
    for key in draw(st.sets(st.sampled_from(sorted(LIBRARY.clauses)), max_size=8)):
        clause = LIBRARY.clauses[key]
        options = ["", *(option.key for option in clause.options)]
        rest.append(
            ClauseChoice(
                partnership_id=home, clause=key, included=draw(st.sampled_from([None, True, False])),
                option=draw(st.sampled_from(options)), binds=draw(st.sampled_from([None, True, False])),
                own_text=draw(st.sampled_from(["", "", "Our own words."])), agreed=draw(st.booleans()),
            )
        )  # fmt: skip
        for side in SIDES:
            rest.append(
                Position(
                    partnership_id=home, clause=key, side=side, option=draw(st.sampled_from(options)),
                    text=draw(words), stance=draw(st.sampled_from(Stance)),
                )
            )  # fmt: skip
    return rest
