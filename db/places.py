"""Where things are kept on this computer, and folders that only their owner can read."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def default_path() -> Path:
    """The database used when no other is named. Nothing is created."""
    return user_data_path("partnership-planner", appauthor=False) / "planner.sqlite"


def backup_folder(path: Path) -> Path:
    """Where the backups of the database at `path` are kept. Nothing is created."""
    return path.parent / "backups"


def private_folder(folder: Path) -> Path:
    """`folder`, made if it was missing, readable by its owner alone.

    A folder that was there already keeps the permissions somebody chose for it.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    return folder
