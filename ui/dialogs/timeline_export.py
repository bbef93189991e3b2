"""The timeline on its way out: one dialog for the format and what it should look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.exchange.plan.exports import timeline_bytes
from planner.exchange.plan.printing import Wish, name_size_on_one_page
from planner.file_names import timeline_name
from planner.memorandum.timeline_paper.sheets import Sheet
from planner.timeline.pace import Pace
from ui import jobs
from ui.dialogs.form import Form
from ui.files import ask_target, window_of, write_in_background
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.desk import Desk

FORMATS = {
    ".pdf": "PDF, to print or send",
    ".png": "Picture (PNG)",
    ".svg": "Drawing (SVG)",
    ".ics": "Calendar file (ICS)",
    ".csv": "Table (CSV)",
    ".xlsx": "Excel workbook",
    ".xml": "MS Project (XML)",
}
DRAWN = (".pdf", ".png", ".svg")
LOOKS = {
    "plan": "As on the screen",
    "black": "Black and white, for a copier",
    "proposal": "Picture for a proposal",
}
INTRO = "What leaves for the partner never shows clashes, the runway or the line of today."
TOO_SMALL = (
    "Letters would be {high} pt high, too small to read in print. Choose a PDF with several readable pages, "
    "or larger paper."
)
_READABLE = 6.0
DONE = {
    ".ics": "The calendar file is ready. Opening it again later updates the events that are there.",
    ".xml": "The MS Project file is ready. It can be read back here, with every change made in it.",
}


class ExportDialog(Form):
    """Asks for the format, the paper and the look; only what the format knows can be chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            window_of(desk), "Export the timeline", self._export, intro=INTRO, take="Choose a file…"
        )
        self._desk = desk
        with self.beside():
            self.format = self.choice("format", "Format", FORMATS, ".pdf")
            readers = {False: "For the partner", True: "For ourselves, with clashes"}
            self.reader = self.choice("is_own", "For whom", readers, False)
        with self.beside():
            self.look = self.choice("look", "Look", LOOKS, "plan")
            months = {None: "As on the screen", False: "Dates", True: "Project months"}
            self.axis = self.choice("in_months", "Axis", months, None)
        with self.beside():
            self.paper = self.choice("paper", "Paper", {name: name for name in ("A4", "A3", "Letter")}, "A4")
            ways = {True: "Landscape", False: "Portrait"}
            self.way = self.choice("is_landscape", "Format of the page", ways, True)
        with self.beside():
            pages = {False: "All on one page", True: "Several readable pages"}
            self.pages = self.choice("is_tiled", "Pages", pages, False)
            runs = {False: "Lanes, time to the right", True: "Columns, time running down"}
            self.runs = self.choice("is_columns", "Direction", runs, False)
        widths = {170: "170 mm, a whole page", 85: "85 mm, one column"}
        self.width_ = self.choice("journal_mm", "Width in the proposal", widths, 170)
        self.small = wrapped("", "warning")
        self.small.hide()
        self.body.addWidget(self.small)
        self._pace = Pace()
        self.finished.connect(lambda _: self._pace.give_up())
        for choice in (self.format, self.look):
            choice.currentIndexChanged.connect(self._suit)
        for choice in (self.format, self.reader, self.look, self.axis, self.paper, self.way, self.pages):
            choice.currentIndexChanged.connect(self._measure)
        self.runs.currentIndexChanged.connect(self._measure)
        self._suit()
        self._measure()

    def _suit(self) -> None:
        """Leave open what the format and the look know."""
        ending = self.format.currentData()
        is_drawn = ending in DRAWN
        is_plan = is_drawn and self.look.currentData() != "proposal"
        self.look.setEnabled(is_drawn)
        self.axis.setEnabled(is_drawn)
        for choice in (self.paper, self.way, self.runs):
            choice.setEnabled(is_plan)
        self.pages.setEnabled(is_plan and ending == ".pdf")
        self.width_.setEnabled(is_drawn and not is_plan)
        self.reader.setEnabled(is_plan or ending in (".csv", ".xlsx"))

    def _measure(self) -> None:
        """Find out, off the window's thread, how small one page would make the letters."""
        self._pace.give_up()
        self._pace = pace = Pace()
        self._tell_size(_READABLE)
        wish = self.wish(self._chosen())
        if not self.paper.isEnabled() or wish.sheet.is_tiled:
            return
        session = self._desk.session
        arguments = (session.snapshot, session.library, session.today(), wish, pace)
        job = jobs.run(name_size_on_one_page, *arguments, parent=self)
        job.done.connect(lambda points: None if pace.is_given_up else self._tell_size(points))

    def _tell_size(self, points: float) -> None:
        """Suggest several pages where letters would be too small to read."""
        high = max(int(points), 1)
        self.small.setText(TOO_SMALL.format(high=high) if points < _READABLE else "")
        self.small.setVisible(points < _READABLE)
        self.fit()

    def _chosen(self) -> dict[str, Any]:
        return {name: read() for name, (_, read) in self._fields.items()}

    def wish(self, values: dict[str, Any]) -> Wish:
        """What was chosen; what the format does not know is as for the partner, on one page."""
        return Wish(
            Sheet(
                paper=values["paper"],
                is_landscape=values["is_landscape"],
                is_tiled=values["is_tiled"] and self.pages.isEnabled(),
                is_columns=values["is_columns"],
                is_proposal=values["look"] == "proposal",
                is_black_and_white=values["look"] == "black",
                journal_mm=values["journal_mm"],
            ),
            values["in_months"],
            values["is_own"] and self.reader.isEnabled(),
        )

    def _export(self, values: dict[str, Any]) -> None:
        session, ending = self._desk.session, values["format"]
        wish = self.wish(values)
        name = timeline_name(session.snapshot.partnership.title, is_internal=wish.is_own)
        kind = f"{FORMATS[ending]} (*{ending})"
        target = ask_target(self, "Export the timeline", f"{name}{ending}", kind)
        if target is not None:
            done = DONE.get(ending, "The timeline is ready.")
            pace = Pace()
            arguments = (session.snapshot, session.library, session.today(), ending, wish, pace)
            write_in_background(self._desk, target, done, timeline_bytes, *arguments, pace=pace)


def export_timeline(desk: Desk) -> None:
    """Ask how, then where, and write the timeline off the window's thread."""
    ExportDialog(desk).exec()
