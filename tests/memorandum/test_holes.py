"""Holes become the agenda: whatever is missing, nothing is blank and everything missing is listed."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import HealthCheck, example, given, settings

from planner.agenda import open_points
from planner.document import Snapshot, snapshot_of
from planner.library import standard_library
from planner.memorandum.annexes import TITLES
from planner.memorandum.blocks import Annex, Block, Memorandum, Table, to_json
from planner.memorandum.compose import compose
from planner.memorandum.gaps import gaps
from planner.memorandum.pdf import render
from planner.model import OpenPoint, Partnership
from tests.memorandum import example as worked
from tests.memorandum.random_papers import papers
from tests.memorandum.reading import words_of

LIBRARY = standard_library()
TODAY = date(2026, 12, 9)
EMPTY = snapshot_of([Partnership(title="x", printed=(*TITLES, "internal"))])
# What no reader should ever meet: marks of a template, and a value that slipped through.
FORBIDDEN = re.compile(r"[{}]|__|\(\s*\)|\( | \)|\[\]|\bNone\b(?! of it)|\b(?:TODO|nan|null)\b|gap 0|point 0")
NUMBERED = re.compile(r"to be agreed(?: \((?:open point|gap) \d+\)|, (?:open point|gap) \d+)", re.IGNORECASE)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def composed(snapshot: Snapshot) -> Memorandum:
    return compose(snapshot, LIBRARY, TODAY)


def outside_the_lists(paper: Memorandum) -> list[Block]:
    """The blocks but those that are themselves a list of what is missing."""
    found: list[Block] = []
    is_agenda = False
    for block in paper.blocks:
        if isinstance(block, Annex):
            is_agenda = block.title == TITLES["agenda"]
        is_list = isinstance(block, Table) and block.head[-1] == "Still missing"
        if not is_agenda and not is_list:
            found.append(block)
    return found


@settings(deadline=None, max_examples=15, suppress_health_check=SLOW)
@given(papers())
@example(EMPTY)
def test_no_blank_no_brace_and_no_stray_value_is_ever_printed(snapshot: Snapshot):
    told = words_of(composed(snapshot))

    assert FORBIDDEN.findall(told) == []


@settings(deadline=None, max_examples=15, suppress_health_check=SLOW)
@given(papers())
@example(EMPTY)
def test_whatever_is_to_be_agreed_has_a_number_that_is_listed(snapshot: Snapshot):
    paper = composed(snapshot)
    listed = {f"open point {item.number}" for item in open_points(snapshot, LIBRARY)}
    listed |= {f"gap {item.number}" for item in gaps(snapshot, LIBRARY)}

    for block in outside_the_lists(paper):
        told = words_of(Memorandum(**{**vars(paper), "blocks": (block,), "front": ()}))
        assert "to be agreed" not in NUMBERED.sub("", told).lower(), told
        assert set(re.findall(r"\b(?:open point|gap) \d+", told)) <= listed


@settings(deadline=None, max_examples=15, suppress_health_check=SLOW)
@given(papers())
@example(EMPTY)
def test_every_point_and_every_gap_has_an_owner_and_is_counted_in_the_header(snapshot: Snapshot):
    paper = composed(snapshot)
    points, missing = open_points(snapshot, LIBRARY), gaps(snapshot, LIBRARY)

    assert all(item.owner.strip() and item.text.strip() for item in (*points, *missing))
    assert [item.number for item in missing] == list(range(1, len(missing) + 1))
    assert len({item.origin for item in missing}) == len(missing)
    counts = re.search(r"· (no|\d+) open points?(?:, (\d+) gaps?)? ·", paper.state)
    assert counts is not None
    assert counts[1] == (str(len(points)) if points else "no")
    assert counts[2] == (str(len(missing)) if missing else None)


@settings(deadline=None, max_examples=15, suppress_health_check=SLOW)
@given(papers())
@example(EMPTY)
def test_the_agenda_prints_every_point_and_gap_with_its_date(snapshot: Snapshot):
    paper = composed(snapshot)
    if "agenda" not in snapshot.partnership.printed:
        return
    printed: dict[str, list[tuple[str, ...]]] = {
        block.head[1]: [row.cells for row in block.rows]
        for block in paper.blocks
        if isinstance(block, Table) and block.head[0] == "No."
    }

    for head, items in (
        ("What is to be settled", open_points(snapshot, LIBRARY)),
        ("What is missing", gaps(snapshot, LIBRARY)),
    ):
        rows = printed.get(head, [])
        assert [row[:2] for row in rows] == [(str(i.number), i.text) for i in items]
        assert all(row[2].strip() for row in rows)
        assert all(re.fullmatch(r"to be agreed|\d+ \w{3} \d{4}", row[3]) for row in rows)


@settings(deadline=None, max_examples=4, suppress_health_check=SLOW)
@given(papers())
@example(EMPTY)
def test_a_draft_can_always_be_exported(snapshot: Snapshot):
    paper = composed(snapshot)

    content, report = render(paper)

    assert content.startswith(b"%PDF")
    assert report.pages >= 1
    assert to_json(paper)


def test_owner_and_date_of_a_gap_are_stored_as_those_of_a_point():
    snapshot = worked.snapshot()
    gap = next(item for item in gaps(snapshot, LIBRARY) if item.origin.startswith("roles/"))
    stored = OpenPoint(
        partnership_id=worked.HOME, origin=gap.origin, owner_id=worked.key("Academic lead"), due_on=TODAY
    )

    found = next(i for i in gaps(worked.snapshot(stored), LIBRARY) if i.origin == gap.origin)

    assert (found.owner, found.due_on) == ("Academic lead", TODAY)
    assert open_points(worked.snapshot(stored), LIBRARY) == open_points(snapshot, LIBRARY)


def test_a_gap_that_is_filled_in_is_gone():
    entities = worked.entities()
    lead = next(e for e in entities if e.id == worked.key("Academic lead"))
    signing = [lead.model_copy(update={"may_sign": True}) if e is lead else e for e in entities]

    def texts(snapshot: Snapshot) -> set[str]:
        return {item.text for item in gaps(snapshot, LIBRARY)}

    assert texts(snapshot_of(entities)) - texts(snapshot_of(signing)) == {
        "Northfield University: who may sign"
    }
