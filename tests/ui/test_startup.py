"""What the first painted frame costs, and what happens while the rest of the program arrives."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.glance import read_portfolio
from db.store import Store
from planner.document import Edit
from planner.exchange.file import to_json
from planner.library import standard_library
from planner.model import Partnership
from planner.portfolio import PortfolioRow, words_of
from ui import faults, jobs, settings
from ui.__main__ import FIRST_ROWS, build, open_behind
from ui.request import Request
from ui.screens.portfolio import PortfolioScreen
from ui.window import MainWindow

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "reportlab",
    "alembic",
    "pypdfium2",
    "rapidfuzz",
    "docx",
    "lxml",
)
FIRST_FRAME = """
import sys
from ui import __main__ as program
from ui.request import Request

app = program.application()
window = program.build(Request(sys.argv[1]))
window.show()
app.processEvents()
print(type(window.stack.currentWidget()).__name__, len(window.rows()), *sys.modules)
"""


def filled(path: Path, count: int) -> None:
    """Store `count` partnerships with their glances; a higher number changed later."""
    store = Store.open(path)
    partnerships = [Partnership(title=f"Study {number}") for number in range(count)]
    store.write([Edit(None, partnership) for partnership in partnerships])
    for number, partnership in enumerate(partnerships):
        store.write_glance(
            PortfolioRow(
                partnership.id.hex,
                partnership.title,
                updated_at=f"2026-12-09T00:{number // 60:02}:{number % 60:02}",
                words=words_of([partnership.title]),
            )
        )
    store.close()


@pytest.fixture
def request_of_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    """Asks for a window over more partnerships than a first frame shows, by a user without settings."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    filled(tmp_path / "planner.sqlite", FIRST_ROWS + 20)
    return Request(str(tmp_path / "planner.sqlite"), today=lambda: date(2026, 12, 9))


@pytest.fixture
def window(request_of_many: Request, qtbot: QtBot) -> MainWindow:
    """The window as it stands at its first frame, with its store still closed."""
    window = build(request_of_many)
    assert window is not None
    qtbot.addWidget(window, before_close_func=_let_go)
    window.show()
    qtbot.waitExposed(window)
    return window


def _let_go(window: MainWindow) -> None:
    window.session.close()
    jobs.wait_for_all()
    window.session.store.close()


def portfolio_of(window: MainWindow) -> PortfolioScreen:
    """The screen with the rows."""
    screen = window.stack.currentWidget()
    assert isinstance(screen, PortfolioScreen)
    return screen


def first_frame(path: Path) -> list[str]:
    """The page that a start shows first, how many rows it has, and every module it imported."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(path.parent / "settings"),
        },
        cwd=Path(__file__).parents[2],
    )
    return done.stdout.split()


def test_the_first_painted_frame_has_the_rows_and_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "planner.sqlite"
    filled(path, 3)

    page, rows, *modules = first_frame(path)

    assert (page, rows) == ("PortfolioScreen", "3")
    assert {name.partition(".")[0] for name in modules} & set(HEAVY) == set()


def test_the_first_frame_shows_what_changed_last(window: MainWindow) -> None:
    titles = [row.title for row in portfolio_of(window).model.rows]

    assert titles == [f"Study {number}" for number in range(FIRST_ROWS + 19, 19, -1)]


def test_typing_in_the_filter_before_all_rows_have_arrived_is_not_lost(
    window: MainWindow, request_of_many: Request, qtbot: QtBot
) -> None:
    screen = portfolio_of(window)
    QTest.keyClicks(screen.filter, "study 7")
    before = {row.title for row in screen.model.rows}
    expected = {f"Study {number}" for number in range(FIRST_ROWS + 20) if "7" in str(number)}

    late = open_behind(window, request_of_many)
    qtbot.waitUntil(lambda: window.rows_are_all)
    late.close()

    assert "Study 7" not in before
    assert screen.filter.text() == "study 7"
    assert {row.title for row in screen.model.rows} == expected


def test_the_partnership_open_last_is_opened_again_though_its_row_comes_late(
    window: MainWindow, request_of_many: Request, qtbot: QtBot
) -> None:
    oldest = next(row for row in read_portfolio(request_of_many.path) or () if row.title == "Study 0")
    settings.set_last_place(oldest.id, "overview")

    open_behind(window, request_of_many)
    qtbot.waitUntil(lambda: window.session.document is not None)

    assert window.session.doc.partnership.title == "Study 0"


def test_a_file_asked_for_at_the_start_is_not_stored_twice_though_its_row_comes_late(
    window: MainWindow, request_of_many: Request, qtbot: QtBot, tmp_path: Path
) -> None:
    oldest = next(row for row in read_portfolio(request_of_many.path) or () if row.title == "Study 0")
    with closing(Store.open(request_of_many.path)) as store:
        text = to_json(store.load(UUID(oldest.id)), standard_library().version, private=True)
    (tmp_path / "study.json").write_text(text, encoding="utf-8")

    open_behind(window, replace(request_of_many, file=str(tmp_path / "study.json")))
    qtbot.waitUntil(lambda: window.session.document is not None)

    assert window.session.doc.partnership.id == UUID(oldest.id)
    assert len(window.rows()) == FIRST_ROWS + 20


def test_a_damaged_file_is_told_and_closes_the_window(
    window: MainWindow, request_of_many: Request, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(faults, "show_failure", lambda _parent, error, _what: said.append(str(error)))
    damaged = bytearray(request_of_many.path.read_bytes())
    damaged[4096 * 4 : 4096 * 5] = bytes(4096)
    request_of_many.path.write_bytes(damaged)

    open_behind(window, request_of_many)
    qtbot.waitUntil(lambda: not window.isVisible())

    assert said == ["planner.sqlite is damaged and cannot be read safely. It was left as it is."]


def test_rows_that_stay_the_same_stay_selected(window: MainWindow) -> None:
    screen = portfolio_of(window)
    QTest.keyClicks(screen.filter, "study 7")
    screen.table.selectRow(1)

    QTest.keyClicks(screen.filter, " ")

    assert [index.row() for index in screen.table.selectionModel().selectedRows()] == [1]
