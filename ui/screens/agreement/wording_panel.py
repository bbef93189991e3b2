"""What the paper says on a clause: the option, its values, whether it binds, and the text as it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from planner.agreement.binding_words import Hit, clause_text, found_words
from planner.agreement.clauses import ClauseState, clause_state, paper_of, status_text
from planner.agreement.sentences import says_something
from planner.document import Snapshot
from planner.memorandum.word_runs import Run, has_changes, word_runs
from ui.bind import TextBinding
from ui.screens.agreement.edits import (
    ClausePlace,
    choose_option,
    own_text_slot,
    set_binds,
    standard_text,
    to_standard,
)
from ui.screens.agreement.found_words import FoundWords
from ui.screens.agreement.option_combo import OptionCombo
from ui.screens.agreement.values import Values
from ui.widgets.chip import Chip
from ui.widgets.fields import Field, LongText
from ui.widgets.flow import FlowLayout
from ui.widgets.marked_text import MarkedText, Piece
from ui.widgets.shapes import link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from ui.desk import Desk

# Where what the program writes comes from: a sentence, and the place to change it.
_WRITTEN_FROM = {
    "parties": ("The program writes this clause from the organisations and their signatories.", "overview"),
    "roles": ("The program writes this clause from the role matrix.", "roles"),
    "timeline": ("The program writes this clause from the timeline.", "timeline"),
    "next_steps": ("The program writes this clause from the next steps and open points.", "overview"),
    "signatures": ("The program writes this clause from the people who may sign.", "overview"),
    "status": ("The program writes this clause from the switches that say what binds.", ""),
}
EMPTY = "The wording is empty, so the standard text is printed."
LEGEND = "Underlined: your words. Struck through: words of the standard text that you took out."
SAME_WORDS = "Your words are those of the standard text; only the spacing differs."
COMPARE, SHOW_ONLY_YOURS = "Compare with the standard text", "Show your wording alone"


class WordingPanel(QWidget):
    """The text of one clause, and what it is made of."""

    def __init__(self, desk: Desk, where: ClausePlace) -> None:
        super().__init__()
        self._desk, self._session, self.where = desk, desk.session, where
        title = where.clause.title
        none = "Nothing besides" if where.clause.generated else ""
        self.option = OptionCombo(where.clause, f"Option in the paper: {title}", none=none)
        self.option.activated.connect(self._choose)
        self.use_when = wrapped("", "caption")
        self.values = Values(desk, where)
        self.binds = QCheckBox("Binds")
        self.binds.setAccessibleName(f"Binds: {title}")
        self.binds.clicked.connect(lambda on: set_binds(self._session.doc, where, binds=on))
        self.never_binds = label("Never binds in this kind of paper", "caption")
        self.text = MarkedText(f"Wording: {title}")
        self.found = FoundWords(desk, where.clause.key, lambda: self.refresh(self._session.snapshot))
        self.compare = link(COMPARE, self._toggle_compare, name=f"{COMPARE}: {title}")
        self.legend = wrapped(LEGEND, "caption")
        self.is_comparing = False
        self.edited = Chip("edited", "neutral")
        self.edit = link("Edit the wording", self._open_editor, name=f"Edit the wording: {title}")
        self.back = link(
            "Back to the standard text", self._to_standard, name=f"Back to the standard text: {title}"
        )
        editor = LongText(lines=4, most=18)
        self.editor = Field("", editor)
        editor.setAccessibleName(f"Wording: {title}")
        self._binding = TextBinding(
            self._session, editor, own_text_slot(where, self._standard), on_refused=self.editor.complain
        )
        self.own = wrapped("Your own words: the option and the values no longer change them.", "caption")
        self.empty = wrapped(EMPTY, "warning")
        editor.textChanged.connect(self._show_empty)
        self._is_editing = False
        self._lay_out()

    def _lay_out(self) -> None:
        well = QFrame()
        well.setObjectName("well")
        inside = QVBoxLayout(well)
        inside.setContentsMargins(14, 11, 14, 11)
        inside.addWidget(self.text)
        self._well = well
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(7)
        box.addLayout(
            row(label("What the paper says", "strong"), self.edited, None, self.never_binds, self.binds)
        )
        parts = (
            self.option,
            self.use_when,
            self.values,
            well,
            self.legend,
            self.editor,
            self.empty,
            self.own,
        )
        for part in parts:
            box.addWidget(part)
        links = FlowLayout()
        for made in (self.edit, self.back, self.compare):
            links.addWidget(made)
        box.addLayout(links)
        box.addWidget(self.found)

    def _standard(self, snapshot: Snapshot) -> str:
        state = clause_state(snapshot, self._session.library, self.where.clause.key)
        return standard_text(state) if state else ""

    def _choose(self, index: int) -> None:
        choose_option(self._session.doc, self.where, self.option.itemData(index))

    def _open_editor(self) -> None:
        self._is_editing = not self._is_editing
        self._binding.refresh()
        self.refresh(self._session.snapshot)
        (self.editor.field if self._is_editing else self.edit).setFocus()

    def _to_standard(self) -> None:
        self._is_editing = False
        to_standard(self._session.doc, self.where)
        self._binding.refresh()
        self.refresh(self._session.snapshot)
        self.edit.setFocus()

    def _toggle_compare(self) -> None:
        self.is_comparing = not self.is_comparing
        self.refresh(self._session.snapshot)

    def _show_empty(self) -> None:
        """Say what prints once nothing is left of the wording."""
        editor = self.editor.field
        assert isinstance(editor, LongText)
        self.empty.setVisible(self._is_editing and not says_something(editor.toPlainText()))

    def refresh(self, snapshot: Snapshot) -> None:
        """Show what the document holds."""
        state = clause_state(snapshot, self._session.library, self.where.clause.key)
        if state is None:
            return
        has_options = bool(state.clause.options)
        self.option.setVisible(has_options)
        self.option.show_option(state.option.key if state.option else "")
        self.use_when.setText(f"Use it when: {self.option.use_when()}")
        self.use_when.setVisible(has_options and bool(self.option.use_when()))
        self.values.refresh(state)
        self._show_binding(snapshot, state)
        hits = found_words(snapshot, self._session.library).get(state.clause.key, ())
        self._show_text(snapshot, state, hits)
        self.found.refresh(state, hits)
        self._well.setVisible(not self._is_editing)
        self._show_empty()
        self.editor.setVisible(self._is_editing)
        self.edited.setVisible(state.text_is_own)
        self.own.setVisible(state.text_is_own)
        self.back.setVisible(state.text_is_own)
        self.edit.setVisible(has_options)
        self.edit.setText("Done" if self._is_editing else "Edit the wording")

    def _show_text(self, snapshot: Snapshot, state: ClauseState, hits: tuple[Hit, ...]) -> None:
        """The text as it prints, with the words found marked; or beside the standard one, word by word."""
        can_compare = state.text_is_own and state.option is not None and not self._is_editing
        self.is_comparing = self.is_comparing and can_compare
        self.compare.setVisible(can_compare)
        said = SHOW_ONLY_YOURS if self.is_comparing else COMPARE
        self.compare.setText(said)
        self.compare.setAccessibleName(f"{said}: {state.clause.title}")
        self.legend.setVisible(self.is_comparing)
        printed = self._printed(snapshot, state)
        if self.is_comparing:
            runs = word_runs(standard_text(state), printed)
            self.legend.setText(LEGEND if has_changes(runs) else SAME_WORDS)
            self.text.show_pieces(_apart(runs))
        else:
            before = len(printed) - len(clause_text(state))
            self.text.show_pieces(_marked(printed, [(hit.start + before, hit.end + before) for hit in hits]))

    def _show_binding(self, snapshot: Snapshot, state: ClauseState) -> None:
        rule = state.clause.binding.get(paper_of(snapshot), "never")
        self.binds.setVisible(rule != "never" and state.included)
        self.never_binds.setVisible(rule == "never" and state.included)
        self.binds.setChecked(state.binds)

    def _printed(self, snapshot: Snapshot, state: ClauseState) -> str:
        if state.text_is_own and state.choice is not None:
            return state.choice.own_text
        if state.clause.generated == "status":
            return status_text(snapshot, self._session.library)
        if state.clause.generated:
            written = _WRITTEN_FROM[state.clause.generated][0]
            return f"{written} Besides, it says: {standard_text(state)}" if state.option else written
        return standard_text(state)

    @property
    def source_place(self) -> str:
        """Where a clause that the program writes is changed, or nothing."""
        generated = self.where.clause.generated
        return _WRITTEN_FROM[generated][1] if generated else ""


def _marked(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    """The text in pieces, those at the spans marked as found."""
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], ""), (text[start:end], "found")]
        at = end
    return [*pieces, (text[at:], "")]


def _apart(runs: tuple[Run, ...]) -> list[Piece]:
    """The runs with the space between them unmarked, and one between what went and what came."""
    pieces: list[Piece] = []
    for place, (text, mark) in enumerate(runs):
        words = text.rstrip(" ") if mark else text
        is_replaced = mark == "removed" and runs[place + 1 : place + 2] and runs[place + 1][1] == "added"
        pieces += [(words, mark), (text[len(words) :] or (" " if is_replaced else ""), "")]
    return pieces
