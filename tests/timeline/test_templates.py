from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.document import Document
from planner.errors import Refused
from planner.library.entries import TemplateActivity
from planner.model import Activity, Link
from planner.timeline.schedule import schedule
from planner.timeline.templates import insert_template, milestones_of, past_start_told, preview, start_for
from planner.wording import spoken_date
from tests.timeline.plans import BRIGHTPATH, LIBRARY, NORTHFIELD, PARTNERSHIP, plan

START = date(2027, 1, 4)
EMPTY = plan()


def path_days(key: str, field: str) -> int:
    """The length of the whole path of a template, worked out anew from its entries."""
    finishes: dict[str, int] = {}
    starts: dict[str, int] = {}

    def days(item: TemplateActivity) -> int:
        return int(getattr(item, field))

    items = {item.key: item for item in LIBRARY.templates[key].activities}

    def start(key: str) -> int:
        if key not in starts:
            starts[key] = (
                max(
                    (start(w.key) if w.kind == "SS" else finish(w.key)) + w.lag_days for w in items[key].after
                )
                if items[key].after
                else 0
            )
        return starts[key]

    def finish(key: str) -> int:
        finishes[key] = start(key) + days(items[key])
        return finishes[key]

    return max(finish(key) for key in items)


def test_inserting_a_template_is_one_step_with_links_evidence_and_origin():
    document = Document([PARTNERSHIP, NORTHFIELD, BRIGHTPATH])

    stored = insert_template(document, LIBRARY, "ktp", START)

    assert document.undo_label == "template “Knowledge Transfer Partnership”"
    assert [a.template_item for a in stored][:2] == ["ktp.k1", "ktp.k2"]
    assert stored[0].start_on == START
    assert stored[0].basis == ("gra-08",)
    assert "our assumption" in stored[0].notes
    assert {a.organisation_id for a in stored} == {None, NORTHFIELD.id, BRIGHTPATH.id}
    assert [a.rank for a in stored] == list(range(1, 16))
    document.undo()
    assert document.snapshot().all(Activity) == ()
    assert document.snapshot().all(Link) == ()


@pytest.mark.parametrize("key", LIBRARY.templates)
def test_every_template_is_placed_whole_and_as_long_as_its_longest_path(key):
    seen = preview(EMPTY, LIBRARY, key, START)
    found = seen.times

    assert len(found) == len(LIBRARY.templates[key].activities)
    assert schedule(seen.snapshot, LIBRARY).loops == ()
    assert min(item.start for item in found.values()) == START
    last = max(item.end.toordinal() + (not item.activity.is_milestone) for item in found.values())
    assert last - START.toordinal() == path_days(key, "likely_days")
    late = max(item.late_end.toordinal() + (not item.activity.is_milestone) for item in found.values())
    assert late - START.toordinal() == path_days(key, "late_days")


@pytest.mark.parametrize(
    ("key", "likely", "late"),
    [
        ("ktp", 1128, 1667),
        ("industry-funded", 949, 2251),
        ("studentship", 1818, 2567),
        ("digital-health-nhs", 895, 1830),
        ("voucher-consultancy", 168, 248),
        ("us-sbir-sttr", 1659, 1932),
    ],
)
def test_path_lengths_are_those_of_the_reference(key, likely, late):
    assert (path_days(key, "likely_days"), path_days(key, "late_days")) == (likely, late)


def test_the_preview_shows_what_inserting_brings():
    document = Document(plan().entities())
    stored = insert_template(document, LIBRARY, "voucher-consultancy", START)

    inserted = schedule(document.snapshot(), LIBRARY)
    seen = preview(plan(), LIBRARY, "voucher-consultancy", START)

    assert [inserted[a.id].start for a in stored] == [item.start for item in seen.times.values()]


def test_an_unknown_template_is_refused():
    with pytest.raises(Refused, match="no such template"):
        preview(EMPTY, LIBRARY, "unheard-of", START)


@pytest.mark.parametrize("key", LIBRARY.templates)
@pytest.mark.parametrize("in_late_case", [False, True])
def test_planned_back_from_a_deadline_a_template_ends_just_in_time(key, in_late_case):
    deadline = date(2033, 3, 31)

    start = start_for(EMPTY, LIBRARY, key, deadline, in_late_case=in_late_case)

    found = preview(EMPTY, LIBRARY, key, start)
    later = preview(EMPTY, LIBRARY, key, start + timedelta(days=1))
    assert (found.late_end_on if in_late_case else found.end_on) <= deadline
    assert (later.late_end_on if in_late_case else later.end_on) > deadline


def test_a_deadline_at_the_beginning_of_the_calendar_is_refused():
    with pytest.raises(Refused, match="early enough"):
        start_for(EMPTY, LIBRARY, "ktp", date(2, 1, 1))


@pytest.mark.parametrize("key", LIBRARY.templates)
def test_a_deadline_may_be_that_of_a_milestone(key):
    deadline = date(2033, 3, 31)
    for item in milestones_of(LIBRARY.templates[key]):
        for in_late_case in (False, True):
            start = start_for(EMPTY, LIBRARY, key, deadline, in_late_case=in_late_case, item=item.key)

            found = preview(EMPTY, LIBRARY, key, start)
            later = preview(EMPTY, LIBRARY, key, start + timedelta(days=1))
            assert found.done_on(item.key)[in_late_case] <= deadline < later.done_on(item.key)[in_late_case]


def test_a_deadline_for_what_the_template_has_not_is_refused():
    with pytest.raises(Refused, match="no such activity"):
        start_for(EMPTY, LIBRARY, "ktp", START, item="unheard-of")


def test_a_start_in_the_past_is_said_with_what_a_start_today_would_bring():
    today = date(2026, 12, 9)
    likely, late = preview(EMPTY, LIBRARY, "ktp", today).done_on("k6")

    assert past_start_told(EMPTY, LIBRARY, "ktp", today, today) == ""
    told = past_start_told(EMPTY, LIBRARY, "ktp", date(2024, 8, 28), today, "k6")
    assert told == (
        "That start is 27 months before today. Begun today, “Round deadline” would be done by "
        f"{spoken_date(likely)} (likely), {spoken_date(late)} (late)."
    )
    told = past_start_told(EMPTY, LIBRARY, "ktp", date(2026, 12, 1), today)
    assert told.startswith("That start is 8 calendar days before today. Begun today, it would be done by ")
