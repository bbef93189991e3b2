"""What the paper costs its reader: pages, words, reading level, defined terms, long sentences.

Thresholds are content; an `Assumption` with a measure's key replaces its value, and one with the key
`budget.pages.<paper>` the number of pages. Reading ease (Flesch 1948) and grade (Kincaid et al. 1975)
were made for English, and syllables are counted by their vowels: both are estimates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from planner.agreement.clauses import clause_set, finding, paper_of, resolved_text
from planner.agreement.sentences import sentences
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.memorandum.blocks import (
    Annex,
    Block,
    Bullets,
    Heading,
    Memorandum,
    Notice,
    Paragraph,
    Table,
    Title,
)
from planner.memorandum.draft import TO_BE_AGREED
from planner.model import Assumption, Organisation, Person
from planner.terms import Severity
from planner.wording import counted

LONGEST_SHOWN = 3
OUR_ASSUMPTION, YOUR_FIGURE = "our assumption", "your figure"
# What other languages and scripts are told apart by; the formula knows English only.
_LATIN_AT_LEAST = 0.9
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_QUOTED = r"[“\"]([^“”\"\n]{1,80})[”\"]"
_MEANS = re.compile(
    rf"{_QUOTED}\s+(?:shall\s+)?(?:means?|refers?\s+to|is\s+defined\s+as|has\s+the\s+meaning)\b"
)
_IN_BRACKETS = re.compile(rf"\((?:\w+\s){{0,3}}{_QUOTED}\)")
_TERM = re.compile(r"\b(?i:the|any|all|each|such|its|their|this|these)\s([A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})")


@dataclass(frozen=True)
class Threshold:
    """A figure to hold something against, and who says so. 0 is no limit."""

    value: int
    said_by: str


@dataclass(frozen=True)
class LongSentence:
    """A sentence that is too long: its words, how many, the clause it stands in, and the place to mend it."""

    text: str
    words: int
    clause: str
    place: str


@dataclass(frozen=True)
class Budget:
    """What the body of the paper costs its reader; annexes are not counted.

    `reading_ease` and `grade` are None where there is too little English to tell. `long_sentences` are
    the three longest over the limit, of `too_long` in all.
    """

    pages: int
    allowed_pages: Threshold
    words: int
    reading_ease: float | None
    grade: float | None
    least_ease: Threshold
    definitions: tuple[str, ...]
    allowed_definitions: Threshold
    long_sentences: tuple[LongSentence, ...]
    too_long: int
    sentence_words: Threshold

    @property
    def is_over_pages(self) -> bool:
        """Whether the body takes more pages than this kind of paper should."""
        return 0 < self.allowed_pages.value < self.pages

    @property
    def defines_too_much(self) -> bool:
        """Whether there are more defined terms than a paper of this kind needs."""
        return len(self.definitions) > self.allowed_definitions.value

    @property
    def is_hard_to_read(self) -> bool:
        """Whether the formula calls the text very difficult."""
        return self.reading_ease is not None and self.reading_ease < self.least_ease.value


def budget_of(snapshot: Snapshot, library: Library, memorandum: Memorandum, body_pages: int) -> Budget:
    """The budget of a composed paper that takes this many pages before its annexes."""
    body = tuple(takewhile(lambda block: not isinstance(block, Annex), memorandum.blocks))
    running = [text for block in body for text in _running(block)]
    limit = threshold(snapshot, library, "sentence_words")
    long = sorted(_long_sentences(snapshot, library, body, limit.value), key=lambda s: -s.words)
    enough = threshold(snapshot, library, "assessed_words").value
    ease, grade = reading_level(" \n".join(running), enough)
    names = tuple(o.name for o in snapshot.all(Organisation)) + tuple(p.name for p in snapshot.all(Person))
    return Budget(
        pages=body_pages,
        allowed_pages=_allowed_pages(snapshot, library),
        words=sum(len(_words(text)) for block in body for text in _printed(block)),
        reading_ease=ease,
        grade=grade,
        least_ease=threshold(snapshot, library, "reading_ease"),
        definitions=definitions("\n".join(running), (*names, snapshot.partnership.title)),
        allowed_definitions=threshold(snapshot, library, "definitions"),
        long_sentences=tuple(long[:LONGEST_SHOWN]),
        too_long=len(long),
        sentence_words=limit,
    )


def threshold(snapshot: Snapshot, library: Library, name: str) -> Threshold:
    """A figure of the content, or the user's own in its place."""
    measure = library.measures[f"budget.{name}"]
    cites = "; ".join(library.sources[key].cite for key in measure.sources)
    return _own(snapshot, measure.key) or Threshold(measure.value, cites or OUR_ASSUMPTION)


def _allowed_pages(snapshot: Snapshot, library: Library) -> Threshold:
    kind = library.papers[paper_of(snapshot)]
    return _own(snapshot, f"budget.pages.{kind.paper}") or Threshold(kind.pages, OUR_ASSUMPTION)


def _own(snapshot: Snapshot, key: str) -> Threshold | None:
    replaced = snapshot.first(Assumption, key=key)
    value = replaced.value.strip() if replaced else ""
    return (
        Threshold(int(value), YOUR_FIGURE) if value.isascii() and value.isdigit() and len(value) < 7 else None
    )


# Words


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _printed(block: Block) -> Iterator[str]:
    """Every text of a block of the body."""
    match block:
        case Title(text, subtitle):
            yield from (text, subtitle)
        case Heading(_, text) | Notice(text):
            yield text
        case Table(head, rows):
            yield from head
            yield from (cell for row in rows for cell in row.cells)
    yield from _running(block)


def _running(block: Block) -> Iterator[str]:
    """The sentences of a block that are part of the wording."""
    if isinstance(block, Paragraph) and not block.muted:
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.items


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less a silent e at the end."""
    letters = word.lower()
    groups = len(_VOWELS.findall(letters))
    is_silent = letters.endswith("e") and not letters.endswith(("le", "ee")) and groups > 1
    return max(1, groups - is_silent)


def reading_level(text: str, least_words: int) -> tuple[float | None, float | None]:
    """Flesch reading ease and Flesch-Kincaid grade; None for both where there is too little English."""
    words = _words(text)
    latin = sum(word.replace("’", "").replace("'", "").replace("-", "").isascii() for word in words)
    if len(words) < max(1, least_words) or latin < _LATIN_AT_LEAST * len(words):
        return None, None
    length = len(words) / max(1, sum(1 for found in sentences(text) if _words(found.text)))
    weight = sum(map(syllables, words)) / len(words)
    return 206.835 - 1.015 * length - 84.6 * weight, 0.39 * length + 11.8 * weight - 15.59


def definitions(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The terms that a text defines, in order: in quotation marks, or written like names more than once."""
    named = {word for name in names for word in name.split()}
    repeated = [found[1] for found in _TERM.finditer(text) if not named & set(found[1].split())]
    found = [
        *(match[1].strip() for match in _MEANS.finditer(text)),
        *(match[1].strip() for match in _IN_BRACKETS.finditer(text)),
        *(term for term in repeated if repeated.count(term) > 1),
    ]
    return tuple({term.lower(): term for term in reversed(found) if term}.values())[::-1]


# Long sentences


def _long_sentences(
    snapshot: Snapshot, library: Library, body: Iterable[Block], limit: int
) -> Iterator[LongSentence]:
    places = {str(s.number): s.place for s in clause_set(snapshot, library) if s.included}
    clause, place = "", "memorandum"
    for block in body:
        if isinstance(block, Heading):
            clause = f"Clause {block.number}, {block.text}" if block.number else block.text
            place = places.get(block.number, "memorandum")
        for text in _running(block):
            for found in sentences(text):
                if (words := len(_words(found.text))) > limit:
                    yield LongSentence(found.text, words, clause, place)


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Sentences that nobody takes in at once, clause by clause."""
    return snapshot.derive(_findings, library)


def _findings(snapshot: Snapshot, library: Library) -> tuple[Finding, ...]:
    limit = threshold(snapshot, library, "grave_sentence_words")
    found = []
    for state in clause_set(snapshot, library):
        text = resolved_text(state, lambda _: TO_BE_AGREED) if state.included else ""
        # A word takes at least a letter and a space: shorter sentences need no counting.
        long = [each.text for each in sentences(text) if len(each.text) >= 2 * limit.value]
        longest = max((len(_words(each)) for each in long), default=0)
        if longest > limit.value:
            message = f"{state.clause.title}: one sentence has {counted(longest, 'word')}."
            advice = f"Break it up; more than {limit.value} are too many ({limit.said_by})."
            id = f"long-sentence/{state.clause.key}"
            found.append(finding(library, id, Severity.INFO, message, state.clause.key, advice=advice))
    return tuple(found)
