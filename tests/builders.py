"""Two fictional organisations with a post each, for the tests that need parties and nothing more."""

from __future__ import annotations

from uuid import UUID

from planner.model import Organisation, Partnership, Person
from planner.terms import Seat, Side

WHOLE = Partnership(id=UUID(int=1), title="Mindful Campus")
NORTHFIELD = Organisation(
    partnership_id=WHOLE.id, name="Northfield University", legal_name="The University of Northfield"
)
BRIGHTPATH = Organisation(partnership_id=WHOLE.id, name="Brightpath Digital Ltd", side=Side.INDUSTRY)
LEAD = Person(partnership_id=WHOLE.id, organisation_id=NORTHFIELD.id, name="Lead", may_sign=True)
MANAGER = Person(partnership_id=WHOLE.id, organisation_id=BRIGHTPATH.id, name="Manager", may_sign=True)
STAFFED = (NORTHFIELD, BRIGHTPATH, LEAD, MANAGER)


def two_parties(seat: Seat = Seat.FACILITATOR) -> tuple[Partnership, Organisation, Organisation]:
    """A new partnership with an organisation on each side, and nobody in them."""
    home = Partnership(title="Mindful Campus", seat=seat)
    northfield = Organisation(partnership_id=home.id, rank=1, name="Northfield University")
    brightpath = Organisation(
        partnership_id=home.id, rank=2, name="Brightpath Digital Ltd", side=Side.INDUSTRY
    )
    return home, northfield, brightpath
