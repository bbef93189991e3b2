"""A small piece of a laid-out timeline as text: what a first frame shows before anything is worked out.

It holds only what lies in view, so that a plan of ten thousand activities is painted as soon as one
of ten; where too much lies in view to be told apart, a picture of it. What is shown from it cannot be
worked on; the real plan takes its place within a moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any, TypeVar, cast
from uuid import UUID

from planner.terms import Severity, Side
from planner.timeline.drawn.shapes import Band, Bar, Diamond, Lane, Pin, Plan, Shape, Sublane, Tie, row_of

# Written into each glance; one of another layout is passed over.
LAYOUT = 1
T = TypeVar("T")


# Beyond so many shapes in view a picture stands for them: it is read sooner.
MOST = 600
Ghosts = Sequence[Mapping[UUID, tuple[int, int]]]


@dataclass(frozen=True)
class Pictures:
    """What stands around the shapes, as PNG in base64; `dress` says in which theme, size and scale.

    The overview of the whole plan, what stands below it, and the view itself when it is too full.
    """

    dress: str = ""
    overview: str = ""
    below: str = ""
    view: str = ""


@dataclass(frozen=True)
class Look:
    """How a plan was looked at: the first day and the pixels a day, how far down, which way time runs.

    `months_from` is the day that project months count from, as an ordinal. `size` is that of the
    view, `below` the height of what stands below it. `ghosts` are the baselines that were shown.
    """

    left_day: float
    day_px: float
    top: float = 0.0
    orientation: str = "lanes"
    months_from: int | None = None
    dates_known: bool = True
    size: tuple[int, int] = (0, 0)
    below: int = 0
    ghosts: Ghosts = ()
    pictures: Pictures = Pictures()


def in_view(plan: Plan, days: tuple[int, int], rows: tuple[int, int]) -> list[Shape]:
    """The shapes in these days and rows, both ends included."""
    return [
        shape
        for number in range(rows[0], rows[1] + 1)
        if number in plan.by_row
        for shape in plan.by_row[number].between(days[0], days[1] + 1)
    ]


def glance_text(plan: Plan, look: Look, days: tuple[int, int], rows: tuple[int, int]) -> str:
    """The part of a plan in these days and rows, both ends included, and how it was looked at."""
    first, last = days
    shown = [] if look.pictures.view else in_view(plan, days, rows)
    ids = {shape.activity_id for shape in shown}
    ties = [tie for tie in plan.ties if tie.from_id in ids and tie.to_id in ids]
    return json.dumps(
        {
            "layout": LAYOUT,
            "look": astuple(replace(look, ghosts=())),
            "ghosts": [_spans(dates, ids) for dates in look.ghosts],
            "span": [plan.start, plan.end, plan.rows],
            "lanes": [astuple(lane) for lane in plan.lanes],
            "bars": [_row(shape) for shape in shown if isinstance(shape, Bar)],
            "diamonds": [_row(shape) for shape in shown if isinstance(shape, Diamond)],
            "bands": [astuple(b) for b in plan.bands if b.start <= last and b.end > first],
            "pins": [
                astuple(pin)
                for pin in plan.pins
                if first <= pin.day <= last and rows[0] <= pin.row <= rows[1]
            ],
            "ties": [[t.link_id.hex, t.from_id.hex, t.to_id.hex, t.kind, t.clash] for t in ties],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_glance(text: str, today: int) -> tuple[Plan, Look] | None:
    """The plan and the look in a glance; None for a text that no program of this layout wrote."""
    try:
        held = json.loads(text)
        if held["layout"] != LAYOUT:
            return None
        bars = _all(held["bars"], _bar)
        diamonds = _all(held["diamonds"], _diamond)
        shapes: tuple[Shape, ...] = (*bars, *diamonds)
        at = {shape.activity_id: shape for shape in shapes}
        start, end, rows = held["span"]
        by_row: dict[int, list[Shape]] = {}
        for shape in at.values():
            by_row.setdefault(shape.row, []).append(shape)
        plan = Plan(
            lanes=_all(held["lanes"], _lane),
            bars=bars,
            diamonds=diamonds,
            bands=_all(held["bands"], lambda row: _sided(Band(*row))),
            pins=_all(held["pins"], lambda row: _made(Pin, *row[:4], Severity(row[4]), *row[5:])),
            ties=_all(held["ties"], lambda row: _tie(row, at)),
            today=today,
            start=start,
            end=end,
            rows=rows,
            by_row={number: row_of(row) for number, row in by_row.items()},
        )
        look = Look(*held["look"])
        return plan, replace(
            look,
            size=(int(look.size[0]), int(look.size[1])),
            ghosts=tuple({UUID(id): (start, end) for id, start, end in dates} for dates in held["ghosts"]),
            pictures=_made(Pictures, *cast("list[str]", look.pictures)),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def _spans(dates: Mapping[UUID, tuple[int, int]], ids: Container[UUID]) -> list[tuple[str, int, int]]:
    return [(id.hex, *span) for id, span in dates.items() if id in ids]


def _row(shape: Shape) -> list[Any]:
    row = list(astuple(shape))
    row[0] = shape.activity_id.hex
    if isinstance(shape, Bar) and shape.clock_id is not None:
        row[11] = shape.clock_id.hex
    return row


def _all(rows: Iterable[Any], made: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(made(row) for row in rows)


def _made(kind: Any, *fields: Any) -> Any:
    """A value from a row of its fields; a row of another length is a TypeError."""
    return kind(*fields)


def _bar(row: list[Any]) -> Bar:
    clock = UUID(row[11]) if row[11] else None
    return cast("Bar", _made(Bar, UUID(row[0]), row[1], Side(row[2]), *row[3:11], clock, *row[12:]))


def _diamond(row: list[Any]) -> Diamond:
    return cast("Diamond", _made(Diamond, UUID(row[0]), row[1], Side(row[2]), *row[3:]))


def _lane(row: list[Any]) -> Lane:
    sublanes = tuple(Sublane(*each) for each in row[8])
    return cast("Lane", _made(Lane, *row[:3], Side(row[3]), *row[4:8], sublanes, *row[9:]))


def _sided(band: Band) -> Band:
    return replace(band, side=Side(band.side))


def _tie(row: list[Any], at: dict[UUID, Shape]) -> Tie:
    link_id, before, after, kind, clash = row
    return Tie(UUID(link_id), at[UUID(before)], at[UUID(after)], kind, clash)
