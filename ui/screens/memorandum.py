"""The memorandum: the real page, redrawn while one works, beside the question whether it is ready."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QVBoxLayout

from planner.terms import Severity
from planner.wording import counted
from ui import jobs
from ui.desk import Desk
from ui.theme import grown
from ui.widgets.chip import Chip, Tone
from ui.widgets.link_text import LinkText
from ui.widgets.page import Page, scroller
from ui.widgets.paper_view import PaperView, Sheets, draw_sheets
from ui.widgets.shapes import Card, button, holding, link, row
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from datetime import date

    from planner.document import Snapshot
    from planner.library import Library
    from planner.memorandum.pdf import PdfReport

REDRAW_MS = 150
_ANNEXES = (
    ("timeline", "Two-lane timeline"),
    ("roles", "Roles and workload"),
    ("contributions", "Contributions"),
    ("agenda", "Open points as an agenda"),
)
_GRAVE = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True)
class Preview:
    """A drawn memorandum: its pages as pictures, what was drawn, and the state it is in."""

    sheets: Sheets
    report: PdfReport
    open_points: int
    budget: int


class MemorandumScreen(Page):
    """The PDF itself, and the checks beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Memorandum", "The page shown here is the PDF itself, redrawn as you work.", scrolls=False
        )
        self.desk = desk
        self.preview: Preview | None = None
        self._drawing = self._again = False
        self._redraw_soon = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw_soon.timeout.connect(self._draw)
        self.tools.addWidget(button("Print the questions…", lambda: desk.perform("print_questions")))
        self.tools.addWidget(button("Save a file for the partner…", lambda: desk.perform("export_file")))
        self.ready, self.printing, self.drafts = Card("Ready to send?"), Card("Print"), Card("Draft")
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 6, 0)
        left.setSpacing(14)
        for card in (self.ready, self.printing, self.drafts):
            left.addWidget(card)
        left.addStretch(1)
        self._boxes = self._print_boxes()
        self._size = self._size_choice()
        self.paper = PaperView()
        self._inside = left
        side = scroller(left)
        self._side = side
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        self._columns.addWidget(side)
        self._columns.addWidget(self.paper, 1)
        self.body.addLayout(self._columns, 1)
        self.watch(desk.session.changed, desk.checker.checked)

    # The left side

    def _print_boxes(self) -> dict[str, QCheckBox]:
        boxes = {}
        for key, text in _ANNEXES:
            box = QCheckBox(text)
            box.clicked.connect(lambda on, key=key: self._print(key, on))
            boxes[key] = box
            if key in ("contributions", "agenda"):
                change = link("Change…", partial(self.desk.perform, key), name=f"Change: {text}")
                self.printing.box.addLayout(row(box, None, change))
            else:
                self.printing.box.addWidget(box)
        return boxes

    def _size_choice(self) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName("Paper size")
        combo.addItem("A4", "A4")
        combo.addItem("US Letter", "Letter")
        combo.activated.connect(lambda _: self._set("page_size", combo.currentData(), "paper size"))
        self.printing.box.addLayout(row(label("Paper"), combo, None))
        return combo

    def _print(self, key: str, on: bool) -> None:
        printed = self.desk.session.snapshot.partnership.printed
        kept = tuple(name for name, _ in _ANNEXES if (on if name == key else name in printed))
        self._set("printed", kept, "what is printed")

    def _set(self, field: str, value: object, what: str) -> None:
        document = self.desk.session.doc
        document.set(document.partnership, field, value, label=f"change of {what}")

    def refresh(self) -> None:
        """Show the checks at once, and the page as soon as it is drawn."""
        if self.desk.session.document is None:
            return
        partnership = self.desk.session.snapshot.partnership
        for key, box in self._boxes.items():
            box.setChecked(key in partnership.printed)
        self._size.setCurrentIndex(max(0, self._size.findData(partnership.page_size)))
        self._show_draft(partnership.draft_number)
        self._show_ready()
        self._redraw_soon.start()

    def _show_draft(self, number: int) -> None:
        self.drafts.empty()
        self.drafts.box.addLayout(row(label(f"Draft {number}", "strong"), label("now", "muted"), None))
        begin = button(f"Begin draft {number + 1}", partial(self._set_number, number + 1))
        back = link(f"Back to draft {number - 1}", partial(self._set_number, number - 1))
        back.setVisible(number > 1)
        self.drafts.box.addLayout(row(begin, back, None))

    def _set_number(self, number: int) -> None:
        self._set("draft_number", number, "draft number")

    def _show_ready(self) -> None:
        self.ready.empty()
        found = [f for f in self.desk.checker.findings if f.severity in _GRAVE]
        errors = [f for f in found if f.severity is Severity.ERROR]
        warnings = [f for f in found if f.severity is Severity.WARNING]
        if not found:
            self._say("yes", "good", "Nothing that the checks can see stands against sending it.")
        for finding in errors[:6]:
            self._lead("error", "error", finding.message, finding.place)
        if warnings:
            text = f"{counted(len(warnings), 'point')} to look at, on the overview"
            self._lead(str(len(warnings)), "warning", text, "overview")
        if self.preview is not None:
            self._show_preview_facts(self.preview)

    def _show_preview_facts(self, preview: Preview) -> None:
        if preview.open_points:
            text = "Open points, printed as an agenda with owner and date"
            self._say(str(preview.open_points), "warning", text)
        else:
            self._say("none", "good", "No open points")
        pages = preview.report.body_pages
        if preview.budget:
            within = pages <= preview.budget
            text = f"Body {'within' if within else 'over'} the budget of {preview.budget} (our assumption)"
            self._say(counted(pages, "page"), "good" if within else "warning", text)
        else:
            self._say(counted(pages, "page"), "outline", "Body, without annexes")
        if preview.report.undrawn:
            shown = " ".join(dict.fromkeys(character for character, _ in preview.report.undrawn))
            self._say("signs", "warning", f"The font cannot draw: {shown[:60]}. They print as boxes.")

    def _say(self, chip: str, tone: Tone, text: str) -> None:
        line = row(Chip(chip, tone), wrapped(text))
        line.setStretch(1, 1)
        self.ready.box.addLayout(line)

    def _lead(self, chip: str, tone: Tone, text: str, place: str) -> None:
        line = row(Chip(chip, tone), LinkText(text, partial(self.desk.go, place)))
        line.setStretch(1, 1)
        self.ready.box.addWidget(holding(line))

    # The page

    def _draw(self) -> None:
        session = self.desk.session
        if session.document is None:
            return
        if self._drawing:
            self._again = True
            return
        self._drawing = True
        arguments = (session.snapshot, session.library, session.today(), self.paper.page_width())
        job = jobs.run(_make_preview, *arguments, parent=self)
        job.done.connect(self._take)
        job.failed.connect(self._fail)

    def _take(self, preview: Preview) -> None:
        self._drawing = False
        self.preview = preview
        self.paper.show_sheets(preview.sheets)
        self._show_ready()
        if self._again:
            self._again = False
            self._draw()

    def _fail(self, fault: BaseException) -> None:
        self._drawing = False
        raise fault

    def _side_width(self) -> int:
        """As wide as its sentences like, and never so wide that the page beside it cannot be read."""
        wanted, most = grown(342 if self.width() > grown(1000) else 286), round(self.width() * 0.45)
        least = self._inside.minimumSize().width() + self._side.verticalScrollBar().sizeHint().width()
        return wanted if wanted <= most else max(most, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(self._side_width())
        self._redraw_soon.start()


def _make_preview(snapshot: Snapshot, library: Library, today: date, width: int) -> Preview:
    from planner import agenda
    from planner.agreement.clauses import paper_of
    from planner.memorandum.compose import compose
    from planner.memorandum.pdf import render

    content, report = render(compose(snapshot, library, today))
    paper = paper_of(snapshot)
    budget = next((kind.pages for kind in library.papers.values() if kind.paper == paper), 0)
    points = len(agenda.open_points(snapshot, library))
    return Preview(draw_sheets(content, width), report, points, budget)
