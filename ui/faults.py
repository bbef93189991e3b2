"""Failures, with two faces: the world failed, or we failed. The only room that catches everything."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.errors import PlannerError

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

logger = logging.getLogger(__name__)


def show_failure(parent: QWidget | None, error: PlannerError, what: str = "") -> None:
    """The world failed: what happened, what is safe, what to do next."""
    from ui.dialogs.message import Icon, message

    advice = error.advice or "Nothing that was stored has changed."
    message(parent, what or "That did not work", str(error), advice, icon=Icon.Warning).exec()


def leaves_unsaved(parent: QWidget, error: PlannerError | None) -> bool:
    """The last change cannot be stored: whether somebody leaves all the same."""
    from PySide6.QtWidgets import QMessageBox

    from ui.dialogs.message import Icon, message

    ways = "Stay, make room or restore access, and try again; or leave without the last change."
    box = message(parent, "Not everything is saved", str(error), ways, icon=Icon.Warning)
    box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton("Leave without it", QMessageBox.ButtonRole.DestructiveRole)
    box.exec()
    return box.clickedButton() is leave


def report_text(kind: type[BaseException], trace: TracebackType | None) -> str:
    """A report without any of the user's text: versions, and where in the code it happened."""
    from importlib.metadata import version

    lines = [
        f"Partnership Planner {version('partnership-planner')}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"PySide6 {version('PySide6-Essentials')}",
        kind.__name__,
    ]
    for frame in traceback.extract_tb(trace):
        place = frame.filename.replace("\\", "/").split("/site-packages/")[-1].rsplit("/", 2)
        lines.append(f"  {'/'.join(place[-2:])}:{frame.lineno} {frame.name}")
    return "\n".join(lines) + "\n"


def install(save_everything: Callable[[], bool]) -> None:
    """Show a dialog for anything unforeseen, once everything pending has been saved."""

    def on_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        from PySide6.QtWidgets import QApplication

        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(fault, PlannerError):
            show_failure(QApplication.activeWindow(), fault)
            return
        report = report_text(kind, trace)
        logger.error("unforeseen fault\n%s", report)
        try:
            saved = save_everything()
        except Exception:
            # Saving may be the very thing that is broken; the dialog has to appear all the same.
            saved = False
        _show_fault(report, saved=saved)

    sys.excepthook = on_fault


def _show_fault(report: str, *, saved: bool) -> None:
    from PySide6.QtWidgets import QFileDialog, QMessageBox

    text = "Everything you entered is saved." if saved else "The last change could not be saved yet."
    box = QMessageBox(QMessageBox.Icon.Critical, "Something went wrong here", text)
    box.setInformativeText(
        "This is a fault of the program, not of yours. You can go on working. "
        "A report holds no text of yours; nothing is sent anywhere."
    )
    box.setDetailedText(report)
    keep = box.addButton("Save the report…", QMessageBox.ButtonRole.ActionRole)
    box.addButton("Go on", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    if box.clickedButton() is keep:
        path, _ = QFileDialog.getSaveFileName(box, "Save the report", "partnership-planner-report.txt")
        if path:
            with open(path, "w", encoding="utf-8") as file:
                file.write(report)
