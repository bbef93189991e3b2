"""The agreement screen, driven as a user drives it: by mouse and keys on the worked example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.agreement.clauses import clause_set, clause_state
from planner.agreement.positions import PositionState, state_of
from planner.exchange.file import read_file
from planner.model import ClauseChoice, OpenPoint, Position, PrivateNote
from planner.terms import Paper, Seat, Side, Stance
from tests.ui.desks import desk_for, stored
from ui.screens.agreement import AgreementScreen
from ui.screens.agreement.edits import ClausePlace, choose_option
from ui.screens.agreement.side_fields import SideFields
from ui.screens.agreement.table import ACADEMIC, CLAUSE, STATE
from ui.widgets.chip import Chip
from ui.widgets.text import label
from ui.window import MainWindow

EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "mindful-campus.partnership.json"
# The platform without a display says this of dialogs and menus.
HOSTILE = '<b>&</b> <img src="/etc/passwd"> =cmd()'


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return desk_for(read_file(EXAMPLE).entities, qtbot, tmp_path)


@pytest.fixture
def screen(desk: MainWindow) -> AgreementScreen:
    desk.go("agreement/publication")
    shown = desk.stack.currentWidget()
    assert isinstance(shown, AgreementScreen)
    return shown


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def write(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(widget, Qt.Key.Key_Delete)
    qtbot.keyClicks(widget, text)


def panel(screen: AgreementScreen, side: Side) -> SideFields:
    """A side's fields, opened as a user opens them."""
    assert screen.card is not None
    shown = screen.card.sides[side]
    if not shown.is_open:
        shown.change.click()
    assert shown.fields is not None
    return shown.fields


def position(screen: AgreementScreen, clause: str, side: Side) -> Position | None:
    return screen.desk.session.snapshot.first(Position, clause=clause, side=side)


def choice(screen: AgreementScreen, clause: str) -> ClauseChoice:
    found = screen.desk.session.snapshot.first(ClauseChoice, clause=clause)
    assert found is not None
    return found


def stands(screen: AgreementScreen, clause: str) -> PositionState:
    return state_of(screen.desk.session.snapshot, screen.desk.session.library, clause)


def cell(screen: AgreementScreen, clause: str, column: int) -> str:
    table = screen.view.table
    row = next(n for n, found in enumerate(table.rows) if found.key == clause)
    return str(table.index(row, column).data())


def test_the_line_below_the_title_is_computed(screen: AgreementScreen) -> None:
    session = screen.desk.session
    included = sum(state.included for state in clause_set(session.snapshot, session.library))

    assert screen.subtitle.text() == (
        f"Memorandum with heads of terms · {included} clauses, showing 6 with positions · 3 open"
        " · closest model family: university owns, company may negotiate an exclusive licence"
    )
    assert screen.view.table.rowCount() == 6


def test_that_it_is_not_legal_advice_is_said_once(screen: AgreementScreen) -> None:
    said = [made.text() for made in screen.findChildren(type(label("")))]

    assert said.count("This is not legal advice. Show the draft to your contracts office.") == 1


def test_a_position_that_is_typed_lands_and_is_taken_back_as_one_step(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    desk.go("agreement/data/academic")
    field = panel(screen, Side.ACADEMIC).words.field
    assert field.hasFocus()

    qtbot.keyClicks(field, "Only in groups of ten")
    desk.session.leave_field()

    found = position(screen, "data", Side.ACADEMIC)
    assert found is not None
    assert (found.text, found.confirmed) == ("Only in groups of ten", True)
    waits(lambda: cell(screen, "data", ACADEMIC) == "Only in groups of ten")
    assert desk.session.flush()
    assert any(isinstance(e, Position) and e.text == "Only in groups of ten" for e in stored(desk))
    desk.perform("undo")
    assert position(screen, "data", Side.ACADEMIC) is None
    assert field.toPlainText() == ""


def test_a_text_is_never_read_as_anything_but_text(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    write(qtbot, panel(screen, Side.ACADEMIC).words.field, HOSTILE)

    waits(lambda: cell(screen, "publication", ACADEMIC) == HOSTILE)


def test_choosing_the_other_sides_option_brings_agreement(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    desk.go("agreement/data")
    combo = panel(screen, Side.ACADEMIC).option

    combo.setFocus()
    while combo.currentData() != "deidentified":
        qtbot.keyClick(combo, Qt.Key.Key_Down)

    assert stands(screen, "data") is PositionState.AGREED
    waits(lambda: cell(screen, "data", STATE) == "agreed")
    assert screen.card is not None
    assert screen.card.state.text == "agreed"


def test_every_option_says_when_to_use_it(screen: AgreementScreen) -> None:
    combo = panel(screen, Side.ACADEMIC).option
    options = screen.desk.session.library.clauses["publication"].options

    shown = [combo.itemText(n) for n in range(1, combo.count())]
    combo.show_option("file_first")

    assert shown == [option.label for option in options]
    assert combo.use_when() == next(o.use_when for o in options if o.key == "file_first")


def test_a_side_that_can_move_is_near(qtbot: QtBot, screen: AgreementScreen, waits: Callable) -> None:
    assert stands(screen, "publication") is PositionState.APART
    buttons = panel(screen, Side.INDUSTRY).stance.findChildren(QAbstractButton)

    click(qtbot, next(made for made in buttons if made.text() == "open"))

    found = position(screen, "publication", Side.INDUSTRY)
    assert found is not None
    assert found.stance is Stance.OPEN
    waits(lambda: cell(screen, "publication", STATE) == "near, slow +1–3 weeks")


def test_what_one_side_writes_for_the_other_is_a_guess_until_confirmed(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    assert screen.desk.session.snapshot.partnership.seat is Seat.ACADEMIC
    other = panel(screen, Side.INDUSTRY)
    assert screen.card is not None

    qtbot.keyClicks(other.reason.field, "x")

    found = position(screen, "publication", Side.INDUSTRY)
    assert found is not None
    assert not found.confirmed
    whose = screen.card.sides[Side.INDUSTRY]
    waits(whose.guess.isVisible)
    assert screen.view.table.rows[2].industry_is_guess
    click(qtbot, whose.confirm)
    waits(lambda: not whose.guess.isVisible())
    found = position(screen, "publication", Side.INDUSTRY)
    assert found is not None
    assert found.confirmed


def test_a_private_note_belongs_to_the_seat_and_goes_with_its_last_letter(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    own = panel(screen, Side.ACADEMIC)

    click(qtbot, own.private_link)
    qtbot.keyClicks(own.notes["private"].field, "Ask the dean")

    (note,) = screen.desk.session.snapshot.all(PrivateNote)
    assert (note.seat, note.place) == (Seat.ACADEMIC, "agreement/publication/academic")
    assert note.text == "Ask the dean"
    write(qtbot, own.notes["private"].field, "")
    assert screen.desk.session.snapshot.all(PrivateNote) == ()


def test_a_note_to_the_other_side_is_part_of_the_position(qtbot: QtBot, screen: AgreementScreen) -> None:
    own = panel(screen, Side.ACADEMIC)

    click(qtbot, own.note_link)
    qtbot.keyClicks(own.notes["note"].field, "We can talk")

    found = position(screen, "publication", Side.ACADEMIC)
    assert found is not None
    assert found.note == "We can talk"


def test_a_step_of_the_ladder_sets_option_and_values_at_once(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    assert screen.card is not None
    assert screen.card.ladder.current == "2"

    click(qtbot, screen.card.ladder.radio("3"))

    made = choice(screen, "publication")
    assert (made.option, dict(made.values)) == ("review_and_delay", {"review_days": "60", "delay_days": "30"})
    waits(lambda: "60 calendar days" in screen.card.wording.text.text())
    frame = screen.card.ladder.radio("3").parentWidget()
    assert frame is not None
    assert frame.property("chosen") is True
    desk.perform("undo")
    assert choice(screen, "publication").values == ()
    waits(lambda: screen.card.ladder.current == "2")


def test_a_card_of_the_ladder_is_chosen_by_a_click_anywhere_and_by_keys(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    assert screen.card is not None
    ladder = screen.card.ladder
    frame = ladder.radio("0").parentWidget()
    assert frame is not None

    click(qtbot, frame)
    assert choice(screen, "publication").option == "free"
    qtbot.keyClick(ladder.radio("0"), Qt.Key.Key_Down)
    assert ladder.radio("1").hasFocus()
    assert choice(screen, "publication").option == "free"
    qtbot.keyClick(ladder.radio("1"), Qt.Key.Key_Return)

    assert choice(screen, "publication").option == "review_only"


def test_a_value_out_of_bounds_is_refused_in_words_and_nothing_is_lost(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    assert screen.card is not None
    field = screen.card.wording.values.fields["review_days"]
    assert isinstance(field.field, QLineEdit)
    assert field.field.placeholderText() == "30 calendar days"

    write(qtbot, field.field, "45")
    assert dict(choice(screen, "publication").values) == {"review_days": "45"}
    qtbot.keyClicks(field.field, "0")

    assert field.complaint.text() == "This is more than 180 calendar days."
    assert field.complaint.isVisible()
    assert field.field.text() == "450"
    assert dict(choice(screen, "publication").values) == {}
    qtbot.keyClick(field.field, Qt.Key.Key_Backspace)
    assert not field.complaint.isVisible()
    assert dict(choice(screen, "publication").values) == {"review_days": "45"}


def test_a_value_that_nobody_knows_is_printed_as_to_be_agreed(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    desk.go("agreement/results")
    assert screen.card is not None

    click(qtbot, screen.card.ladder.radio("1"))

    waits(lambda: "The field: to be agreed." in screen.card.wording.text.text())
    assert "12 months" in screen.card.wording.text.text()


def test_an_amount_is_stored_as_a_number_and_shown_as_one_writes_it(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    library = desk.session.library
    named = [o.key for o in library.clauses["funding"].options if "{amount}" in o.wording]
    where = ClausePlace(library.clauses["funding"])
    choose_option(desk.session.doc, where, named[0])
    desk.go("agreement/funding")
    assert screen.card is not None
    field = screen.card.wording.values.fields["amount"].field
    assert isinstance(field, QLineEdit)

    write(qtbot, field, "£12,500")

    assert dict(choice(screen, "funding").values)["amount"] == "12500.00"
    waits(lambda: "GBP 12,500" in screen.card.wording.text.text())
    desk.go("agreement/data")
    desk.go("agreement/funding")
    assert screen.card.wording.values.fields["amount"].field.text() == "12,500"


def test_both_agree_and_then_it_is_kept_open_after_all(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    assert screen.card is not None

    click(qtbot, screen.card.agree)

    assert choice(screen, "publication").agreed
    waits(lambda: cell(screen, "publication", STATE) == "agreed")
    assert not screen.card.agree.isEnabled()
    click(qtbot, screen.card.open)
    assert not choice(screen, "publication").agreed
    waits(lambda: cell(screen, "publication", STATE) == "apart, slow +3–6 weeks")
    assert "15 Dec 2026" in screen.card.agenda.text.text()


def test_what_was_agreed_is_open_again_when_the_words_change(qtbot: QtBot, screen: AgreementScreen) -> None:
    assert screen.card is not None
    click(qtbot, screen.card.agree)

    click(qtbot, screen.card.ladder.radio("4"))

    assert not choice(screen, "publication").agreed


def test_a_clause_kept_open_gets_a_date(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    document = desk.session.doc
    document.remove(desk.session.snapshot.first(OpenPoint, origin="agreement/data"))
    desk.go("agreement/data")
    assert screen.card is not None
    assert "no date yet" in screen.card.agenda.text.text()

    click(qtbot, screen.card.open)

    assert desk.session.snapshot.first(OpenPoint, origin="agreement/data") is not None
    waits(lambda: "23 Dec 2026" in screen.card.agenda.text.text())


def test_an_open_clause_is_given_an_owner_and_a_date(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    assert screen.card is not None
    line = screen.card.agenda
    click(qtbot, line.change)
    assert line.fields.owner.currentText() == "Academic lead"

    qtbot.keyClick(line.fields.owner, Qt.Key.Key_Home)
    write(qtbot, line.fields.due.edit, "30/11/202x")
    assert line.fields.complaint.text() == "This is not a date. Write it as 9 Dec 2026."
    write(qtbot, line.fields.due.edit, "5 Jan 2027")

    point = desk.session.snapshot.first(OpenPoint, origin="agreement/publication")
    assert point is not None
    assert (point.owner_id, str(point.due_on)) == (None, "2027-01-05")
    waits(lambda: line.text.text() == "On the agenda: Both sides, by 5 Jan 2027")


def test_the_switch_changes_what_binds(qtbot: QtBot, screen: AgreementScreen, waits: Callable) -> None:
    assert screen.card is not None
    switch = screen.card.wording.binds
    bound = lambda: " ".join(made.text() for made in screen.below.binds.findChildren(type(label(""))))  # noqa: E731
    assert "Publication and theses (12)" not in bound()

    qtbot.keyClick(switch, Qt.Key.Key_Space)

    assert choice(screen, "publication").binds is True
    waits(lambda: "Publication and theses (12)" in bound())
    assert "binds" in cell(screen, "publication", STATE)


def test_a_clause_that_never_binds_has_no_switch(desk: MainWindow, screen: AgreementScreen) -> None:
    desk.go("agreement/ethics")

    assert screen.card is not None
    assert screen.card.wording.binds.isHidden()
    assert not screen.card.wording.never_binds.isHidden()


def test_the_wording_is_edited_marked_and_put_back(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    assert screen.card is not None
    wording = screen.card.wording
    standard = wording.text.text()

    click(qtbot, wording.edit)
    editor = wording.editor.field
    assert isinstance(editor, QPlainTextEdit)
    assert editor.toPlainText() == standard
    write(qtbot, editor, "We publish.")

    assert choice(screen, "publication").own_text == "We publish."
    waits(wording.edited.isVisible)
    click(qtbot, wording.back)
    assert choice(screen, "publication").own_text == ""
    waits(lambda: wording.text.text() == standard)
    assert not wording.edited.isVisible()
    desk.perform("undo")
    assert choice(screen, "publication").own_text == "We publish."


def test_a_wording_typed_back_to_the_standard_is_not_edited(qtbot: QtBot, screen: AgreementScreen) -> None:
    assert screen.card is not None
    wording = screen.card.wording
    click(qtbot, wording.edit)
    editor = wording.editor.field

    qtbot.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "!")
    assert choice(screen, "publication").own_text.endswith("!")
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)

    assert choice(screen, "publication").own_text == ""


def test_a_clause_the_program_writes_leads_to_its_source(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen
) -> None:
    desk.go("agreement/status")

    assert screen.card is not None
    assert screen.card.sides == {}
    assert "clause 9 (Funding and costs)" in screen.card.wording.text.text()
    assert screen.card.foot.isHidden()
    desk.go("agreement/timeline")
    jump = next(b for b in screen.card.findChildren(QAbstractButton) if b.text() == "Change it there")
    click(qtbot, jump)
    assert desk.place == "timeline"


def test_arrow_keys_walk_the_table_and_enter_goes_into_the_clause(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    screen.view.setFocus()

    qtbot.keyClick(screen.view, Qt.Key.Key_Down)

    assert screen.current == "confidentiality"
    assert screen.card is not None
    assert screen.card.clause.key == "confidentiality"
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert panel(screen, Side.ACADEMIC).words.field.hasFocus()


def test_rows_are_as_high_as_their_text(qtbot: QtBot, screen: AgreementScreen, waits: Callable) -> None:
    before = screen.view.rowHeight(2)

    write(qtbot, panel(screen, Side.ACADEMIC).words.field, "A long wish, " * 12)

    waits(lambda: screen.view.rowHeight(2) > before + 40)


def test_a_clause_is_left_out_and_put_in_from_the_menu(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    click(qtbot, screen.filter_button)
    assert screen.view.table.rowCount() == 28
    screen.view.customContextMenuRequested.emit(screen.view.visualRect(screen.view.currentIndex()).center())
    menu = screen.view.findChild(QMenu)
    assert isinstance(menu, QMenu)

    next(action for action in menu.actions() if action.text() == "Leave it out").trigger()
    menu.close()

    state = clause_state(desk.session.snapshot, desk.session.library, "publication")
    assert state is not None
    assert not state.included
    waits(lambda: cell(screen, "publication", STATE) == "left out")
    assert cell(screen, "confidentiality", 0) == "12"
    assert screen.card is not None
    click(qtbot, screen.card.include)
    assert choice(screen, "publication").included is None
    waits(lambda: cell(screen, "publication", 0) == "12")


def test_going_to_a_clause_without_positions_shows_all_clauses(
    desk: MainWindow, screen: AgreementScreen
) -> None:
    desk.go("agreement/exclusivity")

    assert screen.card is not None
    assert screen.card.clause.key == "exclusivity"
    assert screen.view.currentIndex().siblingAtColumn(CLAUSE).data() == "Exclusivity"


def test_an_unknown_place_changes_nothing(desk: MainWindow, screen: AgreementScreen) -> None:
    desk.go("agreement/no-such-clause")

    assert screen.current == "publication"


def test_the_paper_is_chosen_in_the_dialog(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    click(qtbot, screen.paper_button)
    assert screen.dialog is not None
    chooser = screen.dialog.chooser

    click(qtbot, chooser.kinds.radio("statement"))

    assert desk.session.snapshot.partnership.paper is Paper.STATEMENT
    waits(lambda: screen.subtitle.text().startswith("Statement of intent"))
    desk.perform("undo")
    assert desk.session.snapshot.partnership.paper is Paper.HEADS_OF_TERMS
    screen.dialog.accept()


def test_a_situation_that_needs_a_contract_says_so_with_its_checklist(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    click(qtbot, screen.paper_button)
    assert screen.dialog is not None
    chooser = screen.dialog.chooser

    click(qtbot, chooser.rows["early_start"].box)

    assert desk.session.snapshot.partnership.situations == ("early_start",)
    texts = lambda home: [made.text() for made in home.findChildren(type(label("")))]  # noqa: E731
    assert "This is not a memorandum any more" in texts(chooser)
    assert "Authority to sign" in texts(chooser)
    assert "Material transfer agreement" not in texts(chooser)
    because = "Because work will start before anything is signed."
    assert texts(chooser).count(because) == 3
    waits(lambda: "This is not a memorandum any more" in texts(screen.warnings))
    click(qtbot, chooser.rows["early_start"].box)
    assert desk.session.snapshot.partnership.situations == ()
    screen.dialog.accept()


def test_a_situation_that_follows_from_an_answer_leads_to_its_question(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen
) -> None:
    click(qtbot, screen.paper_button)
    assert screen.dialog is not None
    students = screen.dialog.chooser.rows["students_involved"]

    assert students.box.isChecked()
    assert not students.box.isEnabled()
    click(qtbot, students.jump)

    assert desk.place == "scope/approvals.students"


def test_step_by_step_walks_the_clauses_and_remembers_where_one_left(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen
) -> None:
    click(qtbot, screen.steps_button)
    assert screen.stepper is not None
    assert screen.right.currentWidget() is screen.pages["paper"]

    click(qtbot, screen.after)
    assert screen.step == "background"
    click(qtbot, screen.stepper.buttons["results"])
    assert screen.card is not None
    assert screen.card.clause.key == "results"
    assert screen.stepper.buttons["funding"].mark == "done"
    assert screen.stepper.buttons["publication"].mark == "open"
    qtbot.keyClick(screen, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert screen.step == "background_ip"
    click(qtbot, screen.before)
    assert screen.step == "funding"
    click(qtbot, screen.after)
    click(qtbot, screen.steps_button)
    desk.go("overview")
    desk.go("agreement")
    click(qtbot, screen.steps_button)

    assert screen.step == "background_ip"


def test_in_a_small_window_the_steps_are_a_list_to_pick_from(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    desk.resize(1024, 700)
    desk.go("agreement/steps")
    waits(screen.picker.isVisible)
    assert not screen.left.isVisible()

    screen.picker.setFocus()
    qtbot.keyClick(screen.picker, Qt.Key.Key_Down)

    assert screen.step == "background"


def test_the_review_lists_every_clause_and_jumps_back(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen
) -> None:
    desk.go("agreement/review")
    session = desk.session
    included = [s.clause.key for s in clause_set(session.snapshot, session.library) if s.included]

    assert list(screen.review.links) == included
    chips = [chip.text for chip in screen.review.findChildren(Chip)]
    assert chips.count("apart") == 2
    qtbot.keyClick(screen.review.links["data"], Qt.Key.Key_Return)

    assert (screen.in_steps, screen.step) == (True, "data")
    desk.go("agreement/review")
    click(qtbot, screen.review.links["parties"])
    assert (screen.in_steps, screen.current) == (False, "parties")


def test_a_dependency_names_its_place_and_leads_there(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    session = desk.session
    session.doc.add(
        ClauseChoice(
            partnership_id=session.doc.partnership.id, clause="exclusivity", included=True, option="lock_out"
        )
    )
    found = lambda: [w for w in screen.below.depends.findChildren(QWidget) if w.property("leads")]  # noqa: E731
    waits(lambda: any("without an end" in made.text() for made in found()))

    click(qtbot, next(made for made in found() if "without an end" in made.text()))

    assert desk.place == "agreement/exclusivity"
    assert screen.current == "exclusivity"


def test_in_a_small_window_the_table_keeps_the_clause_beside_it_with_its_buttons_in_sight(
    desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    desk.resize(1024, 700)
    assert screen.card is not None
    agree = screen.card.agree

    waits(lambda: screen.view.isColumnHidden(ACADEMIC))
    assert screen.right.mapTo(screen, screen.right.pos()).x() > screen.left.geometry().right()
    waits(lambda: agree.mapTo(desk, agree.rect().bottomRight()).y() < desk.height())
    desk.resize(1440, 900)
    waits(lambda: not screen.view.isColumnHidden(ACADEMIC))


def test_with_large_text_the_clause_goes_below_the_table(
    desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    screen.resize(520, 700)
    screen.refresh()

    waits(lambda: screen.right.mapTo(screen, screen.right.pos()).y() > screen.left.geometry().bottom())


def test_a_narrow_table_keeps_number_clause_and_state(screen: AgreementScreen, waits: Callable) -> None:
    screen.view.setMaximumWidth(320)

    waits(lambda: screen.view.isColumnHidden(ACADEMIC))
    assert not screen.view.isColumnHidden(STATE)


def test_in_a_file_that_can_only_be_read_nothing_can_be_changed(desk: MainWindow) -> None:
    desk.session.store.is_read_only = True
    desk.go("agreement/publication")
    shown = desk.stack.currentWidget()
    assert isinstance(shown, AgreementScreen)
    assert shown.card is not None
    own = panel(shown, Side.ACADEMIC)
    shown.chooser.refresh()

    writing = [own.option, own.stance, shown.card.ladder.radio("0"), shown.card.agree, shown.card.open]
    writing += [shown.card.wording.binds, shown.card.wording.option, shown.card.wording.edit]
    writing += [shown.chooser.kinds, *[made.box for made in shown.chooser.rows.values()]]
    assert [made for made in writing if made.isEnabled()] == []
    assert own.words.field.isReadOnly()


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(
    desk: MainWindow, screen: AgreementScreen
) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView)
    for place in ("agreement/publication", "agreement/paper", "agreement/review"):
        desk.go(place)
        shown = [w for kind in kinds for w in screen.findChildren(kind) if w.isVisible() and w.isEnabled()]

        nameless = [w for w in shown if not (w.accessibleName() or getattr(w, "text", str)())]
        unreachable = [w for w in shown if w.focusPolicy() == Qt.FocusPolicy.NoFocus]
        assert (nameless, unreachable) == ([], [])
