"""The timeline out to other programs, and plans of theirs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.screens.timeline.screen import TimelineScreen


def export(screen: TimelineScreen) -> None:
    """Ask for a format and a file, and write the timeline."""
    from ui.dialogs.timeline_export import export_timeline

    screen.desk.session.leave_field()
    export_timeline(screen.desk)


def import_project(screen: TimelineScreen) -> None:
    """Ask for an MS Project XML file, and show what it would bring."""
    from ui.dialogs.timeline_import import import_project as ask

    screen.desk.session.leave_field()
    ask(screen.desk)
