"""How soon a plan can be seen: our command to painted bars, against two desktop planners' first window."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

if TYPE_CHECKING:
    from run import Row

HERE = Path(__file__).parent
COUNTS = (1_000, 10_000)
RUNS = 5
BROWSER_RUNS = 3
PACKAGE = 10
LONGEST_S = 30.0
GONE = float("nan")
# The programs by their commands, and how much of their time we may take at either size.
PEERS = {
    "planner": ("GNOME Planner", (1.0, float("inf"))),
    "calligraplan": ("Calligra Plan", (float("inf"), 0.2)),
}


def opening(folder: Path) -> list[Row]:
    """From the command to painted bars, and from asking in a running window; all on one virtual screen."""
    from run import Row

    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    rows: list[Row] = []
    with _screen(folder) if not missing else _no_screen(folder) as environment:
        for place, count in enumerate(COUNTS):
            home = _home(folder / str(count), count)
            runs: dict[str, Callable[[], Mapping[str, float]]] = {
                "ours": lambda home=home: _ours(home, environment)
            }
            for command in PEERS:
                if shutil.which(command) and not missing:
                    file = _peer_file(folder / f"{count}.planner", count)
                    runs[command] = lambda command=command, file=file: _first_window(
                        command, file, environment
                    )
            found = _interleaved(runs)
            first, whole = found["ours.painted"], found["ours.opened"]
            platform = environment["QT_QPA_PLATFORM"]
            for command, (name, goals) in PEERS.items():
                theirs = found.get(f"{command}.window", GONE)
                ours = first if theirs == theirs else GONE
                what = f"open a plan of {count:,}, command to bars ({platform})"
                rows.append(Row(what, f"{name}'s first window", theirs, ours, goals[place]))
            rows.append(
                Row(
                    f"  the same in a running window, {count:,}",
                    "to bars by command",
                    first,
                    whole,
                    float("inf"),
                )
            )
            rows.append(
                Row(
                    f"  until it can be worked on, {count:,}",
                    "to bars by command",
                    first,
                    found["ours.ready"],
                    float("inf"),
                )
            )
    for name, theirs in _in_browser(COUNTS[-1]).items():
        what = f"in a running window, {COUNTS[-1]:,}, to bars"
        rows.append(
            Row(what, f"{name}, render call to frame", theirs, whole if theirs == theirs else GONE, 1.0)
        )
    return rows


def _interleaved(runs: Mapping[str, Callable[[], Mapping[str, float]]]) -> dict[str, float]:
    """The median of each figure over runs taken in turn; the first of each warms the caches."""
    found: dict[str, list[float]] = {}
    for turn in range(RUNS + 1):
        for name, run in runs.items():
            for key, value in run().items():
                if turn:
                    found.setdefault(f"{name}.{key}", []).append(value)
    return {key: median(values) for key, values in found.items()}


# The virtual screen


@contextmanager
def _screen(folder: Path) -> Iterator[dict[str, str]]:
    """A virtual screen, and the environment of programs that show themselves on it."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    try:
        with _no_screen(folder) as environment:
            yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _no_screen(folder: Path) -> Iterator[dict[str, str]]:
    # As installed: every module compiled beforehand, by the run that warms the caches.
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    yield {**os.environ, **compiled, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config")}


# Theirs


def _peer_file(path: Path, count: int) -> Path:
    """The same kind of plan in GNOME Planner's format, which both read: packages of ten chained tasks."""
    from plans import FIRST_DAY

    if path.exists():
        return path
    start = f"{FIRST_DAY:%Y%m%d}T000000Z"
    project = Xml.Element("project", {"name": "Bench", "mrproject-version": "2", "project-start": start})
    tasks = Xml.SubElement(project, "tasks")
    number = 0
    for package in range(count // PACKAGE):
        number += 1
        begins = FIRST_DAY + timedelta(days=package * 37 % 1500)
        parent = Xml.SubElement(tasks, "task", _task(number, f"Package {package}", begins))
        for step in range(PACKAGE):
            number += 1
            task = Xml.SubElement(parent, "task", _task(number, f"Task {package}.{step}", begins))
            if step:
                before = Xml.SubElement(task, "predecessors")
                Xml.SubElement(
                    before, "predecessor", {"id": "1", "predecessor-id": str(number - 1), "type": "FS"}
                )
            else:
                when = {"type": "start-no-earlier-than", "time": f"{begins:%Y%m%d}T080000Z"}
                Xml.SubElement(task, "constraint", when)
    Xml.ElementTree(project).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _task(number: int, name: str, begins: date) -> dict[str, str]:
    work = str(5 * 8 * 3600)
    spent = {"type": "normal", "scheduling": "fixed-work", "percent-complete": "0", "work": work}
    dates = {"start": f"{begins:%Y%m%d}T080000Z", "end": f"{begins + timedelta(days=6):%Y%m%d}T170000Z"}
    return {"id": str(number), "name": name, "note": "", **dates, **spent}


def _first_window(command: str, file: Path, environment: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds until a program shows its first window."""
    # Without a bus Calligra Plan shows no window; GNOME Planner would only lose time by one.
    with _bus() if command == "calligraplan" else nullcontext("") as bus:
        return _shown(command, file, {**environment, **({"DBUS_SESSION_BUS_ADDRESS": bus} if bus else {})})


def _shown(command: str, file: Path, environment: Mapping[str, str]) -> dict[str, float]:
    started = time.perf_counter()
    program = subprocess.Popen(
        [command, str(file)], env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    # Nothing else shows itself on this screen.
    asked = ["xdotool", "search", "--onlyvisible", "--name", "."]
    try:
        while time.perf_counter() - started < LONGEST_S:
            seen = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
            if seen.stdout.strip():
                return {"window": (time.perf_counter() - started) * 1000}
            time.sleep(0.005)
        return {}
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _in_browser(count: int) -> dict[str, float]:
    """What JavaScript libraries take in headless Chromium; PEERS is the folder they are installed in."""
    found: dict[str, list[float]] = {"vis-timeline": [], "dhtmlx-gantt": []}
    node, chromium = shutil.which("node"), shutil.which("chromium")
    if node and chromium and os.environ.get("PEERS"):
        environment = {**os.environ, "CHROMIUM": chromium, "COUNT": str(count)}
        script = [node, str(HERE / "peers" / "render.js")]
        for _ in range(BROWSER_RUNS):
            told = subprocess.run(script, env=environment, capture_output=True, text=True, check=True)
            for name, took in (line.split() for line in told.stdout.splitlines()):
                found[name].append(float(took))
    return {name: median(times) if times else GONE for name, times in found.items()}


@contextmanager
def _bus() -> Iterator[str]:
    """The address of a session bus; empty where there is none."""
    if not shutil.which("dbus-daemon"):
        yield ""
        return
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert bus.stdout is not None
    try:
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.wait()


# Ours


def _home(folder: Path, count: int) -> Path:
    """A folder with a store of one plan, left on its timeline."""
    from plans import plan_of
    from PySide6.QtCore import QSettings

    from db.store import Store
    from planner.document import Edit
    from planner.model import Partnership
    from planner.portfolio import PortfolioRow
    from ui import settings

    folder.mkdir()
    entities = plan_of(count)
    home = next(each for each in entities if isinstance(each, Partnership))
    store = Store.open(folder / "planner.sqlite")
    store.write([Edit(None, entity) for entity in entities])
    store.write_glance(PortfolioRow(home.id.hex, home.title, updated_at="2026-12-09T00:00:00"))
    store.close()
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "config"))
    settings.set_last_place(home.id.hex, "timeline")
    return folder


def _ours(home: Path, environment: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds to each line that our program tells."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, str(HERE / "opening.py"), str(home)], stdout=subprocess.PIPE, text=True,
        env={**environment, "XDG_CONFIG_HOME": str(home / "config")},
    )  # fmt: skip
    assert child.stdout is not None
    found = {}
    for line in child.stdout:
        key, _, value = line.strip().partition(" ")
        found[key] = float(value) if value else (time.perf_counter() - started) * 1000
    if child.wait() != 0:
        raise SystemExit("our program failed")
    return found


def show(home: Path) -> None:
    """The program on its last timeline: tell when bars are painted, when they can be worked on, and again."""
    from child import say

    from ui import __main__ as program
    from ui.request import Request

    app = program.application()
    request = Request(str(home / "planner.sqlite"))
    window = program.build(request)
    assert window is not None
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    say("painted")
    late = program.open_behind(window, request)
    from PySide6.QtCore import QEventLoop, QTimer

    def wait(is_so: Callable[[], bool]) -> None:
        loop = QEventLoop()
        look = QTimer(interval=2)
        look.timeout.connect(lambda: loop.quit() if is_so() else None)
        look.start()
        loop.exec()

    wait(lambda: window.place.startswith("timeline") and window.opening is None)
    app.processEvents()
    say("ready")
    wait(lambda: window.rows_are_all)
    screen = window.screen_named("timeline")
    screen.last_seen.keep()  # type: ignore[attr-defined]
    home_id = window.session.doc.partnership.id
    window.go("portfolio")
    assert window.session.close()
    app.processEvents()
    started = time.perf_counter()
    window.open_partnership(home_id, "timeline")
    app.processEvents()
    say("opened", (time.perf_counter() - started) * 1000)
    window.close()
    late.close()


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent.parent)]
    show(Path(sys.argv[1]))
