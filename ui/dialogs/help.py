"""Help for each screen, the keys, and what this program is and is not."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.dialogs.frame import Dialog, be_large
from ui.widgets.page import scroller
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from ui.window import MainWindow

HELP: dict[str, tuple[str, ...]] = {
    "portfolio": (
        "Every partnership you keep, with the one thing that needs you most.",
        "Type into the filter to find one by name, organisation or person. Enter opens it.",
        "The context menu duplicates, archives or deletes; what is deleted stays in the bin for 30 days.",
        "Drop a partnership file onto the window to open it.",
    ),
    "organisations": (
        "Organisations and people, in whichever partnership they take part.",
        "When you change one, you are asked whether the change holds here or everywhere.",
    ),
    "bin": ("What was deleted in the last 30 days. Bring it back, or delete it for good.",),
    "overview": (
        "Where this partnership stands: the four stages, both sides, what comes next.",
        "Everything listed is a link to the place where it can be mended.",
    ),
    "scope": (
        "One step at a time; both sides' answers stand next to each other.",
        "Leave any step and come back: every keystroke is stored.",
        "“Not sure yet” is an answer; it goes on the agenda.",
        "The card at the right says why each question is asked, and who says so.",
    ),
    "agreement": (
        "Each clause with both sides' positions and the state between them.",
        "Near: at least one side can move. Apart: neither can or will. Open: one has still to say.",
        "“Slow” marks clauses that may take weeks; “More” says why, and whose figure it is.",
        "Say “can't” where something is impossible and “won't” where it is unwanted: it saves weeks.",
        "Words that may bind by accident are marked in the wording; a press takes the softer ones.",
        "“Closest model family” in the Edit menu asks who relies on whom, and says what would flip it.",
        "The program is no substitute for legal advice; show the draft to your contracts office.",
    ),
    "roles": (
        "Press R, A, C or I in a cell; A then R gives both, Delete clears.",
        "Exactly one person is accountable for each activity, and at least one is responsible.",
        "“Promises” lists what the paper obliges somebody to and nobody answers for yet.",
    ),
    "timeline": (
        "Two clocks on one axis. Drag a bar to move it; the plan follows at once, and undo takes it back.",
        "Either end of a bar can be dragged too. Edges are drawn to months, clocks and what is waited for; "
        "Alt lets them go free, Esc gives a drag up.",
        "The small ring at a bar's end draws a link: drag it to what should wait. A loop is refused at once.",
        "Shift and a drag over empty ground selects what the frame touches; a double click there adds work.",
        "In columns time runs down: what Left and Right do in lanes, Up and Down do there.",
        "A click on a head of the table sorts by it, a third one goes back to the order of the chart.",
        "Hollow bars follow from clauses: Enter opens the clause, whose value makes them longer or shorter.",
        "Counted in project months, the plan can be slid to another start below it: both clocks move under "
        "the bars. “Best start” in the More menu counts the clashes of each coming month.",
        "Numbered pins are clashes; the card below says what clashes and what would mend it.",
    ),
    "readiness": (
        "Each side rates the same twelve topics alone. The distance between the answers is the point.",
        "This is coverage, not a forecast of success.",
    ),
    "memorandum": (
        "The page is the PDF itself, redrawn as you work.",
        "What is still open prints as an agenda with owner and date; a draft can always be exported.",
        "Issue a draft when you send it: the page is kept as it went out, and what changed since is told.",
        "A draft marked as signed is locked; what you change afterwards becomes the next draft.",
        "The File menu also makes a Word copy for a contracts office, and an e-mail draft that you send.",
    ),
}


class Help(Dialog):
    """What this screen is for, and every key."""

    def __init__(self, window: MainWindow, screen: str) -> None:
        super().__init__(window, "Help", width=620)
        be_large(self, 640, 620)
        inner = QVBoxLayout()
        inner.setSpacing(8)
        inner.addWidget(label(screen.capitalize() if screen else "Partnership Planner", "card"))
        for sentence in HELP.get(screen, ()):
            inner.addWidget(wrapped(sentence))
        inner.addSpacing(10)
        if screen == "timeline":
            from ui.widgets.timeline_keys import KEYS

            inner.addWidget(label("Keys on the timeline", "card"))
            inner.addWidget(_keys(KEYS))
            inner.addSpacing(10)
        inner.addWidget(label("Keys", "card"))
        inner.addWidget(_keys((a.shortcut, a.text.rstrip("…")) for a in ACTIONS if a.shortcut))
        inner.addStretch(1)
        self.body.addWidget(scroller(inner), 1)
        self.add_button("Close", self.accept, primary=True)


def _keys(pairs: Iterable[tuple[str, str]]) -> QWidget:
    """Keys and what they do, one line each."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    for line, (keys, text) in enumerate(pairs):
        grid.addWidget(label(keys, "strong"), line, 0)
        grid.addWidget(wrapped(text), line, 1)
    grid.setColumnStretch(1, 1)
    return holder


class About(Dialog):
    """What this is, on what it rests, and what it is not."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(
            window, "Partnership Planner", f"Version {version('partnership-planner')}", width=620
        )
        for sentence in (
            "Plans partnerships between universities and companies: scope, agreement, roles, two timelines, "
            "and a draft memorandum of understanding. Offline: everything stays on this computer.",
            "It rests on five publications: Hall et al. 2025 (PIP principles), Zwisler et al. 2024 (lessons "
            "from struggling partnerships), Broglia et al. 2023 (universities and health services), ABPI and "
            "NHS Confederation (hard and soft barriers) and Bastoni et al. 2024 (Make it Happen). Prompts "
            "marked as the planner's own are ours; they do not reproduce any publication's wording.",
            "It is not legal advice. Show the draft to your contracts office.",
            "Free software under the MIT licence. Set in Source Sans, under the SIL Open Font Licence.",
        ):
            self.body.addWidget(wrapped(sentence))
        self.add_button("Close", self.accept, primary=True)


def show_help(window: MainWindow, screen: str) -> None:
    """Explain the screen that is shown."""
    Help(window, screen).exec()


def show_about(window: MainWindow) -> None:
    """Say what this program is."""
    About(window).exec()
