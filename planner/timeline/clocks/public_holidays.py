"""Public holidays of a country or a part of one, as the library `holidays` knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

PREFIX = "holidays:"
_SMALL = {"Of", "And", "The"}
_ENGLISH = ("en_GB", "en_US")


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Whose public holidays a clock shows, and for which years they are known."""

    pattern: str
    name: str
    first_year: int
    last_year: int

    @property
    def note(self) -> str:
        """Where the days come from, and for which years."""
        return (
            f"Public holidays, {self.name}, with the days off given in their place. Known to the program "
            f"library “holidays” for {self.first_year} to {self.last_year}. Check days that are announced "
            "year by year."
        )


def pattern_of(country: str, part: str = "") -> str:
    """What a clock's pattern is for these public holidays: "holidays:GB-ENG"."""
    return f"{PREFIX}{country}-{part}" if part else f"{PREFIX}{country}"


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """Code and name of every country whose public holidays are known, by name."""
    from holidays.registry import COUNTRIES

    found = ((codes[1], _spoken(key)) for key, codes in COUNTRIES.items())
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _spoken(key: str) -> str:
    words = key.replace("_", " ").title().split()
    return " ".join(word.lower() if word in _SMALL and place else word for place, word in enumerate(words))


@lru_cache(maxsize=64)
def parts(country: str) -> tuple[tuple[str, str], ...]:
    """Code and name of every part of a country that has public holidays of its own, by name."""
    kind = _kind(country)
    if kind is None:
        return ()
    names: dict[str, str] = {}
    for name, code in kind.subdivisions_aliases.items():
        # Some parts have a short name and a full one.
        names[code] = max(names.get(code, ""), name, key=len)
    return tuple(sorted(((code, names.get(code, code)) for code in kind.subdivisions), key=lambda p: p[1]))


@lru_cache(maxsize=64)
def holiday_calendar(pattern: str) -> HolidayCalendar | None:
    """Whose holidays a clock's pattern stands for; None when it stands for none that are known."""
    country, part = _split(pattern)
    kind = _kind(country)
    if kind is None or (part and part not in kind.subdivisions):
        return None
    name = dict(countries())[country]
    if part:
        name = f"{dict(parts(country))[part]}, {name}"
    return HolidayCalendar(pattern, name, kind.start_year, kind.end_year)


def days_off(pattern: str, start: date, end: date) -> list[tuple[date, str]]:
    """The public holidays from `start` to `end` with their names, in the years that are known."""
    calendar = holiday_calendar(pattern)
    if calendar is None:
        return []
    years = range(max(start.year, calendar.first_year), min(end.year, calendar.last_year) + 1)
    found = (each for year in years for each in _in_year(pattern, year))
    return [(day, name) for day, name in found if start <= day <= end]


def is_holiday_pattern(pattern: str) -> bool:
    """Whether a clock's pattern means public holidays."""
    return pattern.startswith(PREFIX)


def _split(pattern: str) -> tuple[str, str]:
    country, _, part = pattern.removeprefix(PREFIX).partition("-")
    return country, part


def _kind(country: str) -> Any:
    """The library's class for a country, None when it has none."""
    if country not in dict(countries()):
        return None
    import holidays

    return getattr(holidays, country)


@lru_cache(maxsize=2_048)
def _in_year(pattern: str, year: int) -> tuple[tuple[date, str], ...]:
    country, part = _split(pattern)
    kind = _kind(country)
    spoken = next((language for language in _ENGLISH if language in kind.supported_languages), None)
    found = kind(subdiv=part or None, years=year, observed=True, language=spoken)
    # A year can bring a day off of the year beside it; each is told by its own.
    return tuple(sorted((day, name) for day, name in found.items() if day.year == year))
