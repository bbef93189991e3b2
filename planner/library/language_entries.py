"""The types of the content on language: words that may bind, words that never do, and budgets."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from planner.library.entries import Entry, Item, Key


def _is_pattern(finds: str) -> str:
    try:
        re.compile(re.sub(r"%[a-z]+%", "x", finds))
    except re.error as fault:
        raise ValueError(f"this is no regular expression: {fault}") from None
    return finds


Pattern = Annotated[str, AfterValidator(_is_pattern)]


class Phrase(Entry):
    """A regular expression that several forms share: they name it as `%key%`."""

    key: Key
    name: str
    finds: Pattern


class Form(Entry):
    """One form of a rule's words, as a regular expression, and what would stand in its place.

    `becomes` may name groups of `finds` as `{name}`, and verbs in the third person, "{intends}", which
    follow the subject of the sentence; "{intends to}" becomes "is expected to" for a subject that has no
    intentions. Forms are tried in order; the one that finds the most words counts.
    """

    finds: Pattern
    becomes: str


class BindingWords(Item):
    """Words that may bind where nothing is meant to bind, or that weaken a clause that does.

    `triggers` are small words, one of which stands in every form: without them a text is not searched.
    """

    name: str
    where: Literal["non_binding", "binding"]
    why: str
    triggers: tuple[Annotated[str, Field(pattern=r"^[^A-Z\s]+$")], ...]
    forms: tuple[Form, ...]


class InnocentWords(Item):
    """Where such words do no harm. Covers the match itself, or from it to the end of its sentence."""

    name: str
    finds: Pattern
    covers: Literal["match", "rest of the sentence"] = "match"


class Measure(Item):
    """A figure against which the language of the paper is held; `key` is also that of an assumption."""

    name: str
    value: int
    unit: str
    explains: str
