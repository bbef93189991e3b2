"""The card of one clause: both sides in short, their fields, the values, the ladder in sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.agreement.clauses import clause_state
from planner.model import ClauseChoice, Organisation, Person, Position
from planner.terms import OrganisationKind, Side
from ui.screens.agreement import AgreementScreen
from ui.screens.agreement.clause_card import ClauseCard
from ui.screens.agreement.edits import ClausePlace, choose_option
from ui.screens.agreement.pickers import PartyPicker, PersonField
from ui.screens.agreement.side_fields import SideFields
from ui.widgets.fields import DateField, Field
from ui.widgets.fold import Fold
from ui.window import MainWindow

HOSTILE = '<b>&</b> <img src="/etc/passwd"> =cmd()'


@pytest.fixture
def screen(example: MainWindow) -> AgreementScreen:
    """The agreement of the worked example, every clause in standard words."""
    edited = example.session.snapshot.first(ClauseChoice, clause="ethics")
    assert edited is not None
    example.session.doc.remove(edited)
    example.go("agreement/publication")
    shown = example.stack.currentWidget()
    assert isinstance(shown, AgreementScreen)
    return shown


def card(screen: AgreementScreen) -> ClauseCard:
    assert screen.card is not None
    return screen.card


def fields(screen: AgreementScreen, side: Side) -> SideFields:
    """The fields of a side, once they were opened."""
    made = card(screen).sides[side].fields
    assert made is not None
    return made


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def write(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(widget, Qt.Key.Key_Delete)
    qtbot.keyClicks(widget, text)


def value(screen: AgreementScreen, clause: str, key: str) -> str:
    choice = screen.desk.session.snapshot.first(ClauseChoice, clause=clause)
    return dict(choice.values).get(key, "") if choice else ""


def field(screen: AgreementScreen, clause: str, option: str, key: str) -> Field:
    """The field of a value, with the option chosen that has it."""
    session = screen.desk.session
    choose_option(session.doc, ClausePlace(session.library.clauses[clause]), option)
    screen.desk.go(f"agreement/{clause}")
    return card(screen).wording.values.fields[key]


# Both sides in short


def test_both_sides_are_shown_in_short_and_a_press_opens_their_fields(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    own, other = card(screen).sides[Side.ACADEMIC], card(screen).sides[Side.INDUSTRY]
    assert own.said.text() == "Needs review of 30 days at most"
    assert (own.moves.text, other.moves.text) == ("can’t move", "won’t move")
    assert own.because.text() == "Thesis due 1 September"
    assert own.fields is None

    click(qtbot, own.change)

    assert fields(screen, Side.ACADEMIC).words.field.hasFocus()
    assert fields(screen, Side.INDUSTRY).isVisible()
    assert not own.said.isVisible()
    qtbot.keyClick(own.change, Qt.Key.Key_Return)
    assert own.said.isVisible()
    assert own.change.hasFocus()


def test_escape_ends_writing_and_keeps_what_was_written(qtbot: QtBot, screen: AgreementScreen) -> None:
    own = card(screen).sides[Side.ACADEMIC]
    click(qtbot, own.change)
    made = fields(screen, Side.ACADEMIC)
    write(qtbot, made.words.field, "Six weeks at most")

    qtbot.keyClick(made.words.field, Qt.Key.Key_Escape)

    assert not made.isVisible()
    assert own.change.hasFocus()
    qtbot.waitUntil(lambda: own.said.text() == "Six weeks at most")


def test_a_click_anywhere_on_a_side_opens_it(qtbot: QtBot, screen: AgreementScreen) -> None:
    click(qtbot, card(screen).sides[Side.INDUSTRY])

    assert fields(screen, Side.INDUSTRY).words.field.hasFocus()


def test_a_side_that_has_said_nothing_is_asked_where_it_stands(
    example: MainWindow, screen: AgreementScreen
) -> None:
    example.go("agreement/data")

    own = card(screen).sides[Side.ACADEMIC]
    assert (own.said.text(), own.change.text()) == ("Not answered", "Say where it stands")


def test_notes_are_told_in_short_and_long_words_are_cut_with_the_whole_at_hand(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    held = example.session.snapshot.first(Position, clause="publication", side=Side.ACADEMIC)
    example.session.doc.update(held, {"note": HOSTILE, "text": f"{HOSTILE} " * 30})
    own = card(screen).sides[Side.ACADEMIC]

    waits(lambda: own.told["note"].isVisible())
    assert own.told["note"].accessibleName() == f"To the other side: {HOSTILE}"
    assert len(own.said.text()) <= 160
    assert own.said.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in own.said.toolTip()


# In sight


def test_three_steps_of_the_ladder_are_in_sight_without_scrolling(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    example.resize(1440, 900)
    for clause in ("publication", "governance", "term", "exclusivity"):
        example.go(f"agreement/{clause}")
        area = card(screen)._area

        def bottom() -> int:
            frame = card(screen).ladder.radio("2").parentWidget()
            assert frame is not None
            return int(frame.mapTo(area, frame.rect().bottomLeft()).y())  # noqa: B023

        waits(lambda bottom=bottom, area=area: 0 < bottom() <= area.height())
        assert area.verticalScrollBar().value() == 0


def test_both_agree_and_keep_open_stay_in_sight_in_a_small_window(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    example.resize(1024, 700)
    for clause in ("publication", "governance", "law"):
        example.go(f"agreement/{clause}")
        for made in (card(screen).agree, card(screen).open):
            waits(lambda made=made: made.isVisible() and not made.visibleRegion().isEmpty())
            assert made.mapTo(example, made.rect().bottomLeft()).y() < example.height()


def test_the_effect_on_the_timeline_is_told_at_the_foot_until_it_scrolls_into_sight(
    example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    example.resize(1440, 900)
    shown = card(screen)
    waits(shown.effect_line.isVisible)
    assert shown.effect_line.accessibleName().startswith("Effect on the timeline")

    shown._area.ensureWidgetVisible(shown.effect)

    waits(lambda: not shown.effect_line.isVisible())


def test_purpose_questions_and_sticking_points_are_there_at_a_press(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    fold = card(screen).findChild(Fold)
    assert isinstance(fold, Fold)
    assert not fold.inside.isVisible()

    qtbot.keyClick(fold.head, Qt.Key.Key_Return)

    assert fold.inside.isVisible()
    assert fold.head.accessibleName().endswith("shown")


def test_the_state_says_what_it_means_and_what_makes_the_clause_slow(screen: AgreementScreen) -> None:
    shown = card(screen)

    assert shown.state.toolTip().startswith("Apart means")
    assert shown.slow.text == "+3–6 weeks"
    assert "our assumption" in shown.slow.toolTip()


def test_a_clause_that_the_program_writes_can_say_something_besides(
    qtbot: QtBot, example: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    example.go("agreement/timeline")
    assert card(screen).wording.option.currentText() == "Nothing besides"

    click(qtbot, card(screen).ladder.radio("1"))

    state = clause_state(example.session.snapshot, example.session.library, "timeline")
    assert state is not None
    assert state.option is not None
    assert state.option.key == "stage_gates"
    waits(lambda: "within 10 working days" in card(screen).wording.text.text())


# Values that name somebody, or a day


def test_a_party_is_picked_from_the_organisations_and_printed_by_name(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    picker = field(screen, "ethics", "named_sponsor", "sponsor").field
    assert isinstance(picker, PartyPicker)
    assert [picker.itemText(n) for n in range(picker.count())] == [
        "To be agreed",
        "Northfield University (academic side)",
        "Brightpath Digital Ltd (industry side)",
    ]

    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)

    university = screen.desk.session.snapshot.first(Organisation, name="Northfield University")
    assert university is not None
    assert value(screen, "ethics", "sponsor") == str(university.id)
    waits(lambda: "answer for it: Northfield University." in card(screen).wording.text.text())
    qtbot.keyClick(picker, Qt.Key.Key_Up)
    assert value(screen, "ethics", "sponsor") == ""


def test_a_party_that_is_removed_afterwards_is_said_at_the_field(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    session = screen.desk.session
    trust = Organisation(
        partnership_id=session.doc.partnership.id,
        name="Southmoor Health Trust",
        side=Side.ACADEMIC,
        kind=OrganisationKind.HEALTH_SERVICE,
    )
    session.doc.add(trust)
    made = field(screen, "ethics", "named_sponsor", "sponsor")
    assert isinstance(made.field, PartyPicker)
    made.field.setFocus()
    qtbot.keyClick(made.field, Qt.Key.Key_End)
    assert value(screen, "ethics", "sponsor") == str(trust.id)

    session.doc.remove(trust)

    waits(made.complaint.isVisible)
    assert "no longer part of this partnership" in made.complaint.text()
    assert made.field.currentText() == "No longer part of this partnership"
    assert "answer for it: to be agreed." in card(screen).wording.text.text()
    session.undo()
    waits(lambda: not made.complaint.isVisible())


def test_a_person_is_picked_from_the_people_or_typed_as_a_post(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    person = field(screen, "disagreements", "two_steps", "academic_senior").field
    assert isinstance(person, PersonField)
    lead = screen.desk.session.snapshot.first(Person, name="Academic lead")
    assert lead is not None

    click(qtbot, person.pick)
    assert person.menu is not None
    next(action for action in person.menu.actions() if action.text() == "Academic lead").trigger()
    person.menu.close()
    assert value(screen, "disagreements", "academic_senior") == str(lead.id)
    waits(lambda: "For Northfield University: Academic lead." in card(screen).wording.text.text())
    screen.desk.session.doc.set(lead, "name", "Lead researcher")
    waits(lambda: "For Northfield University: Lead researcher." in card(screen).wording.text.text())
    write(qtbot, person.edit, "Dean of health")

    assert value(screen, "disagreements", "academic_senior") == "Dean of health"


def test_of_two_people_of_one_name_each_is_told_by_its_organisation(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    session = screen.desk.session
    company = session.snapshot.first(Organisation, side=Side.INDUSTRY)
    assert company is not None
    twin = Person(partnership_id=session.doc.partnership.id, organisation_id=company.id, name="Academic lead")
    session.doc.add(twin)
    person = field(screen, "disagreements", "two_steps", "industry_senior").field
    assert isinstance(person, PersonField)

    write(qtbot, person.edit, "Academic lead, Brightpath Digital Ltd")

    assert value(screen, "disagreements", "industry_senior") == str(twin.id)


def test_a_person_who_was_removed_leaves_the_field_empty_with_the_reason(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    session = screen.desk.session
    university = session.snapshot.first(Organisation, side=Side.ACADEMIC)
    assert university is not None
    dean = Person(partnership_id=session.doc.partnership.id, organisation_id=university.id, name="Dean")
    session.doc.add(dean)
    made = field(screen, "disagreements", "two_steps", "academic_senior")
    assert isinstance(made.field, PersonField)
    write(qtbot, made.field.edit, "Dean")
    screen.picker.setFocus()
    screen.view.setFocus()

    session.doc.remove(dean)

    waits(made.complaint.isVisible)
    assert "no longer part of this partnership" in made.complaint.text()
    waits(lambda: made.field.edit.text() == "")


def test_a_date_is_typed_as_one_writes_it_and_refused_outside_the_century(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    made = field(screen, "term", "until_date", "ends_on")
    assert isinstance(made.field, DateField)

    write(qtbot, made.field.edit, "30 Sep 1927")
    assert made.complaint.text() == "This year lies outside 2000 to 2100."
    assert value(screen, "term", "ends_on") == ""
    write(qtbot, made.field.edit, "30/9/2027")

    assert value(screen, "term", "ends_on") == "2027-09-30"
    waits(lambda: "until a set day: 30 Sep 2027." in card(screen).wording.text.text())


@pytest.mark.parametrize(
    ("clause", "option", "key", "typed", "says"),
    [
        ("funding", "company_part", "share", "101", "This is more than 100 %."),
        ("funding", "company_part", "share", "0", "This is less than 1 %."),
        ("governance", "steering_group", "quorum", "1", "This is less than 2."),
        ("publication", "review_and_delay", "review_days", "30 months", "Write days as a whole number"),
        ("funding", "company_full", "cap", "12 apples", "This is not an amount."),
    ],
)
def test_a_value_past_its_bounds_or_in_another_unit_is_refused_at_the_field_and_nothing_moves(
    qtbot: QtBot, screen: AgreementScreen, clause: str, option: str, key: str, typed: str, says: str
) -> None:
    made = field(screen, clause, option, key)
    edit = made.field
    assert isinstance(edit, QLineEdit)
    before = screen.desk.session.snapshot.entities()

    edit.setFocus()
    edit.setText(typed)

    assert made.complaint.text().startswith(says)
    assert edit.text() == typed
    assert screen.desk.session.snapshot.entities() == before
