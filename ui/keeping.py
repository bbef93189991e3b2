"""Backups as the window sees them: functions handed in from the door that knows the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.errors import StoreFailure


def _no_backups(*_: object) -> Path:
    raise StoreFailure("This store is kept on a server, which makes its own backups.")


@dataclass(frozen=True)
class Backups:
    """What can be done about backups; the defaults are for a store that has none of its own."""

    make: Callable[[str], Path] = _no_backups
    all: Callable[[], tuple[Path, ...]] = tuple
    describe: Callable[[Path], str] = str
    restore: Callable[[Path], object] = _no_backups
    foot: Callable[[], str] = str
