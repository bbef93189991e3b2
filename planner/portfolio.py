"""The portfolio's rows: one partnership at a glance, filtered and sorted.

Light on purpose: the first painted frame shows these rows before anything heavier is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from planner.terms import Stage

Attention = Literal["error", "warning", "good", ""]
Order = Literal["updated", "title", "stage", "attention", "next"]


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """What the portfolio shows of one partnership.

    `id` is the key as 32 hex digits; `organisations` are (name, side, kind); dates and instants
    are ISO text, so that a row can be read without parsing. `words` is what the filter searches.
    """

    id: str
    title: str
    organisations: tuple[tuple[str, str, str], ...] = ()
    people: str = ""
    stage: Stage = Stage.INITIATION
    progress: float = 0.0
    attention: str = ""
    attention_level: Attention = ""
    next_label: str = ""
    next_on: str = ""
    updated_at: str = ""
    archived: bool = False
    binned_on: str = ""
    is_example: bool = False
    words: str = ""


def words_of(row_texts: Iterable[str]) -> str:
    """The text a filter searches: every name, folded."""
    return "\n".join(text.casefold() for text in row_texts if text)


def filtered(
    rows: Iterable[PortfolioRow], text: str = "", stage: Stage | None = None, needs_attention: bool = False
) -> list[PortfolioRow]:
    """Rows in which every word of `text` occurs, in the given stage, with something to attend to."""
    found = list(rows)
    for word in text.casefold().split():
        found = [row for row in found if word in row.words]
    if stage is not None:
        found = [row for row in found if row.stage == stage]
    if needs_attention:
        found = [row for row in found if row.attention_level in ("error", "warning")]
    return found


_LEVELS = {"error": 0, "warning": 1, "": 2, "good": 3}
_STAGES = {stage: place for place, stage in enumerate(Stage)}
_ORDERS: dict[Order, Callable[[PortfolioRow], tuple[object, ...]]] = {
    "title": lambda row: (row.title.casefold(),),
    "stage": lambda row: (_STAGES[row.stage], row.title.casefold()),
    "attention": lambda row: (_LEVELS[row.attention_level], row.title.casefold()),
    "next": lambda row: (row.next_on or "9999-12-31", row.title.casefold()),
    "updated": lambda row: (row.updated_at,),
}


def ordered(rows: Iterable[PortfolioRow], by: Order, *, descending: bool = False) -> list[PortfolioRow]:
    """Rows in this order; "updated" counts the latest first unless `descending` turns it round."""
    latest_first = by == "updated"
    return sorted(rows, key=_ORDERS[by], reverse=descending != latest_first)
