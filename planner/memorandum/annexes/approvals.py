"""The annex of data and approvals: what was said about each, and when an approval is expected."""

from __future__ import annotations

from planner.memorandum.approvals import NEEDED, Approval, approvals
from planner.memorandum.blocks import Block, Bullets, Heading, Paragraph, Row, Table
from planner.memorandum.draft import Draft
from planner.memorandum.said import doubtful, is_guess, said
from planner.scope import Asked, asked
from planner.sides import captioned_side
from planner.terms import Side
from planner.wording import spoken_date

FLOWS = "data.what"
# Asked on the same pages and printed elsewhere: who signs, and with whom else one may talk.
ELSEWHERE = ("approvals.signatories", "approvals.exclusivity", NEEDED, FLOWS)


def approvals_annex(draft: Draft) -> list[Block]:
    """What data passes and what protects it, then the approvals with who obtains them and by when."""
    drawn: list[Block] = [
        Paragraph(
            "What the parties have answered so far. What is not sure yet is printed with its open point; "
            "what was not asked, or not answered, is left out.",
            muted=True,
        )
    ]
    drawn += _flows(draft)
    drawn += _answers(draft, "data.", "About the data")
    drawn += _needed(draft)
    drawn += _answers(draft, "approvals.", "Around the approvals")
    return drawn


def _place(draft: Draft, key: str) -> Asked | None:
    """Where a question was answered or left unsure, or None."""
    return next((place for place in _told(draft) if place.question.key == key), None)


def _told(draft: Draft) -> list[Asked]:
    return [place for place in asked(draft.snapshot, draft.library) if place.is_answered or place.is_not_sure]


def _flows(draft: Draft) -> list[Block]:
    place = _place(draft, FLOWS)
    if place is None:
        return []
    heading = Heading(2, "Data that passes between the organisations")
    if not place.is_answered or place.answer is None:
        return [heading, Paragraph(said(draft, place.question, FLOWS, place.side))]
    lines = [line.strip() for line in place.answer.text.splitlines() if line.strip()]
    if is_guess(draft.snapshot, draft.library, FLOWS, place.side):
        lines = [doubtful(draft.snapshot, line, [place.side]) for line in lines]
    return [heading, Bullets(tuple(lines))]


def _answers(draft: Draft, begins: str, title: str) -> list[Block]:
    # That data passes is plain where the list of it stands above.
    hidden = (*ELSEWHERE, "data.flows") if _place(draft, FLOWS) else ELSEWHERE
    rows = tuple(
        Row((_wording(draft, place), said(draft, place.question, place.question.key, place.side)))
        for place in _told(draft)
        if place.question.key.startswith(begins) and place.question.key not in hidden
    )
    return [Heading(2, title), Table(("Question", "Answer"), rows, (4, 2.4))] if rows else []


def _wording(draft: Draft, place: Asked) -> str:
    if place.side is Side.JOINT:
        return place.question.wording
    return f"{place.question.wording} ({captioned_side(draft.snapshot, place.side)})"


def _needed(draft: Draft) -> list[Block]:
    place = _place(draft, NEEDED)
    if place is None:
        return []
    heading = Heading(2, "Approvals")
    found = approvals(draft.snapshot, draft.library)
    if not found:
        return [heading, Paragraph(said(draft, place.question, NEEDED, place.side))]
    rows = tuple(_approval(draft, each) for each in found)
    table = Table(("Approval", "Who sees to it", "Expected", "Late case"), rows, (3, 2.6, 1.9, 1.4))
    dates = "Dates are those of the timeline; they are a plan and no promise of a committee."
    return [heading, table, Paragraph(dates, muted=True)]


def _approval(draft: Draft, each: Approval) -> Row:
    if each.expected_on is None:
        return Row((each.name, "", draft.point(f"scope/{NEEDED}/{each.key}"), ""))
    late = spoken_date(each.late_on) if each.late_on else ""
    return Row((each.name, each.who, spoken_date(each.expected_on), late))
