"""The timeline on the command line: out in every format, and in from MS Project."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import BadFile

if TYPE_CHECKING:
    from planner.document import Edit, Snapshot
    from planner.library import Library
    from planner.model import Entity


def write_timeline_of(snapshot: Snapshot, library: Library, today: date, options: argparse.Namespace) -> None:
    """Write the timeline as the options ask. Raises BadFile for an ending that is no format of it."""
    from planner.exchange.plan.exports import ENDINGS, write_timeline
    from planner.exchange.plan.printing import Wish
    from planner.memorandum.timeline_paper.sheets import Sheet
    from planner.wording import joined

    target: Path = options.to
    if target.suffix.lower() not in ENDINGS:
        raise BadFile(f"{target} does not end in {joined(ENDINGS, 'or')}.")
    if options.private:
        raise BadFile("A timeline never holds private notes; --private goes with a .json file.")
    sheet = Sheet(
        paper=options.paper,
        is_landscape=not options.portrait,
        is_tiled=options.tiled,
        is_columns=options.columns,
        is_proposal=options.look == "proposal",
        is_black_and_white=options.black_and_white,
        journal_mm=options.journal_width,
    )
    wish = Wish(sheet, options.in_months, options.clashes, options.dpi)
    write_timeline(snapshot, library, today, target, wish)


def taken_over(
    entities: tuple[Entity, ...], path: Path, lane: str
) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """What an MS Project file changes in a partnership, and the report line by line."""
    from planner.document import Change, Document
    from planner.exchange.plan.project_reading import read_project
    from planner.exchange.plan.project_taking import arrival_of, take_over
    from planner.terms import Lane

    edits: list[Edit] = []

    def keep(change: Change) -> None:
        edits.extend(change.edits)

    document = Document(entities, keep)
    arrival = arrival_of(read_project(path), document.snapshot(), Lane(lane))
    take_over(document, arrival)
    return tuple(edits), arrival.report()
