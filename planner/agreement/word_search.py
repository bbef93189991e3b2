"""One text read for words that may bind, or weaken: where they stand, and what could stand there instead.

What counts, and what is innocent, is content; see `binding_words.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from planner.agreement.sentences import Sentence, sentences
from planner.agreement.subjects import NAME, Subject, inflected, subject_before
from planner.library import Library
from planner.library.language_entries import BindingWords

_MODALS = ("shall", "must", "will", "shan’t", "mustn’t")
# A verb after these belongs to them, and is shown with them.
_HELPING = (" to", " be", "will", "will not", "may")
# As far back as a subject is looked for.
_REACH = 240
_TOKEN = re.compile(r"\{([a-z ]+)\}")
_WORDS = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*|[£€$]")
_NEXT_WORD = re.compile(r"\s+[\w’-]+")
# Where a stretch "to the end of the sentence" ends all the same.
_TURNS = re.compile(r"[;:]|,?\s(?:but|except|however|though|although|provided)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """Words of a clause that may bind, or weaken: where they stand, and what could stand there instead.

    `start` and `end` are places in the clause's text, `rewrite` what would replace it. `words` and
    `suggestion` are the same with the verb that follows, as they are shown.
    """

    clause: str
    rule: BindingWords
    start: int
    end: int
    rewrite: str
    words: str
    suggestion: str
    sentence: str


@dataclass(frozen=True, eq=False)
class _Form:
    rule: BindingWords
    finds: str
    becomes: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words to find; made ready when a trigger is first met."""
        return _pattern(self.finds)


@dataclass(frozen=True)
class _Rules:
    """The content's rules made ready: by trigger, apart for clauses that bind, and what is innocent."""

    by_trigger: Mapping[bool, Mapping[str, tuple[_Form, ...]]]
    innocent: tuple[tuple[str, bool], ...]


@lru_cache(maxsize=512)
def _pattern(finds: str) -> re.Pattern[str]:
    spaced = finds.replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{spaced})", re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=4)
def _rules(library: Library) -> _Rules:
    def whole(finds: str) -> str:
        for key, phrase in library.phrases.items():
            finds = finds.replace(f"%{key}%", phrase.finds)
        return finds

    tables: dict[bool, dict[str, tuple[_Form, ...]]] = {True: {}, False: {}}
    for rule in library.binding_words.values():
        forms = tuple(_Form(rule, whole(f"(?:{form.finds})(?!\\w)"), form.becomes) for form in rule.forms)
        table = tables[rule.where == "binding"]
        for trigger in rule.triggers if not rule.retired else ():
            table[trigger] = (*table.get(trigger, ()), *forms)
    innocent = (
        (whole(words.finds), words.covers == "rest of the sentence")
        for words in library.innocent_words.values()
        if not words.retired
    )
    return _Rules(tables, tuple(innocent))


def words_in(
    text: str,
    library: Library,
    *,
    binds: bool = False,
    names: tuple[str, ...] = (),
    clause: str = "",
) -> tuple[Hit, ...]:
    """The words found in a text, in order and apart from each other.

    Nothing that begins in one of `names` is counted.
    """
    read = text.replace("'", "’")
    table = _rules(library).by_trigger[binds]
    said = {word.lower() for word in _WORDS.findall(read)}
    forms = dict.fromkeys(form for word in said if word in table for form in table[word])
    candidates = [
        (found, form) for form in _in_order(forms, library) for found in form.pattern.finditer(read)
    ]
    if not candidates:
        return ()
    parts = tuple(sentences(read))
    named = _spans(read, [name.replace("'", "’") for name in names if name.lower() not in table])
    innocent = bytearray(len(read))
    for start, end in (*named, *_innocent(read, parts, library)):
        innocent[start:end] = bytes([1]) * (end - start)
    guilty = [(found, form) for found, form in candidates if not innocent[found.start()]]
    # The longest reading of the same words; of two equal ones the rule that comes first.
    guilty.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    hits: list[Hit] = []
    for found, form in guilty:
        if not hits or found.start() >= hits[-1].end:
            hits.append(_hit(text, found, form, parts, named, clause))
    return tuple(hits)


def _in_order(forms: Iterable[_Form], library: Library) -> list[_Form]:
    places = {key: place for place, key in enumerate(library.binding_words)}
    return sorted(forms, key=lambda form: places[form.rule.key])


def _spans(text: str, parts: Iterable[str]) -> list[tuple[int, int]]:
    """Where these stand in the text as whole words."""
    return [
        found.span()
        for part in parts
        if part in text
        for found in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)
    ]


def _innocent(text: str, parts: tuple[Sentence, ...], library: Library) -> Iterator[tuple[int, int]]:
    for finds, covers_rest in _rules(library).innocent:
        for found in _pattern(finds).finditer(text):
            end = found.end()
            if covers_rest:
                end = max(end, _sentence_at(parts, found.start(), end).end)
                turn = _TURNS.search(text, found.end(), end)
                end = turn.start() if turn else end
            yield found.start(), end


def _hit(
    text: str,
    found: re.Match[str],
    form: _Form,
    parts: tuple[Sentence, ...],
    named: list[tuple[int, int]],
    clause: str,
) -> Hit:
    start, end = found.span()
    part = _sentence_at(parts, start, end)
    before = _masked(text, max(part.start, start - _REACH), start, named)
    rewrite = _worded(text, found, form.becomes, _subject(found, before))
    if start == part.start:
        rewrite = rewrite[:1].upper() + rewrite[1:]
    after = _NEXT_WORD.match(text, end) if rewrite.endswith(_HELPING) else None
    more = " ".join(["", *after[0].split()]) if after else ""
    words = " ".join(text[start:end].split())
    return Hit(
        clause, form.rule, start, end, rewrite, words + more, rewrite + more, text[part.start : part.end]
    )


def _sentence_at(parts: tuple[Sentence, ...], start: int, end: int) -> Sentence:
    """The sentence that stands here; the stretch itself where there is none."""
    at = bisect_right(parts, start, key=lambda part: part.start) - 1
    return parts[at] if at >= 0 and start < parts[at].end else Sentence(start, end, "")


def _masked(text: str, start: int, end: int, named: list[tuple[int, int]]) -> str:
    """A stretch of the text with one sign for every name in it."""
    inside = sorted(
        ((a, b) for a, b in named if start <= a and b <= end), key=lambda span: (span[0], -span[1])
    )
    masked, at = "", start
    for first, last in inside:
        if first >= at:
            masked += text[at:first] + NAME
            at = last
    return masked + text[at:end]


def _subject(found: re.Match[str], before: str) -> Subject:
    """What the words speak of; a verb that is not a modal says itself whether of one or many."""
    subject = subject_before(before)
    first = next((word for word in found[0].lower().split() if not word.endswith("ly")), "").strip(",")
    if first in _MODALS:
        return subject
    ending = found.groupdict().get("s")
    is_many = ending == "" if ending is not None else not first.endswith("s")
    return replace(subject, is_many=is_many)


def _worded(text: str, found: re.Match[str], becomes: str, subject: Subject) -> str:
    """The words to use instead. What a group found is taken from the text itself, quotes and all."""

    def filled(token: re.Match[str]) -> str:
        name = token[1]
        if name in found.re.groupindex:
            return text[found.start(name) : found.end(name)] if found[name] else ""
        return inflected(name, subject)

    return _TOKEN.sub(filled, becomes)


def rewritten(text: str, hits: Iterable[Hit]) -> str:
    """The clause's text with the softer words (or the firmer ones, where it binds) in place of these."""
    for hit in sorted(hits, key=lambda hit: -hit.start):
        text = text[: hit.start] + hit.rewrite + text[hit.end :]
    return text
