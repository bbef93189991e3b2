"""One process of the benchmark: an empty window, or the program with its portfolio."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def say(key: str, value: float | None = None) -> None:
    print(key if value is None else f"{key} {value}", flush=True)


def memory() -> float:
    """Resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    say("painted")
    say("memory", memory())


def portfolio(store: str) -> None:
    from uuid import UUID

    from ui import __main__ as program
    from ui.request import Request

    app = program.application()
    window = program.build(Request(store))
    assert window is not None
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    say("painted")
    say("memory", memory())
    from PySide6.QtCore import QEventLoop

    late: Any = window.session.store
    ready = QEventLoop()
    late.ready.connect(ready.quit)
    late.start()
    ready.exec()  # the window goes on painting meanwhile
    window.open_partnership(UUID(window.rows()[0].id))
    app.processEvents()
    say("opened")
    listed = QEventLoop()
    late.listed.connect(window.take_rows)
    late.listed.connect(listed.quit)
    late.list_rows()
    listed.exec()
    assert window.rows_are_all
    say("memory_opened", memory())
    window.close()
    late.close()


if __name__ == "__main__":
    empty() if sys.argv[1] == "empty" else portfolio(sys.argv[2])
