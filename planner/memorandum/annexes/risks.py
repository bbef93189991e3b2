"""The annex of the risks: what could go wrong, and what the parties plan to do about it."""

from __future__ import annotations

from planner.document import Snapshot
from planner.memorandum.blocks import Block, Bullets, Heading, Paragraph, Row, Table
from planner.memorandum.draft import RISK_ANSWERS, Draft
from planner.memorandum.said import doubtful, is_guess, said
from planner.model import Person, Risk
from planner.scope import Asked, asked
from planner.sides import speaking_side
from planner.wording import spoken_date

_ORDER = {"likely": 0, "severe": 0, "possible": 1, "medium": 1, "unlikely": 2, "small": 2}
NOT_SAID = "not said"
FEARS, WORST = RISK_ANSWERS


def risks_annex(draft: Draft) -> list[Block]:
    """The risks, the gravest first, then what each side fears and has not turned into one yet."""
    snapshot = draft.snapshot
    risks = sorted(snapshot.all(Risk), key=lambda r: _weight(r.severity) + _weight(r.likelihood))
    drawn: list[Block] = [
        Paragraph(
            "Imagine that the partnership has failed and look back: each line names a reason, and what the "
            "parties plan to do so that it does not come true. The words are the parties’ own judgement.",
            muted=True,
        )
    ]
    if risks:
        head = ("It failed because", "How likely", "How severe", "What is planned", "Who", "By when")
        rows = tuple(_risk(draft, risk) for risk in risks)
        drawn.append(Table(head, rows, (3, 1.1, 1.1, 3, 1.7, 1.3)))
    answered = [place for place in asked(snapshot, draft.library) if place.is_answered]
    for place in answered:
        if place.question.key == FEARS:
            drawn += _fears(draft, place)
    for place in answered:
        if place.question.key == WORST:
            told = said(draft, place.question, WORST, place.side)
            drawn += [Heading(2, "The worst for somebody outside the work"), Paragraph(told)]
    return drawn


def _weight(word: str) -> int:
    return _ORDER.get(word.strip().lower(), 3)


def _risk(draft: Draft, risk: Risk) -> Row:
    owner = draft.snapshot.find(Person, risk.owner_id)
    unknown = draft.point(f"readiness/risk/{risk.id}")
    return Row(
        (
            _sentence(risk.text) or unknown,
            risk.likelihood.strip() or NOT_SAID,
            risk.severity.strip() or NOT_SAID,
            risk.answer.strip() or unknown,
            owner.name if owner else unknown,
            spoken_date(risk.due_on) if risk.due_on else unknown,
        )
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]


def _fears(draft: Draft, place: Asked) -> list[Block]:
    """What a side answered to why it might fail, in its own words."""
    text = place.answer.text if place.answer else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if is_guess(draft.snapshot, draft.library, FEARS, place.side):
        lines = [doubtful(draft.snapshot, line, [place.side]) for line in lines]
    return [Heading(2, f"What {_whose(draft.snapshot, place)} sees coming"), Bullets(tuple(lines))]


def _whose(snapshot: Snapshot, place: Asked) -> str:
    return speaking_side(snapshot, place.side)
