"""The timeline: two clocks on one axis, and where they clash, in words."""

from ui.screens.timeline.screen import TimelineScreen

__all__ = ["TimelineScreen"]
