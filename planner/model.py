"""The nouns: what one partnership is made of. Frozen, validated values with UUID keys.

Each noun is declared once, in `planner/nouns/`; `db/tables.py` inherits the fields for storage. A field
that names another noun is declared with `owner` (removing the owner removes this) or `refers`
(removing the other one clears the field); `Document.remove` and the tables both read that.
The fields every noun has, and the kinds of field, stand in `planner/entity.py`.
Text may hold anything a person can type; only NUL and lone surrogates, which no file or page
can carry, are refused.
"""

from __future__ import annotations

from planner.entity import LONG_TEXT as LONG_TEXT
from planner.entity import SHORT_TEXT as SHORT_TEXT
from planner.entity import Entity as Entity
from planner.entity import Part as Part
from planner.nouns.agreement import Answer as Answer
from planner.nouns.agreement import ClauseChoice as ClauseChoice
from planner.nouns.agreement import Contribution as Contribution
from planner.nouns.agreement import Cost as Cost
from planner.nouns.agreement import Draft as Draft
from planner.nouns.agreement import Position as Position
from planner.nouns.agreement import PrivateNote as PrivateNote
from planner.nouns.care import Assumption as Assumption
from planner.nouns.care import Dismissal as Dismissal
from planner.nouns.care import NextStep as NextStep
from planner.nouns.care import OpenPoint as OpenPoint
from planner.nouns.care import Rating as Rating
from planner.nouns.care import Risk as Risk
from planner.nouns.parties import Absence as Absence
from planner.nouns.parties import Organisation as Organisation
from planner.nouns.parties import Partnership as Partnership
from planner.nouns.parties import Person as Person
from planner.nouns.plan import Activity as Activity
from planner.nouns.plan import Baseline as Baseline
from planner.nouns.plan import Clock as Clock
from planner.nouns.plan import ClockPeriod as ClockPeriod
from planner.nouns.plan import Link as Link
from planner.nouns.roles import AccountabilityView as AccountabilityView
from planner.nouns.roles import Assignment as Assignment
from planner.nouns.roles import RoleActivity as RoleActivity

MAX_ORGANISATIONS = 8

# Parents before their parts: the order in which they are written, and read from a file.
NOUNS: tuple[type[Entity], ...] = (
    Partnership, Organisation, Person, Absence, Answer, PrivateNote, Position, ClauseChoice, Contribution,
    Cost, Activity, Link, Clock, ClockPeriod, RoleActivity, Assignment, AccountabilityView, Rating, Risk,
    OpenPoint, NextStep, Assumption, Dismissal, Baseline, Draft,
)  # fmt: skip
NOUN_NAMED: dict[str, type[Entity]] = {noun.__name__.lower(): noun for noun in NOUNS}


def references(noun: type[Entity]) -> dict[str, tuple[type[Entity], bool]]:
    """Fields of `noun` that name another noun: the noun named, and whether it owns this one."""
    found: dict[str, tuple[type[Entity], bool]] = {}
    for name, field in noun.model_fields.items():
        target = getattr(field, "foreign_key", None)
        if isinstance(target, str):
            found[name] = (NOUN_NAMED[target.split(".")[0]], field.is_required())
    return found
