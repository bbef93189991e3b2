"""What leaves the program: the memorandum in its formats, the clipboard, an e-mail, the partner's file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from planner.file_names import memorandum_name, safe_name
from ui import shelf
from ui.dialogs.message import Icon, Role, chosen, message
from ui.files import ask_target, window_of, write_in_background
from ui.working import work

if TYPE_CHECKING:
    from datetime import date

    from planner.document import Snapshot
    from planner.library import Library
    from planner.model import Entity
    from planner.portfolio import PortfolioRow
    from ui.desk import Desk

_SENDING = (
    "Nothing has been sent. Your mail program shows the draft with the PDF attached; add who it is for, "
    "look it over, and send it from there."
)


# The memorandum


def export_memorandum(desk: Desk) -> None:
    """The memorandum as a PDF, as it stands."""
    _export(desk, ".pdf", "Export memorandum", "PDF (*.pdf)", "The memorandum is ready.")


def export_word(desk: Desk) -> None:
    """The memorandum as a Word document, for a contracts office to work on."""
    done = "The Word copy is ready. Changes made in it stay in it: bring them back here by hand."
    _export(desk, ".docx", "Word copy", "Word document (*.docx)", done)


def email_draft(desk: Desk) -> None:
    """The memorandum as the draft of an e-mail, which a click hands to the mail program."""
    done = f"The draft of the e-mail is ready. {_SENDING}"
    _export(desk, ".eml", "E-mail draft", "E-mail (*.eml)", done, opens="Open in the mail program")


def is_internal(snapshot: Snapshot) -> bool:
    """Whether the memorandum is printed for one's own side alone."""
    return "internal" in snapshot.partnership.printed


def internal_sentences(snapshot: Snapshot) -> str:
    """What the internal copy holds, and for whom it is not."""
    has_positions = "positions" in snapshot.partnership.printed
    holds = "both sides’ positions" if has_positions else "the check of the words that bind"
    return f"This is the internal copy, with {holds}. It is not for the partner."


def _may_leave(desk: Desk, verb: str) -> bool:
    """Ask first where this is the internal copy; nothing leaves by pressing Enter."""
    snapshot = desk.session.snapshot
    if not is_internal(snapshot):
        return True
    box = message(
        window_of(desk),
        "This is the internal copy",
        internal_sentences(snapshot),
        "For the partner’s copy, untick the internal copy under Print on the Memorandum screen first.",
        icon=Icon.Warning,
    )
    go_on = box.addButton(f"{verb} it all the same", Role.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is go_on


def _export(desk: Desk, ending: str, title: str, kind: str, done: str, *, opens: str = "Open") -> None:
    if not _may_leave(desk, "Write"):
        return
    session = desk.session
    arguments = (session.snapshot, session.library, session.today())
    target = ask_target(window_of(desk), title, f"{_name(*arguments)}{ending}", kind)
    if target is not None:
        write_in_background(desk, target, done, _paper, *arguments, ending, opens=opens)


def _name(snapshot: Snapshot, library: Library, today: date) -> str:
    number = _number(snapshot, library, today)
    return memorandum_name(snapshot.partnership.title, number, is_internal=is_internal(snapshot))


def _number(snapshot: Snapshot, library: Library, today: date) -> int:
    from planner.drafts import current_number

    return current_number(snapshot, library, today)


def _paper(snapshot: Snapshot, library: Library, today: date, ending: str) -> bytes:
    from planner.memorandum.current import current_paper
    from planner.memorandum.exports import paper_bytes

    return paper_bytes(current_paper(snapshot, library, today), ending)


# The clipboard


def copy_text(desk: Desk) -> None:
    """The memorandum as plain text, on the clipboard."""
    _copy(desk, ".txt", "plain text")


def copy_markdown(desk: Desk) -> None:
    """The memorandum as Markdown, on the clipboard."""
    _copy(desk, ".md", "Markdown")


def _copy(desk: Desk, ending: str, what: str) -> None:
    if not _may_leave(desk, "Copy"):
        return
    session = desk.session
    arguments = (session.snapshot, session.library, session.today())
    job = work(desk, "Copying the memorandum", _paper, *arguments, ending)

    def take(content: bytes) -> None:
        # The clipboard belongs to the window's thread.
        text = content.decode()
        QGuiApplication.clipboard().setText(text)
        desk.say(f"Copied as {what}: draft {_number(*arguments)}, {len(text.split()):,} words.")

    def refuse(fault: BaseException) -> None:
        raise fault

    job.done.connect(take)
    job.failed.connect(refuse)
    job.cancelled.connect(lambda: desk.say("Stopped. The clipboard is as it was."))


# A file of the partnership


def export_file(desk: Desk, entities: Iterable[Entity]) -> None:
    """A file for the partner, or with the private notes for oneself."""
    from planner.document import snapshot_of

    entities = tuple(entities)
    private = "Private notes stay out of a file for the partner."
    box = message(window_of(desk), "Save a file", "Who is the file for?", private, icon=Icon.Question)
    own = "For myself, with private notes"
    reader = chosen(box, "For the partner", own)
    if not reader:
        return
    title = snapshot_of(entities).partnership.title
    name = f"{safe_name(title)}.partnership.json"
    target = ask_target(window_of(desk), "Save a file", name, "Partnership (*.partnership.json)")
    if target is not None:
        arguments = (entities, desk.session.library.version, reader == own)
        write_in_background(desk, target, "The file is ready.", _partnership_file, *arguments)


def _partnership_file(entities: tuple[Entity, ...], version: str, private: bool) -> bytes:
    from planner.exchange.file import content_of, to_json

    return content_of(to_json(entities, version, private=private))


def export_rows(desk: Desk, rows: list[PortfolioRow]) -> None:
    """Save a file of each partnership, one after the other."""
    for row in rows:
        export_file(desk, shelf.stored(desk, UUID(row.id)))


# The questions


def print_questions(desk: Desk) -> None:
    """The questions on paper, open ones or all, with room to write."""
    session = desk.session
    purpose = "A PDF with room to write, for two people at a table."
    box = message(window_of(desk), "Print the questions", "Which questions?", purpose, icon=Icon.Question)
    every = "All, blank"
    wanted = chosen(box, "Open ones", every)
    if not wanted:
        return
    name = f"{safe_name(session.snapshot.partnership.title)} - questions.pdf"
    target = ask_target(window_of(desk), "Print the questions", name, "PDF (*.pdf)")
    if target is not None:
        arguments = (session.snapshot, session.library, session.today(), wanted == every)
        write_in_background(desk, target, "The questions are ready to print.", _questions, *arguments)


def _questions(snapshot: Any, library: Any, today: Any, blank: bool) -> bytes:
    from planner.memorandum.pdf import pdf_bytes
    from planner.memorandum.question_sheet import question_sheet

    return pdf_bytes(question_sheet(snapshot, library, today, blank=blank))
