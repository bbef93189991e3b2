"""Who a verb speaks of: one or many, and whether it is somebody who can intend something.

No grammar of English: a few rules that hold for the sentences papers are made of. Where they fail,
a suggestion reads a little oddly; nothing is changed before somebody has read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# A name, whatever it is made of, once it has been masked.
NAME = "\ue000"

_MANY = frozenset(
    (
        "they", "we", "you", "i", "both", "all", "these", "those", "people", "staff", "children", "media",
    )
)  # fmt: skip
_ONE = frozenset(
    (
        "it", "he", "she", "this", "that", "each", "every", "either", "neither", "nobody", "everybody",
        "everyone", "anyone", "whoever", "one", "no", "a", "an", "another", "anybody",
    )
)  # fmt: skip
_NUMBERS = frozenset(
    (
        "two", "three", "four", "five", "six", "seven", "eight", "several", "many",
    )
)  # fmt: skip
_DETERMINERS = (
    _ONE | _NUMBERS | frozenset(["the", "its", "their", "our", "any", "both", "all", "these", "those"])
)
_ENDS_IN_S = ("ss", "us", "is", "ics", "news", "series")
# Whoever can intend something; anything else is only expected to.
_SOMEBODY = frozenset(
    (
        "they", "them", "we", "us", "you", "i", "he", "she", "it", "each", "both", "all", "either", "neither",
        "nobody", "everybody", "everyone", "anyone", "whoever", "who", "one", "party", "side", "university",
        "company", "organisation", "institution", "institute", "partner", "participant", "lead", "team",
        "member", "researcher", "student", "person", "people", "supervisor", "director", "group",
        "committee", "board", "staff", "employer", "college", "department", "hospital", "trust", "charity",
        "sponsor", "investigator", "manager", "office", "signatory", "firm", "faculty", "school",
        "supplier", "host", "funder", "owner", "user", "academic", "executive", "chair",
    )
)  # fmt: skip

# What comes before these words does not belong to the subject.
_OPENS = re.compile(
    r"(?:[.;:!?\n(]|\b(?:that|if|when|where|unless|until|because|while|whether|but|so|then|which|although|since)\b)\s*",
    re.IGNORECASE,
)
_AFTER_NOUN = re.compile(
    r"\s(?:of|for|in|on|with|from|to|by|at|under|between|within|who|whose|as|about|concerning|named|that)\s",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:and|or|&)\s", re.IGNORECASE)
_PHRASE = re.compile(
    rf"(?:both )?(?:{NAME}|(?:the|its|their|our|each|an?|any|all)(?: [\w’'-]+){{1,3}}|[A-Z][\w’'-]*)", re.I
)
_ASIDE = re.compile(r",[^,;.]{0,120},\s*$")
_GOES_ON = re.compile(r"(?:,|\s(?:and|or|&))\s*$", re.IGNORECASE)
_ADVERB = re.compile(r"\s(?:\w+ly|also|then|each|both|all)\s*$")


@dataclass(frozen=True)
class Subject:
    """What a verb speaks of."""

    is_many: bool
    is_somebody: bool


_IT = Subject(is_many=False, is_somebody=True)


def subject_before(before: str) -> Subject:
    """The subject of a verb, from what stands before it in its sentence, with names masked as `NAME`."""
    text = f" {before.strip()} "
    text = _ASIDE.sub(" ", text.rstrip()) if text.rstrip().endswith(",") else text
    # The first word of a sentence has its capital whatever it is.
    text = f" {text[1:2].lower()}{text[2:]}"
    opened = [0, *(found.end() for found in _OPENS.finditer(text))]
    whole = text[opened[-1] :].strip()
    if not whole and len(opened) > 1:
        # A relative clause: "the sums which", "somebody who".
        whole = _OPENS.sub(" ", text[opened[-2] :]).strip(" ,")
    if _GOES_ON.search(whole):
        # "Northfield collects the data and shall": the subject stands at the beginning.
        return _beginning(whole.strip(" ,"))
    named = [part.strip() for part in _AND.split(_ADVERB.sub("", f" {whole}").rpartition(", ")[2])]
    if len(named) > 1 and all(map(_PHRASE.fullmatch, named)):
        return Subject(
            named[0].split()[0].lower() not in ("each", "either", "neither"), _is_somebody(named[-1])
        )
    return _phrase(named[-1])


def _phrase(text: str) -> Subject:
    words = _nouns(text).split()
    if not words:
        return _IT
    first, last = words[0].lower(), words[-1].lower()
    # "Two of them", "each of the sides": the noun comes after.
    somebody = _is_somebody(text if len(words) == 1 and first in _DETERMINERS else " ".join(words))
    if first in _NUMBERS or (len(words) == 1 and first in _MANY):
        return Subject(True, somebody)
    if first in _ONE:
        return Subject(is_many=first == "no" and _is_plural(last), is_somebody=somebody)
    return Subject(_is_plural(last), somebody)


def _beginning(text: str) -> Subject:
    """The subject of a sentence that goes on after it: a name, a pronoun, or a word with its article."""
    words = text.split()
    if not words:
        return _IT
    head = words[0] if words[0].lower() not in _DETERMINERS or len(words) == 1 else words[1]
    if words[0].lower() in _ONE:
        return Subject(False, _is_somebody(head))
    return Subject(_is_plural(head.lower()) or words[0].lower() in _NUMBERS | _MANY, _is_somebody(head))


def _nouns(text: str) -> str:
    """The words up to the first preposition: "the parties" of "the parties to this paper"."""
    found = _AFTER_NOUN.search(f" {text} ")
    return text[: max(0, found.start() - 1)] if found and found.start() > 0 else text


def _is_plural(word: str) -> bool:
    return word in _MANY or (word.endswith("s") and not word.endswith(_ENDS_IN_S) and len(word) > 2)


def _is_somebody(text: str) -> bool:
    words = text.split()
    last = words[-1]
    word = last.lower()
    # A capital inside the sentence is taken for a name.
    if NAME in last or (last[0].isupper() and len(words) == 1):
        return True
    singular = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    return bool({word, singular} & _SOMEBODY)


# Verbs


def inflected(phrase: str, subject: Subject) -> str:
    """A verb in the third person, fitted to its subject: "intends to" of two parties is "intend to"."""
    if phrase.startswith("intends") and not subject.is_somebody:
        expected = "are" if subject.is_many else "is"
        return f"{expected} not expected to" if " not " in phrase else f"{expected} expected to"
    verb, _, rest = phrase.partition(" ")
    if subject.is_many:
        verb = _PLURALS.get(verb, verb.removesuffix("s"))
    return f"{verb} {rest}".strip()


_PLURALS: Mapping[str, str] = {"is": "are", "has": "have", "does": "do"}
