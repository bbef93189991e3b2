"""Typefaces of this computer for scripts that ours cannot draw. Files are read, nothing is kept.

The choice is the same wherever the same files are: known families of a script first, then by name.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from planner.memorandum.pdf.typeface import FontFile, faces_in, opened

_ENDINGS = (".ttf", ".ttc", ".otf", ".otc")
# No computer of a person has more, and a folder that goes on for ever must end somewhere.
_MOST_FILES = 4_000

# Known families of a script, best first, as the names of their files begin, without spaces and marks.
_FAMILIES: dict[str, tuple[str, ...]] = {
    "arabic": ("notosansarabic", "sfarabic", "geezapro", "segoeui", "notonaskharabic", "dejavusans", "arial"),
    "hebrew": ("notosanshebrew", "sfhebrew", "arialhb", "segoeui", "dejavusans", "arial"),
    "chinese": ("notosanssc", "notosanscjk", "sourcehansans", "pingfang", "msyh", "stheiti", "wqymicrohei",
                "wqyzenhei", "droidsansfallback", "simsun", "arialunicode"),
    "japanese": ("notosansjp", "notosanscjk", "sourcehansans", "hiragino", "yugoth", "meiryo", "ipaexg",
                 "ipag", "vlgothic", "takaogothic", "droidsansfallback", "msgothic", "arialunicode"),
    "korean": ("notosanskr", "notosanscjk", "sourcehansans", "applesdgothicneo", "malgun", "nanumgothic",
               "undotum", "baekmuk", "droidsansfallback", "gulim", "arialunicode"),
    "devanagari": ("notosansdevanagari", "kohinoordevanagari", "devanagarimt", "nirmala", "lohitdevanagari",
                   "mangal", "freesans", "arialunicode"),
}  # fmt: skip
_ANY = ("notosans", "dejavusans", "segoeui", "arialunicode", "freesans", "droidsansfallback")
# The faces of a collection are told apart by their names.
_REGIONS = {"chinese": " SC", "japanese": " JP", "korean": " KR"}
_LESS_WANTED = (
    "bold", "italic", "oblique", "light", "thin", "black", "heavy", "condensed", "narrow", "mono", "serif",
    "extra", "demi", "medium", "math", "symbol", "nastaliq", "caption", "display", "slanted",
)  # fmt: skip

# The name of a script, and a free typeface that has it.
ADVICE = {
    "arabic": ("Arabic", "Noto Sans Arabic"),
    "hebrew": ("Hebrew", "Noto Sans Hebrew"),
    "chinese": ("Chinese", "Noto Sans SC"),
    "japanese": ("Japanese", "Noto Sans JP"),
    "korean": ("Korean", "Noto Sans KR"),
    "devanagari": ("Devanagari", "Noto Sans Devanagari"),
}


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps typefaces, the user's own first."""
    home = Path.home()
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        return (own, Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "fonts"
    return (own, home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


def script_of(character: str, text: str = "") -> str:
    """The script of a character; ideographs are Japanese or Korean where the `text` around them is."""
    first = _script_word(character)
    if first in _IDEOGRAPHIC:
        return _ideographs_of(text)
    return _SCRIPTS.get(first, first.lower())


_SCRIPTS = {
    "HANGUL": "korean",
    "HIRAGANA": "japanese",
    "KATAKANA": "japanese",
    "KATAKANA-HIRAGANA": "japanese",
}
_IDEOGRAPHIC = ("CJK", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "KANGXI", "BOPOMOFO")


@lru_cache(maxsize=4096)
def _script_word(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


@lru_cache(maxsize=64)
def _ideographs_of(text: str) -> str:
    around = {_script_word(c) for c in set(text) if ord(c) > 0x3000}
    if around & {"HIRAGANA", "KATAKANA"}:
        return "japanese"
    return "korean" if "HANGUL" in around else "chinese"


class Typefaces:
    """The typefaces in some folders; asks a file only when a character needs it."""

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        self._folders = tuple(font_folders() if folders is None else folders)
        self._found: dict[tuple[str, str], FontFile | None] = {}

    def for_character(self, character: str, script: str) -> FontFile | None:
        """The typeface that draws a character of a script, or None where no file covers it."""
        key = (character, script)
        if key not in self._found:
            ordered = _in_order(self._folders, script)
            self._found[key] = next((face for face in ordered if covers(face, character)), None)
        return self._found[key]


def covers(file: FontFile, character: str) -> bool:
    """Whether the typeface in a file draws a character."""
    typeface = opened(file)
    return typeface is not None and typeface.covers(character)


@lru_cache(maxsize=64)
def _in_order(folders: tuple[Path, ...], script: str) -> tuple[FontFile, ...]:
    """Every typeface in these folders, those known to suit the script first."""
    families = _FAMILIES.get(script, ()) + _ANY

    def rank(file: Path) -> tuple[int, int, str, str]:
        stem = "".join(c for c in file.stem.lower() if c.isalnum())
        family = next((at for at, name in enumerate(families) if stem.startswith(name)), len(families))
        return family, sum(word in stem for word in _LESS_WANTED), stem, str(file)

    files = sorted(_files(folders), key=rank)
    return tuple(face for file in files for face in faces_in(file, _REGIONS.get(script, "")))


@lru_cache(maxsize=8)
def _files(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    found: list[Path] = []
    for folder in folders:
        for where, inner, names in os.walk(folder):
            inner.sort()
            found += [Path(where) / n for n in sorted(names) if n.lower().endswith(_ENDINGS)]
            if len(found) > _MOST_FILES:
                return tuple(found[:_MOST_FILES])
    return tuple(found)
