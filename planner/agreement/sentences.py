"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A full stop after one of these, or after a single capital, ends no sentence.
_SHORT = frozenset(
    (
        "e.g", "i.e", "etc", "ltd", "inc", "co", "corp", "plc", "dr", "mr", "mrs", "ms", "prof", "st", "nos",
        "cl", "para", "approx", "cf", "vs", "incl", "dept",
    )
)  # fmt: skip
# Letters and signs that are drawn as nothing.
_EMPTY = frozenset("\u3164\u115f\u1160\uffa0\u2800")
_STOP = re.compile(r"[.!?…]+[”’\")\]]*(?=\s)|\n\s*")
_LAST_WORD = re.compile(r"[\w.]*\w(?=\.?$)")


@dataclass(frozen=True)
class Sentence:
    """A sentence with where it begins and ends in its text."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order; a line break ends one, too."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] != "\n" and _is_within(text, start, stop):
            continue
        yield from _sentence(text, start, stop.end())
        start = stop.end()
    yield from _sentence(text, start, len(text))


def _is_within(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the stop ends an abbreviation, and the sentence goes on."""
    after = text[stop.end() : stop.end() + 40].lstrip()
    if after[:1].islower():
        return True
    if stop[0] != ".":
        return False
    last = _LAST_WORD.search(text, max(start, stop.start() - 12), stop.start())
    word = last[0] if last else ""
    return word.lower() in _SHORT or (len(word) == 1 and word.isalpha() and word != "I")


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    words = text[start:end]
    stripped = words.strip()
    if stripped:
        begin = start + len(words) - len(words.lstrip())
        yield Sentence(begin, begin + len(stripped), stripped)


def says_something(text: str) -> bool:
    """Whether a text has anything to read: a letter, a figure, a sign. Signs without a width say nothing."""
    return any(sign.isprintable() and not sign.isspace() and sign not in _EMPTY for sign in text)
