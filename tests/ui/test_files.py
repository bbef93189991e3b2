"""Files in and out: nothing is lost on the way in, nothing is replaced unasked on the way out."""

from __future__ import annotations

import json
import shutil
import sys

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox

from planner.document import snapshot_of
from planner.exchange.file import read_file, to_json
from planner.model import Partnership, PrivateNote
from planner.terms import Seat
from tests.ui.asked import choosing, no_room, press, texts_in, when_asked
from tests.ui.desks import desk_for, settled
from ui import files, settings

LOADED_MS = 30_000


@pytest.fixture
def entities(example_path):
    return read_file(example_path).entities


@pytest.fixture
def window(qtbot, tmp_path, entities):
    settings_folder = tmp_path / "out"
    settings_folder.mkdir()
    made = desk_for(entities, qtbot, tmp_path)
    settings.set_folder("export", str(settings_folder / "x"))
    made.go("overview")
    return made


def partnership_of(window):
    return window.session.doc.partnership


def renamed(entities, title):
    return tuple(e.model_copy(update={"title": title}) if isinstance(e, Partnership) else e for e in entities)


def file_of(folder, entities, name="theirs.partnership.json"):
    path = folder / name
    path.write_text(to_json(entities, "test", private=False), encoding="utf-8")
    return path


# In


def read_in(window, qtbot, *paths):
    """Files opened, and everything that follows seen to."""
    for path in paths:
        files.open_file(window, str(path))
    settled(window, qtbot)


def test_a_new_file_is_stored_and_opened(empty, example_path, qtbot):
    read_in(empty, qtbot, example_path)

    assert partnership_of(empty).title == "Mindful Campus"
    assert empty.place == "overview"
    assert [row.title for row in empty.rows()] == ["Mindful Campus"]
    assert settings.recent_files()[0] == str(example_path)


def test_an_identical_file_changes_nothing(window, example_path, qtbot):
    before = window.session.snapshot.entities()

    read_in(window, qtbot, example_path)

    assert window.session.snapshot.entities() == before
    assert len(window.rows()) == 1
    assert "This partnership is already here, and nothing differs." in texts_in(window.toast)


def test_keeping_both_stores_a_second_one_under_keys_of_its_own(window, entities, tmp_path, qtbot):
    first = partnership_of(window).id
    path = file_of(tmp_path, renamed(entities, "Their campus"))
    shown = when_asked(choosing("Keep both"))

    read_in(window, qtbot, path)

    assert any("differs from what is stored in 1 place." in text for text in shown)
    assert sorted(row.title for row in window.rows()) == ["Mindful Campus", "Their campus (copy)"]
    assert partnership_of(window).id != first
    assert partnership_of(window).title == "Their campus (copy)"


def test_taking_the_files_version_replaces_what_differs_and_keeps_private_notes(
    window, entities, tmp_path, qtbot
):
    document = window.session.doc
    note = PrivateNote(
        partnership_id=partnership_of(window).id,
        seat=Seat.FACILITATOR,
        place="scope/wants.aim",
        text="Between us",
    )
    document.add(note)
    document.set(partnership_of(window), "summary", "ours")
    path = file_of(tmp_path, renamed(entities, "Their campus"))
    shown = when_asked(choosing("Take the file's version"))

    read_in(window, qtbot, path)

    assert any("Your private notes and signed drafts are kept" in text for text in shown)
    assert partnership_of(window).title == "Their campus"
    assert partnership_of(window).summary == snapshot_of(entities).partnership.summary
    assert [n.text for n in window.session.snapshot.all(PrivateNote)] == ["Between us"]
    assert [row.title for row in window.rows()] == ["Their campus"]


def test_thinking_better_of_it_changes_nothing(window, entities, tmp_path, qtbot):
    path = file_of(tmp_path, renamed(entities, "Their campus"))
    when_asked(choosing("Cancel"))

    read_in(window, qtbot, path)

    assert partnership_of(window).title == "Mindful Campus"
    assert len(window.rows()) == 1


def test_the_same_file_arriving_by_the_dialog_is_read_too(empty, example_path, tmp_path, qtbot):
    path = shutil.copy(example_path, tmp_path / "theirs.partnership.json")

    def choose(dialog):
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()

    when_asked(choose)
    empty.perform("open_file")
    settled(empty, qtbot)

    assert partnership_of(empty).title == "Mindful Campus"
    assert settings.folder("import") == str(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"{}", b'{"format": "other"}'])
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(empty, tmp_path, content, qtbot):
    path = tmp_path / "other.json"
    path.write_bytes(content)
    shown = when_asked(choosing("OK"))

    read_in(empty, qtbot, path)

    assert "This file cannot be opened" in shown
    assert empty.rows() == ()
    assert settings.recent_files() == []


def test_a_hostile_name_in_a_file_is_shown_as_it_was_typed(window, entities, tmp_path, qtbot):
    path = file_of(tmp_path, renamed(entities, "<img src='/etc/hostname'>"), "<b>x&y.json")
    found = []

    def look(dialog):
        found.extend((part.text(), part.textFormat()) for part in dialog.findChildren(QLabel))
        press(dialog, "Cancel")

    when_asked(look)
    read_in(window, qtbot, path)

    assert [kind for text, kind in found if text.startswith("<b>x&y.json differs")] == [
        Qt.TextFormat.PlainText
    ]


# Out


def saving_as(path, qtbot):
    """An act: type this path into the dialog, and press Save."""

    def act(dialog):
        assert isinstance(dialog, QFileDialog)
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        edit.setText(str(path))
        press(dialog, "Save")

    return act


def exported(window, qtbot, target):
    """The memorandum written to `target`, and the box that says so closed again."""
    when_asked(saving_as(target, qtbot))
    window.perform("export_memorandum")
    qtbot.waitUntil(lambda: isinstance(window.findChild(QMessageBox), QMessageBox), timeout=LOADED_MS)
    box = window.findChild(QMessageBox)
    said = texts_in(box)
    press(box, "Close")
    return said


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_memorandum_is_written_and_its_place_said(window, qtbot, tmp_path):
    target = tmp_path / "out" / "memo.pdf"

    said = exported(window, qtbot, target)

    assert "The memorandum is ready." in said
    assert str(target) in said
    assert target.read_bytes().startswith(b"%PDF")


def test_a_name_without_an_ending_gets_the_right_one(window, qtbot, tmp_path):
    exported(window, qtbot, tmp_path / "out" / "memo")

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["memo.pdf"]


def test_the_name_offered_is_the_partnerships(window, qtbot):
    names = []

    def look(dialog):
        names.append(dialog.findChild(QLineEdit, "fileNameEdit").text())
        assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave

    when_asked(look)
    window.perform("export_memorandum")

    number = partnership_of(window).draft_number
    assert names == [f"Mindful Campus - memorandum draft {number}.pdf"]


@pytest.mark.parametrize("typed", ["memo.pdf", "memo"])
def test_an_existing_file_is_never_replaced_without_a_question(window, qtbot, tmp_path, typed):
    target = tmp_path / "out" / "memo.pdf"
    target.write_text("mine")
    questions = []

    def save(dialog):
        def refuse(question):
            questions.append(question)
            press(question, "No")

        when_asked(refuse)
        saving_as(target.with_name(typed), qtbot)(dialog)

    when_asked(save)
    window.perform("export_memorandum")

    assert len(questions) == 1
    assert target.read_text() == "mine"


def test_a_folder_that_is_gone_is_said_in_a_sentence(window, qtbot, tmp_path):
    job_target = tmp_path / "nowhere" / "memo.pdf"
    shown = when_asked(choosing("OK"))

    files.write_in_background(window, job_target, "Done", bytes, b"content")

    qtbot.waitUntil(lambda: bool(shown), timeout=LOADED_MS)
    assert "The file was not written" in shown
    assert not job_target.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on file sizes is a POSIX one")
def test_a_full_disk_is_said_in_a_sentence_and_leaves_the_file_that_was_there(window, qtbot, tmp_path):
    target = tmp_path / "out" / "memo.pdf"
    target.write_text("mine")
    shown = when_asked(choosing("OK"))
    with no_room():
        files.write_in_background(window, target, "Done", bytes, b"content" * 1_000)
        qtbot.waitUntil(lambda: bool(shown), timeout=LOADED_MS)

    assert "The file was not written" in shown
    assert target.read_text() == "mine"
    assert [path.name for path in target.parent.iterdir()] == ["memo.pdf"]


@pytest.mark.parametrize(
    ("for_whom", "notes"), [("For the partner", 0), ("For myself, with private notes", 1)]
)
def test_a_file_for_the_partner_holds_no_private_notes(window, qtbot, tmp_path, for_whom, notes):
    target = tmp_path / "out" / "campus.partnership.json"
    window.session.doc.add(
        PrivateNote(partnership_id=partnership_of(window).id, place="scope/wants.aim", text="Between us")
    )

    def choose(dialog):
        press(dialog, for_whom)
        when_asked(saving_as(target, qtbot))

    when_asked(choose)
    window.perform("export_file")
    qtbot.waitUntil(target.exists, timeout=LOADED_MS)

    again = read_file(target).entities
    assert len([e for e in again if isinstance(e, PrivateNote)]) == notes
    assert ("Between us" in target.read_text(encoding="utf-8")) == bool(notes)


@pytest.mark.parametrize("which", ["Open ones", "All, blank"])
def test_the_questions_are_printed_with_room_to_write(window, qtbot, tmp_path, which):
    target = tmp_path / "out" / "questions.pdf"

    def choose(dialog):
        press(dialog, which)
        when_asked(saving_as(target, qtbot))

    when_asked(choose)
    window.perform("print_questions")
    qtbot.waitUntil(target.exists, timeout=LOADED_MS)

    assert "Mindful Campus" in text_of(target)


def test_the_boxes_that_ask_can_be_left(window):
    for name in ("export_file", "print_questions"):
        when_asked(choosing("Cancel"))
        window.perform(name)

    when_asked(choosing("Cancel"))
    window.perform("export_memorandum")

    assert QApplication.activeModalWidget() is None


def test_a_file_written_for_oneself_and_read_again_is_identical(window, tmp_path, qtbot):
    path = tmp_path / "again.partnership.json"
    path.write_text(to_json(window.session.snapshot.entities(), "test", private=True), encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8"))["format"] == "partnership-planner"

    read_in(window, qtbot, path)

    assert len(window.rows()) == 1
