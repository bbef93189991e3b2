from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.agreement.clauses import check_value, clause_state, findings
from planner.agreement.values import answers_to, printed_value, resolved_value, words_said
from planner.document import snapshot_of
from planner.errors import Refused
from planner.exchange.compare import copy_of
from planner.library import standard_library
from planner.library.clause_entries import Slot
from planner.model import Person
from planner.terms import Side


def slot(kind="days", **fields):
    unit = {"days": "calendar days", "months": "months"}.get(kind, "")
    return Slot(**{"key": "x", "label": "the x", "kind": kind, "unit": unit, **fields})


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "printed"),
    [
        ("days", "30", "30", "30 calendar days"),
        ("days", " 1 calendar day ", "1", "1 calendar day"),
        ("days", "30 days", "30", "30 calendar days"),
        ("months", "6 months", "6", "6 months"),
        ("months", "1", "1", "1 month"),
        ("percent", "100 %", "100", "100 %"),
        ("number", "-3", "-3", "-3"),
        ("money", "12,500.00", "12500.00", "GBP 12,500"),
        ("money", "0", "0.00", "GBP 0"),
        ("date", "29 Feb 2028", "2028-02-29", "29 Feb 2028"),
        ("text", "  two\nlines ", "two\nlines", "two lines"),
        ("person", "Head of school", "Head of school", "Head of school"),
    ],
)
def test_a_value_is_stored_in_one_form_and_printed_with_its_unit(kind, typed, stored, printed):
    checked = check_value(slot(kind), typed)

    assert checked == stored
    assert printed_value(slot(kind), checked, "GBP") == printed


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("percent", "101", "more than 100"),
        ("days", "-1", "less than 0"),
        ("months", "-1", "less than 0"),
        ("money", "-5", "less than 0"),
        ("money", "12 apples", "not an amount"),
        ("money", "1e400", "too large"),
        ("money", "£", "not an amount"),
        ("days", "a month", "whole number"),
        ("days", "30 weeks", "whole number"),
        ("days", "2.5", "whole number"),
        ("days", "9" * 40, "whole number"),
        ("date", "29 Feb 2027", "no such day"),
        ("date", "soon", "not a date"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_a_sentence(kind, typed, says):
    with pytest.raises(Refused, match=says) as refusal:
        check_value(slot(kind), typed)

    assert refusal.value.field == "x"


@pytest.mark.parametrize(("typed", "is_fine"), [("9", False), ("10", True), ("20", True), ("21", False)])
def test_bounds_are_part_of_what_is_allowed(typed, is_fine):
    bounded = slot(minimum=10, maximum=20)

    if is_fine:
        assert check_value(bounded, typed) == typed
    else:
        with pytest.raises(Refused, match="calendar days"):
            check_value(bounded, typed)


def test_an_empty_value_clears_the_slot():
    assert check_value(slot(), "   ") == ""


@given(st.sampled_from(["days", "months", "percent", "number", "money", "date", "text"]), st.text())
def test_any_text_is_either_refused_or_stored_as_something_that_is_accepted_again(kind, text):
    try:
        stored = check_value(slot(kind), text)
    except Refused:
        return

    assert check_value(slot(kind), stored) == stored
    assert stored == "" or printed_value(slot(kind), stored, "GBP")


def test_a_typed_value_comes_before_an_answer_and_an_answer_before_a_default(build, library):
    reads = slot("text", answer="problem.statement", default="the default")
    unanswered = build()
    answered = build.answer("problem.statement", "Stress in\nthe first term")()

    assert resolved_value(answered, library, reads, "typed").text == "typed"
    assert resolved_value(answered, library, reads, "").text == "Stress in the first term"
    assert resolved_value(unanswered, library, reads, "").text == "the default"


def test_one_side_can_fill_a_slot_and_two_sides_are_joined(build, library):
    build.answer("wants.aim", "Evidence", Side.ACADEMIC).answer("wants.aim", "Growth", Side.INDUSTRY)

    one = resolved_value(build(), library, slot("text", answer="wants.aim/industry"), "")
    both = resolved_value(build(), library, slot("text", answer="wants.aim"), "")

    assert one.printed == "Growth"
    assert both.printed == "Evidence; Growth"


def test_an_amount_is_read_with_its_own_currency(build, library):
    build.answer("money.moves", ("yes",)).answer("money.amount", Decimal(40000), currency="EUR")

    assert resolved_value(build(), library, slot("money", answer="money.amount"), "").printed == "EUR 40,000"


def test_a_question_ruled_out_by_an_answer_leaves_nothing_to_agree(build, library):
    reads = slot("text", answer="data.what")
    unasked = resolved_value(build(), library, reads, "")
    ruled_out = resolved_value(build.answer("data.flows", ("no",))(), library, reads, "")

    assert unasked.text == ""
    assert ruled_out.printed == "none planned"


def test_an_unsure_answer_fills_nothing(build, library):
    build.answer("problem.statement", not_sure=True)

    assert resolved_value(build(), library, slot("text", answer="problem.statement"), "").text == ""
    assert words_said(build(), library, "problem.statement") == {"not_sure"}


def test_an_unknown_question_says_nothing(build, library):
    assert resolved_value(build(), library, slot("text", answer="no.such"), "").text == ""
    assert answers_to(build(), library, "no.such") == ()


def test_a_stored_value_that_cannot_be_used_falls_back_and_says_so(build, library):
    value = resolved_value(build(), library, slot(default="30"), "many")

    assert value.text == "30"
    assert "whole number" in value.fault


# Every slot of every clause, at and past its bounds

SLOTS = [(clause, slot) for clause in standard_library().clauses.values() for slot in clause.slots]
COUNTED = [pair for pair in SLOTS if pair[1].kind in ("days", "months", "percent", "number", "money")]
DATED = [pair for pair in SLOTS if pair[1].kind == "date"]
HUGE = ("9" * 40, "1e308", "-" + "9" * 40)


def named(pair):
    return f"{pair[0].key}-{pair[1].key}"


def refusal(slot, text):
    with pytest.raises(Refused) as refused:
        check_value(slot, text)
    assert refused.value.field == slot.key
    return str(refused.value)


@pytest.mark.parametrize("pair", COUNTED, ids=named)
def test_every_counted_value_is_taken_at_its_bounds_and_refused_past_them(pair):
    _, slot = pair

    for end in (slot.minimum, slot.maximum):
        assert Decimal(check_value(slot, str(end))) == end
    assert refusal(slot, str(slot.minimum - 1)).startswith("This is less than")
    assert refusal(slot, str(slot.maximum + 1)).startswith("This is more than")


@pytest.mark.parametrize("pair", COUNTED, ids=named)
def test_every_counted_value_refuses_a_wrong_unit_words_and_what_is_huge(pair):
    _, slot = pair

    for text in ("30 elephants", "soon", "2026-12-09", "½", *HUGE):
        assert refusal(slot, text).endswith(".")
    if slot.kind in ("days", "months"):
        other = "months" if slot.kind == "days" else "calendar days"
        assert "whole number" in refusal(slot, f"{slot.minimum} {other}")
        assert check_value(slot, f"{slot.maximum} {slot.unit}") == str(slot.maximum)
    assert check_value(slot, "  ") == ""


@pytest.mark.parametrize("pair", DATED, ids=named)
def test_every_date_is_taken_within_the_century_and_refused_outside_it(pair):
    _, slot = pair

    assert check_value(slot, "1 Jan 2000") == "2000-01-01"
    assert check_value(slot, "31 Dec 2100") == "2100-12-31"
    for text in ("31 Dec 1999", "1 Jan 2101", "30 days", "soon", "29 Feb 2027", *HUGE):
        assert refusal(slot, text).endswith(".")
    assert check_value(slot, "") == ""


@pytest.mark.parametrize("pair", [p for p in SLOTS if p not in COUNTED + DATED], ids=named)
def test_every_worded_value_is_taken_up_to_what_can_be_stored(pair):
    _, slot = pair
    longest = 20_000 if slot.kind == "text" else 400

    assert check_value(slot, "x" * longest) == "x" * longest
    assert "characters" in refusal(slot, "x" * (longest + 1))
    assert check_value(slot, " \n ") == ""


# Parties and people


def test_a_party_is_stored_by_its_key_and_printed_by_its_legal_name(build, library):
    build.parties()
    asked = slot("party")
    renamed = build.university.model_copy(update={"name": "Northfield", "legal_name": "The University"})
    build.parts[0] = renamed

    assert check_value(asked, str(renamed.id)) == str(renamed.id)
    assert resolved_value(build(), library, asked, str(renamed.id)).printed == "The University"
    assert resolved_value(build(), library, asked, str(build.company.id)).printed == "Brightpath Digital Ltd"


def test_a_party_is_still_the_same_one_in_a_copy_of_the_partnership(build, library):
    build.parties().choose("ethics", option="named_sponsor", values=(("sponsor", str(build.company.id)),))

    copied = snapshot_of(copy_of(build().entities()))

    state = clause_state(copied, library, "ethics")
    assert state.printed["sponsor"] == "Brightpath Digital Ltd"
    assert state.values["sponsor"] != str(build.company.id)


def test_a_party_that_was_removed_or_never_was_one_is_a_fault_in_words(build, library):
    build.parties()
    gone = resolved_value(build(), library, slot("party"), str(uuid4()))
    unknown = resolved_value(build(), library, slot("party"), "Somebody else")

    assert (gone.text, gone.printed) == ("", "")
    assert "no longer part of this partnership" in gone.fault
    assert unknown.fault == "Choose one of the organisations of this partnership."


def test_a_person_is_one_of_the_people_or_a_post_in_words(build, library):
    build.parties()
    lead = build.add(Person, organisation_id=build.university.id, name="Academic lead")

    assert resolved_value(build(), library, slot("person"), str(lead.id)).printed == "Academic lead"
    assert resolved_value(build(), library, slot("person"), "Head\nof school").printed == "Head of school"
    assert "no longer part" in resolved_value(build(), library, slot("person"), str(uuid4())).fault


def test_a_removed_organisation_is_a_finding_at_the_clause_that_named_it(build, library, today):
    build.parties().choose("ethics", option="named_sponsor", values=(("sponsor", str(uuid4())),))

    (found,) = findings(build(), library, today)

    assert found.id == "value/ethics/sponsor"
    assert found.place == "agreement/ethics"
    assert "the sponsor of the study cannot be used. The organisation chosen here" in found.message
    assert "sponsor" in [slot.key for slot in clause_state(build(), library, "ethics").missing]
