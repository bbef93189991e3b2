"""The timeline in every format it can leave in, chosen by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from planner.document import Snapshot
from planner.exchange.plan.printing import Wish, drawing_of, one_picture, said
from planner.library import Library
from planner.memorandum.legible import one_line
from planner.memorandum.saving import save
from planner.timeline.pace import Pace

Make = Callable[[Snapshot, Library, date, Wish, Pace], bytes]


def timeline_bytes(
    snapshot: Snapshot,
    library: Library,
    today: date,
    ending: str,
    wish: Wish | None = None,
    pace: Pace | None = None,
) -> bytes:
    """The timeline as the bytes of a file that ends so; raises KeyError for an ending not in ENDINGS.

    Raises Refused for a wish that the format cannot meet, GivenUp when nobody waits any more.
    """
    return _MADE[ending](snapshot, library, today, wish or Wish(), pace or Pace())


def write_timeline(
    snapshot: Snapshot, library: Library, today: date, path: Path, wish: Wish | None = None
) -> None:
    """Write the timeline in the format that the name's ending asks for, all of it or nothing.

    Raises StoreFailure when the disk, the folder or its permissions refuse.
    """
    ending = path.suffix.lower()
    save(timeline_bytes(snapshot, library, today, ending, wish), path, FORMATS[ending])


def _pdf(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace) -> bytes:
    from planner.memorandum.pdf.sheets import pictures_pdf

    draw = drawing_of(snapshot, library, today, wish, pace)
    title = f"{snapshot.partnership.title}: timeline"
    shown = said(snapshot, library, wish)
    return pictures_pdf(draw, title=title, said=shown, dated_on=today, pace=pace)


def _png(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace) -> bytes:
    from planner.memorandum.pdf.sheets import picture_png

    one_picture(wish, "A PNG file")
    return picture_png(drawing_of(snapshot, library, today, wish, pace), wish.dots_per_inch)


def _svg(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace) -> bytes:
    from planner.memorandum.pdf.sheets import picture_svg

    one_picture(wish, "An SVG file")
    title = f"{snapshot.partnership.title}: timeline"
    draw = drawing_of(snapshot, library, today, wish, pace)
    return picture_svg(draw, title=one_line(title), said=one_line(said(snapshot, library, wish)))


def _ics(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace) -> bytes:
    from planner.exchange.plan.events import plan_ics

    return plan_ics(snapshot, library, today)


def _csv(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace) -> bytes:
    from planner.exchange.plan.rows import plan_table
    from planner.exchange.plan.spreadsheets import csv_bytes

    return csv_bytes(plan_table(snapshot, library, today, is_own=wish.is_own))


def _xlsx(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace) -> bytes:
    from planner.exchange.plan.rows import tables
    from planner.exchange.plan.spreadsheets import xlsx_bytes

    found = tables(snapshot, library, today, is_own=wish.is_own)
    return xlsx_bytes(found, one_line(snapshot.partnership.title), today)


def _xml(snapshot: Snapshot, library: Library, today: date, wish: Wish, pace: Pace) -> bytes:
    from planner.exchange.plan.project_writing import project_xml

    return project_xml(snapshot, library, today)


_MADE: dict[str, Make] = {
    ".pdf": _pdf,
    ".png": _png,
    ".svg": _svg,
    ".ics": _ics,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".xml": _xml,
}
ENDINGS = tuple(_MADE)
FORMATS = {
    ".pdf": "The PDF",
    ".png": "The picture",
    ".svg": "The picture",
    ".ics": "The calendar file",
    ".csv": "The table",
    ".xlsx": "The workbook",
    ".xml": "The MS Project file",
}
