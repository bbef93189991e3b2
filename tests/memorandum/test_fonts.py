from __future__ import annotations

import pytest

from planner.memorandum.fonts import MISSING, drawable, font_files

GLYPHS = frozenset(map(ord, "abcé \N{NO-BREAK SPACE}-—")) | {ord(MISSING)}


def test_both_cuts_are_truetype_files_that_exist():
    files = font_files()

    assert set(files) == {"Regular", "Semibold"}
    assert all(path.suffix == ".ttf" and path.is_file() for path in files.values())


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain", "plain"),
        ("a—b", "a—b"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("a\N{THIN SPACE}b\tc", "a b c"),
        ("a\N{NO-BREAK SPACE}b", "a\N{NO-BREAK SPACE}b"),
        ("a\N{NON-BREAKING HYPHEN}b", "a-b"),
        ("a\N{SOFT HYPHEN}b\N{ZERO WIDTH JOINER}c", "abc"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{VARIATION SELECTOR-16}", "ab"),
        ("a\r\nb\rc\N{LINE SEPARATOR}a", "a\nb\nc\na"),
    ],
)
def test_what_has_a_plain_form_is_drawn_in_it(text: str, drawn: str):
    assert drawable(text, GLYPHS) == (drawn, ())


def test_what_has_no_form_is_shown_as_a_box_and_named_once():
    assert drawable("a日b日\x01", GLYPHS) == (f"a{MISSING}b{MISSING}{MISSING}", ("日", "\x01"))
