"""A whole window on a store of its own, for the tests of the screens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.store import Store
from planner.document import Edit
from planner.model import Entity, Partnership
from ui import jobs
from ui.arrivals import arrivals_of
from ui.session import Session
from ui.theme import apply_theme, theme_named
from ui.window import MainWindow

TODAY = date(2026, 12, 9)


def desk_for(
    entities: Iterable[Entity], qtbot: QtBot, tmp_path: Path, today: date = TODAY, *, theme: str = "light"
) -> MainWindow:
    """The window, shown, with these values stored and their partnership open; closed after the test.

    Without values the portfolio is shown. `window.session.store` is the real store, in `tmp_path`.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    _dress(app, theme, tmp_path)
    values = tuple(entities)
    store = _store(tmp_path / "planner.sqlite", values)
    session = Session(store, lambda: today)
    window = MainWindow(session, store.partnerships())
    qtbot.addWidget(window, before_close_func=partial(_let_go, store=store))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first = next((value for value in values if isinstance(value, Partnership)), None)
    if first is not None:
        window.open_partnership(first.id, "portfolio")
        # A large one is loaded beside the window.
        qtbot.waitUntil(lambda: window.opening is None, timeout=30_000)
    return window


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no file is on its way in."""
    arrivals = arrivals_of(window)
    qtbot.waitUntil(lambda: not arrivals._is_busy and not arrivals._waiting, timeout=30_000)


def stored(window: MainWindow) -> tuple[Entity, ...]:
    """What the store holds of the open partnership at this moment, read past the window."""
    with_key = window.session.doc.partnership.id
    store = window.session.store
    held: tuple[Entity, ...] = store.submit(store.load, with_key).result()
    return held


def _store(path: Path, values: tuple[Entity, ...]) -> Store:
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_file_with(values))
        return Store.open(path)
    store = Store.open(path)
    store.write([Edit(None, value) for value in values])
    return store


@lru_cache(maxsize=8)
def _file_with(values: tuple[Entity, ...]) -> bytes:
    # Most tests begin with the same few: a database made anew for each would cost them a tenth.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "planner.sqlite"
        store = Store.open(path)
        store.write([Edit(None, value) for value in values])
        store.close()
        return path.read_bytes()


def _dress(app: QApplication, theme: str, folder: Path) -> None:
    # What the window remembers of itself stays in the test's own folder.
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    if app.property("theme") != theme:
        apply_theme(app, theme_named(theme))


def _let_go(window: MainWindow, *, store: Store) -> None:
    window.session.close()
    jobs.wait_for_all()
    store.close()
