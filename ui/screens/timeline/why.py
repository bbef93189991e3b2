"""Why a check speaks: its reason, the evidence with year and kind of number, and its figures to edit."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.errors import Refused
from planner.library.entries import ClashRule, Parameter
from planner.model import Activity, Assumption
from planner.terms import Basis, Severity
from planner.timeline.rules.asking import NONE_PLANNED
from planner.wording import joined
from ui.bind import TextBinding
from ui.dialogs.frame import Dialog
from ui.figures import own_figure
from ui.screens.timeline.bound import BoundList
from ui.screens.timeline.words import TRUST, evidence
from ui.theme import grown
from ui.widgets.fields import Field
from ui.widgets.shapes import row, rule
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from planner.findings import Finding
    from planner.library import Library
    from ui.desk import Desk
    from ui.screens.timeline.screen import TimelineScreen

OURS = "our assumption"
MAX_FIGURE = 36_500
_UPPER = (
    "bhf",
    "dtac",
    "erc",
    "gov",
    "ktp",
    "mdr",
    "msc",
    "nhs",
    "nih",
    "nsf",
    "rec",
    "sbir",
    "uk",
    "ukri",
    "us",
)
_SAID = {
    NONE_PLANNED: "The step that is missing",
    "k510": "510(k)",
    "msc": "MSc",
    "collab": "collaboration agreement",
    "setup": "set-up",
    "min": "least",
    "max": "most",
    "wd": "working days",
}


class WhyDialog(Dialog):
    """One rule: what it says here, why, on whose word, and with which figures."""

    def __init__(self, parent: QWidget, desk: Desk, finding: Finding) -> None:
        library = desk.session.library
        rule_ = library.clash_rules[finding.id.split("/")[0]]
        told = finding.message.replace(f"Not assessed: {rule_.title}. ", "Not assessed: ")
        super().__init__(parent, rule_.title, told, width=680)
        self._desk = desk
        self.body.addWidget(wrapped(rule_.why))
        # What would help here; without a word on that, what helps as a rule.
        advice = finding.advice or rule_.remedy
        if advice:
            self.body.addWidget(wrapped(advice, "muted"))
        lacks = lacks_a_step(finding)
        names = [activity.name for id in finding.about if (activity := _activity(desk, id)) is not None]
        if names and not lacks:
            self.body.addWidget(wrapped(f"Found in the plan: {joined([f'“{n}”' for n in names])}.", "muted"))
        self.body.addWidget(rule())
        self.body.addWidget(label("Where this comes from", "strong"))
        for line in told_evidence(library, rule_):
            self.body.addWidget(wrapped(line, "caption"))
        fields = list(self._figures(rule_, lacks=lacks))
        if fields:
            self.body.addWidget(rule())
            self.body.addWidget(label("The figures of this check", "strong"))
            self.body.addWidget(wrapped("What you enter counts for this partnership only.", "caption"))
        for field in fields:
            self.body.addWidget(field)
        self.add_button("Close", self.accept, primary=True)

    def _figures(self, rule_: ClashRule, *, lacks: bool) -> Iterator[QWidget]:
        session = self._desk.session
        for name, value in rule_.params.items():
            if not is_figure(name, value):
                continue
            key, default = f"{rule_.key}.{name}", shown(value)
            # Where the step is in the plan there is nothing to say of it, unless something was said.
            if name == NONE_PLANNED and not lacks and session.snapshot.first(Assumption, key=key) is None:
                continue
            called = parameter_name(name)
            slot = own_figure(key, f"{called} of “{rule_.title}”", default)
            if isinstance(value, bool):
                options = _PLANNED if name == NONE_PLANNED else _YES_NO
                held: QWidget = BoundList(session, slot, options, called)
                yield Field(called, held)
                continue
            edit = QLineEdit()
            edit.setAccessibleName(called)
            edit.setMaximumWidth(grown(150))
            source = wrapped(
                f"Default: {default}, {source_of(session.library, rule_, name, value)}.", "caption"
            )
            held = QWidget()
            line = row(edit, source, spacing=12)
            line.setStretch(1, 1)
            held.setLayout(line)
            made = Field(called, held)
            TextBinding(session, edit, slot, parse=partial(_parsed, value), on_refused=made.complain)
            yield made


def ask_why(screen: TimelineScreen, finding: Finding) -> None:
    """Show why a check says what it says."""
    WhyDialog(screen, screen.desk, finding).open()


def lacks_a_step(finding: Finding) -> bool:
    """Whether a check speaks because a step is not in the plan."""
    if finding.severity is Severity.NOT_ASSESSED:
        return "/not-assessed/date/" not in finding.id and "/not-assessed/plan." not in finding.id
    return finding.id.endswith("/missing")


def _activity(desk: Desk, id: UUID) -> Activity | None:
    return desk.session.snapshot.find(Activity, id)


_YES_NO = [("Yes", "yes"), ("No", "no")]
_PLANNED = [("Not in the plan yet", "no"), ("None is planned", "yes")]


def is_figure(name: str, value: Parameter) -> bool:
    """Whether a parameter is something to agree on, not the kinds of activity it speaks of."""
    return not name.endswith(("kinds", "words")) and (not isinstance(value, tuple) or "window" in name)


def shown(value: Parameter) -> str:
    """A parameter as one would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def parameter_name(name: str) -> str:
    """What a parameter is called: "Notice (calendar days)"."""
    if name in _SAID:
        return _SAID[name]
    parts = name.split("_")
    words = [_SAID.get(part, part.upper() if part in _UPPER else part) for part in parts if part != "days"]
    unit = " (calendar days)" if "days" in parts and "working" not in parts else ""
    return _capital(" ".join(words)) + ("" if "working" not in parts else " days") + unit


def source_of(library: Library, rule_: ClashRule, name: str, value: Parameter) -> str:
    """Whose figure a default is: of which facts, read from them, or our own."""
    if rule_.basis is Basis.PLANNER or name in rule_.ours or not rule_.evidence:
        return OURS
    facts = [library.facts[key] for key in rule_.evidence if key in library.facts]
    same = [f for f in facts if value in (f.min, f.typical, f.max) and f.basis is not Basis.PLANNER]
    if same and not isinstance(value, bool):
        of = [f"{f.key.upper()} ({f.statistic}, {f.jurisdiction}, {f.year})" for f in same[:2]]
        return f"from {' and '.join(of)}"
    return "our reading of the evidence above"


def told_evidence(library: Library, rule_: ClashRule) -> list[str]:
    """The facts behind a rule, each with figures, year and kind; then how well founded the rule is."""
    facts = [evidence(library.facts[key]) for key in rule_.evidence if key in library.facts]
    own = [] if facts else ["Our own rule: no published figure stands behind it."]
    return [*facts, *own, f"The check as a whole: {_lower(TRUST[rule_.confidence])}"]


def _parsed(default: Parameter, text: str) -> str:
    """What was typed, where the rule can use it; nothing brings the default back."""
    typed = text.strip()
    if not typed:
        return ""
    if isinstance(default, tuple):
        parts = [part.strip() for part in typed.split(",")]
        like = r"\d\d-\d\d" if len(str(default[0])) == 5 else r"\d{4}-\d\d-\d\d"
        if len(parts) != len(default) or not all(re.fullmatch(like, part) for part in parts):
            raise Refused(f"Write it as {shown(default)}.")
        return ", ".join(parts)
    if isinstance(default, str):
        return typed
    try:
        number = float(typed)
    except ValueError:
        number = -1
    if not 0 <= number <= MAX_FIGURE:
        raise Refused(f"Enter a number from 0 to {MAX_FIGURE:,}.")
    return typed


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
