"""Who the parties are, in the words of the paper."""

from __future__ import annotations

from typing import Literal

from planner.document import Snapshot
from planner.memorandum.blocks import Parties, Party
from planner.model import Organisation
from planner.terms import OrganisationKind, Side
from planner.wording import joined

PARTNER = {Side.ACADEMIC: "Academic partner", Side.INDUSTRY: "Industry partner"}
# What a partner is, where its side does not say it already.
SPECIAL_KINDS = {
    OrganisationKind.HEALTH_SERVICE: "health service",
    OrganisationKind.CHARITY: "charity",
    OrganisationKind.PUBLIC_BODY: "public body",
}


def parties(snapshot: Snapshot) -> Parties:
    """Every organisation, academic side first."""
    return Parties(tuple(_party(organisation) for organisation in ordered(snapshot)))


def ordered(snapshot: Snapshot) -> tuple[Organisation, ...]:
    """The organisations, academic side first."""
    return tuple(sorted(snapshot.all(Organisation), key=lambda o: o.side is not Side.ACADEMIC))


def kind_label(organisation: Organisation) -> str:
    """What an organisation is in this partnership: "Academic partner, health service"."""
    special = SPECIAL_KINDS.get(organisation.kind)
    return f"{PARTNER[organisation.side]}, {special}" if special else PARTNER[organisation.side]


def _party(organisation: Organisation) -> Party:
    legal = organisation.legal_name if organisation.legal_name != organisation.name else ""
    details = (legal, organisation.department, organisation.registration, organisation.address)
    shown = tuple(detail.strip() for detail in details if detail.strip())
    return Party(organisation.side, kind_label(organisation), organisation.name, shown)


def author(snapshot: Snapshot) -> str:
    """The parties by name, as the author of the file."""
    return joined(organisation.name for organisation in ordered(snapshot))


def page_size(snapshot: Snapshot) -> Literal["A4", "Letter"]:
    """The paper size of the partnership; A4 unless it says Letter."""
    return "Letter" if snapshot.partnership.page_size == "Letter" else "A4"
