from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import agenda
from planner.agreement.clauses import clause_set
from planner.agreement.papers import checklist
from planner.document import Snapshot, snapshot_of
from planner.library import standard_library
from planner.memorandum import compose as wording
from planner.memorandum.annexes import TITLES
from planner.memorandum.blocks import (
    Annex,
    Block,
    Bullets,
    Heading,
    Memorandum,
    Notice,
    Paragraph,
    Parties,
    SignatureBlock,
    Table,
)
from planner.memorandum.compose import compose
from planner.memorandum.gaps import gaps
from planner.model import ClauseChoice, Contribution, Entity, NextStep, OpenPoint, Organisation, Person
from planner.terms import Paper, Side
from tests.memorandum import example
from tests.memorandum.example import HOME, TODAY, answer, key
from tests.memorandum.reading import words_of

LIBRARY = standard_library()
PAPERS = [paper for paper in Paper if paper is not Paper.UNDECIDED]


def _composed(snapshot: Snapshot) -> Memorandum:
    return compose(snapshot, LIBRARY, TODAY)


def _without(*nouns: type[Entity], **fields: object) -> Snapshot:
    return snapshot_of([e for e in example.entities(**fields) if not isinstance(e, nouns)])


def _choice(clause: str, **fields: object) -> ClauseChoice:
    return ClauseChoice.model_validate({"partnership_id": HOME, "clause": clause, **fields})


def _under(paper: Memorandum, title: str) -> list[Block]:
    """The blocks of the clause with this title."""
    found: list[Block] = []
    is_inside = False
    for block in paper.blocks:
        if isinstance(block, Heading | Annex):
            is_inside = isinstance(block, Heading) and block.text == title
        elif is_inside:
            found.append(block)
    return found


def _title(clause: str) -> str:
    return LIBRARY.clauses[clause].title


@pytest.mark.parametrize("paper", PAPERS)
def test_clauses_are_numbered_without_gaps(paper: Paper):
    composed = _composed(example.snapshot(paper=paper))

    numbers = [block.number for block in example.only(composed.blocks, Heading) if block.number]

    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("paper", PAPERS)
def test_headings_carry_the_numbers_and_the_switches_that_screens_show(paper: Paper):
    snapshot = example.snapshot(paper=paper)

    printed = [
        (b.number, b.text, b.binds) for b in example.only(_composed(snapshot).blocks, Heading) if b.number
    ]

    assert printed == [
        (str(s.number), s.clause.title, s.binds) for s in clause_set(snapshot, LIBRARY) if s.included
    ]


def test_a_memorandum_is_drawn_while_no_kind_of_paper_is_chosen():
    composed = _composed(example.snapshot(paper=Paper.UNDECIDED))

    assert composed.title == LIBRARY.papers["memorandum"].title
    assert composed.paper_name == "memorandum"


@pytest.mark.parametrize("paper", PAPERS)
def test_an_empty_partnership_prints_no_blanks_and_no_braces(paper: Paper):
    composed = _composed(snapshot_of([example.partnership(paper=paper)]))

    texts = words_of(composed)
    assert "{" not in texts
    assert "  " not in texts
    assert not any(isinstance(block, Paragraph) and not block.text.strip() for block in composed.blocks)
    assert "to be agreed" in texts


def test_an_unknown_value_prints_the_number_it_has_on_the_agenda():
    snapshot = example.small()
    items = agenda.open_points(snapshot, LIBRARY)
    number = next(item.number for item in items if item.origin == "agreement/background")

    (paragraph,) = _under(_composed(snapshot), _title("background"))

    assert f"to be agreed (open point {number})" in paragraph.text


def test_an_answer_not_sure_yet_points_to_its_own_open_point():
    snapshot = example.small(answer("wants.aim", Side.ACADEMIC, not_sure=True))
    items = agenda.open_points(snapshot, LIBRARY)
    number = next(item.number for item in items if item.origin == "scope/wants.aim/academic")

    table = next(b for b in _under(_composed(snapshot), _title("benefits")) if isinstance(b, Table))

    assert table.rows[0].cells[1] == f"To be agreed (open point {number})"


def test_what_each_side_wants_and_brings_stands_in_one_table():
    table = next(b for b in _under(_composed(example.snapshot()), _title("benefits")) if isinstance(b, Table))

    assert [row.side for row in table.rows] == [Side.ACADEMIC, Side.INDUSTRY]
    assert table.rows[0].cells == (
        "Northfield University",
        "Publishable evidence and a topic for a doctoral thesis",
        "Study design, recruitment and ethics sponsorship",
    )


def test_a_guess_of_the_other_side_is_marked_in_the_table():
    table = next(b for b in _under(_composed(example.snapshot()), _title("benefits")) if isinstance(b, Table))

    assert table.rows[1].cells[1].endswith("(not yet confirmed by Brightpath Digital Ltd)")
    assert "not yet confirmed" not in " ".join((*table.rows[0].cells, table.rows[1].cells[2]))


def test_a_guess_is_marked_in_the_sentence_that_uses_it():
    guess = answer("problem.statement", Side.JOINT, "long waits for support", confirmed=False)

    (paragraph,) = _under(_composed(example.small(guess)), _title("background"))

    assert "long waits for support (not yet confirmed by both sides)" in paragraph.text


def test_a_value_typed_into_the_clause_is_no_guess():
    guess = answer("problem.statement", Side.JOINT, "long waits", confirmed=False)
    typed = _choice("background", values=(("problem", "too few appointments"),))

    (paragraph,) = _under(_composed(example.small(guess, typed)), _title("background"))

    assert "too few appointments" in paragraph.text
    assert "not yet confirmed" not in paragraph.text


def test_private_notes_never_reach_a_block():
    assert "CANARY" not in words_of(_composed(example.snapshot()))


def test_own_wording_is_printed_as_typed_a_paragraph_each():
    own = _choice("scope", own_text="First {thing}.\n\nSecond <b>thing</b>.")

    printed = _under(_composed(example.snapshot(own)), _title("scope"))

    assert printed == [Paragraph("First {thing}."), Paragraph("Second <b>thing</b>.")]


def test_own_wording_of_the_signatures_clause_keeps_room_to_sign():
    own = _choice("signatures", own_text="Signed in two copies.")

    printed = _under(_composed(example.snapshot(own)), _title("signatures"))

    assert printed[0] == Paragraph("Signed in two copies.")
    assert isinstance(printed[1], SignatureBlock)


def test_another_option_of_the_benefits_clause_prints_its_sentence_and_the_table():
    other = _choice("benefits", option="nothing_settled")

    kinds = [type(block) for block in _under(_composed(example.snapshot(other)), _title("benefits"))]

    assert kinds == [Paragraph, Table, Paragraph]


def test_a_left_out_clause_is_not_printed():
    out = _choice("scope", included=False)

    assert _under(_composed(example.snapshot(out)), _title("scope")) == []


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (("contributions",), "Annex A sets out what each organisation plans to contribute."),
        ((), "The list of contributions is kept apart from this paper."),
    ],
)
def test_contributions_point_to_their_annex_or_say_that_it_is_kept_apart(
    printed: tuple[str, ...], sentence: str
):
    composed = _composed(example.snapshot(printed=printed))

    assert Paragraph(sentence) in _under(composed, _title("benefits"))


def test_contributions_that_do_not_exist_are_not_mentioned():
    blocks = _under(_composed(_without(Contribution)), _title("benefits"))

    assert [type(block) for block in blocks] == [Table]


@settings(deadline=None, max_examples=16)
@given(st.sets(st.sampled_from(["timeline", "roles", "contributions", "agenda"])))
def test_annexes_are_lettered_without_gaps_and_in_order(ticked: set[str]):
    composed = _composed(example.snapshot(printed=tuple(ticked)))

    found = example.only(composed.blocks, Annex)
    assert [annex.letter for annex in found] == list("ABCD"[: len(ticked)])
    assert [annex.title for annex in found] == [title for name, title in TITLES.items() if name in ticked]


def test_each_generated_clause_points_to_the_letter_of_its_annex():
    composed = _composed(example.snapshot())

    sentences = [_under(composed, _title(name))[0].text for name in ("timeline", "roles", "next_steps")]
    assert [sentence.split(" ")[1] for sentence in sentences] == ["A", "B", "D"]


def test_annexes_that_do_not_exist_are_named_as_to_be_agreed():
    composed = _composed(example.small())

    assert "to be agreed" in _under(composed, _title("timeline"))[0].text
    assert "to be agreed" in _under(composed, _title("roles"))[0].text


@pytest.mark.parametrize("name", ["timeline", "roles", "next_steps"])
def test_an_annex_that_is_not_ticked_is_said_to_be_kept_apart(name: str):
    composed = _composed(example.snapshot(printed=()))

    assert "kept apart" in _under(composed, _title(name))[0].text


def test_no_open_points_is_said_in_the_header_and_in_the_clause():
    # Every clause but those that the program writes is left out, so that nothing can be open.
    out = [_choice(key, included=False) for key, clause in LIBRARY.clauses.items() if not clause.generated]
    out += [_choice(key, included=False) for key in ("roles", "timeline", "parties", "signatures")]
    composed = _composed(example.small(*out))

    assert composed.state == "Draft 3 · no open points · 9 December 2026"
    assert Paragraph("No point is open.") in _under(composed, _title("next_steps"))


def test_the_header_counts_what_the_agenda_lists():
    snapshot = example.snapshot()
    count, missing = len(agenda.open_points(snapshot, LIBRARY)), len(gaps(snapshot, LIBRARY))

    assert _composed(snapshot).state == f"Draft 3 · {count} open points, {missing} gaps · 9 December 2026"


def test_next_steps_are_listed_with_owner_and_date():
    steps = (
        NextStep(
            partnership_id=HOME,
            rank=1,
            text="Call the committee",
            owner_id=key("Academic lead"),
            due_on=TODAY,
        ),
        NextStep(partnership_id=HOME, rank=2, text="Book a room", side=Side.INDUSTRY),
        NextStep(partnership_id=HOME, rank=3, text="Say hello", done=True),
    )

    printed = _under(_composed(example.snapshot(*steps)), _title("next_steps"))

    assert printed[1] == Paragraph("What the parties plan to do next:")
    assert printed[2] == Bullets(
        (
            "Call the committee (Academic lead, by 9 Dec 2026)",
            "Book a room (Brightpath Digital Ltd, date to be agreed, gap 3)",
        )
    )


def test_a_contract_case_prints_what_has_to_come_first():
    snapshot = example.snapshot(paper=Paper.CONTRACT)
    composed = _composed(snapshot)

    assert _under(composed, "Before anything is signed") == [
        Bullets(checklist(snapshot, LIBRARY)),
        Notice(wording.NOTICE),
    ]


@pytest.mark.parametrize("paper", PAPERS)
def test_not_legal_advice_is_said_once_in_the_body(paper: Paper):
    composed = _composed(example.snapshot(paper=paper))

    assert len(example.only(composed.blocks, Notice)) == 1


def test_the_parties_stand_at_the_head_with_the_academic_side_first():
    entities = example.entities()
    entities[1], entities[2] = (
        entities[2].model_copy(update={"rank": 1}),
        entities[1].model_copy(update={"rank": 2}),
    )

    parties = next(b for b in _composed(snapshot_of(entities)).blocks if isinstance(b, Parties))

    assert [(p.side, p.kind) for p in parties.parties] == [
        (Side.ACADEMIC, "Academic partner"),
        (Side.INDUSTRY, "Industry partner"),
    ]


def test_the_parties_clause_names_the_legal_person_and_who_may_sign():
    (table,) = _under(_composed(example.snapshot()), _title("parties"))

    assert table.rows[0].cells == (
        "Northfield University",
        "Academic partner",
        "The University of Northfield\nSchool of Psychology\nRegistration: Royal charter RC000999",
        "To be agreed (gap 1)",
    )
    assert table.rows[1].cells[3] == "Company lead"


def test_without_organisations_the_paper_still_composes():
    composed = _composed(snapshot_of([example.partnership()]))

    assert _under(composed, _title("parties")) == [Paragraph("The parties are to be agreed (gap 1).")]
    assert _under(composed, _title("signatures")) == [Paragraph("Who signs is to be agreed (gap 1).")]


def test_a_signatory_with_a_post_is_named_above_it():
    signatory = Person(
        partnership_id=HOME,
        organisation_id=key("northfield"),
        name="A. Signatory",
        post="Registrar",
        may_sign=True,
    )

    (block,) = _under(_composed(example.snapshot(signatory)), _title("signatures"))

    assert [(s.name, s.post) for s in block.signatures] == [
        ("A. Signatory", "Registrar"),
        ("", "Company lead"),
    ]


def test_a_health_service_keeps_its_own_label():
    health = example.northfield().model_copy(update={"kind": "health_service"})

    composed = _composed(snapshot_of([example.partnership(), health]))

    parties = next(b for b in composed.blocks if isinstance(b, Parties))
    assert parties.parties[0].kind == "Academic partner, health service"


@pytest.mark.parametrize(("asked", "size"), [("A4", "A4"), ("Letter", "Letter"), ("A3", "A4")])
def test_the_paper_size_is_a4_unless_letter_is_asked_for(asked: str, size: str):
    assert _composed(example.small(page_size=asked)).page_size == size


def test_sides_of_several_organisations_are_defined_with_the_parties():
    trust = Organisation(partnership_id=HOME, rank=3, name="Hillside Health Trust", side=Side.ACADEMIC)

    printed = _under(_composed(example.snapshot(trust)), _title("parties"))

    meaning = "“The academic side” means Northfield University and Hillside Health Trust."
    assert printed[1:] == [Paragraph(meaning)]


def test_a_guess_that_ends_with_a_full_stop_reads_as_one_sentence():
    said = answer("problem.statement", Side.JOINT, "Support comes late.", confirmed=False)

    printed = words_of(_composed(example.snapshot(said)))

    assert "Support comes late (not yet confirmed by both sides)." in printed


def test_a_single_open_point_is_counted_as_one():
    left_out = (_choice(key, included=False) for key in LIBRARY.clauses if key != "next_steps")
    point = OpenPoint(partnership_id=HOME, text="Say when")

    composed = _composed(snapshot_of([example.partnership(), *left_out, point]))

    assert _under(composed, _title("next_steps"))[0] == Paragraph(
        "Annex A lists 1 open point, with who settles it and by when."
    )


def test_what_is_agreed_besides_a_clause_that_the_program_writes_is_printed_after_it():
    besides = _choice("timeline", option="stage_gates")
    plain = _under(_composed(example.snapshot()), _title("timeline"))
    printed = _under(_composed(example.snapshot(besides)), _title("timeline"))

    assert printed[: len(plain)] == plain
    assert printed[len(plain)].text.startswith("The work is planned in stages.")
    assert "within 10 working days whether to go on." in printed[len(plain)].text
