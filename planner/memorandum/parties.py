"""Who the parties are, in the words of the paper."""

from __future__ import annotations

from typing import Literal

from planner.document import Snapshot
from planner.memorandum.blocks import Parties, Party
from planner.model import Activity, Organisation, Person
from planner.sides import KIND_TITLES, captioned_side
from planner.terms import Lane, OrganisationKind, Side
from planner.wording import joined

PARTNER = {Side.ACADEMIC: "Academic partner", Side.INDUSTRY: "Industry partner"}
# The kinds that the side alone does not say already.
SPECIAL_KINDS = (OrganisationKind.HEALTH_SERVICE, OrganisationKind.CHARITY, OrganisationKind.PUBLIC_BODY)


def parties(snapshot: Snapshot) -> Parties:
    """Every organisation, academic side first."""
    return Parties(tuple(_party(organisation) for organisation in ordered(snapshot)))


def ordered(snapshot: Snapshot) -> tuple[Organisation, ...]:
    """The organisations, academic side first."""
    return tuple(sorted(snapshot.all(Organisation), key=lambda o: o.side is not Side.ACADEMIC))


def kind_label(organisation: Organisation) -> str:
    """What an organisation is in this partnership: "Academic partner, health service"."""
    partner = PARTNER[organisation.side]
    is_special = organisation.kind in SPECIAL_KINDS
    return f"{partner}, {KIND_TITLES[organisation.kind].lower()}" if is_special else partner


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


def looked_after_by(snapshot: Snapshot, activity: Activity) -> str:
    """Who looks after an activity: the person with its organisation, else the organisation or side."""
    owner = snapshot.find(Person, activity.owner_id)
    organisation = snapshot.find(Organisation, activity.organisation_id)
    place = organisation.name if organisation else captioned_side(snapshot, Side(activity.lane))
    if activity.lane == Lane.JOINT and organisation is None:
        return f"{owner.name}, for both sides" if owner else "Together"
    return f"{owner.name}, {place}" if owner else place
