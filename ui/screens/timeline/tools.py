"""The row of tools above the timeline: zoom, lanes or columns or table, filter, clocks, what to add."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from ui.screens.timeline.adding import fill_add_menu
from ui.screens.timeline.more import fill_more_menu
from ui.widgets.timeline_head import SCALES, ToolRow

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen


class Tools(ToolRow):
    """The buttons, for a screen on which they work."""

    def __init__(self, screen: TimelineScreen) -> None:
        super().__init__()
        self._screen = screen
        self.months = QAction("Count in project months", self, checkable=True)
        self.months.triggered.connect(lambda _: screen.hands.toggle_months())
        self.start = QAction("Start of the project…", self)
        self.start.triggered.connect(lambda _: screen.ask_start())
        self.views.chosen.connect(screen.show_as)
        self.search.clicked.connect(lambda _: screen.filter.toggle())
        self.calendars.clicked.connect(lambda _: screen.show_calendars())
        self._fill_zoom_menu()
        add, more = self.add.menu(), self.more.menu()
        add.aboutToShow.connect(partial(fill_add_menu, screen, add))
        more.aboutToShow.connect(partial(fill_more_menu, screen, more))

    def _fill_zoom_menu(self) -> None:
        canvas, menu = self._screen.canvas, self.zoom.menu()
        for scale, name in SCALES.items():
            menu.addAction(name, partial(canvas.zoom_to, scale))
        menu.addSeparator()
        menu.addAction("Zoom in\t+", partial(canvas.zoom, 1.25))
        menu.addAction("Zoom out\t−", partial(canvas.zoom, 0.8))
        menu.addAction("Whole plan\t0", canvas.fit)
        menu.addSeparator()
        menu.addActions([self.months, self.start])

    def show_zoom(self) -> None:
        """Name the zoom."""
        self.name_zoom(self._screen.canvas.day_px)

    def show_state(self, *, months: bool, may_write: bool) -> None:
        """Show what is on, and what can be done now."""
        self.months.setChecked(months)
        for made in (self.months, self.start, self.add, self.calendars):
            made.setEnabled(may_write)
