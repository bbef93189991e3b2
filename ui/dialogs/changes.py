"""What changed since a draft: every clause and annex that differs, with its words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from planner import drafts
from planner.errors import PlannerError
from planner.memorandum.changes import Changes, SectionChange
from planner.memorandum.word_runs import shown
from planner.model import Draft
from planner.wording import joined
from ui import jobs
from ui.dialogs.frame import Dialog, be_large
from ui.theme import current_theme, points
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.desk import Desk

LEGEND = "Words added since are underlined; words taken out are struck through."
LOST = "The wording of this draft was not kept in a form that can be compared. Its PDF still opens."
NOTHING = "Nothing changed since this draft."
_MARK_WORDS = {"added": "added: ", "removed": "taken out: "}


class ChangesDialog(Dialog):
    """Read only; scrolled and copied by keyboard as any text."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        parent = desk if isinstance(desk, QWidget) else None
        super().__init__(parent, f"What changed since draft {draft.number}", width=720)
        be_large(self, 780, 640)
        self.changes: Changes | None = None
        self._said = wrapped(
            f"Draft {draft.number}, {drafts.standing(draft)}. Looking for what changed…", "muted"
        )
        self._begins = f"Draft {draft.number}, {drafts.standing(draft)}."
        self.body.addWidget(self._said)
        self.text = QTextEdit(readOnly=True)
        self.text.setObjectName("changes")
        self.text.setAccessibleName(f"What changed since draft {draft.number}")
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.text, 1)
        self.add_button("Close", self.accept, primary=True)
        session = desk.session
        arguments = (session.snapshot, session.library, session.today(), draft)
        job = jobs.run(drafts.changes_since, *arguments, parent=self)
        job.done.connect(self._show)
        job.failed.connect(self._fail)

    def _show(self, changes: Changes | None) -> None:
        self.changes = changes
        if not changes:
            self._said.setText(f"{self._begins} {LOST if changes is None else NOTHING}")
            self.text.setVisible(False)
            return
        self._said.setText(f"{self._begins} {changes.summary()}. {LEGEND}")
        write_changes(self.text, changes)
        self.text.setAccessibleDescription(spoken(changes))

    def _fail(self, fault: BaseException) -> None:
        if not isinstance(fault, PlannerError):
            raise fault
        self._said.setText(str(fault))


def write_changes(text: QTextEdit, changes: Changes) -> None:
    """Write every change into an empty text, as plain characters with formats: nothing is read as HTML."""
    writer = _Writer(text)
    for section in changes.told:
        writer.section(section)
    if changes.renumbered:
        writer.line("Unchanged but for the number", "head")
        writer.line(f"{joined(section.title for section in changes.renumbered)}.", "")
    cursor = text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    text.setTextCursor(cursor)


class _Writer:
    def __init__(self, text: QTextEdit) -> None:
        self._cursor = QTextCursor(text.document())
        self._is_empty = True
        theme = current_theme()
        plain, head, muted, added, removed = (QTextCharFormat() for _ in range(5))
        for each in (plain, head, added):
            each.setForeground(theme.colour("ink"))
        for each in (muted, removed):
            each.setForeground(theme.colour("muted"))
        head.setFontWeight(QFont.Weight.DemiBold)
        head.setFontPointSize(points(12.5))
        added.setFontUnderline(True)
        added.setFontWeight(QFont.Weight.DemiBold)
        removed.setFontStrikeOut(True)
        self._formats = {"": plain, "head": head, "muted": muted, "added": added, "removed": removed}

    def section(self, section: SectionChange) -> None:
        self.line(section.title, "head")
        if section.notes:
            self.line(" ".join(section.notes), "muted")
        if section.runs:
            self._begin(above=4)
            for words, mark in shown(section.runs):
                self._cursor.insertText(words.replace("\n\n", "\n"), self._formats[mark])
        for row in section.rows:
            self.line(f"•  {row}", "", above=3)

    def line(self, words: str, style: str, *, above: int = 4) -> None:
        self._begin(above=18 if style == "head" else above)
        self._cursor.insertText(words, self._formats[style])

    def _begin(self, *, above: int) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(0 if self._is_empty else above)
        shape.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._is_empty:
            self._cursor.setBlockFormat(shape)
        else:
            self._cursor.insertBlock(shape)
        self._is_empty = False


def spoken(changes: Changes) -> str:
    """The changes for who hears them: marks as words."""
    lines = []
    for section in changes.sections:
        marked = [
            f"{_MARK_WORDS[mark]}{words.strip()}" for words, mark in section.runs if mark and words.strip()
        ]
        lines.append(". ".join([section.title, *section.notes, *marked, *section.rows]))
    return "\n".join(lines)


def show_changes(desk: Desk, draft: Draft) -> None:
    """Show what changed since a draft."""
    ChangesDialog(desk, draft).exec()


def show_newest_changes(desk: Desk) -> None:
    """Show what changed since the last earlier draft, or say that there is none."""
    session = desk.session
    seen = drafts.before_current(session.snapshot, session.library, session.today()) or drafts.newest(
        session.snapshot
    )
    if seen is None:
        desk.say("No draft has been issued yet. What changed is told from the first one on.")
    else:
        show_changes(desk, seen)
