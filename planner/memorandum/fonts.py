"""The typeface, and what of a text it can draw. Knows no PDF library."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from pathlib import Path

# A shape that the typeface has and nobody types: it stands for a character that it lacks.
MISSING = "\N{UPPER RIGHT SHADOWED WHITE SQUARE}"


def font_files() -> dict[str, Path]:
    """The regular and the semibold cut, as TrueType files (an OTF cannot be embedded)."""
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.font_directory)
    return {cut: folder / f"SourceSansPro-{cut}.ttf" for cut in ("Regular", "Semibold")}


def drawable(text: str, glyphs: Container[int]) -> tuple[str, tuple[str, ...]]:
    """`text` as the typeface can set it, and the characters it cannot, each shown as MISSING.

    Accents are joined to their letters, unusual spaces and hyphens become the plain ones, and
    marks that have no shape of their own (joiners, direction marks) are left out.
    """
    if text.isascii() and text.isprintable():
        return text, ()
    missing: list[str] = []
    drawn: list[str] = []
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        if character == "\n" or (ord(character) in glyphs and character.isprintable()):
            drawn.append(character)
            continue
        plain = _plain(character)
        if plain is None:
            missing.append(character)
            plain = MISSING
        drawn.append(plain)
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
