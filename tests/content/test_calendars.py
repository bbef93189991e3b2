"""The calendars against what was collected: counts, spot dates, whose word it is."""

from __future__ import annotations

from datetime import date

import pytest

from planner.library import standard_library
from planner.terms import Basis

LIBRARY = standard_library()
# Country, years, periods, whether the page is the institution's own, confidence.
COLLECTED = {
    "cambridge": ("GB", ("2025/26", "2026/27", "2027/28"), 9, True, "high"),
    "dcu": ("IE", ("2025/26", "2026/27"), 17, True, "medium"),
    "ph-freiburg": ("DE", ("2025/26", "2026/27"), 12, True, "high"),
    "fernuni-hagen": ("DE", ("2025/26", "2026/27"), 6, True, "high"),
    "tu-dortmund": ("DE", ("2025/26",), 5, True, "high"),
    "lmu-munich": ("DE", ("2025/26",), 2, True, "medium"),
    "h-karlsruhe": ("DE", ("2025/26",), 4, True, "high"),
    "bradford": ("GB", ("2025/26",), 6, True, "high"),
    "swansea": ("GB", ("2025/26",), 6, True, "medium"),
    "edinburgh": ("GB", ("2025/26",), 3, True, "medium"),
    "oxford": ("GB", ("2025/26",), 3, False, "low"),
    "sheffield": ("GB", ("2025/26",), 3, False, "low"),
    "mit": ("US", ("2025/26",), 5, True, "medium"),
    "maryland": ("US", ("2026/27",), 10, True, "high"),
    "stanford": ("US", ("2025/26",), 2, False, "low"),
    "melbourne": ("AU", ("2024", "2025"), 12, False, "low"),
    "halmstad": ("SE", ("2025/26",), 2, True, "high"),
    "ucl": ("GB", ("2024/25",), 3, True, "medium"),
    "imperial-closure": ("GB", ("2025/26",), 1, True, "high"),
    "twente-closure": ("NL", (), 0, True, "high"),
}
PATTERNS = {
    "gen-gb-semester": 6,
    "gen-de-semester": 4,
    "gen-nl-quarter": 2,
    "gen-us-semester": 3,
    "gen-au-semester": 3,
}
DATES = [
    ("cambridge", "Full Lent 2028", date(2028, 1, 18), date(2028, 3, 17)),
    ("dcu", "Semester 2 2026/27", date(2027, 1, 11), date(2027, 4, 9)),
    ("ph-freiburg", "Summer lectures 2027", date(2027, 4, 19), date(2027, 7, 23)),
    ("fernuni-hagen", "Winter course time 2026/27", date(2026, 10, 12), date(2027, 2, 5)),
    ("tu-dortmund", "Christmas days off", date(2025, 12, 22), date(2026, 1, 2)),
    ("h-karlsruhe", "Marks entered by", date(2026, 2, 14), date(2026, 2, 22)),
    ("bradford", "Supplementary exams", date(2026, 7, 20), date(2026, 7, 31)),
    ("edinburgh", "Teaching block 2", date(2025, 10, 20), None),
    ("mit", "IAP starts", date(2026, 1, 5), None),
    ("maryland", "Thanksgiving recess", date(2026, 11, 25), date(2026, 11, 29)),
    ("melbourne", "Semester 2 2025", date(2025, 7, 28), date(2025, 10, 26)),
    ("ucl", "Third term", date(2025, 4, 28), date(2025, 6, 13)),
    ("imperial-closure", "Easter closure", date(2026, 4, 2), date(2026, 4, 8)),
]


@pytest.mark.parametrize("key", COLLECTED)
def test_a_calendar_is_as_it_was_collected(key):
    found = LIBRARY.calendars[key]

    assert (
        found.country,
        found.years,
        len(found.periods),
        found.official,
        found.confidence,
    ) == COLLECTED[key]
    assert found.basis is Basis.NEIGHBOUR


@pytest.mark.parametrize(("key", "name", "first", "last"), DATES)
def test_dates_are_those_that_were_printed(key, name, first, last):
    assert (first, last) in [(p.start, p.end) for p in LIBRARY.calendars[key].periods if p.name == name]


@pytest.mark.parametrize("key", PATTERNS)
def test_a_country_s_pattern_is_ours_and_names_what_is_behind_it(key):
    found = LIBRARY.calendars[key]

    assert len(found.windows) == PATTERNS[key]
    assert (found.basis, found.confidence) == (Basis.PLANNER, "low")
    assert found.evidence
    assert set(found.evidence) <= set(LIBRARY.facts)


def test_nine_month_contracts_are_outside_from_late_may_to_late_august():
    (window,) = LIBRARY.calendars["maryland"].windows

    assert (window.kind, window.start, window.end) == ("off_contract", "05-23", "08-22")


def test_no_academic_calendar_was_forgotten():
    academic = {key for key, c in LIBRARY.calendars.items() if c.side == "academic"}

    assert academic == COLLECTED.keys() | PATTERNS.keys()


def test_what_is_printed_by_the_institution_names_its_page():
    for key in COLLECTED:
        found = LIBRARY.calendars[key]
        assert found.addresses or not found.official, key
