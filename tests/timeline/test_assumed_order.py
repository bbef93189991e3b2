from __future__ import annotations

from datetime import date

from planner.timeline.handshake.assumed_order import assumed_links, assumed_told, runs_to
from planner.timeline.handshake.first_day import first_day, goals
from planner.timeline.pace import Pace
from tests.timeline.plans import BRIGHTPATH, DATA, ETHICS, LIBRARY, activity, assumed, link, milestone, plan

SIGNED = milestone("Signed", date(2027, 3, 1), kind="contract_signed")
POST = activity("Post", date(2027, 2, 1), 60, kind="recruitment")
THEIRS = activity("Their post", date(2027, 2, 1), 60, "industry", kind="recruitment")


def pairs(snapshot, goal):
    return {(made.before_id, made.after_id) for made in assumed_links(snapshot, LIBRARY, goal.id)}


def test_what_the_rules_put_first_is_assumed_where_no_link_says_so():
    snapshot = plan(SIGNED, ETHICS, POST, THEIRS, DATA)

    assert pairs(snapshot, DATA) == {(SIGNED.id, DATA.id), (ETHICS.id, DATA.id), (POST.id, DATA.id)}
    assert THEIRS.organisation_id == BRIGHTPATH.id
    assert first_day(snapshot, LIBRARY) == DATA
    assert goals(snapshot, LIBRARY) == (DATA,)


def test_where_links_say_it_nothing_is_assumed():
    snapshot = plan(SIGNED, ETHICS, DATA, link(SIGNED, ETHICS), link(ETHICS, DATA))

    assert pairs(snapshot, DATA) == set()
    assert assumed_told(snapshot, ()) == ""


def test_what_is_assumed_never_makes_a_loop():
    pilot = activity("Pilot", date(2027, 1, 4), kind="data_collection")
    snapshot = plan(pilot, ETHICS, DATA, SIGNED, link(pilot, ETHICS), link(DATA, SIGNED))
    links = assumed_links(snapshot, LIBRARY, SIGNED.id)

    assert {(made.before_id, made.after_id) for made in links} == {(ETHICS.id, DATA.id)}
    assert goals(snapshot, LIBRARY)


def test_a_step_known_not_to_happen_is_not_assumed():
    snapshot = plan(SIGNED, ETHICS, DATA, assumed("r09-ethics-before-data.none_planned", "true"))

    assert pairs(snapshot, DATA) == {(SIGNED.id, DATA.id)}


def test_the_runs_go_through_what_is_assumed_and_it_is_said():
    snapshot = plan(ETHICS, DATA)
    found, links = runs_to(snapshot, LIBRARY, DATA.id, True, None, None, 90, Pace())
    alone, none = runs_to(snapshot, LIBRARY, DATA.id, False, None, None, 90, Pace())

    assert [step.activity for step in found.steps] == [ETHICS]
    assert (alone.steps, none) == ((), ())
    assert assumed_told(snapshot, links) == (
        "Assumed order, no link says so: “Ethics review” before “Data collection”."
    )
