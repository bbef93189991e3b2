"""The annexes of the price, the risks, the data and the approvals; the internal copy."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Snapshot
from planner.library import standard_library
from planner.memorandum.annexes import TITLES, annexes, draft_of
from planner.memorandum.blocks import (
    Annex,
    Block,
    Bullets,
    Heading,
    Paragraph,
    PricePicture,
    Table,
    fingerprint_of,
)
from planner.memorandum.compose import compose, compose_blocks
from planner.memorandum.gaps import gaps
from planner.model import (
    Activity,
    Assumption,
    ClauseChoice,
    Contribution,
    Cost,
    Entity,
    OpenPoint,
    Position,
    Risk,
)
from planner.terms import CostKind, Lane, Side
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, answer, key
from tests.memorandum.reading import words_of

LIBRARY = standard_library()
ALL = (*TITLES, "internal")


def _annex(snapshot: Snapshot, name: str) -> list[Block]:
    """The blocks of one annex."""
    found: list[Block] = []
    is_inside = False
    for block in annexes(draft_of(snapshot, LIBRARY, TODAY)):
        if isinstance(block, Annex):
            is_inside = block.title == TITLES[name]
        elif is_inside:
            found.append(block)
    return found


def _small(*more: Entity, printed: tuple[str, ...] = ALL) -> Snapshot:
    return example.small(*more, printed=printed)


def _tables(blocks: list[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def _texts(blocks: list[Block]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


# The price


def _cost(kind: CostKind, amount: int | None, home: str = "northfield", currency: str = "") -> Cost:
    value = None if amount is None else Decimal(amount)
    return Cost(
        partnership_id=HOME, organisation_id=key(home), kind=kind, what="x", amount=value, currency=currency
    )


def _rate(name: str, value: str) -> Assumption:
    return Assumption(partnership_id=HOME, key=f"price.{name}/{key('northfield')}", value=value)


def test_without_costs_the_contributions_stand_alone():
    assert not example.only(_annex(example.snapshot(), "contributions"), PricePicture)


def test_costs_alone_make_an_annex_with_the_picture_and_the_build_up():
    blocks = _annex(
        _small(_cost(CostKind.DIRECTLY_INCURRED, 100), _cost(CostKind.INDIRECT, 20)), "contributions"
    )

    assert [type(block) for block in blocks] == [Heading, Paragraph, PricePicture, Table, Paragraph]
    (table,) = _tables(blocks)
    assert table.head[-1] == "Full cost"
    assert [row.cells for row in table.rows] == [
        ("Northfield University", "GBP 100", "none listed", "GBP 20", "GBP 120")
    ]


def test_several_organisations_are_added_up():
    costs = [_cost(CostKind.INDIRECT, 20, home) for home in ("northfield", "brightpath")]

    (table,) = _tables(_annex(_small(*costs), "contributions"))

    assert table.rows[-1].is_total
    assert table.rows[-1].cells == ("Total", "GBP 0", "GBP 0", "GBP 40", "GBP 40")


def test_an_estimate_is_marked_and_says_where_it_comes_from():
    blocks = _annex(
        _small(
            _cost(CostKind.DIRECTLY_INCURRED, 100),
            _rate("indirect_percent", "30").model_copy(update={"reason": "Finance office, 2026."}),
            _rate("estates_percent", "10"),
            _rate("paid_percent", "80"),
        ),
        "contributions",
    )

    (table,) = _tables(blocks)
    assert table.rows[0].cells[2:] == ("GBP 10 (estimate)", "GBP 33 (estimate)", "GBP 143")
    said = _texts(blocks)
    assert "an estimate: 30 % of its direct cost (Finance office, 2026)." in said
    assert "an estimate: 10 % of its directly incurred cost (Finance office, 2026)." in said
    assert "Northfield University asks for 80 % of its cost, GBP 114.40." in said


def test_what_is_not_assessed_is_never_printed_as_zero_and_is_a_gap():
    snapshot = _small(
        _cost(CostKind.DIRECTLY_INCURRED, 100),
        _cost(CostKind.DIRECTLY_ALLOCATED, None),
        _cost(CostKind.DIRECTLY_ALLOCATED, None),
    )

    blocks = _annex(snapshot, "contributions")

    (table,) = _tables(blocks)
    gap = next(item for item in gaps(snapshot, LIBRARY) if str(key("northfield")) in item.origin)
    assert table.head[-1] == "Known so far"
    assert table.rows[0].cells[3] == f"not assessed (gap {gap.number})"
    assert "the amount of 2 cost lines and indirect cost" in gap.text
    assert "2 lines have no amount yet" in _texts(blocks)
    assert "Not assessed is not zero" in _texts(blocks)


def test_one_line_without_an_amount_is_told_in_the_singular():
    lines = (_cost(CostKind.INDIRECT, 5), _cost(CostKind.INDIRECT, None))

    assert "one line has no amount yet" in _texts(_annex(_small(*lines), "contributions"))


def test_each_currency_has_a_picture_of_its_own_and_others_stand_apart():
    gift = Contribution(
        partnership_id=HOME, organisation_id=key("brightpath"), kind="cash", what="x",
        amount=Decimal(9), currency="USD",
    )  # fmt: skip
    costs = (_cost(CostKind.INDIRECT, 20), _cost(CostKind.INDIRECT, 30, currency="EUR"))

    blocks = _annex(_small(*costs, gift), "contributions")

    assert [block.full for block in example.only(blocks, PricePicture)] == [
        "Full economic cost: GBP 20", "Full economic cost: EUR 30",
    ]  # fmt: skip
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == [
        "What the work costs in GBP, and who covers it",
        "What the work costs in EUR, and who covers it",
    ]
    assert "none is listed in USD: USD 9 in cash and USD 0 in kind" in _texts(blocks)


def test_more_than_the_cost_and_things_without_a_value_are_told():
    gifts = [
        Contribution(
            partnership_id=HOME, organisation_id=key("brightpath"), kind=kind, what="x", amount=amount
        )
        for kind, amount in (("cash", Decimal(50)), ("in_kind", None))
    ]

    said = _texts(_annex(_small(_cost(CostKind.INDIRECT, 20), *gifts), "contributions"))

    assert "GBP 30 more than the cost listed" in said
    assert "Contributions without a value are not counted." in said


# Risks


def _risk(text: str, **fields: object) -> Risk:
    return Risk.model_validate({"partnership_id": HOME, "text": text, **fields})


def test_risks_stand_with_the_gravest_first():
    snapshot = _small(
        _risk("the app changed.", likelihood="unlikely", severity="small"),
        _risk("ethics came late.", likelihood="likely", severity="severe"),
        _risk("nobody knew.", rank=9),
    )

    (table,) = _tables(_annex(snapshot, "risks"))

    assert [row.cells[0] for row in table.rows] == ["Ethics came late.", "The app changed.", "Nobody knew."]
    assert table.rows[2].cells[1:3] == ("not said", "not said")


def test_a_whole_risk_has_an_answer_an_owner_and_a_date():
    risk = _risk(
        "ethics came late.", likelihood="likely", severity="severe", answer="Ask in January.",
        owner_id=key("Academic lead"), due_on=date(2027, 1, 15),
    )  # fmt: skip

    (table,) = _tables(_annex(example.snapshot(risk, printed=ALL), "risks"))

    assert table.rows[0].cells == (
        "Ethics came late.", "likely", "severe", "Ask in January.", "Academic lead", "15 Jan 2027",
    )  # fmt: skip


def test_what_a_risk_lacks_is_a_gap_with_its_number():
    risk = _risk("it rained.")
    snapshot = _small(risk)

    (table,) = _tables(_annex(snapshot, "risks"))

    gap = next(item for item in gaps(snapshot, LIBRARY) if item.origin == f"readiness/risk/{risk.id}")
    assert table.rows[0].cells[3:] == (f"to be agreed (gap {gap.number})",) * 3
    assert gap.text == "Risk “it rained”: what is done about it, who sees to it and by when"


def test_what_each_side_fears_is_printed_and_a_guess_says_so():
    snapshot = _small(
        answer("risks.failed_because", Side.ACADEMIC, "Ethics came late\n\nThe engineer left"),
        answer("risks.failed_because", Side.INDUSTRY, "No time.", confirmed=False),
        answer("risks.worst_case", Side.JOINT, "a student is not heard"),
    )

    blocks = _annex(snapshot, "risks")

    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "What Northfield University sees coming",
        "What Brightpath Digital Ltd sees coming",
        "The worst for somebody outside the work",
    ]
    assert example.only(blocks, Bullets) == [
        Bullets(("Ethics came late", "The engineer left")),
        Bullets(("No time (not yet confirmed by Brightpath Digital Ltd)",)),
    ]
    assert blocks[-1] == Paragraph("A student is not heard")


def test_without_risks_there_is_no_annex_of_them():
    assert _annex(_small(), "risks") == []


# Data and approvals


def _yes(question: str, *chosen: str, side: Side = Side.JOINT, **more: object):
    return answer(question, side, chosen=chosen or ("yes",), **more)


def test_data_that_passes_is_listed_with_what_was_answered_about_it():
    snapshot = _small(
        _yes("data.flows"),
        answer("data.what", Side.JOINT, "Weekly counts\nScores"),
        _yes("data.personal"),
        _yes("data.agreement", "drafting"),
    )

    blocks = _annex(snapshot, "approvals")

    assert Bullets(("Weekly counts", "Scores")) in blocks
    (table,) = _tables(blocks)
    assert [row.cells[1] for row in table.rows] == ["Yes", "Being drafted"]


def test_what_was_not_answered_is_left_out_and_what_is_not_sure_is_an_open_point():
    snapshot = _small(_yes("data.flows"), answer("data.what", Side.JOINT, not_sure=True))

    blocks = _annex(snapshot, "approvals")

    assert Paragraph("To be agreed (open point 1)") in blocks
    assert _tables(blocks) == []


def test_the_answer_that_data_passes_is_printed_where_no_list_of_it_is():
    (table,) = _tables(_annex(_small(_yes("data.flows", "no")), "approvals"))

    assert [row.cells[1] for row in table.rows] == ["No"]


def test_a_guess_about_data_says_so():
    snapshot = _small(_yes("data.flows"), answer("data.what", Side.JOINT, "Scores", confirmed=False))

    assert Bullets(("Scores (not yet confirmed by both sides)",)) in _annex(snapshot, "approvals")


def _ethics(**fields: object) -> Activity:
    return Activity.model_validate(
        {
            "partnership_id": HOME, "name": "Ethics review", "lane": Lane.ACADEMIC, "kind": "ethics_approval",
            "organisation_id": key("northfield"), "start_on": date(2027, 1, 4),
            "min_days": 10, "likely_days": 20, "late_days": 30, **fields,
        }
    )  # fmt: skip


def test_an_approval_takes_owner_and_date_from_the_timeline():
    snapshot = _small(_yes("approvals.needed", "university-ethics"), _ethics())

    (table,) = _tables(_annex(snapshot, "approvals"))

    assert table.rows[0].cells == (
        "University ethics committee", "Northfield University", "23 Jan 2027", "2 Feb 2027",
    )  # fmt: skip


def test_a_milestone_stands_for_an_approval_on_its_day():
    meeting = _ethics(
        kind="board_meeting", is_milestone=True, min_days=0, likely_days=0, late_days=0,
        lane=Lane.INDUSTRY, organisation_id=key("brightpath"),
    )  # fmt: skip

    (table,) = _tables(_annex(_small(_yes("approvals.needed", "company-board"), meeting), "approvals"))

    assert table.rows[0].cells[1:] == ("Brightpath Digital Ltd", "4 Jan 2027", "")


def test_one_stretch_of_the_plan_stands_for_one_approval_and_the_other_is_a_gap():
    snapshot = _small(_yes("approvals.needed", "health-ethics", "university-ethics"), _ethics())

    (table,) = _tables(_annex(snapshot, "approvals"))

    number = next(i.number for i in gaps(snapshot, LIBRARY) if i.origin.endswith("health-ethics"))
    assert [row.cells[2] for row in table.rows] == ["23 Jan 2027", f"to be agreed (gap {number})"]


def test_an_approval_that_the_content_no_longer_knows_is_printed_by_its_key():
    (table,) = _tables(_annex(_small(_yes("approvals.needed", "old-board")), "approvals"))

    assert table.rows[0].cells[0] == "old-board"


@pytest.mark.parametrize(
    ("given", "said"), [({"chosen": ("none",)}, "None"), ({"not_sure": True}, "To be agreed (open point 1)")]
)
def test_no_approvals_or_unsure_ones_are_told_in_a_sentence(given: dict[str, object], said: str):
    blocks = _annex(_small(answer("approvals.needed", Side.JOINT, **given)), "approvals")

    if "not_sure" in given:
        # Nothing else is answered, so that there is no annex to say it in.
        assert blocks == []
        blocks = _annex(
            _small(answer("approvals.needed", Side.JOINT, **given), _yes("data.flows", "no")), "approvals"
        )
    assert Paragraph(said) in blocks


def test_a_question_to_one_side_says_to_whom_it_went():
    snapshot = _small(
        _yes("approvals.students"),
        answer("approvals.thesis_on", Side.ACADEMIC, on_date=date(2027, 9, 1)),
        answer("approvals.signatories", Side.ACADEMIC, "The registrar"),
    )

    (table,) = _tables(_annex(snapshot, "approvals"))

    assert table.rows[-1].cells == (
        "When is the thesis or student report due? (Northfield University)", "1 Sep 2027",
    )  # fmt: skip
    assert (
        "The registrar" not in words_of(compose(snapshot, LIBRARY, TODAY)).partition("Data and approvals")[2]
    )


# Gaps


def test_gaps_alone_make_the_annex_of_open_points():
    out = [
        ClauseChoice(partnership_id=HOME, clause=name, included=False)
        for name in LIBRARY.clauses
        if name != "parties"
    ]

    blocks = _annex(_small(*out), "agenda")

    assert [type(block) for block in blocks] == [Heading, Paragraph, Table]
    assert [row.cells[1] for row in blocks[-1].rows] == [
        "Northfield University: who may sign", "Brightpath Digital Ltd: who may sign",
    ]  # fmt: skip


# Letters, the internal copy, the fingerprint


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(ALL)))
def test_letters_have_no_gaps_whatever_is_printed(ticked: set[str]):
    snapshot = example.snapshot(_risk("x"), _yes("data.flows", "no"), printed=tuple(sorted(ticked)))

    found = example.only(compose(snapshot, LIBRARY, TODAY).blocks, Annex)

    expected = [n for n in TITLES if n in ticked and (n != "positions" or "internal" in ticked)]
    assert [annex.title for annex in found] == [TITLES[name] for name in expected]
    assert [annex.letter for annex in found] == list("ABCDEFG"[: len(expected)])


def test_positions_and_the_check_of_the_words_are_in_the_internal_copy_alone():
    position = Position(
        partnership_id=HOME, clause="funding", side=Side.ACADEMIC, text="CANARY", option="own_costs"
    )
    inside = compose(example.snapshot(position, printed=("positions", "internal")), LIBRARY, TODAY)
    outside = compose(example.snapshot(position, printed=("positions",)), LIBRARY, TODAY)

    assert inside.state.startswith("Internal copy · Draft 3")
    assert "CANARY" in words_of(inside)
    assert "Result of the check for binding words" in words_of(inside)
    assert outside.state.startswith("Draft 3")
    assert "CANARY" not in words_of(outside)
    assert "binding words" not in words_of(outside)


def test_the_header_shows_the_number_it_is_given():
    paper = compose(example.snapshot(), LIBRARY, TODAY, 7)

    assert paper.state.startswith("Draft 7 ·")
    assert paper.draft_number == 7


@pytest.mark.parametrize("days", [1, 40, 400, 4_000])
def test_no_wording_depends_on_the_day(days: int):
    snapshot = example.snapshot(
        _risk("x", due_on=TODAY), _yes("approvals.needed", "university-ethics"),
        _cost(CostKind.INDIRECT, 5), OpenPoint(partnership_id=HOME, text="Late", due_on=TODAY), printed=ALL,
    )  # fmt: skip

    now, then = (compose_blocks(snapshot, LIBRARY, TODAY + timedelta(days=d)) for d in (0, days))

    assert fingerprint_of(now) == fingerprint_of(then)


def test_the_price_reads_in_the_pdf(tmp_path):
    from planner.memorandum.pdf import render
    from tests.memorandum.reading import text_of

    snapshot = example.snapshot(
        _cost(CostKind.DIRECTLY_INCURRED, 100), _rate("indirect_percent", "30"), printed=ALL
    )

    told = text_of(render(compose(snapshot, LIBRARY, TODAY))[0])

    assert "GBP 30 (estimate)" in told
    assert "4 Northfield University, in kind" in told
