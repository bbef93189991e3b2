"""What goes beside the paper or comes first, each with its reason, ticked off once it is there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.agreement.papers import Advice, CompanionNeeded
from ui.widgets.chip import Chip
from ui.widgets.shapes import column, holding, row
from ui.widgets.text import wrapped


def companion_list(advice: Advice, *, with_why: bool = False) -> QWidget:
    """The checklist: what is still needed first, then what is there; `with_why` says what it is for."""
    ordered = sorted(advice.checklist, key=lambda needed: needed.is_done)
    return holding(column(*[_line(needed, with_why=with_why) for needed in ordered], spacing=6))


def _line(needed: CompanionNeeded, *, with_why: bool) -> QWidget:
    companion = needed.companion
    head = row(wrapped(companion.name, "strong"), *([Chip("in place", "good")] if needed.is_done else []))
    head.setStretch(0, 1)
    because = f"Because {needed.because}.{f' {companion.why}' if with_why else ''}"
    return holding(column(head, wrapped(because, "caption"), spacing=1))
