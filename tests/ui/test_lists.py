"""Contributions and open points: added, changed, refused in words, taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from planner import agenda
from planner.exchange.file import read_file
from planner.model import Contribution, OpenPoint
from tests.ui.asked import when_asked
from tests.ui.desks import desk_for
from ui.dialogs.lists import Agenda, Contributions


def pressed(dialog: QDialog, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def field(dialog: QDialog, name: str) -> QLineEdit | QPlainTextEdit:
    found = [w for w in dialog.findChildren(QLineEdit) if w.accessibleName() == name]
    return (
        found[0]
        if found
        else next(w for w in dialog.findChildren(QPlainTextEdit) if w.accessibleName() == name)
    )


def fill(dialog: QDialog, name: str, text: str) -> None:
    widget = field(dialog, name)
    widget.setText(text) if isinstance(widget, QLineEdit) else widget.setPlainText(text)


def words(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def test_a_contribution_is_stored_with_its_value_and_undo_takes_it_back(
    qtbot: QtBot, tmp_path: Path, example_path: Path
) -> None:
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    dialog = Contributions(window)
    qtbot.addWidget(dialog)
    before = len(window.session.snapshot.all(Contribution))

    def give(form: QDialog) -> None:
        fill(form, "What", "A quiet room <b>&")
        fill(form, "Value, if there is one", "£1,250.50")
        pressed(form, "Save")

    when_asked(give)
    dialog.add_one()

    added = window.session.snapshot.all(Contribution)[-1]
    assert (added.what, added.amount, added.currency) == ("A quiet room <b>&", Decimal("1250.50"), "GBP")
    assert "A quiet room <b>&" in words(dialog)
    window.session.undo()
    assert len(window.session.snapshot.all(Contribution)) == before


def test_a_value_that_is_no_amount_is_refused_at_its_field(
    qtbot: QtBot, tmp_path: Path, example_path: Path
) -> None:
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    dialog = Contributions(window)
    qtbot.addWidget(dialog)
    before = window.session.snapshot.all(Contribution)
    said: list[str] = []

    def give(form: QDialog) -> None:
        fill(form, "What", "Time")
        fill(form, "Value, if there is one", "a lot")
        pressed(form, "Save")
        said.append(words(form))

    when_asked(give)
    dialog.add_one()

    assert "This is not an amount. Write it as 12,500." in said[0]
    assert window.session.snapshot.all(Contribution) == before


def test_an_open_point_of_ones_own_gets_owner_and_date_and_can_be_settled(
    qtbot: QtBot, tmp_path: Path, example_path: Path
) -> None:
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    dialog = Agenda(window)
    qtbot.addWidget(dialog)

    def give(form: QDialog) -> None:
        fill(form, "What is to be settled", "Where the kick-off takes place")
        fill(form, "By when", "18 Dec 2026")
        pressed(form, "Save")

    when_asked(give)
    dialog.add_one()

    points = agenda.open_points(window.session.snapshot, window.session.library)
    assert (points[-1].text, points[-1].due_on) == ("Where the kick-off takes place", date(2026, 12, 18))
    pressed(dialog, "Settled")
    assert len(agenda.open_points(window.session.snapshot, window.session.library)) == len(points) - 1


def test_a_point_raised_elsewhere_keeps_its_origin_when_its_date_is_changed(
    qtbot: QtBot, tmp_path: Path, example_path: Path
) -> None:
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    dialog = Agenda(window)
    qtbot.addWidget(dialog)
    before = window.session.snapshot.all(OpenPoint)

    def give(form: QDialog) -> None:
        fill(form, "By when", "1 Feb 2027")
        pressed(form, "Save")

    when_asked(give)
    pressed(dialog, "Owner and date…")

    after = window.session.snapshot.all(OpenPoint)
    assert [p.origin for p in after] == [p.origin for p in before]
    first = agenda.open_points(window.session.snapshot, window.session.library)[0]
    assert first.due_on == date(2027, 2, 1)
