"""The look: named roles from a theme file, as palette, style sheet and fonts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

Choice = Literal["system", "light", "dark"]
FAMILY = "Source Sans Pro"
BODY_POINTS = 11.5
_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")


@dataclass(frozen=True)
class Theme:
    """Named colours. `theme["academic"]` is "#34549E" or its like."""

    name: str
    dark: bool
    roles: dict[str, str]

    def __getitem__(self, role: str) -> str:
        return self.roles[role]

    def colour(self, role: str) -> QColor:
        """A role as a colour to paint with."""
        return QColor(self.roles[role])


@cache
def theme_named(name: str) -> Theme:
    """The theme in `resources/themes/<name>.toml`."""
    text = (files("resources") / "themes" / f"{name}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return Theme(content["name"], content["dark"], content["roles"])


def chosen_theme(choice: Choice) -> Theme:
    """The theme the user chose, or the one the system shows."""
    if choice == "system":
        scheme = QApplication.styleHints().colorScheme()
        return theme_named("dark" if scheme == Qt.ColorScheme.Dark else "light")
    return theme_named(choice)


def current_theme() -> Theme:
    """The theme the application wears."""
    app = QApplication.instance()
    return theme_named(str(app.property("theme") or "light") if app else "light")


def load_fonts() -> None:
    """Make Source Sans known to Qt, from the package that also feeds the PDF."""
    if FAMILY in QFontDatabase.families():
        return
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(folder / face))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application."""
    load_fonts()
    font = QFont(FAMILY)
    font.setPointSizeF(BODY_POINTS)
    app.setFont(font)
    app.setProperty("theme", theme.name)
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))


@cache
def _sheet() -> str:
    return (files("resources") / "themes" / "style.qss").read_text(encoding="utf-8")


def style_sheet(theme: Theme) -> str:
    """The style sheet in this theme's colours."""
    shade = "-dark" if theme.dark else ""
    folder = files("resources") / "icons"
    icons = {name: Path(str(folder / f"{name}{shade}.svg")).as_posix() for name in ("check", "arrow")}
    return Template(_sheet()).substitute(theme.roles, **icons)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Highlight: "ink",
        QPalette.ColorRole.HighlightedText: "on_ink",
        QPalette.ColorRole.ToolTipBase: "ink",
        QPalette.ColorRole.ToolTipText: "on_ink",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Link: "ink",
    }
    for role, name in roles.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("muted"))
    return palette
