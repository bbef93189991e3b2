"""A plan that says something else than a clause of the paper it is printed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import checks
from planner.document import Document
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.memorandum.contradictions import contradictions
from planner.model import ClauseChoice
from tests.memorandum.example import TODAY

LIBRARY = standard_library()


@pytest.fixture
def document(example_path: Path) -> Document:
    return Document(read_file(example_path).entities)


def told(document: Document) -> list[str]:
    snapshot = document.snapshot()
    found = checks.findings(snapshot, LIBRARY, TODAY)
    return [each.sentence for each in contradictions(snapshot, LIBRARY, found).values()]


def ethics(document: Document) -> ClauseChoice:
    found = document.snapshot().first(ClauseChoice, clause="ethics")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("", "The plan in Annex A contradicts clause 15: Data collection starts"),
        ("No data until the committee has met.", "The plan in Annex A contradicts clause 15: "),
        ("Patients advise the study.", "The plan in Annex A has dates that cannot hold: Data collection"),
    ],
)
def test_the_clause_is_named_where_its_wording_says_otherwise(document: Document, text: str, begins: str):
    document.set(ethics(document), "own_text", text)

    assert told(document)[0].startswith(begins)


def test_a_clause_left_out_or_a_plan_not_printed_contradicts_nothing(document: Document):
    document.set(ethics(document), "included", False)
    left_out = told(document)
    document.set(document.partnership, "printed", ("roles",))

    assert left_out
    assert not any("contradicts" in sentence for sentence in left_out)
    assert told(document) == []
