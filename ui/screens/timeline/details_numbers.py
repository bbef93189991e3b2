"""What the checks ask of an activity, and where its numbers come from."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from planner.library.entries import TemplateActivity
from planner.model import Activity
from planner.terms import Basis
from planner.timeline.asked import questions_about
from planner.timeline.handshake.first_day import range_told
from planner.timeline.plan_questions import said
from planner.timeline.words import listed
from ui.screens.timeline.bound import write_fields
from ui.screens.timeline.details_part import Part, View
from ui.screens.timeline.questions import QuestionFields
from ui.screens.timeline.words import UNIT_WORDS, evidence
from ui.widgets.chip import Chip
from ui.widgets.shapes import column, holding, link, row
from ui.widgets.text import wrapped


def _fill_asked(view: View) -> list[QWidget]:
    return [QuestionFields(view.desk, view.activity)]


def _says_asked(view: View) -> str:
    asked = questions_about(view.library, view.activity)
    answers = [said(view.snapshot, view.library, each.key, view.activity) for each in asked]
    return f"{sum(answer is not None for answer in answers)} of {len(asked)} answered"


def _fill_numbers(view: View) -> list[QWidget]:
    facts = view.library.facts
    known = [facts[key] for key in view.activity.basis if key in facts]
    found: list[QWidget] = []
    item = template_item(view)
    if not known or range_told(view.activity, view.library).startswith(("Our", "Partly")):
        found.append(holding(row(Chip("our assumption"), None)))
    if not known:
        found.append(wrapped("No published figure stands behind the lengths: they are for you to judge."))
    for fact in known:
        made = wrapped(evidence(fact), "caption")
        ours = (Chip("our assumption"),) if fact.basis is Basis.PLANNER else ()
        found.append(holding(column(*ours, made, spacing=3)))
    if item is not None and _lengths(item) != _lengths(view.activity):
        days = listed([f"{each:,}" for each in _lengths(item)])
        found.append(wrapped(f"Changed by hand: the template has {days} {UNIT_WORDS[item.unit]}.", "caption"))
        if view.may_write:
            found.append(link("Back to the template's lengths", partial(_take_back, view, item)))
    return [*found, link("Change the lengths", partial(view.unfold, "when", "Likely length in days"))]


def template_item(view: View) -> TemplateActivity | None:
    """What the activity was in the template it came from."""
    key, _, item_key = view.activity.template_item.rpartition(".")
    template = view.library.templates.get(key)
    return next((item for item in template.activities if item.key == item_key), None) if template else None


def _lengths(made: Activity | TemplateActivity) -> tuple[int, int, int]:
    return made.min_days, made.likely_days, made.late_days


def _take_back(view: View, item: TemplateActivity) -> None:
    shortest, likely, late = _lengths(item)
    fields: dict[str, object] = {"min_days": shortest, "likely_days": likely, "late_days": late}
    fields["unit"] = item.unit
    write_fields(view.desk.session.doc, view.activity.id, fields, "lengths")


def _says_numbers(view: View) -> str:
    return range_told(view.activity, view.library)


ASKED = Part(
    "asked",
    "What the checks ask",
    _fill_asked,
    _says_asked,
    depends=lambda view: view.activity.kind,
    is_there=lambda view: bool(questions_about(view.library, view.activity)),
)
NUMBERS = Part(
    "numbers",
    "Where the numbers come from",
    _fill_numbers,
    _says_numbers,
    depends=lambda view: (view.activity.basis, _lengths(view.activity), view.activity.unit),
    is_there=lambda view: not view.activity.is_milestone,
)
