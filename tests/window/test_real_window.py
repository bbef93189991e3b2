"""The program as installed, on a real display, with real keys: open, type, export, quit."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
TYPED = "Zebra evidence"
PATIENCE_S = 60
TOOLS = ("Xvfb", "xdotool")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
REQUIRED = os.environ.get("PARTNERSHIP_PLANNER_WINDOW_TEST") == "required"

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(MISSING) and not REQUIRED, reason=f"needs {' and '.join(MISSING)}"),
]


def until(true: Callable[[], object], what: str) -> None:
    """Wait for another process, which has no signal for us."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, f"still waiting: {what}"
        time.sleep(0.1)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of its own, with a window manager where there is one."""
    assert not MISSING, f"missing: {MISSING}"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        name = f":{numbers.readline().strip()}"
    manager = None
    if shutil.which("openbox"):
        manager = subprocess.Popen(
            ["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL
        )
    yield name
    for process in (manager, server):
        if process is not None:
            process.terminate()
            process.wait(timeout=PATIENCE_S)


class Hands:
    """Somebody at the keyboard of a display."""

    def __init__(self, display: str) -> None:
        self._env = {**os.environ, "DISPLAY": display}

    def _do(self, *arguments: str) -> str:
        ran = subprocess.run(
            ["xdotool", *arguments], env=self._env, capture_output=True, text=True, timeout=30, check=False
        )
        return ran.stdout.strip()

    def sees(self, title: str) -> bool:
        """Whether a window with this title is shown; it then has the keyboard."""
        found = self._do("search", "--onlyvisible", "--name", title).split()
        if found:
            self._do("windowfocus", "--sync", found[-1])
        return bool(found)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._do("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self._do("type", "--delay", "25", text)


def kept(store: Path) -> list[str]:
    """Every answer in the database, read past the program."""
    if not store.exists():
        return []
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        try:
            return [text for (text,) in connection.execute("SELECT text FROM answer")]
        except sqlite3.OperationalError:
            return []


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def test_what_is_typed_into_a_real_window_is_in_the_database_and_in_the_pdf(display, tmp_path, example_path):
    store, target = tmp_path / "planner.sqlite", tmp_path / "memo.pdf"
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
    env.pop("WAYLAND_DISPLAY", None)
    log = (tmp_path / "log.txt").open("w+")
    program = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ui",
            "open",
            str(example_path),
            "--store",
            str(store),
            "--today",
            "2026-12-09",
        ],
        cwd=ROOT,
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    hands = Hands(display)
    try:
        until(lambda: hands.sees("Partnership Planner"), "the window")
        until(lambda: len(kept(store)) > 10, "the example in the database")
        hands.press("ctrl+2", "ctrl+k")
        until(lambda: hands.sees("Search or run a command"), "the search")
        hands.type("What does your side want from this")
        hands.press("Return")
        until(lambda: not hands.sees("Search or run a command"), "the question")
        hands.sees("Partnership Planner")
        hands.type(TYPED)
        until(lambda: any(TYPED in text for text in kept(store)), "the typed text in the database")
        hands.press("ctrl+e")
        until(lambda: hands.sees("Export memorandum"), "the dialog that asks where to save")
        hands.press("ctrl+a")
        hands.type(str(target))
        hands.press("Return")
        until(target.exists, "the PDF")
        until(lambda: hands.sees("Done"), "the word that it is done")
        hands.press("Escape")
        until(lambda: hands.sees("Partnership Planner"), "the window again")
        hands.press("ctrl+q")
        program.wait(timeout=PATIENCE_S)
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
        log.seek(0)
        said = log.read()
        log.close()

    assert program.returncode == 0, said
    assert "Traceback" not in said
    assert any(TYPED in text for text in kept(store))
    assert TYPED in text_of(target)
    assert list((tmp_path / "backups").glob("*.sqlite"))
