"""Two texts as one run of words: what was kept, what was taken out, what came in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from planner.memorandum.blocks import Mark

Run = tuple[str, Mark]

# A word, or a sign, with the space behind it; every character belongs to exactly one.
_TOKEN = re.compile(r"[\w'’-]+\s*|[^\w\s]\s*|\s+")
# Words kept between two changes stand with them when they are as few as this: confetti is hard to read.
_FEW = 2
# With less than this in common, the old text stands before the new one as a whole.
_LIKE = 0.35
# In pairs of words: no clause is as long as this, but a file may hold anything.
_MOST_COMPARED = 25_000_000
_SHOWN_AROUND = 90
_PARAGRAPH = "\n\n"


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from one text to the other; a removed run stands before what replaces it."""
    if before == after:
        return ((before, ""),) if before else ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new)
    if len(old) * len(new) > _MOST_COMPARED or matcher.ratio() < _LIKE:
        return _joined([(before, "removed"), (after, "added")])
    runs: list[Run] = []
    codes = matcher.get_opcodes()
    for place, (kind, i, j, k, m) in enumerate(codes):
        inside = 0 < place < len(codes) - 1
        if kind == "equal" and not (inside and j - i <= _FEW):
            runs.append(("".join(old[i:j]), ""))
        else:
            runs += [("".join(old[i:j]), "removed"), ("".join(new[k:m]), "added")]
    return _joined(runs)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs with neighbours of one mark made one, removed before added, none of them empty."""
    found: list[Run] = []
    removed, added = "", ""
    for text, mark in [*runs, ("", "")]:
        if mark == "removed":
            removed += text
        elif mark == "added":
            added += text
        else:
            found += [(removed, "removed"), (added, "added"), (text, "")]
            removed, added = "", ""
    return tuple(run for run in found if run[0])


def before_of(runs: Iterable[Run]) -> str:
    """The text as it was."""
    return "".join(text for text, mark in runs if mark != "added")


def after_of(runs: Iterable[Run]) -> str:
    """The text as it is now."""
    return "".join(text for text, mark in runs if mark != "removed")


def has_changes(runs: Iterable[Run]) -> bool:
    """Whether anything was added or taken out."""
    return any(mark for _, mark in runs)


def shown(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs as they are read: what was kept cut down to what stands around a change, spaces unmarked."""
    found: list[Run] = []
    for place, (text, mark) in enumerate(runs):
        if not mark:
            found.append((_cut(text, first=place == 0, last=place == len(runs) - 1), ""))
            continue
        words = text.rstrip()
        is_replaced = mark == "removed" and place + 1 < len(runs) and runs[place + 1][1] == "added"
        found += [(words, mark), (text[len(words) :] or (" " if is_replaced else ""), "")]
    return tuple(run for run in found if run[0])


def _cut(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * _SHOWN_AROUND + 20:
        return text
    head, tail = text[:_SHOWN_AROUND], text[-_SHOWN_AROUND:]
    # Up to the end of the paragraph, or to the last whole word.
    begins = (
        "" if first else head.split(_PARAGRAPH)[0] if _PARAGRAPH in head else head.rpartition(" ")[0] or head
    )
    ends = (
        "" if last else tail.split(_PARAGRAPH)[-1] if _PARAGRAPH in tail else tail.partition(" ")[2] or tail
    )
    return " ".join(part for part in (begins.rstrip(), "…", ends) if part)
