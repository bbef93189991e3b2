"""What the program remembers of itself: theme, window, folders, the last screen. No user text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.theme import Choice

TEXT_PERCENTS = ("100", "125", "150", "200")


def _settings() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "partnership-planner", "partnership-planner"
    )


def theme_choice() -> Choice:
    """The theme the user chose."""
    value = str(_settings().value("theme", "system"))
    return value if value in ("light", "dark") else "system"  # type: ignore[return-value]


def set_theme_choice(choice: Choice) -> None:
    """Remember the theme."""
    _settings().setValue("theme", choice)


def text_percent() -> int:
    """How large the user wants all text, in percent of the size it is drawn for."""
    value = str(_settings().value("text_percent", "100"))
    return int(value) if value in TEXT_PERCENTS else 100


def set_text_percent(percent: int) -> None:
    """Remember the size of text."""
    _settings().setValue("text_percent", percent)


def window_geometry() -> QByteArray:
    """Where the window was."""
    value = _settings().value("window/geometry")
    return value if isinstance(value, QByteArray) else QByteArray()


def set_window_geometry(geometry: QByteArray) -> None:
    """Remember where the window is."""
    _settings().setValue("window/geometry", geometry)


def last_place() -> tuple[str, str]:
    """The partnership (hex key, may be empty) and the place that were shown last."""
    store = _settings()
    return str(store.value("last/partnership", "")), str(store.value("last/place", ""))


def set_last_place(partnership: str, place: str) -> None:
    """Remember what is shown."""
    store = _settings()
    store.setValue("last/partnership", partnership)
    store.setValue("last/place", place)


def wizard_step(wizard: str, partnership: str) -> str:
    """The step of a wizard at which a partnership (hex key) was left, or nothing."""
    return str(_settings().value(f"step/{wizard}/{partnership}", ""))


def set_wizard_step(wizard: str, partnership: str, step: str) -> None:
    """Remember the step of a wizard."""
    _settings().setValue(f"step/{wizard}/{partnership}", step)


def folder(purpose: str) -> str:
    """The folder last used for this purpose ("export", "import", "backup"), or the home folder."""
    remembered = str(_settings().value(f"folder/{purpose}", ""))
    return remembered if remembered and Path(remembered).is_dir() else str(Path.home())


def set_folder(purpose: str, path: str) -> None:
    """Remember the folder of this file."""
    _settings().setValue(f"folder/{purpose}", str(Path(path).parent))


def recent_files() -> list[str]:
    """Partnership files opened of late, the last first."""
    value = _settings().value("recent", [])
    files = value if isinstance(value, list) else [value]
    return [str(path) for path in files if path]


def add_recent_file(path: str) -> None:
    """Put a file at the head of the recent ones."""
    kept = [path, *(other for other in recent_files() if other != path)][:8]
    _settings().setValue("recent", kept)


def second_backup_folder() -> str:
    """A second folder for backups, or nothing."""
    return str(_settings().value("backup/folder", ""))


def set_second_backup_folder(path: str) -> None:
    """Remember the second folder for backups."""
    _settings().setValue("backup/folder", path)
