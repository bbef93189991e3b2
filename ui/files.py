"""Files in and out: the memorandum, the partner's file, printed questions, backups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from planner.errors import PlannerError
from planner.wording import counted
from ui import jobs, settings, shelf
from ui.dialogs.message import Icon, chosen, message
from ui.faults import show_failure

if TYPE_CHECKING:
    from planner.exchange.compare import Comparison
    from planner.exchange.file import ImportedFile
    from planner.model import Entity
    from planner.portfolio import PortfolioRow
    from ui.desk import Desk


def safe_name(title: str) -> str:
    """A title as a file name that every system takes."""
    cleaned = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", title)
    cleaned = re.sub(r"\s+", " ", cleaned).strip(" .")[:80].strip()
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)", cleaned)
    return "partnership" if not cleaned or reserved else cleaned


def ask_target(parent: QWidget | None, title: str, name: str, kind: str) -> Path | None:
    """Where to save, for a kind such as "PDF (*.pdf)"; the dialog asks before anything is replaced."""
    suffix = kind.partition("*.")[2].rstrip(")")
    dialog = QFileDialog(parent, title, settings.folder("export"), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # Told to the dialog, so that what it asks about is the file that will be written.
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    if not dialog.exec():
        return None
    path = dialog.selectedFiles()[0]
    settings.set_folder("export", path)
    return Path(path)


def write_in_background(
    desk: Desk, target: Path, done: str, function: Callable[..., Any], *arguments: Any
) -> None:
    """Run an export off the window's thread; say when it is done, with ways to get at it."""
    job = jobs.run(function, *arguments, parent=desk.session)

    def on_failure(fault: BaseException) -> None:
        if isinstance(fault, PlannerError):
            show_failure(_window(desk), fault, "The file was not written")
        elif isinstance(fault, OSError):
            error = PlannerError(
                f"{target.name} could not be written: {fault.strerror}.",
                "What you entered is safe. Choose another folder or file name.",
            )
            show_failure(_window(desk), error, "The file was not written")
        else:
            raise fault

    job.done.connect(lambda _: offer(desk, target, done))
    job.failed.connect(on_failure)


def offer(desk: Desk, target: Path, done: str) -> None:
    """Say that a file was written, and offer to open it or to show its folder."""
    box = message(_window(desk), "Done", done, str(target))
    opener = box.addButton("Open", QMessageBox.ButtonRole.ActionRole)
    folder = box.addButton("Show in folder", QMessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(box.addButton("Close", QMessageBox.ButtonRole.RejectRole))
    box.setModal(False)

    def act(clicked: object) -> None:
        if clicked is opener:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
        elif clicked is folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

    box.buttonClicked.connect(act)
    box.open()


def _window(desk: Desk) -> QWidget | None:
    return desk if isinstance(desk, QWidget) else None


# Out


def export_memorandum(desk: Desk) -> None:
    """The memorandum as a PDF, as it stands."""
    session = desk.session
    partnership = session.snapshot.partnership
    name = f"{safe_name(partnership.title)} - memorandum draft {partnership.draft_number}.pdf"
    target = ask_target(_window(desk), "Export memorandum", name, "PDF (*.pdf)")
    if target is not None:
        arguments = (session.snapshot, session.library, session.today(), target)
        write_in_background(desk, target, "The memorandum is ready.", _write_memorandum, *arguments)


def _write_memorandum(snapshot: Any, library: Any, today: Any, target: Path) -> None:
    from planner.memorandum.compose import compose
    from planner.memorandum.pdf import write_pdf

    write_pdf(compose(snapshot, library, today), target)


def export_file(desk: Desk, entities: Iterable[Entity]) -> None:
    """A file for the partner, or with the private notes for oneself."""
    from planner.document import snapshot_of
    from planner.exchange.file import to_json, write_file

    entities = tuple(entities)
    private = "Private notes stay out of a file for the partner."
    box = message(_window(desk), "Save a file", "Who is the file for?", private, icon=Icon.Question)
    own = "For myself, with private notes"
    reader = chosen(box, "For the partner", own)
    if not reader:
        return
    title = snapshot_of(entities).partnership.title
    name = f"{safe_name(title)}.partnership.json"
    target = ask_target(_window(desk), "Save a file", name, "Partnership (*.partnership.json)")
    if target is None:
        return
    text = to_json(entities, desk.session.library.version, private=reader == own)
    write_in_background(desk, target, "The file is ready.", write_file, target, text)


def export_rows(desk: Desk, rows: list[PortfolioRow]) -> None:
    """Save a file of each partnership, one after the other."""
    for row in rows:
        export_file(desk, shelf.stored(desk, UUID(row.id)))


def print_questions(desk: Desk) -> None:
    """The questions on paper, open ones or all, with room to write."""
    session = desk.session
    purpose = "A PDF with room to write, for two people at a table."
    box = message(_window(desk), "Print the questions", "Which questions?", purpose, icon=Icon.Question)
    every = "All, blank"
    wanted = chosen(box, "Open ones", every)
    if not wanted:
        return
    name = f"{safe_name(session.snapshot.partnership.title)} - questions.pdf"
    target = ask_target(_window(desk), "Print the questions", name, "PDF (*.pdf)")
    if target is None:
        return
    arguments = (session.snapshot, session.library, session.today(), wanted == every, target)
    write_in_background(desk, target, "The questions are ready to print.", _write_questions, *arguments)


def _write_questions(snapshot: Any, library: Any, today: Any, blank: bool, target: Path) -> None:
    from planner.memorandum.pdf import write_pdf
    from planner.memorandum.question_sheet import question_sheet

    write_pdf(question_sheet(snapshot, library, today, blank=blank), target)


# In


def ask_and_open(desk: Desk) -> None:
    """Choose a partnership file and open it."""
    path, _ = QFileDialog.getOpenFileName(
        _window(desk),
        "Open a partnership file",
        settings.folder("import"),
        "Partnership (*.partnership.json *.json);;All files (*)",
    )
    if path:
        settings.set_folder("import", path)
        open_file(desk, path)


def open_file(desk: Desk, path: str) -> None:
    """Open a partnership file: new ones are stored, known ones compared first."""
    from planner.exchange.file import read_file

    try:
        imported = read_file(Path(path))
    except PlannerError as error:
        show_failure(_window(desk), error, "This file cannot be opened")
        return
    settings.add_recent_file(path)
    take_in(desk, imported, Path(path).name)


def take_in(desk: Desk, imported: ImportedFile, name: str) -> None:
    """Store what a file holds and open it; a partnership already here is compared first."""
    from planner.document import snapshot_of
    from planner.exchange.compare import compare, copy_of, replacing

    incoming = imported.entities
    key = snapshot_of(incoming).partnership.id
    if not desk.rows_are_all:  # the window has only just opened
        desk.reload_rows()
    known = next((row for row in desk.rows() if row.id == key.hex), None)
    if known is None:
        desk.open_partnership(shelf.keep(desk, incoming))
        return
    if known.binned_on:
        shelf.bring_back(desk, [known])
    here = shelf.stored(desk, key)
    comparison = compare(here, incoming, desk.session.library)
    if comparison.identical:
        desk.open_partnership(key)
        desk.say("This partnership is already here, and nothing differs.")
        return
    choice = _ask_which(desk, comparison, name)
    if choice == "both":
        title = f"{snapshot_of(incoming).partnership.title} (copy)"
        desk.open_partnership(shelf.keep(desk, copy_of(incoming, title=title)))
    elif choice == "file":
        session = desk.session
        if session.document is not None and session.doc.partnership.id == key and not session.close():
            return
        session.store.submit(session.store.write, replacing(here, incoming)).result()
        desk.reload_rows()
        desk.open_partnership(key)
        session.touch()


def _ask_which(desk: Desk, comparison: Comparison, name: str) -> str:
    box = message(
        _window(desk),
        "This partnership is already here",
        f"{name} differs from what is stored in {counted(len(comparison.lines), 'place')}.",
        "\n".join(comparison.lines[:6]) + "\n\nYour private notes are kept, whatever you choose.",
        icon=Icon.Question,
    )
    box.setDetailedText("\n".join(comparison.lines[:400]))
    both = box.addButton("Keep both", QMessageBox.ButtonRole.AcceptRole)
    file = box.addButton("Take the file's version", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(both)
    box.exec()
    return "both" if box.clickedButton() is both else "file" if box.clickedButton() is file else ""
