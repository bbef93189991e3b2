"""The scoping questions on paper, with room to write, for people around one table."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from planner.document import Snapshot
from planner.library import Library
from planner.library.entries import Question as Asking
from planner.memorandum import blocks
from planner.memorandum.parties import author, page_size, parties
from planner.scope import NOT_SURE, Asked, asked, sides_asked
from planner.sides import side_name
from planner.terms import Side
from planner.wording import counted, long_date

LINES = {"text": 5, "list": 6, "choice": 1, "several": 2, "yes_no": 1, "money": 1, "date": 1}
BOXES = {"yes_no": ("Yes", "No")}


def question_sheet(
    snapshot: Snapshot, library: Library, today: date, *, blank: bool = False
) -> blocks.Memorandum:
    """The open questions of a partnership as a paper or, when `blank`, every question there is.

    A question that only one side has left open is put to that side alone.
    """
    partnership = snapshot.partnership
    if blank:
        live = (question for question in library.questions.values() if not question.retired)
        put = [Asked(question, side, None) for question in live for side in sides_asked(question)]
    else:
        put = [place for place in asked(snapshot, library) if not place.is_answered]
    order = list(library.steps)
    put.sort(key=lambda place: order.index(place.question.step))
    by_step = groupby(put, key=lambda place: place.question.step)
    questions = [block for key, places in by_step for block in _step(snapshot, library, key, list(places))]
    count = len({place.question.key for place in put})
    title = "Questions to work through together"
    return blocks.Memorandum(
        title=title,
        subtitle=partnership.title,
        state=f"{counted(count, 'question')} · {long_date(today)}",
        caution="For discussion, not legal advice",
        footer=f"{partnership.title} · questions",
        draft_number=partnership.draft_number,
        dated_on=today,
        author=author(snapshot),
        blocks=(
            blocks.Title(title, partnership.title),
            parties(snapshot),
            blocks.Paragraph(
                "Take one question at a time and hear both sides before you write. “Not sure yet” is an "
                "answer: it goes on the agenda.",
                muted=True,
            ),
            *(questions or [blocks.Paragraph("Every question that applies has an answer.")]),
        ),
        paper_name="questions",
        page_size=page_size(snapshot),
    )


def _step(snapshot: Snapshot, library: Library, key: str, places: list[Asked]) -> list[blocks.Block]:
    step = library.steps[key]
    drawn: list[blocks.Block] = [blocks.Heading(1, step.title, str(list(library.steps).index(key) + 1))]
    for question, group in groupby(places, key=lambda place: place.question):
        sides = [place.side for place in group]
        drawn.append(_question(snapshot, question, sides))
    return drawn


def _question(snapshot: Snapshot, question: Asking, sides: list[Side]) -> blocks.Question:
    options = BOXES.get(question.kind, tuple(option.text for option in question.options))
    if options:
        options = (*options, NOT_SURE)
    labels = tuple(side_name(snapshot, side) for side in sides if side is not Side.JOINT)
    return blocks.Question(question.wording, question.hint, options, labels, LINES[question.kind])
