"""A calendar file of any program (.ics) read into periods for a clock.

Whole days are what counts: a timed event stands for the days it covers in its own zone, or in the
calendar's where it is written in universal time; the last day of an all-day event is not part of it.
Events that come again are worked out from one year back to five years ahead. What cannot be read is
left out by itself, with the reason.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import accumulate, islice
from pathlib import Path
from time import monotonic

from planner.errors import BadFile
from planner.exchange.clock_events import (
    ClockEvents,
    LeftOut,
    Window,
    one_line,
    periods_of,
    read_event,
)
from planner.model import ClockPeriod
from planner.terms import Repeats
from planner.timeline.clocks.repeating import repeats

MAX_MEGABYTES = 50
MAX_EVENTS = 50_000
MAX_PERIODS = 2_000
# Of all these periods together: a meeting every day for six years is 2,192 times. Plans look further.
MAX_TIMES = 20_000
YEARS_BACK, YEARS_AHEAD = 1, 5
# Working out how events repeat may take this long; those after it are left out and named.
REPEAT_SECONDS = 20.0
_LONGEST_EVENT = 200_000
_KEPT_AT_ONCE = 10
_STEP_DAYS = {Repeats.DAYS: 1, Repeats.WEEKS: 7, Repeats.MONTHS: 30, Repeats.YEARS: 365}
# What a period is made of; descriptions, attachments and alarms are not looked at.
_READ = (
    "UID", "SUMMARY", "CATEGORIES", "STATUS", "DTSTART", "DTEND", "DURATION",
    "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "X-PARTNERSHIP-PLANNER-",
)  # fmt: skip


class Stopped(Exception):
    """Nobody wants the rest any more."""


@dataclass
class Progress:
    """How far the reading is; whoever waits for it may set `is_stopped`."""

    read: int = 0
    total: int = 0
    is_stopped: bool = False


@dataclass(frozen=True)
class ClockFile:
    """What a calendar file holds: its periods by start, and what was left out with the reason."""

    name: str
    periods: tuple[ClockPeriod, ...]
    guesses: dict[str, str]
    left_out: tuple[LeftOut, ...]
    left_out_count: int
    cancelled: int
    outside: int
    window: Window
    notes: tuple[str, ...] = ()


def read_clock_file(path: Path, today: date, progress: Progress | None = None) -> ClockFile:
    """The periods in a calendar file. Raises BadFile with one sentence when it is none."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise BadFile(f"{path.name} is not an ordinary file.")
        if state.st_size > MAX_MEGABYTES * 1_000_000:
            raise BadFile(
                f"{path.name} is larger than {MAX_MEGABYTES} MB.",
                "Export fewer years, or only the calendar you need.",
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadFile(f"There is no file {path.name}.") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "its name cannot be used"
        raise BadFile(f"{path.name} could not be read: {reason}.") from None
    return clock_file_from(content, path.stem, today, progress)


def clock_file_from(content: bytes, name: str, today: date, progress: Progress | None = None) -> ClockFile:
    """The periods in the bytes of a calendar file. Raises BadFile, or Stopped when so wanted."""
    progress = progress or Progress()
    text, notes = _decoded(content)
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in _lines(text)):
        raise BadFile("This is not a calendar file: it does not begin with BEGIN:VCALENDAR.")
    zone, title = _said_of_all(text)
    progress.total = sum(line.strip().upper() == "BEGIN:VEVENT" for line in _lines(text))
    found = ClockEvents(Window.around(today, YEARS_BACK, YEARS_AHEAD), zone)
    if progress.total > MAX_EVENTS:
        notes.append(f"The file holds {progress.total:,} events. The first {MAX_EVENTS:,} are read.")
    for number, block in enumerate(islice(_events(text), MAX_EVENTS), start=1):
        if progress.is_stopped:
            raise Stopped
        progress.read = number
        if block is None:
            found.leave_out("An event", "it breaks off or is far too long")
        else:
            read_event(found, block)
    return _taken(found, title or name, notes, progress)


def _taken(found: ClockEvents, name: str, notes: list[str], progress: Progress) -> ClockFile:
    """Everything that was read, worked out and cut to what a clock can hold."""
    until = monotonic() + REPEAT_SECONDS
    periods: list[ClockPeriod] = []
    brought = 0
    for uid in list(found.by_uid):
        if progress.is_stopped:
            raise Stopped
        made = periods_of(found, uid, in_time=monotonic() < until)
        brought += len(made)
        periods += made
        if len(periods) > _KEPT_AT_ONCE * MAX_PERIODS:
            # A file of millions of dates must not fill the memory before it is cut.
            periods = _nearest(found, periods)
    periods = _nearest(found, periods)
    if len(periods) < brought:
        notes.append(
            f"The file brings {brought:,} periods, more than a calendar can show. "
            f"The {len(periods):,} nearest to today are taken."
        )
    periods.sort(key=lambda p: (p.starts_on, p.name))
    return ClockFile(
        one_line(name)[:200] or "Imported calendar",
        tuple(periods),
        found.words,
        tuple(found.left_out),
        found.left_out_count,
        found.cancelled,
        found.outside,
        found.window,
        tuple(notes),
    )


def _nearest(found: ClockEvents, periods: list[ClockPeriod]) -> list[ClockPeriod]:
    """The periods nearest to today, as many as a clock can show."""
    today = found.window.today.toordinal()
    kept = sorted(periods, key=lambda p: _away(p, today))[:MAX_PERIODS]
    shown = accumulate(_times(period, found.window) for period in kept)
    kept = [period for period, times in zip(kept, shown, strict=True) if times <= MAX_TIMES]
    found.words = {p.uid: found.words[p.uid] for p in kept if found.words.get(p.uid)}
    return kept


def _times(period: ClockPeriod, window: Window) -> int:
    """About how often a period comes within the window."""
    if not repeats(period):
        return 1
    first = max(period.starts_on, window.first)
    last = min(period.repeats_until or window.last, window.last)
    return max((last - first).days, 0) // (_STEP_DAYS[period.repeats] * period.repeats_every) + 1


def _away(period: ClockPeriod, today: int) -> int:
    last = period.repeats_until or period.ends_on or period.starts_on
    return max(period.starts_on.toordinal() - today, today - last.toordinal(), 0)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return content.decode(encoding), []
        except UnicodeDecodeError:
            break
    note = "The file is not in UTF-8, as calendar files should be. Letters beyond English may be wrong."
    return content.decode("cp1252", errors="replace"), [note]


def _lines(text: str) -> Iterator[str]:
    """The lines of a file one by one: a list of a million of them would hold up the window."""
    return (line.rstrip("\n") for line in StringIO(text, newline=None))


def _said_of_all(text: str) -> tuple[str, str]:
    """The calendar's own zone and name, where it states them."""
    zone = title = ""
    for line in _lines(text):
        head, _, value = line.partition(":")
        match head.partition(";")[0].strip().upper():
            case "X-WR-TIMEZONE":
                zone = zone or value.strip()
            case "X-WR-CALNAME":
                title = title or value.strip().replace("\\,", ",").replace("\\;", ";")
            case "BEGIN" if value.strip().upper() == "VEVENT":
                break
    return zone, title


def _events(text: str) -> Iterator[str | None]:
    """Each event with only the lines a period is made of; None for one that breaks off."""
    kept: list[str] | None = None
    size = inside = 0
    wanted = False
    for line in _lines(text):
        head = line.strip().upper()
        if head == "BEGIN:VEVENT":
            if kept is not None:
                yield None
            kept, size, inside, wanted = [], 0, 0, False
        elif kept is None:
            continue
        elif head == "END:VEVENT":
            yield "\r\n".join(["BEGIN:VEVENT", *kept, "END:VEVENT"]) if size <= _LONGEST_EVENT else None
            kept = None
        elif head.startswith("BEGIN:"):
            inside, wanted = inside + 1, False
        elif head.startswith("END:"):
            inside, wanted = max(inside - 1, 0), False
        elif not inside:
            if not line.startswith((" ", "\t")):
                wanted = head.startswith(_READ)
            if wanted and size <= _LONGEST_EVENT:
                kept.append(line)
                size += len(line)
    if kept is not None:
        yield None
