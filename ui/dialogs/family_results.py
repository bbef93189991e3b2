"""What the answers lead to: per side, both together, what pushed, what would flip it, what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.agreement.consortium import consortium_notes, consortium_result, is_consortium
from planner.agreement.family import Outcome, SideResult, family_result, is_secure
from planner.agreement.family_change import pushes
from planner.agreement.family_words import (
    between_words,
    flip_words,
    missing_words,
    push_words,
    reading_words,
    rules_words,
    side_flip,
    verdict_words,
)
from planner.sides import side_name
from planner.terms import Side
from planner.wording import joined
from ui.widgets.chip import Chip
from ui.widgets.shapes import Card, SideName, clear, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from planner.document import Snapshot
    from planner.library import Library
    from planner.library.family_entries import FamilyModel, FamilyNote
    from ui.session import Session

HOW_PUSHES_COUNT = (
    "An answer’s push is how much of the way to the nearest other band its opposite would go; equal ones "
    "stand in the order of the questions."
)
_NAMES: dict[Side, SideName] = {Side.ACADEMIC: "academic", Side.INDUSTRY: "industry", Side.JOINT: "joint"}


class FamilyResults(QWidget):
    """The results, rebuilt only when they have changed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: object = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 10, 0)
        self._box.setSpacing(12)

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the answers lead to now."""
        library = self._session.library
        shown = (family_result(snapshot, library), consortium_result(snapshot, library))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._box)
        if is_consortium(snapshot):
            self._box.addWidget(consortium_card(snapshot, library))
        else:
            self._box.addWidget(joint_card(snapshot, library))
            for one in shown[0].sides:
                self._box.addWidget(side_card(snapshot, library, one))
        self._box.addWidget(
            _notes_card("What is not established", library.families.about("not_established"), library)
        )
        self._box.addWidget(_rules_card(library))
        self._box.addStretch(1)


def joint_card(snapshot: Snapshot, library: Library) -> Card:
    """Both sides together."""
    result = family_result(snapshot, library)
    card = Card(side="joint")
    card.box.setSpacing(4)
    card.box.addWidget(label("Both sides", "head"))
    if result.joint is not None:
        _show_model(card, result.joint)
    elif result.is_conflict:
        card.setProperty("tone", "warning")
        card.box.addWidget(wrapped("A contradiction about publication", "strong"))
        card.box.addWidget(wrapped(library.families.rules.conflict_says))
    elif result.differs:
        card.box.addWidget(wrapped("The answers lead to different results", "strong"))
        card.box.addWidget(wrapped("Compare the answers that pushed most, below.", "muted"))
    elif all(one.verdict.outcome is Outcome.BALANCED for one in result.sides):
        card.box.addWidget(wrapped("Balanced on both sides", "strong"))
    else:
        card.box.addWidget(wrapped("No joint result yet", "strong"))
        card.box.addWidget(wrapped("It appears once both sides lead to the same model.", "muted"))
    return card


def _show_model(card: Card, model: FamilyModel) -> None:
    card.box.addWidget(wrapped(model.name, "strong"))
    card.box.addWidget(wrapped(f"Closest to Lambert model {model.number}.", "caption"))
    for caption, text in (
        ("Company", model.company),
        ("University", model.university),
        ("Publication", model.publication),
    ):
        card.box.addWidget(wrapped(f"{caption}: {text}", "muted"))


def side_card(snapshot: Snapshot, library: Library, one: SideResult) -> Card:
    """What one side's answers lead to, and what would change it."""
    verdict, families = one.verdict, library.families
    card = Card(side=_NAMES[one.side])
    card.box.setSpacing(4)
    marks = [Chip("holds our guesses", "outline")] if one.is_guess else []
    card.box.addLayout(row(label(side_name(snapshot, one.side), "head"), *marks, None))
    card.box.addWidget(wrapped(verdict_words(verdict), "strong"))
    if verdict.model is not None:
        clear_words = "" if verdict.is_clear else " Probably, but not clear."
        card.box.addWidget(wrapped(f"Lambert model {verdict.model.number}.{clear_words}", "caption"))
    if verdict.outcome is Outcome.BALANCED:
        card.box.addWidget(wrapped(f"Between {between_words(verdict)}."))
    for text in _told(verdict.outcome, library, missing_words(verdict)):
        card.box.addWidget(wrapped(text))
    for premise in verdict.failed:
        card.box.addWidget(wrapped(f"{premise.wording} No.", "muted"))
    pushed = pushes(one.said, families)
    if pushed:
        card.box.addSpacing(4)
        card.box.addWidget(label("Pushed most", "head"))
        for push in pushed:
            card.box.addWidget(wrapped(f"·  {push_words(push)}", "muted"))
        card.box.addSpacing(4)
        tips = verdict.outcome is Outcome.BALANCED
        card.box.addWidget(label("What would tip it" if tips else "What would change the result", "head"))
        card.box.addWidget(wrapped(flip_words(side_flip(snapshot, library, one))))
        if tips:
            _show_talk(card, library)
        if not is_secure(one.said, families):
            card.box.addWidget(wrapped("Questions not answered yet could still change this.", "warning"))
    _show_way(card, one)
    return card


def _told(outcome: Outcome, library: Library, missing: str) -> tuple[str, ...]:
    if outcome is Outcome.OUTSIDE:
        return tuple(note.text for note in library.families.about("outside"))
    if outcome is Outcome.CONFLICT:
        return (library.families.rules.conflict_says,)
    return (missing,) if missing else ()


def _show_talk(card: Card, library: Library) -> None:
    talk = " ".join(note.text for note in library.families.about("tie_breaker"))
    card.box.addWidget(wrapped(f"Still unsure? Talk about these: {talk}", "muted"))


def _show_way(card: Card, one: SideResult) -> None:
    """The steps that were read, each band that is our reading marked as such."""
    walked = [reading for reading in one.verdict.steps if reading.band is not None]
    if walked:
        card.box.addSpacing(4)
        card.box.addWidget(label("The way there", "head"))
    for reading in walked:
        card.box.addWidget(wrapped(reading_words(reading), "caption"))


def consortium_card(snapshot: Snapshot, library: Library) -> Card:
    """The consortium model for three or more parties, with what else to look at."""
    found = consortium_result(snapshot, library)
    card = Card(side="joint")
    card.box.setSpacing(4)
    card.box.addWidget(label("Three or more parties", "head"))
    if found.model is not None:
        card.box.addWidget(wrapped(found.model.name, "strong"))
        card.box.addWidget(wrapped(f"Closest to Lambert consortium model {found.model.number}.", "caption"))
        card.box.addWidget(wrapped(found.model.company, "muted"))
    else:
        card.box.addWidget(wrapped("Not assessed", "strong"))
        if found.missing is not None:
            card.box.addWidget(wrapped(f"To be answered next: {found.missing.wording}"))
    for note in consortium_notes(snapshot, library):
        card.box.addWidget(wrapped(_cited(note, library), "caption"))
    return card


def _notes_card(title: str, notes: tuple[FamilyNote, ...], library: Library) -> Card:
    card = Card(title)
    card.box.setSpacing(5)
    for note in notes:
        card.box.addWidget(wrapped(f"·  {_cited(note, library)}", "caption"))
    return card


def _cited(note: FamilyNote, library: Library) -> str:
    cites = joined(library.sources[key].cite for key in note.sources if key in library.sources)
    return f"{note.text} ({cites})" if cites else note.text


def _rules_card(library: Library) -> Card:
    rules = library.families.rules
    guide = library.sources[rules.guide]
    card = Card(rules_words(rules))
    card.box.setSpacing(5)
    card.box.addWidget(
        wrapped(
            "The questions are restated in our words. This is not the guide: it names the family that is "
            "closest, suggests options, and locks nothing. The guide itself:",
            "caption",
        )
    )
    card.box.addWidget(wrapped(f"{guide.title} ({guide.year})", "caption"))
    card.box.addWidget(address(guide.address))
    card.box.addWidget(wrapped(HOW_PUSHES_COUNT, "caption"))
    return card


def address(text: str) -> QLabel:
    """An address as plain text to be selected and copied; nothing is opened."""
    made = wrapped(text, "caption")
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setAccessibleName(f"Address of the official guide: {text}")
    return made
