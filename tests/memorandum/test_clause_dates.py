"""What clauses add to the annexes: their dates, their hollow bars, and plans that nobody answers for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from planner.document import snapshot_of
from planner.memorandum import looks
from planner.memorandum.annexes import printed_plan
from planner.memorandum.blocks import Block, Heading, Paragraph, Row, Table
from planner.memorandum.clause_dates import clause_dates
from planner.memorandum.draft import draft_of
from planner.memorandum.drawing import Box, Shape, Stroke, Words
from planner.memorandum.promises import orphan_promises
from planner.memorandum.timeline_picture import timeline_pictures
from planner.model import NextStep
from planner.timeline.drawn.layout import lay_out
from tests.timeline.clauses import agreed, choice, review
from tests.timeline.plans import LIBRARY, PARTNERSHIP, TODAY, milestone

KICKOFF = milestone("Kick-off", date(2027, 1, 11), kind="kickoff")
REVIEW = review(date(2027, 7, 14))


def dates(*entities) -> list[Block]:
    return clause_dates(draft_of(agreed(*entities), LIBRARY, TODAY))


def table(blocks: list[Block]) -> tuple[Row, ...]:
    return next(block.rows for block in blocks if isinstance(block, Table))


def muted(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_each_period_is_a_row_with_its_days_and_how_it_is_counted():
    rows = [row.cells for row in table(dates(REVIEW, KICKOFF))]

    assert ("Publication review (clause 12)", "14 Jul 2027", "12 Aug 2027",
            "30 calendar days, as planned.") in rows  # fmt: skip
    assert ("Longest delay, 60 calendar days (clause 12)", "13 Aug 2027", "11 Oct 2027",
            "Begins when “Publication review” ends.") in rows  # fmt: skip


def test_each_meeting_has_its_date_and_none_looks_as_long_as_all_of_them():
    rows = [row.cells for row in table(dates(REVIEW, KICKOFF))]

    assert ("Review meeting (clause 7)", "11 Apr 2027", "",
            "Planned for 11 Apr 2027 and 11 Jul 2027. Every 3 months. "
            "Counted from “Kick-off”.") in rows  # fmt: skip


def test_notice_is_told_as_the_latest_day_to_give_it_and_never_as_given():
    (notice,) = (row.cells for row in table(dates(REVIEW, KICKOFF)) if "notice" in row.cells[0])

    assert notice[0].startswith("Latest notice, 30 calendar days (clause ")
    assert notice[3].startswith(f"Only if somebody gives notice: {notice[1]} is the latest day to give it.")


def test_the_small_print_is_in_plain_words():
    assert any("an empty one with a dashed edge" in text for text in muted(dates(REVIEW)))


def test_what_has_no_place_is_named_without_instructions():
    said = muted(dates(REVIEW))[-1]

    assert said.startswith("Not on the timeline yet: Review of an abstract, 14 calendar days (clause 12)")
    assert "add" not in said


def test_a_paper_whose_clauses_give_no_dates_says_nothing_of_them():
    silent = ("publication", "term", "governance", "timeline", "data", "confidentiality")
    nothing = [choice(key, included=False) for key in silent]

    assert dates(*nothing) == []


def drawn(*entities):
    plan = printed_plan(lay_out(agreed(*entities), LIBRARY, TODAY, ()))
    return plan, timeline_pictures(plan, 453.5, None, str, lambda text, size, _: len(text) * size * 0.5)


def test_bars_and_diamonds_of_clauses_are_hollow_and_dashed():
    _, (picture,) = drawn(REVIEW, KICKOFF)
    dashed = [each for each in picture.primitives if isinstance(each, Stroke) and each.dashed]
    grounds = [s for s in picture.primitives if isinstance(s, Shape) and s.fill == looks.WHITE]
    texts = [each.text for each in picture.primitives if isinstance(each, Words)]

    # The review is as the plan has it: one filled bar that names the clause.
    assert "Publication review (clause 12)" in texts
    assert "Longest delay, 60 calendar days (clause 12)" in texts
    # Delay, notice and confidentiality, each with four edges.
    assert len(dashed) == 3 * 4
    assert len(grounds) == texts.count("Review meeting (clause 7)")


@pytest.mark.parametrize("months", ["12", "24"])
def test_an_embargo_of_years_does_not_squeeze_the_picture(months):
    thesis = milestone("Thesis", date(2027, 9, 1), "academic", kind="thesis_submission")
    embargo = choice("publication", option="file_first", embargo_months=months)

    plain, _ = drawn(thesis, choice("publication", included=False))
    embargoed, (picture,) = drawn(thesis, embargo)

    assert embargoed.end == plain.end
    assert all(shape.x + shape.width <= 454 for shape in picture.primitives if isinstance(shape, Box))


# Plans without an owner


def test_the_annex_of_roles_lists_what_nobody_answers_for():
    step = NextStep(partnership_id=PARTNERSHIP.id, text="Find a sponsor")
    draft = draft_of(agreed(REVIEW, step), LIBRARY, TODAY)
    blocks = orphan_promises(draft)
    rows = [row.cells for row in table(blocks)]

    assert isinstance(blocks[0], Heading)
    assert (
        "Answer on each manuscript within 30 calendar days",
        "Clause 12, Publication and theses; Brightpath Digital Ltd",
        "12 Aug 2027",
        "Nobody accountable and nobody responsible",
    ) in rows
    assert any(cells[0] == "Find a sponsor" and cells[2] == "to be agreed" for cells in rows)
    # On paper nothing is called a promise: most of it binds nobody.
    words = [getattr(block, "text", "") for block in blocks]
    assert not any("promise" in text.lower() for text in (*words, *(cell for row in rows for cell in row)))


def test_clauses_in_own_words_are_named_as_not_looked_through():
    one = agreed(choice("publication", own_text="Free."))
    two = agreed(choice("publication", own_text="Free."), choice("data", own_text="None."))

    said = [muted(orphan_promises(draft_of(each, LIBRARY, TODAY)))[-1] for each in (one, two)]

    assert said[0].endswith("own: clause Publication and theses (12).")
    assert said[1].endswith(
        "own: clauses Publication and theses (12) and Data: access, sharing, protection (14)."
    )


def test_a_partnership_without_a_paper_has_no_such_list():
    unchosen = agreed().entities()
    blank = [e.model_copy(update={"paper": ""}) if e.id == PARTNERSHIP.id else e for e in unchosen]

    assert orphan_promises(draft_of(snapshot_of(blank), LIBRARY, TODAY)) == []


def test_rows_come_in_the_order_of_the_clauses():
    numbers = [row.cells[0].rpartition("clause ")[2].rstrip(")") for row in table(dates(REVIEW, KICKOFF))]

    assert all(int(a) <= int(b) for a, b in pairwise(numbers))
