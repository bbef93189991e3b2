"""The dialog on the closest model family, and the card that sums it up, used as a person would."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QRadioButton

from planner.exchange.file import read_file
from planner.model import Answer, ClauseChoice, Organisation, Position
from planner.terms import SIDES, OrganisationKind, Seat, Side
from tests.agreement.test_family import KEYS, answers
from tests.ui.asked import press, when_asked
from tests.ui.desks import desk_for
from tests.ui.test_accessibility import interactive, missed, reached_by_tab, spoken
from ui.dialogs.family_results import address
from ui.dialogs.model_family import NOTHING_TO_PRESELECT, ModelFamily
from ui.screens.agreement.family_card import FamilyCard

UNIVERSITY_OWNS = "University owns, company may negotiate an exclusive licence"
FEW = {key: yes for key, yes in answers().items() if key not in KEYS["reliance"][4:]}
COMPANY_OWNS = "Company owns, university keeps academic use"


@pytest.fixture
def desk(qtbot, tmp_path, example_path):
    """A window on the worked example with these answers of both sides, or of some."""

    def opened(said=None, *sides, industry=None, seat=Seat.FACILITATOR, **more):
        entities = [e for e in read_file(example_path).entities if not _is_family(e)]
        home = entities[0].model_copy(update={"seat": seat})
        per_side = dict.fromkeys(sides or SIDES, said or {}) | ({Side.INDUSTRY: industry} if industry else {})
        made = [
            Answer(partnership_id=home.id, question=key, side=side, chosen=("yes" if yes else "no",))
            for side, given in per_side.items()
            for key, yes in given.items()
        ]
        parties = [
            Organisation(partnership_id=home.id, name=name, rank=9, kind=OrganisationKind.HEALTH_SERVICE)
            for name in more.get("parties", ())
        ]
        return desk_for([home, *entities[1:], *made, *parties], qtbot, tmp_path)

    return opened


def _is_family(entity):
    return isinstance(entity, Answer) and entity.question.startswith("family.")


@pytest.fixture
def shown(desk):
    """The dialog on such a window, shown."""
    opened = []

    def show(*args, **fields):
        window = desk(*args, **fields)
        dialog = ModelFamily(window)
        dialog.show()
        QApplication.processEvents()
        opened.append(dialog)
        return window, dialog

    yield show
    for dialog in opened:
        if dialog.isVisible():
            dialog.accept()


def texts(widget):
    return [found.text() for found in widget.findChildren(QLabel) if found.text()]


def cell(dialog, question, side):
    return dialog.questions.rows[question].cells[side]


def pick(dialog, question, side, text):
    button = next(b for b in cell(dialog, question, side).findChildren(QRadioButton) if b.text() == text)
    button.click()
    QApplication.processEvents()


def answer(window, question, side):
    return window.session.snapshot.first(Answer, question=question, side=side)


def test_the_action_opens_it_and_done_closes_it(desk):
    window = desk(answers())
    seen = when_asked(lambda dialog: press(dialog, "Done"))
    window.perform("model_family")

    assert "Closest model family" in seen
    assert UNIVERSITY_OWNS in seen


def test_an_answer_is_stored_and_the_result_follows_at_once(shown):
    window, dialog = shown(answers(reliance=4))
    assert texts(dialog.results).count(UNIVERSITY_OWNS) == 3

    for side in SIDES:
        pick(dialog, "family.separable", side, "Yes")

    assert answer(window, "family.separable", Side.ACADEMIC).chosen == ("yes",)
    assert texts(dialog.results).count(COMPANY_OWNS) == 3
    assert window.session.doc.undo_label == "answer to Can it be kept apart from the lead…"
    window.session.undo()
    QApplication.processEvents()
    assert "The answers lead to different results" in texts(dialog.results)


def test_not_sure_is_an_answer_and_every_answer_can_be_withdrawn(shown):
    window, dialog = shown(answers())
    pick(dialog, "family.want", Side.ACADEMIC, "Not sure")

    assert answer(window, "family.want", Side.ACADEMIC).not_sure
    assert answer(window, "family.want", Side.ACADEMIC).chosen == ()
    assert "Premises: 1 answer missing; all 3 are needed." in texts(dialog.results)
    pick(dialog, "family.want", Side.ACADEMIC, "Not sure")
    assert answer(window, "family.want", Side.ACADEMIC) is None
    pick(dialog, "family.want", Side.ACADEMIC, "Yes")
    assert answer(window, "family.want", Side.ACADEMIC).chosen == ("yes",)


def test_what_pushed_and_what_would_flip_it_stand_beside_the_questions(shown):
    _, dialog = shown(answers(reliance=4))
    said = texts(dialog.results)

    assert "·  Is it mostly a test or study of something the company already has? No." in said
    assert any(text.startswith("If the work were mostly a test") for text in said)
    assert "Lambert model 2. Probably, but not clear." in said
    assert any("our reading; the guide’s own is not established" in text for text in said)


def test_rule_set_gaps_and_the_guide_s_address_are_shown(shown):
    window, dialog = shown()
    said = texts(dialog.results)
    guide = window.session.library.sources["lambert-guide-2016"].address

    assert "Rule set 1, 22 Nov 2026" in said
    assert "What is not established" in said
    assert guide in said
    assert any(text.startswith("·  Model 6.") for text in said)


def test_an_address_is_plain_text_to_be_selected_and_opens_nothing(qtbot):
    made = address("gov.uk/a-guide")
    qtbot.addWidget(made)
    flags = made.textInteractionFlags()

    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert not flags & (
        Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    assert made.textFormat() is Qt.TextFormat.PlainText


def test_from_one_seat_the_other_side_s_answer_is_a_guess_until_confirmed(shown):
    window, dialog = shown(answers(), seat=Seat.ACADEMIC)
    pick(dialog, "family.early", Side.INDUSTRY, "Yes")
    guessed = cell(dialog, "family.early", Side.INDUSTRY)

    assert not answer(window, "family.early", Side.INDUSTRY).confirmed
    assert guessed.guess.isVisible()
    assert "holds our guesses" in [spoken(w) for w in dialog.results.findChildren(type(guessed.guess))]
    press(guessed, guessed.confirm.accessibleName())
    assert answer(window, "family.early", Side.INDUSTRY).confirmed
    assert not guessed.guess.isVisible()
    assert not cell(dialog, "family.early", Side.ACADEMIC).guess.isVisible()


def test_what_scope_says_is_offered_one_by_one_or_all_at_once(shown):
    window, dialog = shown()
    students = dialog.questions.rows["family.students"]

    assert students.from_scope.text == "From Scope: yes"
    assert dialog.questions.offer.text() == "Scope already answers 5 of these questions."
    assert answer(window, "family.students", Side.ACADEMIC) is None
    press(students, students.take.accessibleName())
    assert [answer(window, "family.students", side).chosen for side in SIDES] == [("yes",)] * 2
    assert not students.take.isVisible()
    press(dialog, "Take all of them over")
    assert answer(window, "family.profit", Side.INDUSTRY).chosen == ("no",)
    assert not dialog.questions.offer.isVisible()
    window.session.undo()
    assert answer(window, "family.profit", Side.INDUSTRY) is None


def test_preselecting_says_what_it_did_and_is_one_step(shown):
    window, dialog = shown(answers())
    press(dialog, "Preselect clause options")

    # The example has a choice for publication already.
    assert dialog.told.text() == (
        f"Preselected: Results: ownership and use, the paper: {UNIVERSITY_OWNS}. Undo takes it back."
    )
    assert window.session.snapshot.first(ClauseChoice, clause="results").option == "option_to_license"
    assert len(window.session.snapshot.where(Position, clause="results")) == 2
    press(dialog, "Preselect clause options")
    assert dialog.told.text() == NOTHING_TO_PRESELECT
    window.session.undo()
    assert window.session.snapshot.first(ClauseChoice, clause="results") is None


@pytest.mark.parametrize(
    ("said", "industry", "expected"),
    [
        (answers(rights=3), None, "Balanced on both sides"),
        (answers() | {"family.may_publish": False}, None, "A contradiction about publication"),
        (answers() | {"family.want": False}, answers(), "Do both sides really want to work together? No."),
        (answers(), {"family.want": True}, "No joint result yet"),
        (answers(rights=3), None, "What would tip it"),
        (
            FEW,
            None,
            "Questions not answered yet could still change this.",
        ),
    ],
)
def test_every_kind_of_result_has_its_words(shown, said, industry, expected):
    _, dialog = shown(said, industry=industry)

    assert expected in texts(dialog.results)


def test_three_or_more_parties_get_the_chooser_for_consortia(shown):
    window, dialog = shown(parties=("Northfield Health",))

    assert any(text.startswith("To be answered next: Have you agreed") for text in texts(dialog.results))
    assert any("mICRA" in text for text in texts(dialog.results))
    pick(dialog, "family.exploitation_plan", Side.JOINT, "No")
    pick(dialog, "family.free_for_all", Side.JOINT, "Yes")
    assert answer(window, "family.free_for_all", Side.JOINT).chosen == ("yes",)
    assert "Each member owns its own, and all may use everything" in texts(dialog.results)


def test_two_parties_are_not_asked_about_consortia(shown):
    _, dialog = shown()

    assert "family.exploitation_plan" not in dialog.questions.rows


def test_what_can_only_be_read_cannot_be_answered(desk):
    window = desk(answers())
    window.session.store.is_read_only = True
    dialog = ModelFamily(window)
    dialog.show()

    assert not cell(dialog, "family.want", Side.ACADEMIC).choices.isEnabled()
    assert not dialog.questions.take_all.isVisible()
    dialog.accept()
    window.session.store.is_read_only = False


def test_in_a_narrow_dialog_the_results_stand_below(shown):
    _, dialog = shown(answers())
    dialog.resize(1100, 700)
    QApplication.processEvents()
    beside = dialog._across.direction()
    dialog.resize(dialog.minimumWidth(), 700)
    QApplication.processEvents()

    assert beside is QBoxLayout.Direction.LeftToRight
    assert dialog._across.direction() is QBoxLayout.Direction.TopToBottom


def test_every_control_has_a_name_and_is_reached_by_keyboard(shown, qtbot):
    _, dialog = shown(answers(), seat=Seat.ACADEMIC)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    met = reached_by_tab(dialog, qtbot)

    assert [repr(widget) for widget in interactive(dialog) if not spoken(widget)] == []
    assert missed(dialog, met) == []


def test_keys_answer_and_go_on_within_a_question(shown, qtbot):
    window, dialog = shown()
    first = cell(dialog, "family.want", Side.ACADEMIC).findChildren(QRadioButton)
    first[0].setFocus()
    qtbot.keyClick(first[0], Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)

    assert answer(window, "family.want", Side.ACADEMIC).chosen == ("no",)


def test_after_closing_the_dialog_follows_the_document_no_more(shown):
    window, dialog = shown(answers())
    dialog.accept()
    before = texts(dialog.results)
    given = answer(window, "family.want", Side.ACADEMIC)
    window.session.doc.remove(given)

    assert texts(dialog.results) == before


def test_a_closed_document_leaves_the_dialog_as_it_is(shown):
    window, dialog = shown(answers())
    before = texts(dialog.results)
    window.session.close()
    dialog.refresh()

    assert texts(dialog.results) == before


def test_a_hostile_name_is_shown_as_typed(shown, desk):
    window, dialog = shown(answers())
    university = window.session.snapshot.first(Organisation, side=Side.ACADEMIC)
    window.session.doc.set(university, "name", "<img src=x>")
    pick(dialog, "family.early", Side.ACADEMIC, "Yes")

    labels = [found for found in dialog.results.findChildren(QLabel) if found.text() == "<img src=x>"]
    assert labels
    assert all(found.textFormat() is Qt.TextFormat.PlainText for found in labels)


# The card


def test_the_card_says_the_family_and_the_flip_and_leads_to_the_questions(desk, qtbot):
    window = desk(answers(reliance=4))
    card = FamilyCard(window)
    qtbot.addWidget(card)
    card.refresh(window.session.snapshot)
    first = card.findChildren(QLabel)

    assert texts(card)[:2] == [
        "What would change the result",
        "Closest family: university owns, company may negotiate an exclusive licence.",
    ]
    assert texts(card)[2].startswith("If the work were mostly a test")
    assert texts(card)[3].startswith("Rule set 1, 22 Nov 2026")
    card.refresh(window.session.snapshot)
    assert card.findChildren(QLabel) == first
    seen = when_asked(lambda dialog: press(dialog, "Done"))
    card.link.click()
    assert "Closest model family" in seen


def test_the_card_follows_the_answers(desk, qtbot):
    window = desk()
    card = FamilyCard(window)
    qtbot.addWidget(card)
    card.refresh(window.session.snapshot)
    assert any(text.startswith("Not assessed yet") for text in texts(card))

    home = window.session.doc.partnership.id
    window.session.doc.add(
        Answer(partnership_id=home, question="family.want", side=Side.ACADEMIC, chosen=("no",))
    )
    card.refresh(window.session.snapshot)

    assert any("outside the premises" in text for text in texts(card))
