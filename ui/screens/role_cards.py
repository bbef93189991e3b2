"""The two cards beside the role matrix: who is promised for how much, and what the checks say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.document import Snapshot
from planner.findings import Finding, Remedy
from planner.library import Library
from planner.model import Dismissal, RoleActivity
from planner.roles import PersonLoad, findings, load_by_month, matrix, peak
from planner.terms import Screen, Severity, Side
from planner.wording import counted, joined, long_date
from ui.desk import Desk
from ui.widgets.chip import Chip, Tone
from ui.widgets.link_text import LinkText
from ui.widgets.shapes import Bar, Card, clear, column, holding, link, row
from ui.widgets.text import label, wrapped
from ui.widgets.tip import tip

_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "neutral",
    Severity.NOT_ASSESSED: "outline",
}
_ORDER = list(_TONES)
SHOWN_CHECKS = 12
# What no single row or person can mend leads to the step of the wizard that can.
_STEPS = {
    "no-activities": "roles/wizard/activities",
    "nobody-on-a-side": "roles/wizard/people",
    "signatory-missing": "roles/wizard/people",
}


def role_findings(desk: Desk) -> tuple[Finding, ...]:
    """What the rules say of the matrix, gravest first, less what was set aside.

    Right after opening, the checks off the window's thread may not have spoken: then worked out here.
    """
    if desk.checker.findings:
        return tuple(f for f in desk.checker.findings if f.screen is Screen.ROLES)
    session = desk.session
    aside = {dismissal.finding for dismissal in session.snapshot.all(Dismissal)}
    found = findings(session.snapshot, session.library, session.today())
    return tuple(
        sorted((f for f in found if f.id not in aside), key=lambda finding: _ORDER.index(finding.severity))
    )


class WorkloadCard(Card):
    """Everybody's busiest month beside the time they have. `person_chosen` tells a click on a name.

    `in_full` names the activities behind each figure.
    """

    person_chosen = Signal(object)

    def __init__(self, *, in_full: bool = False) -> None:
        super().__init__()
        self._in_full = in_full
        self._shown: object = None

    def show_loads(self, snapshot: Snapshot, library: Library) -> None:
        """Show the loads as they stand."""
        whole = matrix(snapshot, library)
        loads = load_by_month(snapshot, library)
        titles = {each.id: each.title for each in whole.rows}
        if self._shown == (loads, titles):
            return
        self._shown = (loads, titles)
        clear(self.box)
        self.box.addWidget(label("Workload", "card"))
        for load in loads:
            if peak(load) is not None or load.available_percent is not None:
                self.box.addWidget(self._line(load, whole.side(load.person), snapshot))
        self.box.addWidget(wrapped(_left_out(loads), "caption"))
        self.box.addStretch(1)

    def _line(self, load: PersonLoad, side: Side, snapshot: Snapshot) -> QWidget:
        person = load.person
        name = f"{person.name} (to hire)" if person.to_be_hired else person.name
        over = bool(load.overruns)
        figures = label(figure_words(load), "error" if over else "muted")
        bar = Bar(share_of(load), side=side.value)
        bar.setAccessibleName(f"{name}: {figure_words(load)}")
        head = row(LinkText(name, partial(self.person_chosen.emit, person.id)), figures)
        head.setStretch(0, 1)
        made = holding(column(head, bar, spacing=2))
        behind = _behind(load, snapshot)
        made.setToolTip(tip(behind))
        if self._in_full:
            made.layout().addWidget(wrapped(behind, "caption"))  # type: ignore[union-attr]
        return made


def figure_words(load: PersonLoad) -> str:
    """A load as "26 of 20 %", from the busiest month."""
    heaviest, available = peak(load), load.available_percent
    percent = heaviest.percent if heaviest else 0.0
    # Rounding must not hide an overrun: "20 of 20 %" would read as a mistake.
    hidden = available is not None and percent > available >= round(percent)
    shown = f"{percent:.2f}" if hidden else f"{percent:.0f}"
    return f"{shown} %, time not said" if available is None else f"{shown} of {available} %"


def share_of(load: PersonLoad) -> float:
    """The busiest month as a share of the time there is."""
    heaviest, available = peak(load), load.available_percent
    if heaviest is None or available is None:
        return 0.0
    return heaviest.percent / available if available else 2.0


def _behind(load: PersonLoad, snapshot: Snapshot) -> str:
    heaviest = peak(load)
    if heaviest is None:
        return "Nothing promised yet."
    when = long_date(heaviest.month).partition(" ")[2] if heaviest.month else "any month"
    parts = []
    for row_id, percent in sorted(heaviest.parts, key=lambda part: -part[1]):
        activity = snapshot.find(RoleActivity, row_id)
        parts.append(f"{activity.title if activity else 'an activity'} {percent:.0f} %")
    return f"Busiest in {when}: {joined(parts)}."


def _left_out(loads: Iterable[PersonLoad]) -> str:
    unstated = sum(bool(load.unstated) for load in loads)
    basis = "Share of full time in the busiest month, from each activity's effort and dates."
    if not unstated:
        return basis
    who = counted(unstated, "person has", "people have")
    return f"{basis} {who} work without a stated effort, which is left out."


class ChecksCard(Card):
    """What the rules say, each with the place to mend it and, where there is one, a way to mend it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: object = None
        self._all = False

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show these findings."""
        if self._shown == (found, self._all):
            return
        self._shown = (found, self._all)
        clear(self.box)
        self.box.addWidget(label("Checks", "card"))
        for finding in found if self._all else found[:SHOWN_CHECKS]:
            self.box.addWidget(self._finding(finding))
        if len(found) > SHOWN_CHECKS and not self._all:
            rest = len(found) - SHOWN_CHECKS
            self.box.addLayout(row(link(f"Show {rest} more", partial(self._show_all, found)), None))
        if not found:
            self.box.addWidget(wrapped("Nothing that the checks can see.", "muted"))
        self.box.addStretch(1)

    def _show_all(self, found: tuple[Finding, ...]) -> None:
        self._all = True
        self.show_findings(found)

    def _finding(self, finding: Finding) -> QWidget:
        chip = Chip(finding.tag or "check", _TONES[finding.severity])
        said = "not assessed" if finding.severity is Severity.NOT_ASSESSED else finding.severity.value
        chip.setAccessibleName(f"{said}: {chip.text}")
        place = _STEPS.get(finding.id.partition("/")[0], finding.place)
        text = LinkText(finding.message, partial(self._desk.go, place))
        text.setToolTip(tip(finding.advice))
        remedies = [self._remedy(finding, remedy) for remedy in finding.remedies]
        line = row(
            column(2, chip, None, spacing=0),
            column(text, *remedies, spacing=2),
        )
        line.setStretch(1, 1)
        return holding(line)

    def _remedy(self, finding: Finding, remedy: Remedy) -> QWidget:
        text = remedy.label[:1].upper() + remedy.label[1:]
        made = LinkText(text, partial(self._apply, remedy))
        made.setProperty("text_role", "caption")
        made.setAccessibleName(f"{text}: {finding.message}")
        return made

    def _apply(self, remedy: Remedy) -> None:
        remedy.apply(self._desk.session.doc)
