"""Why a question is asked, who says so, and what to watch for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from planner.terms import Basis, Stage
from ui.widgets.chip import Chip
from ui.widgets.shapes import Card, clear, rule
from ui.widgets.text import TextRole, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.library import Library
    from planner.library.entries import Question

_LEADS = {Basis.SOURCE: "Source", Basis.NEIGHBOUR: "Related source", Basis.PLANNER: "Draws on"}


class WhyCard(Card):
    """The reasons behind one question."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Why this is asked")
        self._shown: Question | None = None

    def show_question(self, question: Question, library: Library) -> None:
        """Show the reasons behind this question."""
        if question is self._shown:
            return
        self._shown = question
        clear(self.box)
        self._add("Why this is asked", "strong")
        self._add(question.wording, "caption")
        self._add(question.why, "body")
        for line in source_lines(library, question.basis, question.sources):
            self._add(line, "caption")
        if question.basis is Basis.PLANNER:
            stage = list(Stage).index(library.steps[question.step].stage) + 1
            self.box.addWidget(Chip(f"planner’s own prompt, stage {stage}", "outline"))
        if question.watch is not None:
            self._divide()
            self._add("Watch for", "strong")
            self._add(question.watch.text, "body")
            for line in source_lines(library, question.watch.basis, question.watch.sources):
                self._add(line, "caption")
        explained = [option for option in question.options if option.explains]
        if explained:
            self._divide()
            self._add("What the choices mean", "strong")
            for option in explained:
                self._add(f"{option.text}: {option.explains}", "caption")

    def _add(self, text: str, role: TextRole) -> QLabel:
        made = wrapped(text, role)
        self.box.addWidget(made)
        return made

    def _divide(self) -> None:
        self.box.addSpacing(4)
        self.box.addWidget(rule())
        self.box.addSpacing(4)


def source_lines(library: Library, basis: Basis, keys: Iterable[str]) -> list[str]:
    """Each source as a line, with its sample; what the planner says itself is never called theirs."""
    lines = []
    for key in keys:
        source = library.sources.get(key)
        if source is None:
            continue
        lead = _LEADS[Basis.NEIGHBOUR if basis is Basis.SOURCE and source.basis != "source" else basis]
        lines.append(f"{lead}: {source.cite}" + (f" · {source.sample}" if source.sample else ""))
    return lines
