"""What leaves the program: in every format, off the window's thread, with a way to stop it."""

from __future__ import annotations

import email
import threading
import time
from email import policy

import docx
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QProgressBar

from planner.exchange.file import read_file
from planner.memorandum.current import current_paper
from planner.memorandum.docx import docx_bytes
from planner.memorandum.markdown import markdown
from planner.memorandum.text import plain_text
from tests.ui.asked import button_in, choosing, press, texts_in, when_asked
from tests.ui.desks import desk_for, settled
from ui import arrivals, exports, files, jobs, settings
from ui.widgets.working import SHOW_MS, Working
from ui.working import work

LOADED_MS = 30_000


@pytest.fixture
def window(qtbot, tmp_path, example_path):
    (tmp_path / "out").mkdir()
    made = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    settings.set_folder("export", str(tmp_path / "out" / "x"))
    made.go("overview")
    return made


def paper_of(window):
    session = window.session
    return current_paper(session.snapshot, session.library, session.today())


def saving_as(path):
    """An act: type this path into the dialog, and press Save."""

    def act(dialog):
        assert isinstance(dialog, QFileDialog)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        press(dialog, "Save")

    return act


def exported(window, qtbot, name, target):
    """The box that says that the file is written, still open."""
    when_asked(saving_as(target))
    window.perform(name)
    qtbot.waitUntil(lambda: isinstance(window.findChild(QMessageBox), QMessageBox), timeout=LOADED_MS)
    return window.findChild(QMessageBox)


# The formats


def test_the_word_copy_is_the_paper_as_it_stands(window, qtbot, tmp_path):
    target = tmp_path / "out" / "memo.docx"

    box = exported(window, qtbot, "export_word", target)

    assert any("The Word copy is ready." in text for text in texts_in(box))
    press(box, "Close")
    assert target.read_bytes() == docx_bytes(paper_of(window))
    assert docx.Document(target).paragraphs[0].style.name == "Title"


@pytest.mark.parametrize(
    ("action", "ending"), [("export_memorandum", "pdf"), ("export_word", "docx"), ("email_draft", "eml")]
)
def test_the_name_offered_is_the_partnerships_with_its_draft(window, action, ending):
    names = []
    window.session.doc.set(window.session.doc.partnership, "title", "../../etc: <passwd>")
    when_asked(lambda dialog: names.append(dialog.findChild(QLineEdit, "fileNameEdit").text()))

    window.perform(action)

    assert names == [f"etc passwd - memorandum draft {paper_of(window).draft_number}.{ending}"]


def test_an_email_draft_is_handed_on_by_a_click_alone(window, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    target = tmp_path / "out" / "draft.eml"

    box = exported(window, qtbot, "email_draft", target)

    message = email.message_from_bytes(target.read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert "Mindful Campus" in message["Subject"]
    assert any("Nothing has been sent." in text for text in texts_in(box))
    assert opened == []
    press(box, "Open in the mail program")
    assert [url.toLocalFile() for url in opened] == [str(target)]


def test_an_internal_copy_is_not_put_into_an_email_without_a_question(window, qtbot, tmp_path):
    partnership = window.session.doc.partnership
    window.session.doc.set(partnership, "printed", (*partnership.printed, "internal"))
    target = tmp_path / "out" / "draft.eml"

    shown = when_asked(choosing("Cancel"))
    window.perform("email_draft")
    assert "This is the internal copy" in shown
    assert not target.exists()

    def go_on(dialog):
        press(dialog, "Write it all the same")
        when_asked(saving_as(target))

    when_asked(go_on)
    window.perform("email_draft")
    qtbot.waitUntil(target.exists, timeout=LOADED_MS)


def make_internal(window, *more):
    partnership = window.session.doc.partnership
    window.session.doc.set(partnership, "printed", (*partnership.printed, *more, "internal"))


@pytest.mark.parametrize(
    ("action", "ending"), [("export_memorandum", "pdf"), ("export_word", "docx"), ("email_draft", "eml")]
)
def test_the_internal_copy_is_asked_about_and_named_as_what_it_is(window, action, ending):
    make_internal(window, "positions")
    names = []

    def go_on(dialog):
        press(dialog, "Write it all the same")
        when_asked(lambda asked: names.append(asked.findChild(QLineEdit, "fileNameEdit").text()))

    shown = when_asked(go_on)
    window.perform(action)

    sentence = "This is the internal copy, with both sides’ positions. It is not for the partner."
    assert sentence in shown
    number = paper_of(window).draft_number
    assert names == [f"Mindful Campus - memorandum draft {number} INTERNAL.{ending}"]


@pytest.mark.parametrize(
    "action", ["export_memorandum", "export_word", "email_draft", "copy_text", "copy_markdown"]
)
def test_pressing_enter_lets_no_internal_copy_leave(window, qtbot, tmp_path, action):
    make_internal(window)
    QGuiApplication.clipboard().setText("before")
    shown = when_asked(lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))

    window.perform(action)
    jobs.wait_for_all()

    assert any("with the check of the words that bind. It is not for the partner." in t for t in shown)
    assert QGuiApplication.clipboard().text() == "before"
    assert list((tmp_path / "out").iterdir()) == []


def test_the_internal_copy_is_copied_when_one_means_it(window, qtbot):
    make_internal(window)
    QGuiApplication.clipboard().setText("before")
    when_asked(choosing("Copy it all the same"))

    window.perform("copy_text")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "before", timeout=LOADED_MS)

    assert "Internal copy" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("action", "written", "what"),
    [("copy_text", plain_text, "plain text"), ("copy_markdown", markdown, "Markdown")],
)
def test_the_memorandum_is_copied_and_what_was_copied_is_said(window, qtbot, action, written, what):
    QGuiApplication.clipboard().setText("before")

    window.perform(action)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "before", timeout=LOADED_MS)

    paper = paper_of(window)
    assert QGuiApplication.clipboard().text() == written(paper)
    (said,) = texts_in(window.toast)
    assert said.startswith(f"Copied as {what}: draft {paper.draft_number}, ")
    assert said.endswith(" words.")


def test_a_fault_of_ours_while_copying_is_not_swallowed(window, qtbot, monkeypatch):
    def broken(*_):
        raise KeyError("ours")

    monkeypatch.setattr("planner.memorandum.exports.paper_bytes", broken)
    with qtbot.captureExceptions() as faults:
        window.perform("copy_text")
        qtbot.waitUntil(lambda: bool(faults), timeout=LOADED_MS)

    assert faults[0][0] is KeyError


def test_every_export_can_be_found_by_name_and_needs_a_partnership(window, empty_window):
    names = ("export_word", "copy_text", "copy_markdown", "email_draft")

    assert all(window.actions_by_name[name].isEnabled() for name in names)
    assert not any(empty_window.actions_by_name[name].isEnabled() for name in names)


@pytest.fixture
def empty_window(qtbot, tmp_path):
    (tmp_path / "empty").mkdir()
    return desk_for([], qtbot, tmp_path / "empty")


# Long work


class Slow:
    """Work that goes on until it is told to end."""

    def __init__(self, result: object = b"content") -> None:
        self.gate = threading.Event()
        self.result = result

    def __call__(self, *_: object) -> object:
        assert self.gate.wait(30)
        return self.result


def line_of(window):
    lines = [line for line in window.findChildren(Working) if line.isVisible()]
    return lines[0] if lines else None


def test_what_takes_a_moment_shows_nothing_and_what_takes_longer_a_quiet_line(window, qtbot):
    slow = Slow()
    begun = time.monotonic()
    job = work(window, "Writing memo.pdf", slow)
    assert line_of(window) is None

    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)
    assert (time.monotonic() - begun) * 1_000 >= SHOW_MS * 0.9
    line = line_of(window)
    assert line.accessibleName() == "Writing memo.pdf"
    assert "Writing memo.pdf" in texts_in(line)
    assert line.findChild(QProgressBar).accessibleName() == "Writing memo.pdf"
    assert window.rect().contains(line.geometry())

    with qtbot.waitSignal(job.done, timeout=LOADED_MS):
        slow.gate.set()
    assert line_of(window) is None


def test_the_window_goes_on_working_meanwhile(window, qtbot):
    slow = Slow()
    work(window, "Writing", slow)
    ticks = []
    ticking = QTimer(window, interval=10)
    ticking.timeout.connect(lambda: ticks.append(time.monotonic()))
    ticking.start()

    qtbot.waitUntil(lambda: len(ticks) > 40, timeout=LOADED_MS)
    ticking.stop()
    slow.gate.set()

    assert threading.active_count() > 1


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_cancel_leaves_no_file_behind_and_says_so(window, qtbot, tmp_path, by):
    target = tmp_path / "out" / "memo.pdf"
    slow = Slow()
    files.write_in_background(window, target, "Done", slow)
    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)
    stop = button_in(line_of(window), "Cancel")
    assert stop.accessibleName() == "Cancel: Writing memo.pdf"

    if by == "mouse":
        QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    else:
        stop.setFocus()
        QTest.keyClick(stop, Qt.Key.Key_Space)
    slow.gate.set()
    jobs.wait_for_all()
    QTest.qWait(50)

    assert list(target.parent.iterdir()) == []
    assert "Stopped. No file was written." in texts_in(window.toast)
    assert line_of(window) is None
    assert window.findChild(QMessageBox) is None


def test_cancel_keeps_the_file_that_was_there(window, qtbot, tmp_path):
    target = tmp_path / "out" / "memo.pdf"
    target.write_bytes(b"mine")
    slow = Slow()
    files.write_in_background(window, target, "Done", slow)
    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)

    press(line_of(window), "Cancel")
    slow.gate.set()
    jobs.wait_for_all()

    assert target.read_bytes() == b"mine"


def test_cancel_after_the_writing_began_is_too_late_and_the_file_is_whole(window, qtbot):
    turn = jobs.Turn()
    job = jobs.run(Slow.__call__, _ended(), parent=window.session, turn=turn)
    turn.take()

    told = []
    job.cancelled.connect(lambda: told.append("cancelled"))
    job.done.connect(lambda _: told.append("done"))
    job.cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=LOADED_MS)

    assert told == ["done"]


def _ended():
    slow = Slow()
    slow.gate.set()
    return slow


def test_a_turn_is_taken_once():
    turn, other = jobs.Turn(), jobs.Turn()

    assert turn.cancel()
    with pytest.raises(jobs.Stopped):
        turn.take()
    other.take()
    assert not other.cancel()


def test_copying_can_be_stopped_and_the_clipboard_stays(window, qtbot, monkeypatch):
    slow = Slow(b"after")
    monkeypatch.setattr("ui.exports._paper", slow)
    QGuiApplication.clipboard().setText("before")
    exports.copy_text(window)
    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)

    press(line_of(window), "Cancel")
    slow.gate.set()
    jobs.wait_for_all()

    assert QGuiApplication.clipboard().text() == "before"
    assert "Stopped. The clipboard is as it was." in texts_in(window.toast)


def test_two_at_once_stand_one_above_the_other_and_follow_the_window(window, qtbot):
    both = [Slow(), Slow()]
    for number, slow in enumerate(both):
        work(window, f"Writing {number}", slow)

    qtbot.waitUntil(
        lambda: len([w for w in window.findChildren(Working) if w.isVisible()]) == 2, timeout=LOADED_MS
    )
    lower, upper = window.findChildren(Working)
    assert upper.geometry().bottom() < lower.geometry().top()
    before = lower.y()
    window.resize(window.width(), window.height() - 80)
    qtbot.waitUntil(lambda: lower.y() == before - 80, timeout=LOADED_MS)
    for slow in both:
        slow.gate.set()
    qtbot.waitUntil(lambda: window.findChildren(Working) == [], timeout=LOADED_MS)


def test_a_long_name_is_shortened_and_cancel_stays_in_sight(window, qtbot):
    slow = Slow()
    window.resize(900, 600)
    work(window, "Writing " + "w" * 400, slow)

    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)
    line = line_of(window)
    assert window.rect().contains(line.geometry())
    assert line.rect().contains(line.stop.geometry())
    slow.gate.set()


def test_cancel_can_be_reached_with_the_tab_key(window, qtbot):
    slow = Slow()
    work(window, "Writing", slow)
    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)
    stop = line_of(window).stop

    reached = []
    widget = window.nextInFocusChain()
    while widget is not window:
        reached.append(widget)
        widget = widget.nextInFocusChain()

    assert stop in reached
    assert stop.focusPolicy() & Qt.FocusPolicy.TabFocus
    slow.gate.set()


# Reading


def test_a_file_is_read_off_the_windows_thread_with_the_same_line(window, qtbot, example_path, monkeypatch):
    slow = Slow(read_file(example_path))
    monkeypatch.setattr(arrivals, "_read", slow)

    files.open_file(window, str(example_path))
    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)
    assert line_of(window).accessibleName() == f"Reading {example_path.name}"
    slow.gate.set()
    settled(window, qtbot)

    assert "This partnership is already here, and nothing differs." in texts_in(window.toast)


def test_reading_can_be_stopped_and_the_next_file_has_its_turn(window, qtbot, example_path, monkeypatch):
    slow = Slow()
    monkeypatch.setattr(arrivals, "_read", slow)
    before = window.session.snapshot.entities()
    files.open_file(window, "first.json")
    files.open_file(window, str(example_path))
    qtbot.waitUntil(lambda: line_of(window) is not None, timeout=LOADED_MS)
    monkeypatch.undo()

    press(line_of(window), "Cancel")
    slow.gate.set()
    settled(window, qtbot)

    assert settings.recent_files() == [str(example_path)]
    assert window.session.snapshot.entities() == before


def test_files_that_arrive_together_are_taken_in_one_after_the_other(window, qtbot, tmp_path):
    bad = [tmp_path / f"{number}.json" for number in range(3)]
    for path in bad:
        path.write_text("{")
    asked = []

    def answer(dialog):
        asked.append(len([w for w in window.findChildren(QMessageBox) if w.isVisible()]))
        press(dialog, "OK")
        if len(asked) < 3:
            when_asked(answer)

    when_asked(answer)
    for path in bad:
        files.open_file(window, str(path))
    settled(window, qtbot)

    assert asked == [1, 1, 1]


def test_a_fault_of_ours_while_reading_does_not_stop_the_next_file(window, qtbot, example_path, monkeypatch):
    def broken(path):
        raise KeyError(path)

    monkeypatch.setattr(arrivals, "_read", broken)
    with qtbot.captureExceptions() as faults:
        files.open_file(window, "first.json")
        settled(window, qtbot)
    monkeypatch.undo()
    files.open_file(window, str(example_path))
    settled(window, qtbot)

    assert faults[0][0] is KeyError
    assert settings.recent_files() == [str(example_path)]


def test_a_store_that_refuses_what_was_read_is_said_in_a_sentence(window, qtbot, example_path, monkeypatch):
    from planner.errors import StoreFailure

    def refuse(*_):
        raise StoreFailure("The disk is full.")

    monkeypatch.setattr(files, "take_in", refuse)
    shown = when_asked(choosing("OK"))

    files.open_file(window, str(example_path))
    settled(window, qtbot)

    assert "The disk is full." in shown
