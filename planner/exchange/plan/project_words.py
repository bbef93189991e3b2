"""What MS Project's exchange format (MSPDI) and our plan call the same thing."""

from __future__ import annotations

from datetime import date

from planner.terms import LinkKind

NAMESPACE = "http://schemas.microsoft.com/project"
LINK_TYPES = {
    LinkKind.FINISH_FINISH: 0,
    LinkKind.FINISH_START: 1,
    LinkKind.START_FINISH: 2,
    LinkKind.START_START: 3,
}
DAYS, ELAPSED_DAYS = 7, 8
# Formats whose durations run through nights and weekends; then those that are a share of something else.
ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
SHARES = frozenset({19, 20, 51, 52})
MINUTES_PER_DAY, MINUTES_PER_ELAPSED_DAY = 480, 1440
# The first and the last day that MS Project counts, which programs write where there is no date.
NO_DATES = frozenset({date(1984, 1, 1), date(2149, 12, 31)})
AS_SOON, MUST_START, NOT_BEFORE, NOT_AFTER = 0, 2, 4, 7

# What the format has no place for goes into fields of one's own, found again by these names.
KEY, LANE, ORGANISATION, KIND, PACKAGE = (
    "Planner key",
    "Planner lane",
    "Planner organisation",
    "Planner kind",
    "Planner work package",
)
SHORTEST, LATE = "Planner shortest", "Planner late"
FIELDS = {
    KEY: ("188743731", "Text1"),
    LANE: ("188743734", "Text2"),
    ORGANISATION: ("188743737", "Text3"),
    KIND: ("188743740", "Text4"),
    PACKAGE: ("188743743", "Text5"),
    SHORTEST: ("188743783", "Duration1"),
    LATE: ("188743785", "Duration3"),
}
