"""The look: named roles from a theme file, as palette, style sheet and fonts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal

import font_source_sans_pro
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import resources

Choice = Literal["system", "light", "dark"]
FAMILY = "Source Sans Pro"
BODY_POINTS = 11.5
# The sizes in the style sheet at 100 % text: letters in points, what stands beside them in pixels.
_POINTS = {"title_pt": 19.0, "card_pt": 13.0, "caption_pt": 10.0}
_PIXELS = {"radio_px": 12, "tick_px": 13, "arrow_px": 10, "drop_px": 22}
# Plain paths: `importlib.resources` takes longer to load than all that is read here.
_THEMES = Path(str(resources.__file__)).parent / "themes"
_ICONS = Path(str(resources.__file__)).parent / "icons"
_FONTS = Path(str(font_source_sans_pro.__file__)).parent / "files"
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
    text = (_THEMES / f"{name}.toml").read_text(encoding="utf-8")
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
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(_FONTS / face))


def text_scale() -> float:
    """How much larger than drawn the user wants all text: 1.0 to 2.0."""
    app = QApplication.instance()
    return float(app.property("text_percent") or 100) / 100 if app else 1.0


def points(size: float) -> float:
    """A size of type in points, as the user wants to read it."""
    return size * text_scale()


def grown(pixels: float) -> int:
    """The pixels that something holding text needs, given those it needs at 100 %."""
    return round(pixels * text_scale())


def apply_theme(app: QApplication, theme: Theme, text_percent: int = 100) -> None:
    """Dress the whole application, its text in this size."""
    load_fonts()
    app.setProperty("text_percent", text_percent)
    font = QFont(FAMILY)
    font.setPointSizeF(points(BODY_POINTS))
    app.setFont(font)
    app.setProperty("theme", theme.name)
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))


@cache
def _sheet() -> str:
    return (_THEMES / "style.qss").read_text(encoding="utf-8")


def style_sheet(theme: Theme) -> str:
    """The style sheet in this theme's colours, in the size of text that is worn."""
    shade = "-dark" if theme.dark else ""
    icons = {name: (_ICONS / f"{name}{shade}.svg").as_posix() for name in ("check", "arrow")}
    sizes = {name: f"{points(size):g}pt" for name, size in _POINTS.items()}
    sizes |= {name: f"{grown(size)}px" for name, size in _PIXELS.items()}
    sizes["radio_round_px"] = f"{grown(12) // 2 + 1}px"
    return Template(_sheet()).substitute(theme.roles, **icons, **sizes)


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
