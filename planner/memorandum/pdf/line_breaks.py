"""Where a line of text may end, and where it may not. Knows no PDF library.

No word is hyphenated. A number stays with its unit, a label with its number, and a paragraph does
not end on one tiny word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# A stretch of text, from its first character to behind its last.
Stretch = tuple[int, int]

_TOKEN = re.compile(r"[^ ]+")
_NUMBER = re.compile(r"^\W?\d+(?:[.,:]\d+)*$")
_LABELS = frozenset({
    "annex", "clause", "clauses", "draft", "dr", "eur", "gbp", "month", "no.", "page", "point", "points",
    "prof", "release", "stage", "usd", "version", "year",
})  # fmt: skip
_NOT_A_UNIT = frozenset({
    "a", "an", "and", "are", "as", "at", "but", "by", "for", "from", "if", "in", "is", "it", "of", "on", "or",
    "than", "the", "to", "was", "with",
})  # fmt: skip
_TINY = 6

_NOT_BEFORE = frozenset(
    "、。，．・：；？！ー）」』】〕〉》”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〜…%,.!?:;)]}"
)
_NOT_AFTER = frozenset("（「『【〔〈《“‘([{")
_BREAK_AFTER = frozenset("/\\-_.,@:?&=;+#")


def words(text: str) -> list[Stretch]:
    """The stretches of one line of running text that stay whole, each without the space behind it."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    glued: list[Stretch] = []
    for at, (start, end) in enumerate(tokens):
        is_last = at == len(tokens) - 1
        if glued and _belongs(text[slice(*tokens[at - 1])], text[start:end], is_last):
            glued[-1] = (glued[-1][0], end)
        else:
            glued.append((start, end))
    if text.isascii():
        return glued
    return [part for stretch in glued for part in _between_ideographs(text, *stretch)]


def _belongs(before: str, token: str, is_last: bool) -> bool:
    """Whether a token stays on the line of the one before it."""
    if _NUMBER.match(before):
        return (token[0].isalpha() or token[0] in "%£€$") and token.lower() not in _NOT_A_UNIT
    if before.lower().lstrip("(“") in _LABELS:
        return token[0].isdigit() or (token[0].isupper() and len(token.rstrip(".,;:)")) == 1)
    return is_last and len(token) <= _TINY


def _between_ideographs(text: str, start: int, end: int) -> Iterator[Stretch]:
    """A stretch cut where Chinese and Japanese, which have no spaces, may begin a new line."""
    begun = start
    for at in range(start + 1, end):
        before, after = text[at - 1], text[at]
        may = (_is_ideographic(before) or _is_ideographic(after)) and " " not in (before, after)
        if may and after not in _NOT_BEFORE and before not in _NOT_AFTER and not joins(after):
            yield begun, at
            begun = at
    yield begun, end


def _is_ideographic(character: str) -> bool:
    code = ord(character)
    return (
        0x2E80 <= code <= 0x312F
        or 0x3190 <= code <= 0xA4CF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF01 <= code <= 0xFF9F
        or 0x20000 <= code <= 0x3FFFF
    )


def joins(character: str) -> bool:
    """Whether a character hangs on the one before it: an accent, a vowel sign, a joiner."""
    return not character.isascii() and unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def cut_at(text: str, at: int, start: int) -> int:
    """The place at or before `at`, but behind `start`, where a word too long for its line is cut.

    Behind a mark such as a slash where one is near, else between two letters with all they carry.
    """
    for place in range(at - 1, start + (at - start) * 3 // 5, -1):
        if text[place - 1] in _BREAK_AFTER and text[place] not in _BREAK_AFTER:
            return place
    place = whole_letters(text, at)
    return place if place > start else at


def whole_letters(text: str, at: int) -> int:
    """The place at or before `at` that does not part a letter from what it carries."""
    while 0 < at < len(text) and (joins(text[at]) or _is_bound(text[at - 1])):
        at -= 1
    return at


def _is_bound(character: str) -> bool:
    """Whether a sign joins the letter behind it to the letter before: a virama or a joiner."""
    return character == "\u200d" or (not character.isascii() and unicodedata.combining(character) == 9)
