"""What changed since the draft a reader last saw: clause by clause, word by word, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from planner.memorandum.blocks import Block, Bullets, Changed, Heading, Paragraph
from planner.memorandum.row_changes import listing_changes, row_words
from planner.memorandum.stored_blocks import Part, Section, same_wording, sections_of
from planner.memorandum.word_runs import Run, shown, word_runs
from planner.wording import counted, joined, spoken_date

State = Literal["added", "removed", "changed", "renumbered"]
Whole = Literal["added", "removed"]

# Sections without a common key or title are taken for one when this much of their text is.
_LIKE = 0.6
_MOST_COMPARED = 2_500
# In letters, of each text.
_READ = 2_000


@dataclass(frozen=True)
class SectionChange:
    """What happened to one clause or annex, or to what stands under a heading of its own inside one.

    `title` is as printed, with its number. `notes` and `rows` are sentences; `runs` is the text with
    its changes, empty when the words are the same. An annex that came or went `is_said` by its note alone.
    """

    title: str
    state: State
    notes: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    rows: tuple[str, ...] = ()
    is_said: bool = False


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two drafts, in reading order; nothing when they are equal."""

    sections: tuple[SectionChange, ...]

    def __bool__(self) -> bool:
        return bool(self.sections)

    @property
    def told(self) -> tuple[SectionChange, ...]:
        """What differs beyond a number."""
        return tuple(section for section in self.sections if section.state != "renumbered")

    @property
    def renumbered(self) -> tuple[SectionChange, ...]:
        """What has another number and is otherwise the same."""
        return tuple(section for section in self.sections if section.state == "renumbered")

    def summary(self) -> str:
        """How much differs, in a few words: "2 parts changed, 1 new, 3 only renumbered"."""
        words = {
            "changed": "changed",
            "added": "new",
            "removed": "taken out",
            "renumbered": "only renumbered",
        }
        counts = {word: sum(each.state == state for each in self.sections) for state, word in words.items()}
        said = [f"{count} {word}" for word, count in counts.items() if count]
        if not said:
            return "Nothing changed"
        count, _, word = said[0].partition(" ")
        return ", ".join([f"{counted(int(count), 'part')} {word}", *said[1:]])


def compare_drafts(before: str, after: str) -> Changes:
    """What differs between two papers, each given as the JSON text of its blocks."""
    old, new = sections_of(before), sections_of(after)
    partner = _partners(old, new)
    found = [
        (place, change)
        for place, section in _placed(new, partner)
        for change in _compared(old[partner[place]], section)
    ]
    found += [
        (place, change)
        for place, section in _placed(new, partner, without=True)
        for change in _whole(section, "added")
    ]
    taken = set(partner.values())
    behind = {was: place for place, was in partner.items()}
    for was, section in enumerate(old):
        if was not in taken:
            # Where it stood: behind whatever stood before it.
            stands = max((behind[each] for each in range(was) if each in behind), default=-1)
            found += [(stands, change) for change in _whole(section, "removed")]
    found.sort(key=lambda each: each[0])
    changes = tuple(change for _, change in found)
    if not changes and not same_wording(before, after):
        changes = (SectionChange("The paper", "changed", ("Its parts are set out differently.",)),)
    return Changes(changes)


def _placed(
    sections: Sequence[Section], partner: dict[int, int], *, without: bool = False
) -> Iterator[tuple[int, Section]]:
    return ((place, each) for place, each in enumerate(sections) if (place in partner) != without)


# Which section of the one is which of the other


def _partners(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    """For sections of the new paper, by place, the place of the same one in the old."""
    partner: dict[int, int] = {}
    left = set(range(len(old)))

    def pair(place: int, was: int) -> None:
        partner[place] = was
        left.discard(was)

    for same in (_same_key, _same_title):
        for place, section in enumerate(new):
            if place not in partner:
                was = next((each for each in sorted(left) if same(old[each], section)), None)
                if was is not None:
                    pair(place, was)
    rest = [place for place in range(len(new)) if place not in partner]
    if len(rest) * len(left) <= _MOST_COMPARED:
        for place in rest:
            was = next((each for each in sorted(left) if _are_like(old[each], new[place])), None)
            if was is not None:
                pair(place, was)
    return partner


def _same_key(old: Section, new: Section) -> bool:
    return old.kind == new.kind and bool(new.key) and old.key == new.key


def _same_title(old: Section, new: Section) -> bool:
    if old.kind != new.kind or (old.key and new.key):
        return False
    return old.title.casefold() == new.title.casefold()


def _are_like(old: Section, new: Section) -> bool:
    if old.kind != new.kind or (old.key and new.key) or not (old.text and new.text):
        return False
    matcher = SequenceMatcher(None, old.text[:_READ].split(), new.text[:_READ].split())
    return matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE


# What happened to one


def _compared(old: Section, new: Section) -> tuple[SectionChange, ...]:
    notes = []
    if old.title != new.title:
        notes.append(f"It was called “{old.title}”.")
    if old.binds != new.binds:
        notes.append("It now binds." if new.binds else "It no longer binds.")
    runs = _marked(old.text, new.text)
    rows = listing_changes(old.listings, new.listings)
    parts = _part_changes(old, new)
    is_renumbered, is_reset = old.number != new.number, old.whole != new.whole
    if is_reset and not (rows or runs or parts):
        notes.append("It is set out differently; the words are the same.")
    said = bool(notes or rows or runs)
    if is_renumbered:
        notes.append(f"It was {_numbered(old)}.")
    if not said and not is_renumbered:
        return parts
    state: State = "changed" if said or parts else "renumbered"
    return (SectionChange(_title(new), state, tuple(notes), runs, rows), *parts)


def _marked(before: str, after: str) -> tuple[Run, ...]:
    """The text with its changes, nothing when the words are the same."""
    return word_runs(before, after) if before != after else ()


def _part_changes(old: Section, new: Section) -> tuple[SectionChange, ...]:
    """What happened under the headings inside a section, each told under its own."""
    left = list(old.parts)
    was: dict[int, Part] = {}
    for same in (_same_part_title, _same_part_words):
        for place, part in enumerate(new.parts):
            found = None if place in was else next((each for each in left if same(each, part)), None)
            if found is not None:
                was[place] = found
                left.remove(found)
    changes = [
        _part_compared(was[place], part, new) if place in was else _whole_part(part, new, "added")
        for place, part in enumerate(new.parts)
    ]
    changes += [_whole_part(part, new, "removed") for part in left]
    return tuple(change for change in changes if change is not None)


def _same_part_title(old: Part, new: Part) -> bool:
    return old.title.casefold() == new.title.casefold()


def _same_part_words(old: Part, new: Part) -> bool:
    return (old.text, old.listings) == (new.text, new.listings)


def _part_compared(old: Part, new: Part, section: Section) -> SectionChange | None:
    notes = (f"It was called “{old.title}”.",) if old.title != new.title else ()
    runs, rows = _marked(old.text, new.text), listing_changes(old.listings, new.listings)
    if not (notes or runs or rows):
        return None
    return SectionChange(_under(section, new), "changed", notes, runs, rows)


def _whole(section: Section, state: Whole) -> tuple[SectionChange, ...]:
    if section.kind == "annex":
        named = f"{f'Annex {section.number}'.strip()}, {section.title},"
        note = f"{named} is new." if state == "added" else f"{named} is no longer printed."
        return (SectionChange(_title(section), state, (note,), is_said=True),)
    lead = Part(section.title, section.text, section.listings)
    parts = (_whole_part(part, section, state) for part in section.parts)
    return (_whole_text(_title(section), lead, state), *parts)


def _whole_part(part: Part, section: Section, state: Whole) -> SectionChange:
    return _whole_text(_under(section, part), part, state)


def _whole_text(title: str, part: Part, state: Whole) -> SectionChange:
    note = "This is new." if state == "added" else "This was taken out."
    rows = tuple(row_words(row) for listing in part.listings for row in listing.rows)
    runs: tuple[Run, ...] = ((part.text, state),) if part.text else ()
    return SectionChange(title, state, (note,), runs, rows)


def _numbered(section: Section) -> str:
    if section.kind == "annex":
        return f"annex {section.number}"
    return f"clause {section.number}" if section.number else "without a number"


def _title(section: Section) -> str:
    if section.kind == "annex":
        return f"Annex {section.number}: {section.title}"
    return f"{section.number} {section.title}".strip()


def _under(section: Section, part: Part) -> str:
    return f"{_title(section)}, under “{part.title}”"


# The first page


def changes_page(changes: Changes, number: int, issued_on: date, issued_to: str) -> tuple[Block, ...]:
    """What changed since a draft as a page to go before the paper; nothing when nothing did."""
    if not changes:
        return ()
    sent = f" and went to {issued_to}" if issued_to else ""
    blocks: list[Block] = [
        Heading(1, f"What changed since draft {number}"),
        Paragraph(
            f"Draft {number} is of {spoken_date(issued_on)}{sent}. Words added since are underlined; words "
            "taken out are struck through. This page helps the reader and is no part of the paper.",
            muted=True,
        ),
    ]
    for section in changes.told:
        if section.is_said:
            continue
        blocks.append(Heading(2, section.title))
        if section.notes:
            blocks.append(Paragraph(" ".join(section.notes)))
        if section.runs:
            blocks.append(Changed(shown(section.runs)))
        if section.rows:
            blocks.append(Bullets(section.rows))
    if said := tuple(note for section in changes.told if section.is_said for note in section.notes):
        blocks += [Heading(2, "Annexes that came or went"), Bullets(said)]
    if changes.renumbered:
        titles = joined(section.title for section in changes.renumbered)
        blocks.append(Paragraph(f"Unchanged but for the number: {titles}."))
    return tuple(blocks)
