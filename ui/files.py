"""Files in and out: where to save, writing with progress and Cancel, taking in what arrives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from shiboken6 import isValid

from planner.errors import PlannerError
from planner.wording import counted
from ui import jobs, settings, shelf
from ui.arrivals import arrivals_of
from ui.dialogs.frame import let_go
from ui.dialogs.message import Icon, message
from ui.faults import show_failure
from ui.working import work

if TYPE_CHECKING:
    from planner.exchange.compare import Comparison
    from planner.exchange.file import ImportedFile
    from planner.timeline.pace import Pace
    from ui.desk import Desk


def ask_target(parent: QWidget | None, title: str, name: str, kind: str) -> Path | None:
    """Where to save, for a kind such as "PDF (*.pdf)"; the dialog asks before anything is replaced."""
    suffix = kind.partition("*.")[2].rstrip(")")
    dialog = QFileDialog(parent, title, settings.folder("export"), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # Told to the dialog, so that what it asks about is the file that will be written.
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    taken = dialog.exec()
    let_go(dialog)
    if not taken:
        return None
    path = dialog.selectedFiles()[0]
    settings.set_folder("export", path)
    return Path(path)


def write_in_background(
    desk: Desk,
    target: Path,
    done: str,
    make: Callable[..., bytes],
    *arguments: Any,
    opens: str = "Open",
    pace: Pace | None = None,
) -> None:
    """Write what `make(*arguments)` gives to `target`, off the window's thread; say when it is done.

    Until the file is written one can cancel, and then there is none. `pace` is told by `make`.
    """
    turn = jobs.Turn()
    sentence = f"Writing {target.name[:60]}"
    job = work(desk, sentence, _write, turn, target, make, arguments, turn=turn, pace=pace)

    def on_failure(fault: BaseException) -> None:
        if isinstance(fault, PlannerError):
            show_failure(window_of(desk), fault, "The file was not written")
        elif isinstance(fault, OSError):
            error = PlannerError(
                f"{target.name} could not be written: {fault.strerror}.",
                "What you entered is safe. Choose another folder or file name.",
            )
            show_failure(window_of(desk), error, "The file was not written")
        else:
            raise fault

    job.done.connect(lambda _: offer(desk, target, done, opens=opens))
    job.failed.connect(on_failure)
    job.cancelled.connect(lambda: desk.say("Stopped. No file was written."))


def _write(turn: jobs.Turn, target: Path, make: Callable[..., bytes], arguments: tuple[Any, ...]) -> None:
    from planner.whole_file import write_whole

    content = make(*arguments)
    turn.take()
    write_whole(target, content)


def offer(desk: Desk, target: Path, done: str, *, opens: str = "Open") -> None:
    """Say that a file was written, and offer to open it or to show its folder."""
    if not isValid(window_of(desk)):
        return  # closed while the file was written
    box = message(window_of(desk), "Done", done, str(target))
    opener = box.addButton(opens, QMessageBox.ButtonRole.ActionRole)
    folder = box.addButton("Show in folder", QMessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(box.addButton("Close", QMessageBox.ButtonRole.RejectRole))
    box.setModal(False)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def act(clicked: object) -> None:
        if clicked is opener:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
        elif clicked is folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

    box.buttonClicked.connect(act)
    box.open()


def window_of(desk: Desk) -> QWidget | None:
    """The window that a dialog belongs to."""
    return desk if isinstance(desk, QWidget) else None


# In


def ask_and_open(desk: Desk) -> None:
    """Choose a partnership file and open it."""
    path, _ = QFileDialog.getOpenFileName(
        window_of(desk),
        "Open a partnership file",
        settings.folder("import"),
        "Partnership (*.partnership.json *.json);;All files (*)",
    )
    if path:
        settings.set_folder("import", path)
        open_file(desk, path)


def open_file(desk: Desk, path: str) -> None:
    """Begin to open a partnership file: new ones are stored, known ones compared first."""
    arrivals_of(desk).add(path)


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
        session.touch(key)


def _ask_which(desk: Desk, comparison: Comparison, name: str) -> str:
    box = message(
        window_of(desk),
        "This partnership is already here",
        f"{name} differs from what is stored in {counted(len(comparison.lines), 'place')}.",
        "\n".join(comparison.lines[:6])
        + "\n\nYour private notes and signed drafts are kept, whatever you choose.",
        icon=Icon.Question,
    )
    box.setDetailedText("\n".join(comparison.lines[:400]))
    both = box.addButton("Keep both", QMessageBox.ButtonRole.AcceptRole)
    file = box.addButton("Take the file's version", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(both)
    box.exec()
    return "both" if box.clickedButton() is both else "file" if box.clickedButton() is file else ""
