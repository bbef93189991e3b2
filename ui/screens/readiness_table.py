"""The twelve topics: where the two sides see it differently, and the pills of the side that rates."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from planner.readiness import TopicView
from planner.terms import SIDES, Side
from ui.bind import set_property
from ui.widgets.chip import Chip, Tone
from ui.widgets.rating_scale import STEP_NAMES, Mark, RatingPills, RatingScale
from ui.widgets.shapes import Card, clear, holding, row, rule
from ui.widgets.text import label, wrapped
from ui.widgets.tip import tip

_TWO = 2  # a topic takes two lines of the grid: itself and the rule below it


class TopicTable(Card):
    """All topics with both sides' marks; or, while one side answers, with that side's pills alone.

    `rated` tells the topic's key and the value chosen, 0 for none.
    """

    rated = Signal(str, int)

    def __init__(self, views: tuple[TopicView, ...]) -> None:
        super().__init__()
        self.box.setContentsMargins(14, 12, 14, 12)
        self.scales: dict[str, RatingScale] = {}
        self.pills: dict[str, RatingPills] = {}
        self._chips: dict[str, Chip] = {}
        self._statements: dict[str, QLabel] = {}
        self._themes: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 5)
        self._grid.setColumnStretch(2, 6)
        self._add_head()
        for place, view in enumerate(views, start=1):
            self._add_topic(place * _TWO, view)
        self.foot = wrapped("", "caption")
        self._legend = QHBoxLayout()
        self.box.addLayout(self._grid)
        self.box.addSpacing(4)
        below = row(self.foot, holding(self._legend), spacing=20)
        below.setStretch(0, 1)
        self.box.addLayout(below)

    def _add_head(self) -> None:
        theme = label("Topic", "head")
        self._themes.append(theme)
        self._grid.addWidget(theme, 0, 0)
        self._grid.addWidget(wrapped("What we would see if it were in place", "head"), 0, 1)
        ends = row(label(STEP_NAMES[1], "head"), None, label(STEP_NAMES[5], "head"))
        self._grid.addLayout(ends, 0, 2)
        self._grid.addWidget(rule(), 1, 0, 1, 4)

    def _add_topic(self, line: int, view: TopicView) -> None:
        key = view.topic.key
        theme, statement = label(view.topic.theme, "muted"), wrapped(view.topic.statement)
        statement.setToolTip(tip(view.topic.advice))
        scale, pills, chip = RatingScale(), RatingPills(view.topic.statement), Chip("")
        chip_space = QWidget()
        # The column keeps its width while nothing is apart, so that the scales stay where they are.
        chip_space.setFixedSize(Chip("our guess").sizeHint().width(), 1)
        pills.rated.connect(lambda value: self.rated.emit(key, value))
        pills.moved_on.connect(lambda: self._focus_after(key))
        pills.hide()
        self.scales[key], self.pills[key], self._chips[key] = scale, pills, chip
        self._statements[key] = statement
        self._themes.append(theme)
        self._grid.addWidget(theme, line, 0)
        self._grid.addWidget(statement, line, 1)
        self._grid.addWidget(scale, line, 2)
        self._grid.addWidget(pills, line, 2)
        self._grid.addWidget(chip, line, 3, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(chip_space, line, 3)
        self._grid.addWidget(rule(), line + 1, 0, 1, 4)

    def _focus_after(self, key: str) -> None:
        keys = list(self.pills)
        following = keys[keys.index(key) + 1 :]
        if following:
            self.pills[following[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def show_views(
        self, views: tuple[TopicView, ...], names: dict[Side, str], answering: Side | None, foot: str
    ) -> None:
        """Show every topic as it stands; while a side is `answering`, only its own ratings."""
        for view in views:
            key = view.topic.key
            scale, pills, chip = self.scales[key], self.pills[key], self._chips[key]
            scale.setVisible(answering is None)
            pills.setVisible(answering is not None)
            if answering is None:
                scale.show_view(view, names)
                chip.set_text(*_chip_of(view))
            else:
                rating = view.academic if answering is Side.ACADEMIC else view.industry
                pills.show_rating(rating.value if rating else 0, answering)
                guess = rating is not None and not rating.confirmed
                chip.set_text("our guess" if guess else "", "outline")
        self.foot.setText(foot)
        self._show_legend(views, names, answering)

    def _show_legend(
        self, views: tuple[TopicView, ...], names: dict[Side, str], answering: Side | None
    ) -> None:
        clear(self._legend)
        guessed = {rating.side for view in views for rating in view.ratings if not rating.confirmed}
        for side in SIDES:
            if answering is None:
                self._legend.addWidget(Mark(side))
                self._legend.addWidget(label(names[side], "caption"))
            if answering is None and side in guessed:
                self._legend.addWidget(Mark(side, guess=True))
                self._legend.addWidget(label("our guess", "caption"))

    def focus_topic(self, key: str) -> QWidget | None:
        """Make a topic stand out, and put the cursor on its pills; the widget to bring into view."""
        for each, statement in self._statements.items():
            set_property(statement, "text_role", "strong" if each == key else "body")
        if key in self.pills and self.pills[key].isVisible():
            self.pills[key].setFocus(Qt.FocusReason.OtherFocusReason)
        return self._statements.get(key)

    def show_themes(self, shown: bool) -> None:
        """Show the column of themes, or leave its room to the others."""
        for theme in self._themes:
            theme.setVisible(shown)


def _chip_of(view: TopicView) -> tuple[str, Tone]:
    if view.state == "apart":
        return "apart", "warning"
    return ("one side" if view.state == "one side only" else ""), "outline"
