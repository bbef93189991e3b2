"""The dates of a timeline on paper, as a table on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.memorandum.drawing import Primitive, Stroke, Words
from planner.memorandum.timeline_paper.inks import Inks
from planner.memorandum.timeline_paper.placing import Letters

HEADS = ("What", "Who", "Starts", "Likely end", "Late end")
# What share of the width each column takes.
_SHARES = (0.36, 0.25, 0.13, 0.13, 0.13)
_SIZE, _LINE, _TOP = 8.0, 14.0, 26.0


@dataclass(frozen=True)
class DateRow:
    """One activity or milestone with its dates in words; `is_milestone` has one day and no end."""

    name: str
    who: str
    starts: str
    likely: str
    late: str
    is_milestone: bool = False


def dates_pages(
    rows: Sequence[DateRow], room: tuple[float, float], letters: Letters, inks: Inks
) -> Iterator[tuple[Primitive, ...]]:
    """The rows on as many pages of this width and height as they take; none without rows."""
    wide, tall = room
    most = max(int((tall - _TOP) // _LINE), 1)
    for first in range(0, len(rows), most):
        yield tuple(_page(rows[first : first + most], wide, letters, inks))


def _page(rows: Sequence[DateRow], wide: float, letters: Letters, inks: Inks) -> Iterator[Primitive]:
    for x, room, head in _cells(wide, HEADS):
        yield Words(x, 12, letters.fitted(head, room, _SIZE, semibold=True), _SIZE, inks.muted, semibold=True)
    yield Stroke(0, 17, wide, 17, inks.ink, 0.75)
    for at, row in enumerate(rows):
        baseline = _TOP + at * _LINE + 3
        said = (row.name, row.who, row.starts, row.likely, row.late)
        for x, room, text in _cells(wide, said):
            shown = letters.fitted(letters.drawn(text), room, _SIZE)
            yield Words(x, baseline, shown, _SIZE, inks.ink, semibold=row.is_milestone and x == 0)
        yield Stroke(0, baseline + 4, wide, baseline + 4, inks.line)


def _cells(wide: float, texts: Sequence[str]) -> Iterator[tuple[float, float, str]]:
    """Where each cell of a row begins, how much room it has, and what stands in it."""
    x = 0.0
    for share, text in zip(_SHARES, texts, strict=True):
        yield x, share * wide - 6, text
        x += share * wide
