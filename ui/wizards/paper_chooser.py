"""Which kind of paper: situations to tick, what follows from them, and the four kinds to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QVBoxLayout, QWidget

from planner.agreement.papers import (
    Advice,
    SituationMet,
    advised_paper,
    needed_words,
    situations_met,
)
from planner.library.clause_entries import PaperKind, Situation
from planner.terms import Paper
from planner.wording import counted, joined
from ui.dialogs.frame import Dialog
from ui.theme import grown
from ui.widgets.chip import Chip
from ui.widgets.ladder import Ladder, LadderStep, bare_width
from ui.widgets.page import scroller
from ui.widgets.shapes import Card, clear, column, holding, link, row, set_across
from ui.widgets.text import label, wrapped
from ui.wizards.companions import companion_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.document import Snapshot
    from ui.desk import Desk

_LETTERS_FOR_TWO = 84


class _SituationRow(QWidget):
    """A situation to tick; one that follows from an answer is ticked by it, and leads to the question."""

    def __init__(
        self, situation: Situation, on_tick: Callable[[bool], None], on_jump: Callable[[], None]
    ) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(situation.wording)
        self.box.setFixedWidth(bare_width())
        self.box.clicked.connect(lambda on: on_tick(on))
        self.text = wrapped(situation.wording)
        self.text.setBuddy(self.box)
        self.jump = link("From your answers", on_jump, name=f"From your answers: {situation.wording}")
        line = row(self.box, self.text, self.jump)
        line.setStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(line)

    def show_met(self, met: SituationMet | None, place: str, *, can_write: bool) -> None:
        """Show whether the situation holds, and by whom it was said."""
        follows = met is not None and not met.is_ticked
        self.box.setChecked(met is not None)
        self.box.setEnabled(can_write and not follows)
        self.jump.setVisible(follows and bool(place))
        self.jump.setText("From a clause" if place.startswith("agreement/") else "From your answers")


class PaperChooser(QWidget):
    """Situations at the top, then what fits and why, then the four kinds."""

    def __init__(self, desk: Desk, leave: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._desk, self._session = desk, desk.session
        self._leave = leave
        library = desk.session.library
        self.rows = {
            situation.key: _SituationRow(
                situation, partial(self._tick, situation.key), partial(self._jump, situation.key)
            )
            for situation in library.situations.values()
            if not situation.retired
        }
        self.fits = QVBoxLayout()
        self.fits.setSpacing(6)
        self._shown: object = None
        kinds = list(library.papers.values())
        self.kinds = Ladder([_kind_step(kind) for kind in kinds], "Kind of paper")
        self.kinds.chosen.connect(self._choose)
        told = wrapped("Tick what applies. What you answered in scoping is ticked already.", "muted")
        left = column(told, *self.rows.values(), None, spacing=6)
        right = column(self.fits, label("Choose the paper", "strong"), self.kinds, None, spacing=10)
        self._across = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._across.setContentsMargins(0, 0, 10, 4)
        self._across.setSpacing(20)
        self._across.addLayout(left, 1)
        self._across.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = self.width() / self.fontMetrics().averageCharWidth()
        set_across(self._across, letters >= _LETTERS_FOR_TWO)

    def refresh(self) -> None:
        """Show what holds now."""
        snapshot, library = self._session.snapshot, self._session.library
        can_write = not self._session.store.is_read_only
        self.kinds.setEnabled(can_write)
        met = {found.situation.key: found for found in situations_met(snapshot, library)}
        for key, made in self.rows.items():
            made.show_met(met.get(key), self._place(key), can_write=can_write)
        advice = advised_paper(snapshot, library)
        if (advice, snapshot.partnership.paper) != self._shown:
            self._shown = (advice, snapshot.partnership.paper)
            clear(self.fits)
            self.fits.addWidget(advice_box(advice, library.papers, snapshot, in_full=True))
        self.kinds.set_current(snapshot.partnership.paper.value)

    def _place(self, key: str) -> str:
        situation = self._session.library.situations[key]
        if situation.when:
            return f"scope/{situation.when[0].question}"
        return "agreement/exclusivity"

    def _jump(self, key: str) -> None:
        self._leave()
        self._desk.go(self._place(key))

    def _tick(self, key: str, on: bool) -> None:
        partnership = self._session.doc.partnership
        kept = tuple(other for other in partnership.situations if other != key)
        situations = (*kept, key) if on else kept
        self._session.doc.set(partnership, "situations", situations, label="situation for the kind of paper")
        self.refresh()

    def _choose(self, key: str) -> None:
        choose_paper(self._desk, Paper(key))
        self.refresh()


def choose_paper(desk: Desk, paper: Paper) -> None:
    """Draw up this kind of paper."""
    document, kind = desk.session.doc, desk.session.library.papers.get(paper)
    document.set(document.partnership, "paper", paper, label=f"choice of {kind.name if kind else 'paper'}")


def advice_box(
    advice: Advice, papers: dict[str, PaperKind], snapshot: Snapshot, *, in_full: bool = False
) -> QWidget:
    """What fits and why; where a contract is needed, the warning and what has to come first.

    `in_full` gives every line of the checklist with its reason, else their names.
    """
    kind = papers.get(advice.paper)
    if kind is None:
        return wrapped("Tick a situation, and the paper that fits is shown here.", "muted")
    because = joined(met.because for met in advice.reasons)
    beside = _beside(advice, in_full=in_full)
    if not advice.is_not_a_memorandum:
        chosen = snapshot.partnership.paper
        marks: list[QWidget] = [Chip("chosen", "good")] if chosen is advice.paper else []
        heading = [label("Goes beside it", "strong")] if beside and in_full else []
        return holding(
            column(
                row(wrapped(f"This points to: {kind.name}", "strong"), *marks),
                wrapped(f"Because {because}.", "muted"),
                *heading,
                *beside,
                spacing=2,
            )
        )
    warned = Card()
    warned.setProperty("tone", "warning")
    warned.box.setContentsMargins(14, 10, 14, 12)
    warned.box.setSpacing(4)
    warned.box.addWidget(wrapped("This is not a memorandum any more", "strong"))
    warned.box.addWidget(wrapped(f"Because {because}."))
    if in_full:
        warned.box.addWidget(wrapped("Needed beside it, or first:", "strong"))
    for needed in beside:
        warned.box.addWidget(needed)
    return warned


def _beside(advice: Advice, *, in_full: bool) -> list[QWidget]:
    if not advice.checklist:
        return []
    if in_full:
        return [companion_list(advice)]
    return [wrapped(needed_words(advice), "caption")] if advice.lacking else []


def _kind_step(kind: PaperKind) -> LadderStep:
    pages = f"{counted(kind.pages, 'page')} at most. " if kind.pages else ""
    return LadderStep(kind.paper.value, kind.name, f"{kind.use_when} {kind.binds} {pages}".strip())


class PaperDialog(Dialog):
    """The chooser as a dialog. Every tick is stored at once; there is nothing to confirm."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Which paper?", width=720)
        self.chooser = PaperChooser(desk, self.accept)
        area = scroller(column(self.chooser))
        self.body.addWidget(area)
        self.add_button("Done", self.accept, primary=True)
        width, height = (parent.width() - 60, parent.height() - 60) if parent else (900, 700)
        self.resize(min(grown(1000), width), min(grown(760), height))
        self.chooser.refresh()
        desk.session.changed.connect(self.chooser.refresh)
