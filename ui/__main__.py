"""The program: the command line, or the window. With `cli.py` the only room that knows the store."""

from __future__ import annotations

import builtins
import gc
import os
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from planner.portfolio import PortfolioRow
    from ui.keeping import Backups
    from ui.late import LateStore
    from ui.opening import Opening
    from ui.request import Request
    from ui.session import Keeper
    from ui.window import MainWindow


# More rows than any screen shows at once; the others follow once the first frame is painted.
FIRST_ROWS = 60


def main(argv: list[str] | None = None) -> int:
    """Run `argv` (without it, the process's own); without a command, the window. The exit code."""
    from ui.request import window_request

    arguments = list(sys.argv[1:] if argv is None else argv)
    request = window_request(arguments)
    if request is not None:
        return show_window(request)
    from ui import cli

    return cli.run(arguments)


def has_display() -> bool:
    """Whether there is a display to open a window on."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_window(request: Request) -> int:
    """Open the window, or hand over to the one that is open. The exit code."""
    if not has_display():
        print(
            "There is no display to open a window on. Without one: partnership-planner demo --out DIR",
            file=sys.stderr,
        )
        return 2
    app = application()
    from ui.instance import FirstWindow, hand_over

    store_name = request.store if request.is_server else str(request.path.resolve())
    if hand_over(store_name, str(Path(request.file).resolve()) if request.file else ""):
        return 0
    window = build(request)
    if window is None:
        return 2
    app.commitDataRequest.connect(lambda _: window.session.flush())
    first = FirstWindow(store_name, partial(_on_launch, window), window)
    window.show()
    # The first frame is on the screen before anything heavy is imported.
    app.processEvents()
    late = open_behind(window, request)
    code = app.exec()
    del first
    _leave(window, late)
    return code


def application() -> QApplication:
    """The application, with nothing shown yet."""
    # Nothing made before the store is open is garbage; looking for some costs a tenth of the start.
    gc.disable()
    plain_import = builtins.__import__
    from PySide6.QtWidgets import QApplication

    # PySide6 hooks every later import to read and keep the module's source, for `__feature__`,
    # which we do not use. That would slow down the ORM's 400 modules by a tenth.
    builtins.__import__ = plain_import
    app = QApplication(sys.argv[:1])
    app.setApplicationName("partnership-planner")
    app.setApplicationDisplayName("Partnership Planner")
    app.setDesktopFileName("partnership-planner")
    return app


def build(request: Request) -> MainWindow | None:
    """The window with the portfolio's rows, its store still to be opened; None when it cannot be."""
    from PySide6.QtWidgets import QApplication

    from planner.errors import PlannerError
    from ui import faults, settings
    from ui.late import LateStore
    from ui.session import Session
    from ui.theme import apply_theme, chosen_theme
    from ui.window import MainWindow

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    apply_theme(app, chosen_theme(settings.theme_choice()), settings.text_percent())
    rows: tuple[PortfolioRow, ...] = ()
    read_only = False
    if not request.is_server:
        from db.check import check_file
        from db.glance import read_portfolio

        try:
            rows = read_portfolio(request.path, first=FIRST_ROWS) or ()
            read_only = (
                request.path.exists() and not check_file(request.path, thoroughly=False).can_be_written
            )
        except PlannerError as error:
            faults.show_failure(None, error, "The stored partnerships cannot be opened")
            return None
    late = LateStore(partial(_open_store, request), str(request.store), is_read_only=read_only)
    session = Session(late, request.today, pack=None if request.is_server else request.pack)
    window = MainWindow(
        session,
        rows,
        _backups(request, late),
        rows_are_all=len(rows) < FIRST_ROWS,
        opening=_opening(request, rows),
    )
    faults.install(session.flush)
    geometry = settings.window_geometry()
    if not geometry.isEmpty():
        window.restoreGeometry(geometry)
    window.show_foot(window.backups.foot())
    return window


def _opening(request: Request, rows: tuple[PortfolioRow, ...]) -> Opening | None:
    """The timeline as it was seen last, where somebody left it open."""
    from ui import settings

    key, place = settings.last_place()
    row = next((row for row in rows if row.id == key and not row.binned_on), None)
    if row is None or request.file or place.partition("/")[0] != "timeline":
        return None
    from db.glance import read_plan
    from planner.timeline.drawn.glance import read_glance

    seen = read_glance(read_plan(request.path, key), request.today().toordinal())
    if seen is None:
        return None
    from ui.opening import opening_for

    return opening_for(key, row.title, place, seen)


def open_behind(window: MainWindow, request: Request) -> LateStore:
    """Begin to open the store; the window then shows what was asked for, and after it all rows."""
    late: LateStore = window.session.store  # type: ignore[assignment]
    late.ready.connect(partial(_on_ready, window, request))
    late.failed.connect(partial(_on_failed, window))
    late.start()
    return late


def _open_store(request: Request) -> Keeper:
    """The store; its file is looked through while the ORM is imported: sqlite3 works beside Python."""
    if request.is_server:
        from db.store import Store

        return Store.open(request.store)
    from concurrent.futures import ThreadPoolExecutor

    from db.check import check_file

    with ThreadPoolExecutor(max_workers=1) as looker:
        looking = looker.submit(check_file, request.path)
        from db.store import Store

        return Store.open(request.path, looking.result())


def _backups(request: Request, late: LateStore) -> Backups:
    from ui.keeping import Backups

    if request.is_server:
        return Backups(foot=lambda: "Stored on a server")
    path = request.path

    def make(second: str) -> Path:
        from db.backup import back_up
        from db.places import backup_folder

        made = back_up(path, backup_folder(path), now=datetime.now(UTC))
        if second:
            back_up(path, Path(second), now=datetime.now(UTC))
        return made

    def every() -> tuple[Path, ...]:
        from db.backup import backups, replaced
        from db.places import backup_folder

        found = [*backups(backup_folder(path)), *replaced(path)]
        found.sort(key=lambda each: each.made_at, reverse=True)
        return tuple(each.path for each in found)

    def describe(backup: Path) -> str:
        from db.backup import inside, replaced
        from planner.wording import counted, spoken_date

        held = inside(backup)
        put_aside = next((each for each in replaced(path) if each.path == backup), None)
        made, made_at = "", held.made_at or (put_aside.made_at if put_aside else None)
        if made_at:
            local = made_at.astimezone()
            made = f"{spoken_date(local.date())}, {local:%H:%M}. "
        if put_aside:
            made += "Put aside by a restore. "
        shown = ", ".join(held.titles[:12]) + (" and more" if len(held.titles) > 12 else "")
        return f"{made}{counted(len(held.titles), 'partnership')}: {shown}"

    def bring_back(backup: Path) -> None:
        from db.backup import restore

        late.while_closed(lambda: restore(backup, path, now=datetime.now(UTC))).result()

    def foot() -> str:
        from db.places import backup_folder

        newest = max((f.stat().st_mtime for f in backup_folder(path).glob("*.sqlite")), default=None)
        text = f"Stored on this computer\n{path.name}"
        if newest is None:
            return f"{text} · no backup yet"
        made = datetime.fromtimestamp(newest)
        day = "today" if made.date() == date.today() else f"{made:%d %b %Y}".lstrip("0")
        return f"{text} · last backup\n{day} {made:%H:%M}"

    return Backups(make, every, describe, bring_back, foot)


def _on_launch(window: MainWindow, path: str) -> None:
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()
    if path:
        from ui import files

        files.open_file(window, path)


def _on_ready(window: MainWindow, request: Request) -> None:
    """Show what the user asked for or left; only then read the rows that the first frame left out."""
    from ui.collector import Collector

    gc.freeze()
    Collector(window)
    window.setWindowIcon(_icon())
    opening = window.opening
    if request.file:
        from ui import files

        files.open_file(window, request.file)
    elif opening is not None:
        from ui import opening as behind

        behind.begin(window, opening)
    else:
        _reopen(window)
    late: LateStore = window.session.store  # type: ignore[assignment]
    comes_late = not window.rows_are_all and opening is None and not request.file
    late.listed.connect(partial(_on_listed, window, comes_late))
    late.list_rows()


def _icon() -> QIcon:
    from importlib.resources import files

    from PySide6.QtGui import QIcon

    return QIcon(str(files("resources") / "icons" / "app.svg"))


def _reopen(window: MainWindow) -> None:
    """Open the partnership that was open last, if its row is here."""
    from ui import settings

    key, place = settings.last_place()
    if key and any(row.id == key and not row.binned_on for row in window.rows()):
        from uuid import UUID

        window.open_partnership(UUID(key), place or "overview")


def _on_listed(window: MainWindow, comes_late: bool, rows: tuple[PortfolioRow, ...]) -> None:
    """Take all rows; `comes_late`: among them may be the one that was open last."""
    from ui import shelf

    window.take_rows(rows)
    store = window.session.store
    if not store.is_read_only and shelf.empty_old_bin(store, rows, window.session.today()):
        window.reload_rows()
    if comes_late and window.session.document is None:
        _reopen(window)


def _on_failed(window: MainWindow, error: BaseException) -> None:
    from planner.errors import PlannerError
    from ui import faults

    if not isinstance(error, PlannerError):
        raise error
    faults.show_failure(window, error, "The stored partnerships cannot be opened")
    window.close()


def _leave(window: MainWindow, late: LateStore) -> None:
    """After a session that changed anything: a backup. Then let go of the store."""
    from planner.errors import PlannerError
    from ui import settings

    late.close()
    if late.wrote:
        try:
            window.backups.make(settings.second_backup_folder())
        except PlannerError as error:
            print(f"The backup could not be made: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
