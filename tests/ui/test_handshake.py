"""From handshake to first day: the dialog that runs the steps many times."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from planner.model import Activity, Assumption, Link, Partnership
from planner.timeline.handshake.simulate import simulate
from planner.wording import spoken_date
from tests.ui.desks import TODAY, desk_for
from ui import jobs
from ui.screens.timeline.handshake import HandshakeDialog
from ui.screens.timeline.steps_table import BY_LATE, BY_LIKELY, EVIDENCE, HEADS, RANGE
from ui.window import MainWindow

CONTRACT, SIGNED = "Contract negotiation", "Memorandum signed"
LATE_COLUMN = next(column for column, name in RANGE.items() if name == "late_days")


@pytest.fixture
def dialog(example: MainWindow, qtbot: QtBot) -> HandshakeDialog:
    return opened(example, qtbot)


def opened(window: MainWindow, qtbot: QtBot, *, may_write: bool = True) -> HandshakeDialog:
    made = HandshakeDialog(window, window, may_write=may_write)
    made.show()
    ran(made, qtbot)
    return made


def ran(dialog: HandshakeDialog, qtbot: QtBot) -> None:
    """Wait until nothing is running any more."""
    qtbot.waitUntil(lambda: dialog._job is None and not dialog._soon.isActive(), timeout=20_000)


def on_template(dialog: HandshakeDialog, qtbot: QtBot, key: str = "ktp") -> None:
    dialog.basis.setCurrentIndex(dialog.basis.findData(key))
    ran(dialog, qtbot)


def wish(dialog: HandshakeDialog, qtbot: QtBot, text: str) -> None:
    dialog.wish.edit.setText(text)
    dialog.wish.edit.editingFinished.emit()
    ran(dialog, qtbot)


def cell(dialog: HandshakeDialog, row: int, column: int) -> QModelIndex:
    return dialog.table.steps.index(row, column)


def press(dialog: HandshakeDialog, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def up_to(dialog: HandshakeDialog, qtbot: QtBot, name: str) -> None:
    dialog.goal.setCurrentIndex(dialog.goal.findText(name))
    ran(dialog, qtbot)


def test_the_first_work_is_run_to_behind_what_the_rules_put_before_it(dialog: HandshakeDialog) -> None:
    names = [line.activity.name for line in dialog.table.steps.lines]

    assert dialog.goal.currentText() == "Data collection"
    assert set(names) == {CONTRACT, SIGNED, "Ethics review", "Recruit research fellow"}
    assert dialog.assumed.text() == (
        "Assumed order, no link says so: “Memorandum signed”, “Ethics review” and “Recruit research fellow” "
        "before “Data collection”."
    )
    told = {line.activity.name: line.cells[EVIDENCE] for line in dialog.table.steps.lines}
    assert told["Ethics review"].startswith("Order assumed: no link says so. ")
    assert not told[CONTRACT].startswith("Order assumed")
    assert "“Recruit research fellow” decides it, without a range" in dialog.differs.text()
    assert not dialog.picture.isVisible()


def test_half_and_most_runs_are_no_likely_and_late_case(dialog: HandshakeDialog, qtbot: QtBot) -> None:
    up_to(dialog, qtbot, SIGNED)

    assert dialog.most.text() == "9 in 10 runs"
    assert dialog.differs.text().startswith("Not the plan's likely and late case")
    assert not dialog.assumed.isVisible()
    assert "Adds" in HEADS


def test_the_plan_is_run_and_both_dates_are_large(
    dialog: HandshakeDialog, example: MainWindow, qtbot: QtBot
) -> None:
    session = example.session
    up_to(dialog, qtbot, SIGNED)
    found = simulate(session.snapshot, session.library, dialog.goal.currentData())

    assert dialog.goal.currentText() == SIGNED
    assert dialog.likely.text() == spoken_date(found.likely_on)
    assert dialog.late.text() == spoken_date(found.late_on)
    assert dialog.picture.accessibleName().startswith("10,000 runs, from ")
    assert cell(dialog, 0, 0).data() == CONTRACT
    assert cell(dialog, 0, EVIDENCE).data() == (
        "Calendar days · Sponsored research agreement, first contact to signature (member estimates); "
        "US / international members, c. 2022; distribution (n=64). University-company funded agreement, "
        "research-office median; US (Northwestern), 2019; one university's monthly medians"
    )


def test_from_today_the_first_step_begins_today(dialog: HandshakeDialog, qtbot: QtBot) -> None:
    before = dialog.late.text()
    dialog.start.setCurrentIndex(1)
    ran(dialog, qtbot)

    assert dialog.start.currentText() == f"Today, {spoken_date(TODAY)}"
    assert dialog.found is not None
    assert dialog.found.begin_on == TODAY
    assert dialog.late.text() != before


def test_a_range_typed_over_is_one_step_and_runs_again(
    dialog: HandshakeDialog, example: MainWindow, qtbot: QtBot
) -> None:
    before = dialog.found
    assert dialog.table.steps.setData(cell(dialog, 0, LATE_COLUMN), "400", Qt.ItemDataRole.EditRole)
    ran(dialog, qtbot)
    assert before is not None
    assert dialog.found is not None

    assert example.session.doc.undo_label == f"range of {CONTRACT}"
    assert dialog.found.late_on > before.late_on
    assert cell(dialog, 0, LATE_COLUMN).data() == "400"
    example.session.undo()
    ran(dialog, qtbot)
    assert dialog.found.counts == before.counts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("10", "shortest over likely to late"),
        ("soon", "not a whole number"),
        ("", "as whole numbers"),
        ("99,999", "at most 36,500 days"),
    ],
)
def test_a_range_that_cannot_be_is_refused_with_the_reason(
    dialog: HandshakeDialog, example: MainWindow, text: str, reason: str
) -> None:
    assert not dialog.table.steps.setData(cell(dialog, 0, LATE_COLUMN), text, Qt.ItemDataRole.EditRole)

    assert reason in dialog.note.text()
    assert dialog.note.text().startswith(CONTRACT)
    assert example.session.doc.undo_label == ""


def test_a_wished_date_gives_the_back_plan_beside_every_step(dialog: HandshakeDialog, qtbot: QtBot) -> None:
    assert dialog.table.isColumnHidden(BY_LIKELY)
    wish(dialog, qtbot, "1 Oct 2027")

    assert dialog.by_when.text().startswith(f"To start on 1 Oct 2027, begin “{CONTRACT}” by ")
    assert not dialog.table.isColumnHidden(BY_LATE)
    assert cell(dialog, 0, BY_LATE).data().endswith("2027")
    wish(dialog, qtbot, "1 Dec 2026")
    assert cell(dialog, 0, BY_LIKELY).data().endswith("(past)")
    assert "is past: from now on the date holds only if" in dialog.by_when.text()
    wish(dialog, qtbot, "")
    assert dialog.table.isColumnHidden(BY_LIKELY)
    assert dialog.by_when.text() == ""


@pytest.mark.parametrize("text", ["30 Feb 2027", "soon", "2027"])
def test_a_wished_date_that_is_none_is_said(dialog: HandshakeDialog, qtbot: QtBot, text: str) -> None:
    wish(dialog, qtbot, text)

    assert dialog.note.isVisible()
    assert "Write it as 9 Dec 2026" in dialog.note.text()


def test_the_last_year_of_the_calendar_is_no_trouble(dialog: HandshakeDialog, qtbot: QtBot) -> None:
    wish(dialog, qtbot, "31 Dec 9999")

    assert cell(dialog, 0, BY_LATE).data().endswith("9999")


def test_a_template_is_run_from_today_and_its_judgements_are_marked(
    dialog: HandshakeDialog, qtbot: QtBot
) -> None:
    on_template(dialog, qtbot)

    assert dialog.goal.currentText() == "Associate starts"
    assert dialog.start.currentText() == f"Today, {spoken_date(TODAY)}"
    assert (
        cell(dialog, 0, EVIDENCE)
        .data()
        .startswith("Calendar days · Partly our assumption. KTP step durations")
    )
    tip = cell(dialog, 0, EVIDENCE).data(Qt.ItemDataRole.ToolTipRole)
    assert "hortest 84" in tip
    assert dialog.take.isVisible()


def test_the_steps_of_a_template_come_into_the_plan_in_one_step(
    dialog: HandshakeDialog, example: MainWindow, qtbot: QtBot
) -> None:
    before = example.session.snapshot.entities()
    on_template(dialog, qtbot)
    assert dialog.table.steps.setData(cell(dialog, 0, LATE_COLUMN), "44", Qt.ItemDataRole.EditRole)
    ran(dialog, qtbot)
    wanted = dialog.found
    press(dialog, "Add these steps to my plan")
    ran(dialog, qtbot)
    assert wanted is not None
    snapshot = example.session.snapshot

    assert example.session.doc.undo_label == "steps from “Knowledge Transfer Partnership”"
    added = [a for a in snapshot.all(Activity) if a.template_item.startswith("ktp.")]
    assert {a.name for a in added} == {s.activity.name for s in wanted.steps} | {"Associate starts"}
    assert next(a for a in added if a.template_item == "ktp.k1").late_days == 44
    assert dialog.basis.currentText() == "My plan"
    assert dialog.goal.currentText() == "Associate starts"
    assert not dialog.take.isVisible()
    example.session.undo()
    assert {e.id for e in example.session.snapshot.entities()} == {e.id for e in before}


def test_an_edited_template_says_changed_by_hand_and_leaves_the_plan_alone(
    dialog: HandshakeDialog, example: MainWindow, qtbot: QtBot
) -> None:
    on_template(dialog, qtbot)
    assert dialog.table.steps.setData(cell(dialog, 0, LATE_COLUMN), "44", Qt.ItemDataRole.EditRole)
    ran(dialog, qtbot)

    assert "Changed by hand. Compare KTP step durations" in cell(dialog, 0, EVIDENCE).data()
    assert example.session.doc.undo_label == ""


def test_without_any_plan_a_template_is_run(qtbot: QtBot, tmp_path: Path) -> None:
    window = desk_for([Partnership(title="New")], qtbot, tmp_path)
    dialog = opened(window, qtbot)

    assert dialog.basis.findData("") == -1
    assert dialog.found is not None
    assert dialog.take.isVisible()


def test_what_counts_as_late_is_an_assumption_to_edit(
    dialog: HandshakeDialog, example: MainWindow, qtbot: QtBot
) -> None:
    up_to(dialog, qtbot, SIGNED)
    assert dialog.percent_note.text().endswith("our assumption")
    late = dialog.found.late_on if dialog.found else date.min
    dialog.percent.setText("99")
    dialog.percent.editingFinished.emit()
    ran(dialog, qtbot)
    assert dialog.found is not None

    assert example.session.doc.undo_label == "what counts as late"
    assert dialog.percent_note.text().endswith("your own figure")
    assert dialog.found.late_on > late
    dialog.percent.setText("50")
    dialog.percent.editingFinished.emit()
    assert dialog.note.text() == "Give a whole number from 51 to 99."
    dialog.percent.setText("")
    dialog.percent.editingFinished.emit()
    ran(dialog, qtbot)
    assert example.session.snapshot.first(Assumption, key="handshake.late_percent") is None


def test_cancelled_runs_leave_the_dates_from_before(dialog: HandshakeDialog, qtbot: QtBot) -> None:
    before = dialog.likely.text()
    dialog.run()
    pace = dialog._pace
    dialog.cancel()

    assert pace.is_given_up
    assert dialog.likely.text() == before
    assert dialog.note.text() == "Stopped: the dates shown are those from before."
    jobs.wait_for_all()


def test_steps_that_wait_for_each_other_are_said(qtbot: QtBot, tmp_path: Path, example_path: Path) -> None:
    entities = read_file(example_path).entities
    link = next(e for e in entities if isinstance(e, Link))
    back = Link(partnership_id=link.partnership_id, before_id=link.after_id, after_id=link.before_id)
    window = desk_for([*entities, back], qtbot, tmp_path)
    dialog = HandshakeDialog(window, window)
    dialog.show()
    ran(dialog, qtbot)
    dialog.goal.setCurrentIndex(max(dialog.goal.findText(SIGNED), 0))
    ran(dialog, qtbot)

    assert "wait for each other in a loop" in dialog.note.text()


def test_where_nothing_can_be_kept_nothing_can_be_edited(example: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(example, qtbot, may_write=False)
    on_template(dialog, qtbot)

    assert not cell(dialog, 0, LATE_COLUMN).flags() & Qt.ItemFlag.ItemIsEditable
    assert not dialog.take.isVisible()
    assert not dialog.percent.isEnabled()


def test_closing_gives_up_what_runs_and_listens_no_more(
    dialog: HandshakeDialog, example: MainWindow, qtbot: QtBot
) -> None:
    dialog.run()
    pace = dialog._pace
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    assert pace.is_given_up
    jobs.wait_for_all()
    example.session.doc.set(example.session.doc.partnership, "title", "Another")


def test_every_control_has_a_name_and_the_table_is_read_cell_by_cell(dialog: HandshakeDialog) -> None:
    named = [*dialog.findChildren(QComboBox), *dialog.findChildren(QLineEdit), dialog.table, dialog.bar]

    assert [w for w in named if not w.accessibleName()] == []
    told = cell(dialog, 0, LATE_COLUMN).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == f"{HEADS[LATE_COLUMN]}: 127"
