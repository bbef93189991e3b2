"""Speed and memory as ratios to a floor taken in the same run. `make bench` runs it.

Machines differ and are noisy: what counts is the ratio, as the median over interleaved runs.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")

RUNS = 7


@dataclass(frozen=True)
class Row:
    """One line of the report: times in milliseconds, memory in MiB."""

    what: str
    floor_name: str
    floor: float
    ours: float
    goal: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def process_rows(folder: Path) -> list[Row]:
    """Start-up and memory, each run in a process of its own, ours and the floor in turn."""
    store = folder / "planner.sqlite"
    from stores import fill

    fill(store, 10_000)
    found: dict[str, list[float]] = {}
    for run in range(RUNS + 1):
        for name in ("empty", "portfolio"):
            for key, value in _child(name, store).items():
                if run:  # the first run of each warms the file cache
                    found.setdefault(f"{name}.{key}", []).append(value)
    middle = {key: median(values) for key, values in found.items()}
    floor = middle["empty.painted"]
    return [
        Row(
            "first frame, 10,000 partnerships",
            "empty window painted",
            floor,
            middle["portfolio.painted"],
            1.8,
        ),
        Row(
            "a partnership open and editable", "empty window painted", floor, middle["portfolio.opened"], 4.5
        ),
        Row(
            "memory, portfolio of 10,000 open",
            "empty window",
            middle["empty.memory"],
            middle["portfolio.memory"],
            2.5,
            "MiB",
        ),
        Row(
            "the same with everything imported and one open",
            "empty window",
            middle["empty.memory"],
            middle["portfolio.memory_opened"],
            float("inf"),
            "MiB",
        ),
    ]


def _child(name: str, store: Path) -> dict[str, float]:
    import time

    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(store.parent / "config"),
        # As installed: every module compiled beforehand, here by the run that warms the caches.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(store.parent / "compiled"),
    }
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, str(HERE / "child.py"), name, str(store)],
        stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert child.stdout is not None
    found = {}
    for line in child.stdout:
        key, _, value = line.strip().partition(" ")
        found[key] = float(value) if value else (time.perf_counter() - started) * 1000
    if child.wait() != 0:
        raise SystemExit(f"{name} failed")
    return found


def main() -> int:
    """Run every row, or those whose name holds `--only`, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    import inside

    groups = {"process": process_rows, **inside.GROUPS}
    print(
        f"Qt platform {os.environ['QT_QPA_PLATFORM']}, Python {platform.python_version()}, medians of {RUNS}"
    )
    print(f"{'what':48} {'floor':38} {'floor':>9} {'ours':>9} {'ratio':>7} {'goal':>6}")
    missed = 0
    for name, rows in groups.items():
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for row in rows(Path(folder)):
                if isnan(row.ours):
                    print(f"{row.what:48} not installed", flush=True)
                    continue
                goal = "" if row.goal == float("inf") else f"{row.goal:6.1f}"
                missed += row.ratio > row.goal
                mark = "  over" if row.ratio > row.goal else ""
                print(
                    f"{row.what:48} {row.floor_name:38} {row.floor:6.2f} {row.unit:3}"
                    f"{row.ours:6.2f} {row.unit:3}{row.ratio:7.2f} {goal:>6}{mark}",
                    flush=True,
                )
    print(f"{missed} over their goal" if missed else "all within their goals")
    return 0


if __name__ == "__main__":
    sys.exit(main())
