"""The typeface, and what of a text it can draw. Knows no PDF library."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container
from pathlib import Path

# A shape that the typeface has and nobody types: it stands for a character that it lacks.
MISSING = "\N{UPPER RIGHT SHADOWED WHITE SQUARE}"

# Signs without a shape that change how letters of other scripts are joined.
SHAPING = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def font_files() -> dict[str, Path]:
    """The regular and the semibold cut, as TrueType files (an OTF cannot be embedded)."""
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.font_directory)
    return {cut: folder / f"SourceSansPro-{cut}.ttf" for cut in ("Regular", "Semibold")}


def drawable(
    text: str, glyphs: Container[int], covers: Callable[[str, str], bool] = lambda *_: False
) -> tuple[str, tuple[str, ...]]:
    """`text` as it can be set, and the characters it cannot, each shown as MISSING.

    Accents are joined to their letters, unusual spaces and hyphens become the plain ones, and
    marks that have no shape of their own (joiners, direction marks) are left out. `covers` says
    whether another typeface draws a character of a text; joiners and marks stay where one does.
    """
    if text.isascii() and text.isprintable():
        return text, ()
    missing: list[str] = []
    drawn: list[str] = []
    plain: str | None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    is_shaped = False
    for character in text:
        is_ours = character == "\n" or (ord(character) in glyphs and character.isprintable())
        if is_ours or (is_shaped and character in SHAPING):
            drawn.append(character)
        elif (plain := _plain(character)) is not None:
            drawn.append(plain)
        elif character.isprintable() and covers(character, text):
            is_shaped = True
            drawn.append(character)
        else:
            missing.append(character)
            drawn.append(MISSING)
    return "".join(drawn), tuple(dict.fromkeys(missing))


def _plain(character: str) -> str | None:
    """What stands for a character that has no shape of its own, or None."""
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if character == "\N{NO-BREAK SPACE}":
        return character
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    if character == "\N{NON-BREAKING HYPHEN}":
        return "-"
    if unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    return None
