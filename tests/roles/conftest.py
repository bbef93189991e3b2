"""A small partnership to put people, activities and letters into."""

from __future__ import annotations

from datetime import date

import pytest

from planner import roles
from planner.document import Document
from planner.library import standard_library
from planner.model import Answer, Assignment, Organisation, Partnership, Person, RoleActivity
from planner.terms import Letter, OrganisationKind, Side

TODAY = date(2026, 12, 9)


class Team:
    """Northfield University and Brightpath Digital Ltd, with nobody and nothing in it yet."""

    def __init__(self):
        self.library = standard_library()
        self.document = Document([Partnership(title="Mindful Campus")])
        self.northfield = self.add(
            Organisation, name="Northfield University", kind=OrganisationKind.UNIVERSITY, side=Side.ACADEMIC
        )
        self.brightpath = self.add(
            Organisation, name="Brightpath Digital Ltd", kind=OrganisationKind.COMPANY, side=Side.INDUSTRY
        )

    def add(self, noun, **fields):
        return self.document.add(noun(partnership_id=self.document.partnership.id, **fields))

    def person(self, name, organisation=None, **fields):
        home = organisation or self.northfield
        return self.add(Person, name=name, organisation_id=home.id, **fields)

    def row(self, title, letters=(), **fields):
        """An activity with its letters, as pairs of person and letter."""
        row = self.add(RoleActivity, title=title, **fields)
        for person, letter in letters:
            self.letter(row, person, letter)
        return row

    def letter(self, row, person, letter, **fields):
        return self.add(
            Assignment, role_activity_id=row.id, person_id=person.id, letter=Letter(letter), **fields
        )

    def answer(self, question, *chosen, side=Side.JOINT, **fields):
        return self.add(Answer, question=question, chosen=chosen, side=side, **fields)

    def findings(self, rule="", today=TODAY):
        """Every finding, or those of one rule."""
        found = roles.findings(self.document.snapshot(), self.library, today)
        return [f for f in found if not rule or f.id.split("/")[0] == rule]

    def messages(self, rule="", today=TODAY):
        return [finding.message for finding in self.findings(rule, today)]

    def loads(self):
        loads = roles.load_by_month(self.document.snapshot(), self.library)
        return {load.person.name: load for load in loads}


# For the whole session, so that hypothesis may ask for a new team with every example.
@pytest.fixture(scope="session")
def new_team():
    return Team


@pytest.fixture
def team():
    return Team()
