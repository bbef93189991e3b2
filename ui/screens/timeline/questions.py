"""What the clash rules ask beyond dates: beside one activity, and all that is open in one dialog."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from planner.errors import Refused
from planner.model import Activity
from planner.timeline import clashes
from planner.timeline.asked import Asked, answered_questions, open_questions, questions_about
from planner.timeline.plan_questions import said, say
from planner.wording import spoken_date
from ui.bind import Slot
from ui.dialogs.frame import Dialog, be_large
from ui.screens.timeline.bound import BoundList
from ui.theme import grown
from ui.widgets.choices import Choices
from ui.widgets.fields import DateField, Field, date_or_refused, number_or_refused
from ui.widgets.page import empty_state, scroller
from ui.widgets.shapes import column, rule
from ui.widgets.text import TextRole, label, wrapped

if TYPE_CHECKING:
    from planner.document import Document, Snapshot
    from planner.findings import Finding
    from planner.library import Library
    from ui.desk import Desk
    from ui.screens.timeline.screen import TimelineScreen
    from ui.session import Session

NOT_SAID = "Not said"
# More answers than this are a list to open, not pills to read.
MOST_PILLS = 7


class QuestionFields(QWidget):
    """What the rules ask about one activity, each with its answer; nothing where they ask nothing."""

    def __init__(self, desk: Desk, activity: Activity) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(11)
        for question in questions_about(desk.session.library, activity):
            field = _answer_field(desk.session, Asked(question, activity), pills=False)
            field.setToolTip(question.why)
            layout.addWidget(field)
        if not layout.count():
            # Never shown here: what has no parent yet would open a window of its own.
            self.hide()


def _answer_field(session: Session, asked: Asked, *, pills: bool) -> Field:
    """The question with what answers it: a choice, a day or a number."""
    slot = _slot(session.library, asked)
    name = _name(asked)
    caption = asked.question.wording
    role: TextRole = "strong" if pills else "head"
    if asked.question.kind != "choice":
        return _TypedField(session, asked, slot, role)
    options = [(option.label, option.key) for option in asked.question.options]
    made: _Pills | BoundList
    if pills and len(options) <= MOST_PILLS:
        made = _Pills(session, slot, options, name)
    else:
        made = BoundList(session, slot, [(NOT_SAID, ""), *options], name)
    field = Field(caption, made, role=role)
    made.refused.connect(field.complain)
    return field


def _slot(library: Library, asked: Asked) -> Slot:
    question, activity = asked.question, asked.activity

    def read(snapshot: Snapshot) -> str:
        about = snapshot.find(Activity, activity.id) if activity is not None else None
        return said(snapshot, library, question.key, about) or ""

    def write(document: Document, value: str, _typing: bool) -> None:
        about = document.snapshot().find(Activity, activity.id) if activity is not None else None
        if activity is not None and about is None:
            raise Refused("This was removed in the meantime.")
        say(document, question, value, about)

    return Slot(read, write)


def _name(asked: Asked) -> str:
    about = f" ({asked.activity.name})" if asked.activity is not None else ""
    return f"{asked.question.wording}{about}"


class _Pills(Choices):
    """A choice kept equal to the answer; a second click takes the answer back. `refused` tells why not."""

    refused = Signal(str)

    def __init__(self, session: Session, slot: Slot, options: list[tuple[str, str]], name: str) -> None:
        super().__init__([(key, text) for text, key in options], name=name)
        self._session, self._slot = session, slot
        self._refresh()
        self.chosen.connect(self._picked)
        session.changed.connect(self._refresh)

    def _refresh(self, _change: object = None) -> None:
        if self._session.document is not None:
            self.set_chosen([self._slot.read(self._session.snapshot)])

    def _picked(self, keys: tuple[str, ...]) -> None:
        try:
            self._slot.write(self._session.doc, keys[0] if keys else "", False)
        except Refused as refusal:
            self._refresh()
            self.refused.emit(str(refusal))
        else:
            self.refused.emit("")


class _TypedField(Field):
    """A day or a whole number to type, and beside it what to choose instead."""

    def __init__(self, session: Session, asked: Asked, slot: Slot, role: TextRole) -> None:
        self._session, self._slot, self._is_date = session, slot, asked.question.kind == "date"
        name = _name(asked)
        self._day = DateField(name=name) if self._is_date else QLineEdit()
        self._edit = self._day.edit if isinstance(self._day, DateField) else self._day
        self._edit.setAccessibleName(name)
        self._edit.setMaximumWidth(grown(150))
        self._instead = [(option.key, QCheckBox(option.label)) for option in asked.question.options]
        held = QWidget()
        held.setLayout(column(self._day, *(box for _, box in self._instead), spacing=6))
        held.setAccessibleName(name)
        super().__init__(asked.question.wording, held, role=role)
        for key, box in self._instead:
            box.clicked.connect(lambda on, key=key: self._choose(key, on))
        self._refresh()
        self._edit.editingFinished.connect(self._typed)
        # A day picked from the calendar is no typing: nobody leaves the field after it.
        self._edit.textChanged.connect(lambda _: None if self._edit.hasFocus() else self._typed())
        session.changed.connect(self._refresh)

    def _refresh(self, _change: object = None) -> None:
        if self._session.document is None or self.complaint.text():
            return
        answer = self._slot.read(self._session.snapshot)
        keys = [key for key, _ in self._instead]
        for key, box in self._instead:
            box.setChecked(key == answer)
        if not self._edit.hasFocus():
            self._edit.blockSignals(True)
            self._edit.setText("" if answer in keys else self._shown(answer))
            self._edit.blockSignals(False)

    def _shown(self, answer: str) -> str:
        if not self._is_date or not answer:
            return answer
        return spoken_date(date.fromisoformat(answer))

    def _typed(self) -> None:
        try:
            answer = self._meant(self._edit.text())
        except Refused as refusal:
            self.complain(str(refusal))
            return
        self.complain("")
        before = self._slot.read(self._session.snapshot)
        if answer != before and (answer or before not in dict(self._instead)):
            self._write(answer)

    def _meant(self, text: str) -> str:
        if self._is_date:
            day = date_or_refused(text)
            return day.isoformat() if day is not None else ""
        number = number_or_refused(text)
        if number is not None and number < 0:
            raise Refused("This is not a whole number.")
        return "" if number is None else str(number)

    def _choose(self, key: str, on: bool) -> None:
        self.complain("")
        self._write(key if on else "")

    def _write(self, answer: str) -> None:
        try:
            self._slot.write(self._session.doc, answer, False)
        except Refused as refusal:
            self.complain(str(refusal))


class QuestionsDialog(Dialog):
    """All that is still asked, why, and which checks wait; answered on the spot, each answer one step."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(
            parent,
            "What the rules need to know",
            "Dates alone do not decide these checks. An answer counts at once, and can be undone.",
            width=720,
        )
        be_large(self, 760, 620)
        self._desk = desk
        self._shown: set[object] = set()
        self._open, self._done = QVBoxLayout(), QVBoxLayout()
        self._nothing = empty_state("Nothing is open: every check that asks something has its answer.")
        self._heading = label("Answered already", "card")
        self._heading.hide()
        for part in (self._open, self._done):
            part.setSpacing(12)
        rows = column(self._nothing, self._open, 10, self._heading, self._done, None, spacing=12)
        self.body.addWidget(scroller(rows), 1)
        self.add_button("Close", self.accept, primary=True)
        desk.session.changed.connect(self._add_new)
        self.finished.connect(lambda _: desk.session.changed.disconnect(self._add_new))
        self._add_new()
        for asked in answered_questions(desk.session.snapshot, desk.session.library):
            self._heading.show()
            self._add(asked, self._done)

    def _add_new(self, _change: object = None) -> None:
        """What has come to be asked joins the list; what was answered stays, so that it can be changed."""
        session = self._desk.session
        if session.document is None:
            return
        for asked in open_questions(session.snapshot, session.library, self._findings()):
            self._add(asked, self._open)
        self._nothing.setVisible(not self._open.count())

    def _findings(self) -> tuple[Finding, ...]:
        session = self._desk.session
        return clashes.findings(session.snapshot, session.library, session.today())

    def _add(self, asked: Asked, rows: QVBoxLayout) -> None:
        key = (asked.question.key, asked.activity.id if asked.activity is not None else None)
        if key in self._shown:
            return
        if rows.count():
            rows.addWidget(rule())
        self._shown.add(key)
        session = self._desk.session
        field = _answer_field(session, asked, pills=True)
        field.setEnabled(not session.store.is_read_only)
        about = [label(asked.activity.name, "muted")] if asked.activity is not None else []
        titles = [session.library.clash_rules[f.id.split("/")[0]].title for f in asked.waiting]
        waiting = f" Waiting for it: {'; '.join(dict.fromkeys(titles))}." if titles else ""
        made = QWidget()
        made.setLayout(column(*about, field, wrapped(f"{asked.question.why}{waiting}", "caption"), spacing=5))
        rows.addWidget(made)


def ask_questions(screen: TimelineScreen) -> None:
    """Show everything that the rules still need to know."""
    QuestionsDialog(screen, screen.desk).open()
