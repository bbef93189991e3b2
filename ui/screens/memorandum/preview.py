"""What the screen shows of a paper, made off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.errors import PlannerError
from ui.widgets.paper_view import Sheets, draw_sheets

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.library import Library
    from planner.memorandum.budget import Budget
    from planner.memorandum.pdf import PdfReport
    from planner.model import Draft

# A scan may have any number of pages; what is shown has to fit into memory.
MOST_PAGES = 60


@dataclass(frozen=True)
class Preview:
    """A drawn memorandum: its pages as pictures, what was drawn, and the state it is in.

    `may_bind` is how many words may bind by accident, and `binds_at` the place of the first of them.
    `changed` says in a few words what differs from the draft `since`, 0 without an earlier one.
    """

    sheets: Sheets
    report: PdfReport
    number: int
    open_points: int
    budget: Budget
    gaps: int = 0
    may_bind: int = 0
    binds_at: str = ""
    since: int = 0
    changed: str = ""


def make_preview(snapshot: Snapshot, library: Library, today: date, width: int) -> Preview:
    """The paper as it stands, drawn this wide."""
    from planner import agenda, drafts
    from planner.agreement.binding_words import found_words
    from planner.memorandum.budget import budget_of
    from planner.memorandum.current import current_paper
    from planner.memorandum.gaps import gaps
    from planner.memorandum.pdf import render

    paper = current_paper(snapshot, library, today)
    content, report = render(paper)
    found = found_words(snapshot, library)
    binding = [hit for hits in found.values() for hit in hits if hit.rule.where == "non_binding"]
    seen = drafts.before_current(snapshot, library, today)
    changes = drafts.changes_since(snapshot, library, today, seen) if seen else None
    return Preview(
        sheets=draw_sheets(content, width),
        report=report,
        number=paper.draft_number,
        open_points=len(agenda.open_points(snapshot, library)),
        budget=budget_of(snapshot, library, paper, report.body_pages),
        gaps=len(gaps(snapshot, library)),
        may_bind=len(binding),
        binds_at=f"agreement/{binding[0].clause}" if binding else "",
        since=seen.number if seen else 0,
        changed=changes.summary() if changes is not None else "",
    )


def draw_stored(draft: Draft, width: int) -> Sheets:
    """The pages of an issued draft as it was sent. Raises PlannerError when they cannot be shown."""
    import pypdfium2

    if not draft.pdf:
        raise PlannerError(f"The PDF of draft {draft.number} was not kept.")
    try:
        return draw_sheets(draft.pdf, width, most=MOST_PAGES)
    except pypdfium2.PdfiumError:
        raise PlannerError(
            f"The PDF of draft {draft.number} cannot be shown here. Save a copy and open that instead."
        ) from None
