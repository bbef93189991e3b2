"""How sides and organisations are spoken of, on every screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping

from planner.document import Snapshot
from planner.model import Organisation
from planner.terms import OrganisationKind, Side
from planner.wording import joined

SIDE_WORDS: Mapping[Side, str] = {
    Side.JOINT: "both sides",
    Side.ACADEMIC: "academic side",
    Side.INDUSTRY: "industry side",
}
SIDE_TITLES: Mapping[Side, str] = {side: words.capitalize() for side, words in SIDE_WORDS.items()}
KIND_TITLES: Mapping[OrganisationKind, str] = {
    OrganisationKind.UNIVERSITY: "University",
    OrganisationKind.COMPANY: "Company",
    OrganisationKind.HEALTH_SERVICE: "Health service",
    OrganisationKind.CHARITY: "Charity",
    OrganisationKind.PUBLIC_BODY: "Public body",
    OrganisationKind.OTHER: "Other",
}


def the_side(side: Side) -> str:
    """A side inside a sentence, without its organisations: "the academic side", "both sides"."""
    return SIDE_WORDS[side] if side is Side.JOINT else f"the {SIDE_WORDS[side]}"


def spoken_side(snapshot: Snapshot, side: Side, *, legal: bool = False) -> str:
    """The organisations of a side inside a sentence, or the side itself while it has none.

    `legal` takes the names as they stand in the register, where they are known.
    """
    return _names(snapshot, side, legal=legal) or the_side(side)


def side_name(snapshot: Snapshot, side: Side) -> str:
    """The organisations of a side by name, or "The academic side": as a caption, or to begin with."""
    words = the_side(side)
    return _names(snapshot, side) or f"{words[0].upper()}{words[1:]}"


def captioned_side(snapshot: Snapshot, side: Side) -> str:
    """A side as a short caption: its one organisation by name, else "The academic side"."""
    words = the_side(side)
    is_one = len(snapshot.where(Organisation, side=side)) == 1
    return side_name(snapshot, side) if is_one else f"{words[0].upper()}{words[1:]}"


def speaking_side(snapshot: Snapshot, side: Side, *, legal: bool = False) -> str:
    """A side as the subject of "has": its one organisation by name, else "the academic side"."""
    members = snapshot.where(Organisation, side=side)
    return spoken_side(snapshot, side, legal=legal) if len(members) == 1 else the_side(side)


def _names(snapshot: Snapshot, side: Side, *, legal: bool = False) -> str:
    # Nothing belongs to both sides, so that "both sides" is never named.
    members = snapshot.where(Organisation, side=side)
    return joined((o.legal_name if legal else "") or o.name for o in members)
