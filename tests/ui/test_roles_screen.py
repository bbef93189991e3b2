"""The roles screen: the matrix by keyboard and mouse, the cards beside it, and the steps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QMenu, QPushButton

from planner import roles
from planner.library import standard_library
from planner.model import Assignment, Organisation, Person, RoleActivity
from planner.terms import Letter, Side
from tests.builders import two_parties
from tests.ui.desks import desk_for, stored
from ui.dialogs.form import Form
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText
from ui.widgets.role_model import pressed

A, R, C, I = (Letter(letter) for letter in "ARCI")  # noqa: E741
AR = Letter.ACCOUNTABLE_RESPONSIBLE


@pytest.fixture
def example(example):
    """The window with the worked example's roles shown."""
    example.go("roles")
    return example


@pytest.fixture
def bare(qtbot, tmp_path):
    """The window with two organisations and nobody in them."""
    window = desk_for(two_parties(), qtbot, tmp_path)
    window.go("roles")
    return window


def screen_of(window):
    return window.stack.currentWidget()


def activity(window, title):
    return window.session.snapshot.first(RoleActivity, title=title)


def person(window, name):
    return window.session.snapshot.first(Person, name=name)


def letter(window, title, name):
    held = window.session.snapshot.first(
        Assignment, role_activity_id=activity(window, title).id, person_id=person(window, name).id
    )
    return held.letter if held else None


def select(window, title, name):
    matrix = screen_of(window).matrix
    assert matrix.reveal(activity(window, title).id, person(window, name).id)
    return matrix


def shown_letter(window, title, name):
    model = screen_of(window).model
    return model.letter(model.place(activity(window, title).id, person(window, name).id))


def link_in(widget, text):
    texts = [*widget.findChildren(LinkText), *widget.findChildren(QPushButton)]
    return next(each for each in texts if each.text().startswith(text) and not each.isHidden())


def fill_and_save(**texts):
    """Type into the open form's fields by their accessible names, and save."""
    form = QApplication.activeModalWidget()
    assert isinstance(form, Form)
    for name, text in texts.items():
        field = next(e for e in form.findChildren(QLineEdit) if e.accessibleName() == name.replace("_", " "))
        field.setText(text)
    next(b for b in form.findChildren(QPushButton) if b.text() == "Save").click()


@pytest.mark.parametrize(
    ("held", "key", "after"),
    [
        (None, A, A), (None, I, I), (A, A, None), (C, C, None), (C, R, R), (A, R, AR), (R, A, AR),
        (AR, A, R), (AR, R, A), (AR, C, C), (I, A, A),
    ],
)  # fmt: skip
def test_a_letter_key_sets_pairs_and_takes_out(held, key, after):
    assert pressed(held, key) is after


def test_pressing_a_letter_puts_it_into_the_cell_and_stores_it(example, qtbot):
    matrix = select(example, "Agree the memorandum", "Data engineer")

    qtbot.keyClick(matrix, Qt.Key.Key_C)

    assert letter(example, "Agree the memorandum", "Data engineer") is C
    qtbot.waitUntil(lambda: shown_letter(example, "Agree the memorandum", "Data engineer") is C)
    example.session.flush()
    row, who = activity(example, "Agree the memorandum"), person(example, "Data engineer")
    kept = [e for e in stored(example) if isinstance(e, Assignment)]
    assert [a.letter for a in kept if (a.role_activity_id, a.person_id) == (row.id, who.id)] == [C]


def test_undo_takes_a_letter_back(example, qtbot):
    matrix = select(example, "Agree the memorandum", "Data engineer")
    qtbot.keyClick(matrix, Qt.Key.Key_I)

    assert example.session.doc.undo_label == "letter of Data engineer for Agree the memorandum"
    example.perform("undo")

    qtbot.waitUntil(lambda: shown_letter(example, "Agree the memorandum", "Data engineer") is None)
    assert letter(example, "Agree the memorandum", "Data engineer") is None


def test_delete_and_backspace_clear_the_cell(example, qtbot):
    for key, name in ((Qt.Key.Key_Delete, "Contracts office"), (Qt.Key.Key_Backspace, "Company lead")):
        qtbot.keyClick(select(example, "Agree the memorandum", name), key)

        assert letter(example, "Agree the memorandum", name) is None


def test_arrow_keys_pass_over_the_names_of_the_phases(example, qtbot):
    matrix = select(example, "Agree the memorandum", "Company lead")

    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    qtbot.keyClick(matrix, Qt.Key.Key_Right)

    key = (activity(example, "Build the joint team").id, person(example, "Product manager").id)
    assert screen_of(example).model.key(matrix.currentIndex()) == key


def test_home_and_end_go_along_the_row(example, qtbot):
    matrix = select(example, "Agree the memorandum", "Company lead")

    qtbot.keyClick(matrix, Qt.Key.Key_End)
    at_end = matrix.currentIndex().column()
    qtbot.keyClick(matrix, Qt.Key.Key_Home)

    assert (at_end, matrix.currentIndex().column()) == (5, 0)


def test_a_letter_with_control_is_a_shortcut_and_sets_nothing(example, qtbot):
    matrix = select(example, "Agree the memorandum", "Data engineer")

    qtbot.keyClick(matrix, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert letter(example, "Agree the memorandum", "Data engineer") is None


def test_a_click_selects_and_a_second_click_offers_the_letters(example, qtbot):
    screen, matrix = screen_of(example), screen_of(example).matrix
    model = screen.model
    index = model.place(activity(example, "Steer the project").id, person(example, "Company lead").id)
    at = matrix.visualRect(index).center()
    qtbot.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert matrix.currentIndex() == index
    assert not matrix.findChildren(QMenu)

    qtbot.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=at)
    menu = matrix.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text().startswith("C ")).trigger()
    menu.close()

    assert letter(example, "Steer the project", "Company lead") is C


def test_a_row_with_an_error_says_why_until_it_is_mended(example, qtbot):
    screen = screen_of(example)
    row = activity(example, "Data cleaning")

    def reason():
        return next(line.reason for line in screen.model.lines if line.row and line.row.id == row.id)

    assert reason() == "nobody accountable"
    qtbot.keyClick(select(example, "Data cleaning", "Research fellow"), Qt.Key.Key_A)

    assert letter(example, "Data cleaning", "Research fellow") is AR
    qtbot.waitUntil(lambda: reason() == "")


def test_a_remedy_beside_a_check_is_one_step(example, qtbot):
    screen = screen_of(example)

    qtbot.mouseClick(
        link_in(screen.checks, "Make Data engineer accountable"), Qt.MouseButton.LeftButton, pos=QPoint(3, 3)
    )

    assert letter(example, "Data cleaning", "Data engineer") is AR
    qtbot.waitUntil(lambda: not any(c.text.startswith("gap") for c in chips(screen.checks)))
    example.perform("undo")
    assert letter(example, "Data cleaning", "Data engineer") is R


def chips(widget):
    return widget.findChildren(Chip)


def test_the_worked_example_shows_its_three_checks_and_how_many_promises_are_open(example):
    assert [chip.text for chip in chips(screen_of(example).checks)] == ["gap", "load", "remote", "promises"]


def test_a_check_leads_to_its_row(example, qtbot):
    screen = screen_of(example)

    qtbot.keyClick(link_in(screen.checks, "Data cleaning:"), Qt.Key.Key_Return)

    assert screen.model.key(screen.matrix.currentIndex())[0] == activity(example, "Data cleaning").id
    assert example.focusWidget() is screen.matrix


def test_a_place_with_a_person_selects_the_column(example):
    who = person(example, "Product manager")

    example.go(f"roles/person/{who.id}")

    screen = screen_of(example)
    assert screen.model.key(screen.matrix.currentIndex())[1] == who.id


def test_a_place_that_is_gone_changes_nothing(example):
    example.go("roles/nothing-like-that")

    assert not screen_of(example).matrix.currentIndex().isValid()


def test_the_workload_shows_the_busiest_month(example):
    screen = screen_of(example)
    texts = [label.text() for label in screen.workload.findChildren(QLabel)]

    assert "26 of 20 %" in texts
    assert "18 of 20 %" in texts


def test_a_cell_is_read_with_its_activity_and_person(example):
    model = screen_of(example).model
    index = model.place(activity(example, "Data cleaning").id, person(example, "Research fellow").id)

    assert (
        model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Data cleaning, Research fellow: responsible"
    )
    interface = QAccessible.queryAccessibleInterface(screen_of(example).matrix)
    names = [interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())]
    assert "Data cleaning, Research fellow: responsible" in names
    assert "Data cleaning: nobody accountable" in names


def test_enter_opens_the_activity_and_saves_it_in_one_step(example, qtbot):
    matrix = select(example, "Agree the memorandum", "Company lead")
    QTimer.singleShot(0, lambda: fill_and_save(Activity="Sign the memorandum"))
    qtbot.keyClick(matrix, Qt.Key.Key_Return)

    assert activity(example, "Sign the memorandum") is not None
    assert example.session.doc.undo_label == "change of Agree the memorandum"
    qtbot.waitUntil(
        lambda: any(line.text == "Sign the memorandum" for line in screen_of(example).model.lines)
    )


def test_a_new_activity_without_a_title_is_refused_beside_the_field(example, qtbot):
    before = len(example.session.snapshot.all(RoleActivity))
    seen = []

    def try_twice():
        fill_and_save(Activity="   ")
        form = QApplication.activeModalWidget()
        seen.extend(label.text() for label in form.findChildren(QLabel) if label.isVisible())
        fill_and_save(Activity="Clean the data again", Until="1 Mar 2027")

    QTimer.singleShot(0, try_twice)
    qtbot.mouseClick(link_in(screen_of(example), "Add activity"), Qt.MouseButton.LeftButton)

    assert any(text.startswith("An activity needs a title") for text in seen)
    assert len(example.session.snapshot.all(RoleActivity)) == before + 1
    assert example.session.doc.undo_label == "new activity Clean the data again"


def test_dates_that_run_backwards_are_refused_and_nothing_is_half_added(example, qtbot):
    before = len(example.session.snapshot.all(RoleActivity))

    def try_it():
        fill_and_save(
            Activity="Tidy up", Until="1 Mar 2027", **{"From_(otherwise_as_on_the_timeline)": "2 Mar 2027"}
        )
        QApplication.activeModalWidget().reject()

    QTimer.singleShot(0, try_it)
    qtbot.mouseClick(link_in(screen_of(example), "Add activity"), Qt.MouseButton.LeftButton)

    assert len(example.session.snapshot.all(RoleActivity)) == before


def test_removing_an_activity_is_undone_with_its_letters(example, qtbot):
    before = len(example.session.snapshot.all(Assignment))
    matrix = select(example, "Steer the project", "Academic lead")

    matrix.activity_removed.emit(activity(example, "Steer the project").id)
    assert activity(example, "Steer the project") is None
    example.perform("undo")

    assert activity(example, "Steer the project") is not None
    assert len(example.session.snapshot.all(Assignment)) == before


def test_an_empty_matrix_asks_for_people_first(bare, qtbot):
    screen = screen_of(bare)

    qtbot.mouseClick(link_in(screen, "Add the people first"), Qt.MouseButton.LeftButton)

    assert screen.wizard.isVisible()
    assert screen.wizard.step == "people"


def test_the_steps_lead_from_people_to_review(bare, qtbot):
    screen = screen_of(bare)
    screen.show_wizard("people")
    wizard = screen.wizard
    for post in ("+ Academic lead", "+ Company lead"):
        qtbot.mouseClick(link_in(wizard.people, post), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda post=post: bare.session.snapshot.first(Person, name=post[2:]) is not None)
        qtbot.waitUntil(
            lambda post=post: any(t.text() == post[2:] for t in wizard.people.findChildren(LinkText))
        )
    time_field = next(
        e for e in wizard.people.findChildren(QLineEdit) if e.accessibleName().startswith("Academic lead")
    )
    qtbot.keyClicks(time_field, "20")
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    offered = len(roles.suggestions(bare.session.snapshot, standard_library()))
    qtbot.mouseClick(link_in(wizard.activities, "Take over all"), Qt.MouseButton.LeftButton)

    assert person(bare, "Academic lead").time_percent == 20
    assert len(bare.session.snapshot.all(RoleActivity)) == offered
    assert bare.session.doc.undo_label == "suggested activities"
    for step in ("assignments", "load", "review"):
        qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
        assert wizard.step == step
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not wizard.isVisible())
    bare.perform("undo")
    assert not bare.session.snapshot.all(RoleActivity)


def test_a_suggestion_is_taken_over_alone_and_leaves_the_list(bare, qtbot):
    bare.session.doc.add(
        Person(
            partnership_id=bare.session.doc.partnership.id,
            organisation_id=bare.session.snapshot.first(Organisation, side=Side.ACADEMIC).id,
            name="Academic lead",
        )
    )
    screen = screen_of(bare)
    screen.show_wizard("activities")

    qtbot.mouseClick(link_in(screen.wizard.activities, "Take over"), Qt.MouseButton.LeftButton)
    one = next(
        b for b in screen.wizard.activities.findChildren(QPushButton)
        if b.accessibleName() == "Take over Agree the memorandum"
    )  # fmt: skip
    one.click()

    assert activity(bare, "Agree the memorandum") is not None


def test_a_time_above_one_hundred_percent_is_refused_in_words(example, qtbot):
    screen = screen_of(example)
    screen.show_wizard("people")
    field = next(
        e
        for e in screen.wizard.people.findChildren(QLineEdit)
        if e.accessibleName().startswith("Company lead")
    )
    field.selectAll()

    qtbot.keyClicks(field, "300")

    visible = [label.text() for label in screen.wizard.people.findChildren(QLabel) if label.isVisible()]
    assert "This is more than 100." in visible
    assert person(example, "Company lead").time_percent == 30


def test_a_post_is_marked_as_to_be_hired_in_the_steps(example, qtbot):
    screen = screen_of(example)
    screen.show_wizard("people")
    box = next(
        b
        for b in screen.wizard.people.findChildren(QCheckBox)
        if b.accessibleName().startswith("Data engineer")
    )

    box.click()

    assert person(example, "Data engineer").to_be_hired
    qtbot.waitUntil(lambda: "Data engineer (to hire)" in [screen.model.heading(c) for c in range(6)])


def test_the_assignments_step_finds_the_next_gap(example, qtbot):
    screen = screen_of(example)
    screen.show_wizard("assignments")
    wizard = screen.wizard

    qtbot.mouseClick(link_in(wizard, "Go to the next activity"), Qt.MouseButton.LeftButton)
    here = screen.model.key(wizard.grid.currentIndex())
    qtbot.keyClick(wizard.grid, Qt.Key.Key_A)

    assert here[0] == activity(example, "Data cleaning").id
    assert A in {a.letter for a in example.session.snapshot.where(Assignment, role_activity_id=here[0])}


def test_the_current_cell_stays_when_somebody_joins(example, qtbot):
    matrix = select(example, "Data cleaning", "Data engineer")
    key = screen_of(example).model.key(matrix.currentIndex())

    example.session.doc.add(
        Person(
            partnership_id=example.session.doc.partnership.id,
            organisation_id=example.session.snapshot.first(Organisation, side=Side.ACADEMIC).id,
            name="<b>Champion & co</b>",
        )
    )

    qtbot.waitUntil(lambda: screen_of(example).model.columnCount() == 7)
    assert screen_of(example).model.key(matrix.currentIndex()) == key
    assert "&lt;b&gt;" in screen_of(example).model.headerData(
        3, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )


def test_in_a_small_window_the_cards_stand_below_the_matrix(example, qtbot):
    screen = screen_of(example)
    example.resize(1440, 900)
    qtbot.waitUntil(lambda: screen.workload.mapTo(screen, QPoint(0, 0)).x() > screen.matrix.width())

    example.resize(1024, 700)

    qtbot.waitUntil(
        lambda: (
            screen.workload.mapTo(screen, QPoint(0, 0)).y() > screen.matrix.mapTo(screen, QPoint(0, 0)).y()
        )
    )


def test_a_key_press_in_two_hundred_rows_by_forty_people_draws_one_cell(bare, qtbot):
    document, key = bare.session.doc, bare.session.doc.partnership.id
    home = bare.session.snapshot.first(Organisation, side=Side.ACADEMIC)
    with document.step("a large plan"):
        people = [
            document.add(Person(partnership_id=key, organisation_id=home.id, name=f"Post {n}", rank=n))
            for n in range(1, 41)
        ]
        rows = [
            document.add(RoleActivity(partnership_id=key, title=f"Activity {n}", rank=n))
            for n in range(1, 201)
        ]
    screen = screen_of(bare)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 201)
    assert screen.matrix.reveal(rows[100].id, people[20].id)
    drawn, resets = [], []
    screen.model.dataChanged.connect(lambda first, last: drawn.append((first, last)))
    screen.model.modelReset.connect(lambda: resets.append(1))

    qtbot.keyClick(screen.matrix, Qt.Key.Key_R)
    here = screen.matrix.currentIndex()
    qtbot.waitUntil(lambda: screen.model.letter(here) is R)

    assert drawn == [(here, here)]
    assert not resets


def test_a_check_that_no_row_can_mend_leads_to_its_step(bare, qtbot):
    screen = screen_of(bare)
    screen.show_wizard("review")

    qtbot.keyClick(link_in(screen.wizard.checks, "No activity is divided"), Qt.Key.Key_Space)

    assert screen.wizard.step == "activities"


def test_the_context_menu_removes_an_activity_by_keyboard(example, qtbot):
    matrix = select(example, "Train key users", "Company lead")
    where = matrix.visualRect(matrix.currentIndex()).center()

    QApplication.sendEvent(
        matrix, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, matrix.mapToGlobal(where))
    )
    menu = matrix.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == "Remove the activity").trigger()
    menu.close()

    assert activity(example, "Train key users") is None
