"""Colours: named roles, the same in both themes, with text that can be read on every ground."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Template

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from tests.ui.desks import desk_for
from ui.theme import FAMILY, apply_theme, chosen_theme, current_theme, load_fonts, style_sheet, theme_named
from ui.widgets.chip import tone_colours

THEMES = ("light", "dark")
SHEET = (files("resources") / "themes" / "style.qss").read_text(encoding="utf-8")
GROUNDS = ("window", "surface", "sunken")
# What is written on which ground. Soft grounds carry ink, the quiet voice, and their own colour.
SIDES, STATES = ("academic", "industry", "joint"), ("error", "warning", "good")
PAIRS = [
    *((text, ground) for text in ("ink", "muted") for ground in GROUNDS),
    *((own, ground) for own in (*SIDES, *STATES) for ground in ("window", "surface", f"{own}_soft")),
    *((text, f"{soft}_soft") for text in ("ink", "muted") for soft in (*SIDES, *STATES)),
    ("on_ink", "ink"),
]


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast after WCAG 2, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_has_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(theme, text, ground):
    roles = theme_named(theme).roles

    assert contrast(roles[text], roles[ground]) >= 4.5


def rules(sheet: str) -> list[tuple[str, dict[str, str]]]:
    """Selector and declarations of each rule of a style sheet."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    found = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare):
        pairs = [line.split(":", 1) for line in body.split(";") if ":" in line]
        found.append((selector.strip(), {name.strip(): value.strip() for name, value in pairs}))
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_every_rule_that_sets_text_and_ground_sets_a_readable_pair(theme):
    roles = theme_named(theme).roles
    unreadable = []
    for selector, body in rules(SHEET):
        text, ground = body.get("color", ""), body.get("background", "")
        both = text.startswith("$") and ground.startswith("$")
        if both and contrast(roles[text[1:]], roles[ground[1:]]) < 4.5:
            unreadable.append((selector, text, ground))

    assert unreadable == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_primary_button_stays_readable_whatever_happens_to_it(theme):
    roles = theme_named(theme).roles
    grounds = {
        selector: body.get("background", "").lstrip("$")
        for selector, body in rules(SHEET)
        if selector.startswith('QPushButton[primary="true"]') and body.get("background")
    }
    texts = {selector: body["color"].lstrip("$") for selector, body in rules(SHEET) if "color" in body}
    usual = 'QPushButton[primary="true"]'

    for selector, ground in grounds.items():
        assert contrast(roles[texts.get(selector, texts[usual])], roles[ground]) >= 4.5, selector


def test_every_role_of_the_sheet_exists_in_both_themes():
    named = set(re.findall(r"\$\{?([a-z_]+)", SHEET)) - {"check", "arrow"}
    names = {name for name in named if not name.endswith(("_pt", "_px"))}

    for theme in THEMES:
        assert names <= set(theme_named(theme).roles)
        assert "$" not in style_sheet(theme_named(theme))
    assert Template(SHEET).is_valid()


def test_the_sheet_names_no_colour_of_its_own():
    assert re.findall(r"#[0-9A-Fa-f]{6}\b|rgba?\(", SHEET) == []


def test_both_themes_have_the_same_roles():
    assert theme_named("light").roles.keys() == theme_named("dark").roles.keys()
    assert all(
        re.fullmatch("#[0-9A-F]{6}", colour) for t in THEMES for colour in theme_named(t).roles.values()
    )


@pytest.mark.parametrize("theme", THEMES)
def test_every_chip_can_be_read(theme):
    for tone in ("academic", "industry", "joint", "error", "warning", "good", "neutral", "outline"):
        ground, _, ink = tone_colours(theme_named(theme), tone)
        assert contrast(ink.name(), ground.name()) >= 4.5, tone


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_ring_stands_out_from_every_ground(theme):
    roles = theme_named(theme).roles

    assert all(contrast(roles["ink"], roles[ground]) >= 3 for ground in GROUNDS)


def test_the_three_sides_are_told_apart_from_the_states():
    for theme in THEMES:
        roles = theme_named(theme).roles
        named = [roles[r] for r in ("academic", "industry", "joint", "error", "warning", "good")]
        assert len(set(named)) == 6


def test_the_icons_the_sheet_shows_are_there(qapp):
    for theme in THEMES:
        for path in re.findall(r"url\(([^)]+)\)", style_sheet(theme_named(theme))):
            assert files("resources").joinpath("icons", path.rsplit("/", 1)[1]).is_file()


def test_source_sans_is_loaded_and_worn(qapp):
    load_fonts()
    apply_theme(qapp, theme_named("dark"))

    assert FAMILY in QFontDatabase.families()
    assert QApplication.font().family() == FAMILY
    assert current_theme().name == "dark"
    apply_theme(qapp, theme_named("light"))
    assert current_theme().name == "light"


def test_the_system_decides_until_the_user_does(qapp):
    assert chosen_theme("dark").name == "dark"
    assert chosen_theme("light").name == "light"
    assert chosen_theme("system").name in THEMES


def test_every_label_on_every_screen_wears_a_known_role(qtbot, tmp_path, example_path):
    from PySide6.QtWidgets import QLabel

    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    known = set(re.findall(r'text_role="([a-z]+)"', SHEET)) | {"body", "None"}
    for name in ("overview", "roles", "readiness", "memorandum", "portfolio"):
        window.go(name)
        worn = {str(w.property("text_role")) for w in window.findChildren(QLabel)}
        assert worn <= known, name


@pytest.mark.parametrize("count", [2, 3, 6, 7, 12])
@pytest.mark.parametrize("chosen", ["first", "last"])
def test_an_open_list_shows_all_its_entries(count: int, chosen: str, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme_named("light"))
    choice = QComboBox()
    qtbot.addWidget(choice)
    choice.addItems([f"Entry {number}" for number in range(count)])
    choice.setCurrentIndex(0 if chosen == "first" else count - 1)
    choice.show()
    choice.showPopup()
    app.processEvents()
    view = choice.view()
    first, last = (view.visualRect(view.model().index(place, 0)) for place in (0, count - 1))
    below = choice.mapToGlobal(choice.rect().bottomLeft()).y()
    top = view.viewport().mapToGlobal(first.topLeft()).y()
    choice.hidePopup()

    assert first.top() >= 0
    assert last.bottom() < view.viewport().height()
    # Below its field, not over it: there Fusion hides the end of a list under an arrow.
    assert top > below
