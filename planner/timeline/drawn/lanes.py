"""The lanes of a timeline, and which of them an activity stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from planner.document import Snapshot
from planner.model import Activity, Organisation
from planner.sides import SIDE_TITLES
from planner.terms import Lane as LaneKind
from planner.terms import Side
from planner.timeline.clocks.calendars import CLOSED_KINDS, KIND_NAMES, ClockBand
from planner.timeline.drawn.shapes import (
    Lane,
)

_TOGETHER = "together"
LANE_TITLES = {
    LaneKind.ACADEMIC: SIDE_TITLES[Side.ACADEMIC],
    LaneKind.JOINT: "Together",
    LaneKind.INDUSTRY: SIDE_TITLES[Side.INDUSTRY],
}


@dataclass(frozen=True)
class Seats:
    """The lanes before anything is packed, and where an organisation or a side stands."""

    lanes: tuple[Lane, ...]
    of_organisation: Mapping[UUID, int]

    def of_side(self, side: Side) -> int:
        """The first lane of a side."""
        return next(place for place, lane in enumerate(self.lanes) if lane.side == side)

    def of_activity(self, activity: Activity) -> int:
        """The lane of the organisation that an activity belongs to, or the first of its side."""
        side = Side(activity.lane)
        own = self.of_organisation.get(activity.organisation_id) if activity.organisation_id else None
        if activity.lane != LaneKind.JOINT and own is not None and self.lanes[own].side == side:
            return own
        return self.of_side(side)


def lanes_of(snapshot: Snapshot) -> Seats:
    """A lane for each organisation, with the joint one between the two sides; rows come later."""
    lanes: list[Lane] = []
    of_organisation: dict[UUID, int] = {}
    for side in (Side.ACADEMIC, Side.JOINT, Side.INDUSTRY):
        if side is Side.JOINT:
            lanes.append(
                Lane(_TOGETHER, LANE_TITLES[LaneKind.JOINT], "what both sides must reach", side, 0, 0)
            )
            continue
        theirs = snapshot.where(Organisation, side=side)
        for organisation in theirs:
            of_organisation[organisation.id] = len(lanes)
            lanes.append(Lane(str(organisation.id), organisation.name, "", side, 0, 0))
        if not theirs:
            lanes.append(Lane(str(side), SIDE_TITLES[side], "no organisation yet", side, 0, 0))
    return Seats(tuple(lanes), of_organisation)


def subtitle(lane: Lane, theirs: Sequence[ClockBand]) -> str:
    """What a lane shows of its clock, in a few words."""
    if lane.subtitle:
        return lane.subtitle
    # What sets the pace before what stops it, and single days last.
    ordered = sorted(theirs, key=lambda band: (band.kind == "holiday", band.kind in CLOSED_KINDS))
    kinds = dict.fromkeys(KIND_NAMES.get(band.kind, band.name).lower() for band in ordered)
    return " · ".join(list(kinds)[:3]) or "no calendar yet"
