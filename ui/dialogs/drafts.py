"""Drafts: issuing one, marking it as signed with its scan, and reading what changed since."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCompleter, QFileDialog, QLineEdit, QWidget

from planner import checks, drafts
from planner.errors import PlannerError, Refused
from planner.memorandum.contradictions import contradictions
from planner.model import Draft, Organisation
from planner.terms import Seat, Side
from planner.wording import counted, joined, parse_date
from ui import jobs, settings
from ui.dialogs.form import Form
from ui.widgets.shapes import button, column, row
from ui.widgets.text import TextRole, wrapped
from ui.working import work

if TYPE_CHECKING:
    from datetime import date

    from planner.document import Snapshot
    from planner.library import Library
    from planner.memorandum.blocks import Memorandum
    from ui.desk import Desk

ISSUE_INTRO = (
    "The page is kept as it is now, byte for byte, with its number, its date and its reader. Nothing is "
    "sent from here: you send the PDF yourself."
)
AGAIN_INTRO = "Nothing changed since it went out: another reader gets the same pages, as they were."
SIGN_INTRO = "A signed draft stays as it is for good. What you change afterwards becomes the next draft."


INTERNAL_WARNING = (
    "The internal copy is ticked under Print, and it is not for the partner: no draft can be issued until "
    "you untick it."
)


class _DraftForm(Form):
    """A form that makes room for the reason why it was refused."""

    def _take(self) -> None:
        super()._take()
        # Once the layout knows of the sentence.
        QTimer.singleShot(0, self, self.fit)


def _window(desk: Desk) -> QWidget | None:
    return desk if isinstance(desk, QWidget) else None


# Issuing


class IssueForm(_DraftForm):
    """To whom the draft goes, and on which day; says at once what is odd about the day."""

    def __init__(self, desk: Desk) -> None:
        session = desk.session
        snapshot, self._today = session.snapshot, session.today()
        self.draft_number = drafts.current_number(snapshot, session.library, self._today)
        last = drafts.newest(snapshot)
        self.is_again = last is not None and last.number == self.draft_number
        self.reader, self.on = "", self._today
        title = (
            f"Send draft {self.draft_number} to somebody else"
            if self.is_again
            else f"Issue draft {self.draft_number}"
        )
        intro = AGAIN_INTRO if self.is_again else ISSUE_INTRO
        take = "Add the reader" if self.is_again else "Issue"
        super().__init__(_window(desk), title, self._keep, intro=intro, take=take)
        self._desk = desk
        if "internal" in snapshot.partnership.printed:
            self.body.addWidget(wrapped(INTERNAL_WARNING, "warning"))
        found = checks.findings(snapshot, session.library, self._today)
        for each in contradictions(snapshot, session.library, found).values():
            self.body.addWidget(wrapped(each.sentence, "warning"))
        to = "" if self.is_again else _likely_reader(snapshot)
        hint = "Several readers are told apart by a semicolon."
        self._offer_names(self.line("to", "To whom", to, hint=hint), snapshot)
        if not self.is_again:
            day = self.date("on", "Date", self._today)
            self._warning = wrapped("", "warning")
            self._warning.hide()
            self.body.addWidget(self._warning)
            day.edit.textChanged.connect(self._look_at_day)

    def _offer_names(self, edit: QLineEdit, snapshot: Snapshot) -> None:
        completer = QCompleter([o.name for o in snapshot.all(Organisation)], edit)
        completer.setCaseSensitivity(completer.caseSensitivity().CaseInsensitive)
        edit.setCompleter(completer)

    def _look_at_day(self, text: str) -> None:
        try:
            on = parse_date(text)
        except ValueError:
            on = None
        said = drafts.date_warning(self._desk.session.snapshot, on, self._today) if on else ""
        self._warning.setText(said)
        self._warning.setVisible(bool(said))
        self.fit()

    def _keep(self, values: dict[str, Any]) -> None:
        session = self._desk.session
        if not self.is_again and values["on"] is None:
            raise Refused("Say on which day it is issued.", "on")
        self.reader = drafts.check_issue(session.snapshot, session.library, self._today, values["to"])
        self.on = values.get("on", self._today)


def ask_issue(desk: Desk) -> None:
    """Ask to whom and when, draw the paper, and keep it as an issued draft."""
    session = desk.session
    session.leave_field()
    if session.doc.is_read_only:
        raise Refused("This file can only be read, so no draft can be kept in it.")
    form = IssueForm(desk)
    if not form.exec():
        return
    snapshot, library = session.snapshot, session.library
    if form.is_again:
        _keep_issued(desk, form, (None, b""))
        return
    job = work(desk, f"Drawing draft {form.draft_number}", _printed, snapshot, library, form.on, form.reader)
    job.done.connect(partial(_keep_issued, desk, form))
    job.failed.connect(partial(_tell, desk, "The draft was not issued"))


def _printed(snapshot: Snapshot, library: Library, on: date, reader: str) -> tuple[Memorandum, bytes]:
    from planner.memorandum.current import current_paper
    from planner.memorandum.pdf import pdf_bytes

    paper = current_paper(snapshot, library, on, reader=reader)
    return paper, pdf_bytes(paper)


def _keep_issued(desk: Desk, form: IssueForm, drawn: tuple[Memorandum | None, bytes]) -> None:
    session = desk.session
    if session.document is None:
        return
    paper, pdf = drawn
    try:
        draft = drafts.issue(session.doc, session.library, form.on, to=form.reader, pdf=pdf, memorandum=paper)
    except Refused as refusal:
        _tell(desk, "The draft was not issued", refusal)
        return
    session.save_now()
    kept = "has one more reader" if form.is_again else "is issued, and kept as it is"
    desk.say(
        f"Draft {draft.number} {kept}. Sending it is left to you.", action="E-mail it…", name="email_draft"
    )


def _tell(desk: Desk, what: str, fault: BaseException) -> None:
    from ui.faults import show_failure

    if not isinstance(fault, PlannerError):
        raise fault
    show_failure(_window(desk), fault, what)


def _likely_reader(snapshot: Snapshot) -> str:
    """Whom a draft most likely goes to: the other side, or everybody."""
    seat = snapshot.partnership.seat
    other = {Seat.ACADEMIC: Side.INDUSTRY, Seat.INDUSTRY: Side.ACADEMIC}.get(seat)
    return "; ".join(o.name for o in snapshot.all(Organisation) if other in (None, o.side))


# Signing


class SignForm(_DraftForm):
    """What is still open in it, when it was signed, by whom, and the scan where there is one."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        title = f"Mark draft {draft.number} as signed"
        super().__init__(_window(desk), title, self._keep, intro=SIGN_INTRO, take="Mark as signed")
        self._desk, self._draft = desk, draft
        self.body.addWidget(wrapped(*_still_open(desk, draft)))
        self.date("on", "Signed on", desk.session.today())
        self.line("by", "Signed by", "", hint="The names of the persons who signed, for both sides.")
        self.scan = Scan(desk)
        self.body.addWidget(self.scan)

    def _keep(self, values: dict[str, Any]) -> None:
        if values["on"] is None:
            raise Refused("Say on which day it was signed.", "on")
        if self.scan.is_reading:
            raise Refused("The signed PDF is still being read. Try again in a moment.")
        session = self._desk.session
        drafts.sign(session.doc, self._draft, values["on"], values["by"], self.scan.content)
        session.save_now()


def _still_open(desk: Desk, draft: Draft) -> tuple[str, TextRole]:
    """What is not settled in a draft, in one line, and the role of that line."""
    from planner.agenda import open_points
    from planner.agreement.positions import PositionState, counts
    from planner.memorandum.gaps import gaps

    session = desk.session
    snapshot, library = session.snapshot, session.library
    if draft.number != drafts.current_number(snapshot, library, session.today()):
        return (
            "The memorandum changed since this draft: what was open in it stands in its own pages.",
            "muted",
        )
    unsettled = sum(n for state, n in counts(snapshot, library).items() if state is not PositionState.AGREED)
    left = {
        "open point": len(open_points(snapshot, library)),
        "gap": len(gaps(snapshot, library)),
        "clause": unsettled,
    }
    said = [counted(number, noun) for noun, number in left.items() if number]
    if unsettled:
        said[-1] += " not settled"
    if not said:
        return "No open points and no gaps in this draft, and no clause left to settle.", "muted"
    return f"Still open in this draft: {joined(said)}.", "warning"


class Scan(QWidget):
    """The signed PDF: chosen, read off the window's thread, and named; or why it cannot be taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.content, self.is_reading = b"", False
        self._name = wrapped("No signed PDF yet. You can attach it later.", "muted")
        self._complaint = wrapped("", "error")
        self._complaint.hide()
        line = row(button("Choose the signed PDF…", self.ask), self._name, spacing=12)
        line.setStretch(1, 1)
        self.setLayout(column(line, self._complaint, spacing=4))

    def ask(self) -> None:
        """Choose a file and read it."""
        if path := _ask_pdf(self):
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file; it is taken only when it is a PDF that opens."""
        from planner.signed_pdf import read_pdf

        self.is_reading = True
        self._complaint.hide()
        job = jobs.run(read_pdf, path, parent=self)
        job.done.connect(partial(self._take, path.name))
        job.failed.connect(self._fail)

    def _take(self, name: str, content: bytes) -> None:
        self.is_reading, self.content = False, content
        self._name.setText(f"{name}, {max(1, round(len(content) / 1000)):,} kB")

    def _fail(self, fault: BaseException) -> None:
        self.is_reading = False
        if not isinstance(fault, PlannerError):
            raise fault
        self._complaint.setText(str(fault))
        self._complaint.show()


def _ask_pdf(parent: QWidget | None) -> Path | None:
    path, _ = QFileDialog.getOpenFileName(
        parent, "The signed PDF", settings.folder("import"), "PDF (*.pdf);;All files (*)"
    )
    if not path:
        return None
    settings.set_folder("import", path)
    return Path(path)


def ask_sign(desk: Desk, draft: Draft) -> None:
    """Ask when and by whom a draft was signed, and lock it."""
    SignForm(desk, draft).exec()


def ask_attach(desk: Desk, draft: Draft) -> None:
    """Choose the scan of a signed draft that has none yet, and keep it."""
    from planner.signed_pdf import read_pdf

    path = _ask_pdf(_window(desk))
    if path is None:
        return
    job = jobs.run(read_pdf, path, parent=desk.session)
    job.done.connect(partial(_keep_scan, desk, draft))
    job.failed.connect(partial(_tell, desk, "The signed PDF was not kept"))


def _keep_scan(desk: Desk, draft: Draft, content: bytes) -> None:
    try:
        drafts.attach(desk.session.doc, draft, content)
    except Refused as refusal:
        _tell(desk, "The signed PDF was not kept", refusal)
    else:
        desk.say(f"The signed PDF is kept with draft {draft.number}.")


# Copies


def save_copy(desk: Desk, draft: Draft, *, signed: bool = False) -> None:
    """Save the PDF of a draft, or its signed scan, as it is kept: byte for byte."""
    from planner.file_names import safe_name
    from ui import files

    title = safe_name(desk.session.snapshot.partnership.title)
    name = f"{title} - draft {draft.number}{' signed' if signed else ''}.pdf"
    target = files.ask_target(_window(desk), "Save a copy", name, "PDF (*.pdf)")
    if target is not None:
        content = draft.signed_pdf if signed else draft.pdf
        files.write_in_background(desk, target, "The copy is saved.", bytes, content)
