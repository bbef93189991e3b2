"""The content that explains a price: every figure somebody's, with place, year and source."""

from __future__ import annotations

import re

from planner.library import standard_library
from planner.price import RATES
from planner.terms import Basis, CostKind

LIBRARY = standard_library()
ITEMS = (*LIBRARY.price_parts.values(), *LIBRARY.price_figures.values(), *LIBRARY.price_levers.values())


def test_every_part_of_the_picture_and_every_rate_is_explained():
    groups = {key: part.group for key, part in LIBRARY.price_parts.items()}

    assert [key for key, group in groups.items() if group == "cost"] == [*map(str, CostKind), "full_cost"]
    assert [key for key, group in groups.items() if group == "cover"] == [
        "cash", "in_kind", "uncovered", "surplus",
    ]  # fmt: skip
    assert [key for key, group in groups.items() if group == "rate"] == list(RATES)


def test_sources_exist_and_what_is_not_the_planners_own_names_one():
    for item in ITEMS:
        assert set(item.sources) <= set(LIBRARY.sources), item.key
        assert (item.basis is Basis.PLANNER) == (not item.sources), item.key


def test_no_founding_source_is_given_a_figure_it_does_not_hold():
    assert all(item.basis is not Basis.SOURCE for item in ITEMS)


def test_every_figure_of_others_holds_a_number_and_says_where_and_when():
    for figure in LIBRARY.price_figures.values():
        assert re.search(r"\d", figure.figure) or figure.key == "profit-marker", figure.key
        assert re.fullmatch(r"\d{4}|undated(, after \d{4})?", figure.year), figure.key
        assert figure.place, figure.key
        assert figure.basis is Basis.NEIGHBOUR, figure.key


def test_a_figure_is_no_younger_or_older_than_its_source():
    for figure in LIBRARY.price_figures.values():
        years = {LIBRARY.sources[key].year for key in figure.sources}
        assert figure.year in years or figure.year.startswith("undated"), figure.key


def test_the_figures_that_small_firms_meet_are_there():
    said = " ".join(f"{figure.figure} {figure.place}" for figure in LIBRARY.price_figures.values())

    for expected in ("80 %", "30 % overhead", "65.7 %", "Ireland", "Waterloo", "67 %", "a profit"):
        assert expected in said


def test_what_lowers_a_price_always_says_what_is_given_for_it():
    keys = set(LIBRARY.price_levers)

    assert {"rights-kept", "publication", "pilot", "students", "voucher"} <= keys
    assert all(lever.trade.endswith(".") for lever in LIBRARY.price_levers.values())


def test_the_planners_own_advice_names_no_figure():
    for item in ITEMS:
        if item.basis is Basis.PLANNER and item.key not in RATES:
            assert not re.search(r"\d", " ".join(str(v) for k, v in item if k not in ("key", "sources"))), (
                item.key
            )


def test_the_wording_is_plain_and_nobody_is_blamed():
    for item in ITEMS:
        told = " ".join(str(value) for name, value in item if name not in ("key", "sources", "basis"))
        assert not re.search("[!']|--", told), item.key
        assert not re.search(r"\b(simply|obviously|leverage|stakeholder|synergy)\b", told), item.key
