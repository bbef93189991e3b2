"""Pictures of every screen, drawn without a display: for the demo, the documents and the eye."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from planner.errors import StoreFailure

if TYPE_CHECKING:
    from planner.document import Edit
    from planner.model import Entity
    from planner.portfolio import PortfolioRow
    from ui.window import MainWindow

SIZES = ((1440, 900), (1024, 700))
THEMES = ("light", "dark")
SHOWN = (
    "portfolio", "organisations", "overview", "scope/wants.aim", "scope/review", "agreement/publication",
    "roles", "timeline", "readiness", "memorandum",
)  # fmt: skip


# Checks and preview start a moment after a change, and one may set off the other.
_TURNS, _TURN_MS = 3, 220


class Display:
    """Stands where the store stands, holds one partnership, and keeps nothing."""

    is_read_only = False
    location = "planner.sqlite"

    def __init__(self, entities: Iterable[Entity], row: PortfolioRow) -> None:
        self._entities, self._row = tuple(entities), row

    def load(self, partnership_id: UUID) -> tuple[Entity, ...]:
        """The one partnership."""
        return self._entities

    def plan_seen(self, partnership_id: UUID) -> tuple[int, str]:
        """Nothing of it was seen before."""
        return 0, ""

    def write(self, edits: Iterable[Edit]) -> None:
        """Nothing is kept."""

    def partnerships(self) -> tuple[PortfolioRow, ...]:
        """The one row."""
        return (self._row,)

    def write_glance(self, row: PortfolioRow) -> None:
        """Nothing is kept."""

    def write_plan_glance(self, partnership_id: UUID, shapes: str) -> None:
        """Nothing is kept."""

    def delete(self, partnership_id: UUID) -> None:
        """Nothing is kept, so nothing is deleted."""

    def shared_organisations(self) -> tuple[Any, ...]:
        """The organisations of the one partnership."""
        return self._all("Organisation")

    def shared_people(self) -> tuple[Any, ...]:
        """The people of the one partnership."""
        return self._all("Person")

    def _all(self, noun: str) -> tuple[Any, ...]:
        return tuple(e for e in self._entities if type(e).__name__ == noun)

    def update_everywhere(
        self, shared_id: UUID, fields: dict[str, object], except_partnership: UUID | None
    ) -> int:
        """There is nowhere else."""
        return 0

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run at once."""
        done: Future[Any] = Future()
        done.set_result(function(*arguments))
        return done

    def close(self) -> None:
        """Nothing to let go of."""


def write_screens(
    folder: Path,
    entities: Iterable[Entity],
    today: date,
    *,
    sizes: Iterable[tuple[int, int]] = SIZES[:1],
    themes: Iterable[str] = THEMES[:1],
    text_percent: int = 100,
) -> Iterator[Path]:
    """Draw every screen of a partnership into PNG files in `folder`; yields each path.

    Without a display it draws on Qt's offscreen platform. Raises StoreFailure when a file cannot
    be written.
    """
    app = _application()
    folder.mkdir(parents=True, exist_ok=True)
    for theme in themes:
        window = _window(app, tuple(entities), today, theme, text_percent)
        for width, height in sizes:
            window.resize(width, height)
            window.show()
            for place in SHOWN:
                name = place.replace("/", "-").replace(".", "-")
                target = folder / f"{name}-{theme}-{width}x{height}.png"
                _show(app, window, place)
                if not window.grab().save(str(target)):
                    raise StoreFailure(f"{target.name} could not be written.", "Choose another folder.")
                yield target
        window.close()
        window.deleteLater()
        app.processEvents()


def _application() -> Any:
    from PySide6.QtWidgets import QApplication

    if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Without a real screen Qt has no resolution to go by, and every system would draw another size.
    os.environ.setdefault("QT_FONT_DPI", "96")
    app = QApplication.instance() or QApplication(["partnership-planner"])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    return app


def _window(
    app: Any, entities: tuple[Entity, ...], today: date, theme: str, text_percent: int = 100
) -> MainWindow:
    from planner.document import snapshot_of
    from planner.library import standard_library
    from planner.summary import row_of
    from ui.session import Session
    from ui.theme import apply_theme, theme_named
    from ui.window import MainWindow

    apply_theme(app, theme_named(theme), text_percent)
    snapshot = snapshot_of(entities)
    row = row_of(snapshot, standard_library(), today)
    session = Session(Display(entities, row), lambda: today)
    window = MainWindow(session, (row,))
    window.show_foot("Stored on this computer\nplanner.sqlite")
    session.open(snapshot.partnership.id)
    return window


def _show(app: Any, window: MainWindow, place: str) -> None:
    """Show a place, and wait until checks and preview have caught up with it."""
    from PySide6.QtCore import QEventLoop, QTimer

    from ui import jobs

    window.go(place)
    for _ in range(_TURNS):
        loop = QEventLoop()
        QTimer.singleShot(_TURN_MS, loop.quit)
        loop.exec()
        jobs.wait_for_all()
    if focused := app.focusWidget():
        focused.clearFocus()
    app.processEvents()


def main() -> None:
    """Draw the worked example: every screen, light and dark, large and small."""
    from planner.exchange.file import read_file
    from ui.shelf import example_path

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 12, 9))
    options = parser.parse_args()
    entities = read_file(example_path()).entities
    for path in write_screens(options.out, entities, options.today, sizes=SIZES, themes=THEMES):
        print(path)


if __name__ == "__main__":
    main()
