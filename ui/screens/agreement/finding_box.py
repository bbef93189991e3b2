"""A finding as it is shown beside the clauses: how much it matters, the sentence, advice, source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from planner.findings import Finding, Remedy
from planner.terms import Severity
from ui.widgets.chip import Chip, Tone
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import column, holding
from ui.widgets.text import wrapped

_TONES: dict[Severity, tuple[str, Tone]] = {
    Severity.ERROR: ("to mend", "error"),
    Severity.WARNING: ("look at this", "warning"),
    Severity.INFO: ("to know", "neutral"),
    Severity.NOT_ASSESSED: ("not assessed", "outline"),
}


def finding_box(
    finding: Finding, message: QWidget, apply: Callable[[Remedy], object] | None = None
) -> QWidget:
    """A finding around the widget that shows its sentence; with `apply` its remedies are offered."""
    text, tone = _TONES[finding.severity]
    parts: list[QWidget] = [Chip(text, tone), message]
    if finding.advice:
        parts.append(wrapped(finding.advice, "caption"))
    if apply is not None:
        parts += [_remedy(finding, remedy, apply) for remedy in finding.remedies]
    if finding.sources:
        parts.append(wrapped(f"Source: {'; '.join(finding.sources)}", "caption"))
    return holding(column(*parts, spacing=3))


def _remedy(finding: Finding, remedy: Remedy, apply: Callable[[Remedy], object]) -> QWidget:
    made = LinkText(remedy.label, partial(apply, remedy))
    made.setProperty("text_role", "caption")
    made.setAccessibleName(f"{remedy.label}: {finding.message}")
    return made
