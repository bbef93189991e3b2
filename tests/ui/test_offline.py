"""Promise 19: a whole run, from the window to the PDF, opens no socket beyond this computer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# The whole program in a process of its own, with every connection noted before any of it is imported.
RUN = """
import sys
reached = []
def note(event, arguments):
    if event.startswith("socket.") and event != "socket.__new__" or "urllib" in event or "http" in event:
        reached.append((event, arguments[1:]))
sys.addaudithook(note)

from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
import ui.window
from ui.__main__ import main

target, example = sys.argv[1], sys.argv[2]
shown = ui.window.MainWindow.show

def work(window, tries=600):
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        dialog.selectFile(target)
        dialog.accept()
    box = window.findChild(QMessageBox)
    if box is not None and box.isVisible():
        box.reject()
        window.close()
        return
    if window.session.document is not None and not getattr(window, "exporting", False):
        window.exporting = True
        for name in ui.window.SCREENS:
            window.go(name)
        QTimer.singleShot(0, lambda: window.perform("export_memorandum"))
    if tries:
        QTimer.singleShot(50, lambda: work(window, tries - 1))
    else:
        window.close()

def show(window):
    shown(window)
    QTimer.singleShot(50, lambda: work(window))

ui.window.MainWindow.show = show
code = main(["open", example, "--store", sys.argv[3], "--today", "2026-12-09"])
print("reached", reached)
sys.exit(code)
"""


def test_a_whole_run_opens_no_connection(tmp_path, example_path):
    target = tmp_path / "memo.pdf"
    arguments = [str(target), str(example_path), str(tmp_path / "planner.sqlite")]
    usual = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "default"}

    ran = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=Path(__file__).parents[2],
        env=usual,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert target.read_bytes().startswith(b"%PDF")
    assert ran.stdout.splitlines()[-1] == "reached []"


def test_the_toolkits_networking_serves_the_local_socket_alone():
    """Qt's own sockets raise no audit event, so that the sources are looked through for them."""
    room = Path(__file__).parents[2] / "ui"
    using = {
        path.name: line.strip()
        for path in room.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "QtNetwork" in line
    }

    assert using == {"instance.py": "from PySide6.QtNetwork import QLocalServer, QLocalSocket"}
