"""What stands above a timeline: one line of words, and the row of its tools, before anyone uses them."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from planner.timeline.drawn.axis import Scale
from ui.widgets.flow import FlowLayout
from ui.widgets.segments import Segments
from ui.widgets.shapes import button
from ui.widgets.timeline_ground import scale_for

SUBTITLE = "Two clocks on one axis. Bars carry likely dates; thin tails show the late case."
SUBTITLE_WIDTH = 200
SCALES: dict[Scale, str] = {
    "day": "Days",
    "week": "Week",
    "month": "Month",
    "quarter": "Quarter",
    "year": "Year",
}
VIEWS = (("lanes", "Lanes"), ("columns", "Columns"), ("table", "Table"))


class ToolRow(QWidget):
    """The buttons, in a line that breaks where there is no room for it. They do nothing by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.zoom = button("Month ▾", _nothing, tip="Zoom (+ and −, or Ctrl and the wheel)")
        self.views = Segments(VIEWS, name="Show as")
        self.views.set_key("lanes")
        self.search = button("Filter", _nothing, tip="Look for activities (Ctrl+F)")
        self.calendars = button("Calendars…", _nothing)
        self.add = button("Add…", _nothing)
        self.more = button("More", _nothing)
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        for opener in (self.zoom, self.add, self.more):
            opener.setMenu(QMenu(self))
        for made in (self.zoom, self.views, self.search, self.calendars, self.add, self.more):
            flow.addWidget(made)

    def name_zoom(self, day_px: float) -> None:
        """Name the zoom at which a day takes so many pixels."""
        self.zoom.setText(f"{SCALES[scale_for(day_px)]} ▾")


def _nothing() -> None:
    pass
