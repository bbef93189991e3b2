"""The paper as it stands: the one way to it for the screen, the command line and every export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.document import Snapshot
from planner.drafts import before_current, changes_since, current_number, newest
from planner.library import Library
from planner.memorandum.blocks import Block, Memorandum
from planner.memorandum.changes import changes_page
from planner.memorandum.compose import compose


def current_paper(snapshot: Snapshot, library: Library, today: date, *, reader: str = "") -> Memorandum:
    """The paper under the number that its draft has now, dated today or, once issued, on the day of that.

    Where the first page is to say what changed, it does so since the last earlier draft, or since the
    last one that `reader` was sent.
    """
    number, last = current_number(snapshot, library, today), newest(snapshot)
    dated_on = last.issued_on if last is not None and last.number == number else today
    paper = compose(snapshot, library, dated_on, number)
    return replace(paper, front=_front(snapshot, library, today, reader))


def _front(snapshot: Snapshot, library: Library, today: date, reader: str) -> tuple[Block, ...]:
    if "changes" not in snapshot.partnership.printed:
        return ()
    seen = before_current(snapshot, library, today, reader=reader)
    changes = changes_since(snapshot, library, today, seen) if seen else None
    return changes_page(changes, seen.number, seen.issued_on, seen.issued_to) if seen and changes else ()
