"""Three to eight organisations, a health service among them: everything still holds and reads."""

from __future__ import annotations

from datetime import date

import pytest

from planner import checks
from planner.agreement.clauses import clause_set
from planner.document import Snapshot
from planner.library import standard_library
from planner.memorandum.annexes import TITLES
from planner.memorandum.blocks import (
    Annex,
    Heading,
    Memorandum,
    Paragraph,
    Parties,
    PricePicture,
    SignatureBlock,
    Table,
)
from planner.memorandum.compose import compose
from planner.memorandum.pdf import render
from planner.model import ClauseChoice, Organisation
from planner.sides import captioned_side
from planner.terms import OrganisationKind, Side
from tests.memorandum import example
from tests.memorandum.example import HOME
from tests.memorandum.many_parties import NAMES, long_name, parties
from tests.memorandum.reading import pages, squeezed, text_of, words_of

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
COUNTS = (3, 5, 8)


def composed(snapshot: Snapshot) -> Memorandum:
    return compose(snapshot, LIBRARY, TODAY)


def with_choice(snapshot: Snapshot, **fields: object) -> Snapshot:
    from planner.document import snapshot_of

    choice = ClauseChoice.model_validate({"partnership_id": HOME, **fields})
    return snapshot_of([*snapshot.entities(), choice])


def under(paper: Memorandum, clause: str) -> list[object]:
    """The blocks of one clause."""
    found: list[object] = []
    is_inside = False
    for block in paper.blocks:
        if isinstance(block, Heading | Annex):
            is_inside = isinstance(block, Heading) and (
                block.key == clause or (is_inside and block.level > 1)
            )
        elif is_inside:
            found.append(block)
    return found


@pytest.mark.parametrize("count", COUNTS)
def test_every_organisation_is_a_party_contributes_and_signs(count: int):
    paper = composed(parties(count))
    names = {name for name, *_ in NAMES[:count]}

    (glance,) = example.only(paper.blocks, Parties)
    assert {party.name for party in glance.parties} == names
    table = next(block for block in under(paper, "parties") if isinstance(block, Table))
    assert {row.cells[0] for row in table.rows} == names
    (signing,) = example.only(paper.blocks, SignatureBlock)
    assert len(signing.signatures) == count
    gifts = next(b for b in paper.blocks if isinstance(b, Table) and b.head[-1] == "In kind")
    assert {row.cells[0] for row in gifts.rows if not row.is_total} == names


@pytest.mark.parametrize("count", COUNTS)
def test_the_academic_side_comes_first_everywhere(count: int):
    paper = composed(parties(count))

    sides = [row.side for row in next(b for b in under(paper, "parties") if isinstance(b, Table)).rows]
    assert sides == sorted(sides)
    (signing,) = example.only(paper.blocks, SignatureBlock)
    assert [signature.side for signature in signing.signatures] == sides


@pytest.mark.parametrize("count", COUNTS)
def test_a_side_of_several_is_spoken_of_shortly_and_defined_once(count: int):
    snapshot = parties(count)
    told = words_of(composed(snapshot))

    members = [name for name, side, _ in NAMES[:count] if side is Side.ACADEMIC]
    assert told.count("“The academic side” means") == 1
    assert f"“The academic side” means {', '.join(members[:-1])} and {members[-1]}." in told
    table = next(b for b in under(composed(snapshot), "benefits") if isinstance(b, Table))
    assert table.rows[0].cells[0] == "The academic side"


def test_a_side_of_one_goes_by_its_name_and_needs_no_definition():
    told = words_of(composed(parties(3)))

    assert "“The industry side” means" not in told
    assert (
        "Brightpath Digital Ltd intends" in told
        or "Brightpath Digital Ltd expects" in told
        or "let Brightpath Digital Ltd" in told
    )


@pytest.mark.parametrize("fields", [{"included": False}, {"own_text": "Those who sign."}])
def test_a_side_is_defined_even_where_the_clause_on_the_parties_is_not_ours(fields: dict[str, object]):
    told = words_of(composed(with_choice(parties(5), clause="parties", **fields)))

    assert told.count("“The academic side” means") == 1


def test_a_health_service_is_named_as_one_and_its_approvals_are_listed():
    snapshot = parties(5)
    paper = composed(snapshot)

    service = snapshot.first(Organisation, kind=OrganisationKind.HEALTH_SERVICE)
    assert service is not None
    row = next(
        r
        for b in under(paper, "parties")
        if isinstance(b, Table)
        for r in b.rows
        if r.cells[0] == service.name
    )
    assert row.cells[1] == "Academic partner, health service"
    approvals = next(b for b in paper.blocks if isinstance(b, Table) and b.head[0] == "Approval")
    assert [r.cells[0] for r in approvals.rows] == [
        "Health service ethics committee",
        "Health service research office",
    ]


def test_a_point_of_a_side_of_several_names_the_side_in_a_word():
    paper = composed(parties(8))

    agenda = [b for b in paper.blocks if isinstance(b, Table) and b.head[0] == "No."]
    owners = {row.cells[2] for table in agenda for row in table.rows}
    assert all(len(owner) < 60 for owner in owners)
    assert {"The academic side", "The industry side", "Both sides"} >= {o for o in owners if "side" in o}


@pytest.mark.parametrize("count", COUNTS)
def test_more_than_two_parties_are_asked_to_vote_and_a_steering_group_says_how(count: int):
    plain, steered = parties(count), with_choice(parties(count), clause="governance", option="steering_group")

    def asks(snapshot: Snapshot) -> bool:
        return "parties-need-votes" in {f.id for f in checks.findings(snapshot, LIBRARY, TODAY)}

    assert asks(plain)
    assert not asks(steered)
    said = " ".join(b.text for b in under(composed(steered), "governance") if isinstance(b, Paragraph))
    assert "each party has one vote" in said


@pytest.mark.parametrize("count", COUNTS)
def test_the_status_names_what_binds_by_the_numbers_that_are_printed(count: int):
    snapshot = parties(count)
    paper = composed(snapshot)

    said = " ".join(b.text for b in under(paper, "status") if isinstance(b, Paragraph))
    for state in clause_set(snapshot, LIBRARY):
        assert (f"clause {state.number} ({state.clause.title})" in said) == state.binds


def test_the_price_has_a_line_for_each_and_the_picture_a_part_for_each():
    paper = composed(parties(8))

    (picture,) = example.only(paper.blocks, PricePicture)
    assert [layer.kind for layer in picture.covers] == ["cash"] * 3 + ["in_kind"] * 5 + ["open"]
    table = next(b for b in paper.blocks if isinstance(b, Table) and b.head[1] == "Directly incurred")
    assert len(table.rows) == 9


@pytest.mark.parametrize(("count", "long"), [(3, True), (5, False), (8, True)])
def test_the_pages_hold_every_name_whole(count: int, long: bool):
    snapshot = parties(count, long=long)

    content, report = render(composed(snapshot))

    told = squeezed(text_of(content))
    for name, *_ in NAMES[:count]:
        assert squeezed(long_name(name) if long else name) in told
    assert report.pages <= 30


def test_no_heading_row_is_repeated_on_one_page():
    content, _ = render(composed(parties(8)))

    assert [page.count("May sign") for page in pages(content)[:2]] == [1, 1]


@pytest.mark.parametrize("count", [0, 1])
def test_one_party_or_none_still_makes_a_paper(count: int):
    paper = composed(parties(count, printed=tuple(TITLES)))

    assert "gap" in paper.state
    assert render(paper)[1].pages >= 1


@pytest.mark.parametrize(
    ("count", "side", "caption"),
    [
        (3, Side.ACADEMIC, "The academic side"), (3, Side.INDUSTRY, "Brightpath Digital Ltd"),
        (0, Side.INDUSTRY, "The industry side"), (8, Side.JOINT, "Both sides"),
    ],
)  # fmt: skip
def test_a_caption_is_a_name_or_the_side(count: int, side: Side, caption: str):
    assert captioned_side(parties(count), side) == caption
