"""The field's own words, as closed sets. Light on purpose: the first painted frame may import it."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Who speaks. Answers, positions and ratings belong to a side; JOINT is both together."""

    ACADEMIC = "academic"
    INDUSTRY = "industry"
    JOINT = "joint"


SIDES = (Side.ACADEMIC, Side.INDUSTRY)


class Seat(StrEnum):
    """Which side this copy of a partnership speaks for."""

    ACADEMIC = "academic"
    INDUSTRY = "industry"
    FACILITATOR = "facilitator"


class OrganisationKind(StrEnum):
    """What an organisation is; its side is chosen separately."""

    UNIVERSITY = "university"
    COMPANY = "company"
    HEALTH_SERVICE = "health_service"
    CHARITY = "charity"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


class Stage(StrEnum):
    """The four stages of the PIP guidance (Hall et al. 2025)."""

    INITIATION = "initiation"
    SCOPE = "scope"
    EXECUTION = "execution"
    SUSTAINABILITY = "sustainability"


STAGE_NAMES = {
    Stage.INITIATION: "Project initiation",
    Stage.SCOPE: "Scope and agreements",
    Stage.EXECUTION: "Project execution",
    Stage.SUSTAINABILITY: "Promoting sustainability",
}


class Standing(StrEnum):
    """How the partnership stands, in the vocabulary of Zwisler et al. 2024, plus its end."""

    POTENTIAL = "potential"
    ACTIVE = "active"
    STRUGGLING = "struggling"
    SUCCESSFUL = "successful"
    ENDED = "ended"


class Firmness(StrEnum):
    """How firmly a side holds an answer."""

    UNSAID = ""
    MUST = "must"
    PREFER = "prefer"
    OPEN = "open"


class Stance(StrEnum):
    """Can't or won't: the distinction practitioners most wish was made early (UIDP)."""

    UNSAID = ""
    CANT = "cant"
    WONT = "wont"
    OPEN = "open"


class Paper(StrEnum):
    """Which kind of paper (agreements, 3.0)."""

    UNDECIDED = ""
    STATEMENT = "statement"
    MEMORANDUM = "memorandum"
    HEADS_OF_TERMS = "heads_of_terms"
    CONTRACT = "contract"


class CostKind(StrEnum):
    """What full economic cost is made of, in the words of UK costing (TRAC)."""

    DIRECTLY_INCURRED = "directly_incurred"
    DIRECTLY_ALLOCATED = "directly_allocated"
    INDIRECT = "indirect"


class Lane(StrEnum):
    """Where an activity is drawn."""

    ACADEMIC = "academic"
    JOINT = "joint"
    INDUSTRY = "industry"


class LinkKind(StrEnum):
    """The four precedence relations of project scheduling."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class DayUnit(StrEnum):
    """What a duration counts."""

    CALENDAR = "calendar"
    WORKING = "working"


class Repeats(StrEnum):
    """How a period of a clock comes again."""

    NEVER = ""
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Letter(StrEnum):
    """A cell of the role matrix. A and R in one cell is the one allowed pair."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"
    INFORMED = "I"
    ACCOUNTABLE_RESPONSIBLE = "AR"


class Severity(StrEnum):
    """How much a finding matters. NOT_ASSESSED is never a pass."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NOT_ASSESSED = "not_assessed"


class Basis(StrEnum):
    """Who says it: a founding source, a neighbouring publication, or this planner."""

    SOURCE = "source"
    NEIGHBOUR = "neighbour"
    PLANNER = "planner"


class Screen(StrEnum):
    """The screens of one partnership; a finding names the one that mends it."""

    OVERVIEW = "overview"
    SCOPE = "scope"
    AGREEMENT = "agreement"
    ROLES = "roles"
    TIMELINE = "timeline"
    READINESS = "readiness"
    MEMORANDUM = "memorandum"
