"""The card that says whether the paper is ready to send, and what stands against it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from planner.memorandum.contradictions import Contradiction, contradictions
from planner.terms import Severity
from planner.wording import counted
from ui.widgets.chip import Chip, Tone
from ui.widgets.link_text import LinkText
from ui.widgets.page import keeping_focus
from ui.widgets.paper_view import Sheets
from ui.widgets.shapes import Card, holding, row
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.findings import Finding
    from ui.desk import Desk
    from ui.screens.memorandum.preview import Preview

MOST_SHOWN = 6
_GRAVE = (Severity.ERROR, Severity.WARNING)


class ReadyCard(Card):
    """Errors with the place to mend each, open points, and the number of pages."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Ready to send?")
        self._desk = desk
        self._shown: object = None

    def show_state(self, preview: Preview | None) -> None:
        """Show what the checks have found, and what was drawn; rebuilt only where something differs."""
        session = self._desk.session
        found = tuple(f for f in self._desk.checker.findings if f.severity in _GRAVE)
        against = contradictions(session.snapshot, session.library, found)
        drawn = replace(preview, sheets=Sheets((), 1.0)) if preview else None
        shown = (found, against, drawn, session.snapshot.partnership.printed)
        if shown == self._shown:
            return
        self._shown = shown
        with keeping_focus(self):
            self._fill(found, against, preview)

    def _fill(
        self, found: tuple[Finding, ...], against: Mapping[str, Contradiction], preview: Preview | None
    ) -> None:
        self.empty()
        errors = [f for f in found if f.severity is Severity.ERROR]
        # What its reader would find in the paper itself comes first.
        errors.sort(key=lambda f: f.id not in against)
        warnings = len(found) - len(errors)
        if not found:
            self._say("yes", "good", "Nothing that the checks can see stands against sending it.")
        for finding in errors[:MOST_SHOWN]:
            said = against[finding.id].sentence if finding.id in against else finding.message
            self._lead("error", "error", said, finding.place)
        if len(errors) > MOST_SHOWN:
            self._lead(f"+{len(errors) - MOST_SHOWN}", "error", "More errors, on the overview", "overview")
        if warnings:
            text = f"{counted(warnings, 'point')} to look at, on the overview"
            self._lead(str(warnings), "warning", text, "overview")
        if preview is not None:
            self._show_drawn(preview)

    def _show_drawn(self, preview: Preview) -> None:
        if preview.may_bind:
            noun = "Word" if preview.may_bind == 1 else "Words"
            self._lead(
                str(preview.may_bind), "warning", f"{noun} that may bind by accident", preview.binds_at
            )
        else:
            self._say("none", "good", "No words that bind outside the clauses that do")
        if preview.open_points:
            noun = "Open point" if preview.open_points == 1 else "Open points"
            listed = "agenda" in self._desk.session.snapshot.partnership.printed
            text = f"{noun}, {'printed as an agenda' if listed else 'kept apart from the paper'}"
            self._say(str(preview.open_points), "warning", text)
        else:
            self._say("none", "good", "No open points")
        if preview.gaps:
            noun = "Gap" if preview.gaps == 1 else "Gaps"
            self._say(str(preview.gaps), "warning", f"{noun} still to be filled in")
        pages, budget = counted(preview.report.body_pages, "page"), preview.budget
        if budget.allowed_pages.value:
            tone: Tone = "warning" if budget.is_over_pages else "good"
            self._say(pages, tone, f"Body {'over' if budget.is_over_pages else 'within'} the page budget")
        else:
            self._say(pages, "outline", "Body, without annexes")
        if preview.report.undrawn:
            shown = " ".join(dict.fromkeys(character for character, _ in preview.report.undrawn))
            said = f"The font cannot draw: {shown[:60]}. They print as boxes. {preview.report.advice}"
            self._say("signs", "warning", said.strip())

    def _say(self, chip: str, tone: Tone, text: str) -> None:
        self._add(Chip(chip, tone), wrapped(text))

    def _lead(self, chip: str, tone: Tone, text: str, place: str) -> None:
        self._add(Chip(chip, tone), LinkText(text, partial(self._desk.go, place)))

    def _add(self, chip: Chip, text: QLabel) -> None:
        line = row(chip, text)
        line.setStretch(1, 1)
        line.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
        self.box.addWidget(holding(line))
