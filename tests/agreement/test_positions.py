import pytest

from planner.agreement.clauses import clause_state
from planner.agreement.positions import (
    STATE_RULES,
    PositionState,
    counts,
    findings,
    negotiated,
    open_points,
    slot_origin,
    state_of,
)
from planner.terms import Severity, Side, Stance

FREE, DELAY = "free", "review_and_delay"
CANT, WONT, OPEN, UNSAID = Stance.CANT, Stance.WONT, Stance.OPEN, Stance.UNSAID
ANSWERS = (
    ("problem.statement", Side.JOINT),
    ("success.joint_objectives", Side.JOINT),
    ("boundaries.in", Side.JOINT),
    ("boundaries.out", Side.JOINT),
    ("boundaries.later", Side.JOINT),
    ("risks.escalation", Side.JOINT),
    ("risks.exit", Side.JOINT),
    *((key, side) for key in ("success.measure", "wants.aim", "brings.offer", "why.decision_maker")
      for side in (Side.ACADEMIC, Side.INDUSTRY)),
)  # fmt: skip


@pytest.fixture
def scoped(build):
    """A partnership whose scoping fills every slot of the default wordings."""
    build.parties()
    for question, side in ANSWERS:
        build.answer(question, f"Said on {question}", side)
    build.answer("data.flows", ("no",)).answer("approvals.needed", ("university-ethics",))
    return build.answer("involvement.planned", ("no",))


def both(build, one, other):
    build.position("publication", Side.ACADEMIC, **one)
    build.position("publication", Side.INDUSTRY, **other)
    return build


@pytest.mark.parametrize(
    ("one", "other", "state"),
    [
        ({"option": FREE}, {"option": FREE}, PositionState.AGREED),
        ({"option": FREE, "stance": CANT}, {"option": FREE, "stance": WONT}, PositionState.AGREED),
        (
            {"option": FREE, "text": "No review."},
            {"option": FREE, "text": "no  review"},
            PositionState.AGREED,
        ),
        ({"option": FREE, "text": "No review"}, {"option": FREE}, PositionState.AGREED),
        ({"option": DELAY, "text": "30 days"}, {"option": DELAY, "text": "60 days"}, PositionState.NEAR),
        ({"option": FREE}, {"option": DELAY}, PositionState.NEAR),
        ({"option": FREE, "stance": CANT}, {"option": DELAY}, PositionState.NEAR),
        ({"option": FREE, "stance": CANT}, {"option": DELAY, "stance": OPEN}, PositionState.NEAR),
        ({"option": FREE, "stance": CANT}, {"option": DELAY, "stance": CANT}, PositionState.APART),
        ({"option": FREE, "stance": CANT}, {"option": DELAY, "stance": WONT}, PositionState.APART),
        ({"option": FREE, "stance": WONT}, {"option": DELAY, "stance": WONT}, PositionState.APART),
        ({"text": "never", "stance": WONT}, {"option": DELAY, "stance": WONT}, PositionState.APART),
        ({"text": "as usual"}, {"text": "As usual."}, PositionState.AGREED),
        ({"text": "as usual"}, {"text": "as never"}, PositionState.NEAR),
        ({"option": FREE}, {"stance": OPEN}, PositionState.OPEN),
        ({"option": FREE}, {"stance": CANT}, PositionState.OPEN),
        ({"option": FREE}, {"text": "30 or 60", "stance": OPEN}, PositionState.OPEN),
        ({"option": FREE}, {}, PositionState.OPEN),
    ],
)
def test_the_state_follows_from_the_two_positions_whoever_speaks_first(new_build, library, one, other, state):
    forwards, backwards = both(new_build(), one, other)(), both(new_build(), other, one)()

    assert state_of(forwards, library, "publication") is state
    assert state_of(backwards, library, "publication") is state


def test_what_both_call_agreed_is_agreed_whatever_was_said_before(build, library):
    both(build, {"option": FREE, "stance": CANT}, {"option": DELAY, "stance": CANT})
    build.choose("publication", agreed=True)

    assert state_of(build(), library, "publication") is PositionState.AGREED
    assert findings(build(), library, None) == ()


def test_a_clause_that_does_not_exist_or_is_untouched_is_open(build, library):
    assert state_of(build(), library, "publication") is PositionState.OPEN
    assert state_of(build(), library, "no-such-clause") is PositionState.OPEN


def test_only_negotiated_clauses_are_counted(build, library):
    both(build, {"option": FREE, "stance": CANT}, {"option": DELAY, "stance": CANT})
    build.position("data", Side.INDUSTRY, "deidentified").choose("funding", agreed=True)
    build.position("exclusivity", Side.INDUSTRY, "lock_out")

    assert counts(build(), library) == {
        PositionState.AGREED: 1,
        PositionState.NEAR: 0,
        PositionState.APART: 1,
        PositionState.OPEN: 1,
    }
    assert [state.clause.key for state, _ in negotiated(build(), library)] == [
        "funding",
        "publication",
        "data",
    ]


def test_untouched_clauses_on_their_defaults_leave_nothing_open(scoped, library):
    assert open_points(scoped(), library) == ()


def test_a_missing_answer_is_one_open_point_of_its_clause(build, library):
    points = {point.origin: point for point in open_points(build.parties()(), library)}

    assert points["agreement/background"].text == (
        "Background and the problem. Still to be agreed: the problem in one or two sentences."
    )
    assert points["agreement/background"].side is Side.JOINT
    assert "agreement/publication" not in points


def test_an_unsure_answer_is_on_the_agenda_once_at_its_question(build, library):
    build.answer("problem.statement", not_sure=True)
    state = clause_state(build(), library, "background")

    assert "agreement/background" not in {point.origin for point in open_points(build(), library)}
    assert slot_origin(build(), library, state, state.missing[0]) == "scope/problem.statement/joint"


def test_a_slot_that_no_answer_fills_belongs_to_its_clause(build, library):
    build.choose("exclusivity", included=True, option="lock_out")
    state = clause_state(build(), library, "exclusivity")

    assert slot_origin(build(), library, state, state.missing[0]) == "agreement/exclusivity"


def test_a_side_that_has_not_spoken_is_asked_to(scoped, library):
    (point,) = open_points(scoped.position("data", Side.INDUSTRY, "deidentified")(), library)

    assert point.origin == "agreement/data"
    assert point.side is Side.ACADEMIC
    assert point.text.endswith(". Northfield University has still to say where it stands.")


def test_two_open_sides_are_asked_together(scoped, library):
    scoped.position("data", Side.INDUSTRY, stance=OPEN).position("data", Side.ACADEMIC, stance=OPEN)

    (point,) = open_points(scoped(), library)

    assert point.side is Side.JOINT
    assert point.text.endswith(". Neither side has chosen an option yet.")


def test_sides_that_differ_are_a_short_open_point_and_the_advice_says_who_wants_what(scoped, library, today):
    both(
        scoped,
        {"option": FREE, "stance": CANT, "text": "Free at once."},
        {"option": DELAY, "stance": WONT},
    )

    (point,) = open_points(scoped(), library)

    assert point.text == "Publication and theses. The two sides are apart."
    (found,) = findings(scoped(), library, today)
    assert found.message == point.text
    assert found.advice == (
        "Northfield University: Free at once; Brightpath Digital Ltd: Review, then a short delay on request. "
        "Go through the ladder of compromises together."
    )


def test_a_side_that_differs_where_a_value_is_missing_too_is_still_one_point(scoped, library):
    scoped.choose("exclusivity", included=True, option="lock_out")
    scoped.position("exclusivity", Side.ACADEMIC, "none").position("exclusivity", Side.INDUSTRY, "lock_out")

    (point,) = open_points(scoped(), library)

    assert point.text == (
        "Exclusivity. The two sides are near. "
        "Still to be agreed: length of the promise and the field it covers."
    )


def test_an_agreed_clause_is_open_only_for_its_missing_values(scoped, library):
    scoped.choose("exclusivity", included=True, option="lock_out", agreed=True)

    (point,) = open_points(scoped(), library)

    assert point.text == "Exclusivity. Still to be agreed: length of the promise and the field it covers."


def test_a_clause_left_out_is_not_on_the_agenda(scoped, library):
    scoped.position("data", Side.INDUSTRY, "deidentified").choose("data", included=False)

    assert open_points(scoped(), library) == ()


def test_apart_is_a_warning_with_its_source_and_near_is_only_said(build, library, today):
    both(build, {"option": FREE, "stance": CANT}, {"option": DELAY, "stance": CANT})
    build.position("ethics", Side.ACADEMIC, "university_leads")
    build.position("ethics", Side.INDUSTRY, "company_leads")

    apart, near = findings(build(), library, today)

    assert (apart.id, apart.severity) == ("position-apart/publication", Severity.WARNING)
    assert apart.sources == ("UIDP, contract speed",)
    assert "ladder" in apart.advice
    assert (near.id, near.severity) == ("position-near/ethics", Severity.INFO)
    assert "ladder" not in near.advice


def test_two_sides_that_only_say_they_are_open_leave_no_wishes(build, library, today):
    build.position("ethics", Side.ACADEMIC, stance=OPEN).position("ethics", Side.INDUSTRY, stance=OPEN)

    (found,) = findings(build(), library, today)

    assert found.message == "Ethics, approvals and public involvement. Neither side has chosen an option yet."
    assert found.advice == ""


def test_a_guessed_position_is_marked_until_that_side_confirms(build, library, today):
    build.parties().position("data", Side.INDUSTRY, "staged", confirmed=False)

    found = {finding.id: finding for finding in findings(build(), library, today)}

    assert "Brightpath Digital Ltd is our guess" in found["position-guess/data/industry"].message


def test_every_state_has_its_rule_in_words():
    assert set(STATE_RULES) == set(PositionState)
    assert all(rule.startswith(f"{state.value.capitalize()} means") for state, rule in STATE_RULES.items())


def test_a_clause_that_the_program_writes_can_be_negotiated_like_any_other(build, library):
    build.position("timeline", Side.ACADEMIC, "quarters").position("timeline", Side.INDUSTRY, "fixed_dates")

    assert state_of(build(), library, "timeline") is PositionState.NEAR
    assert "agreement/timeline" in [point.origin for point in open_points(build(), library)]
