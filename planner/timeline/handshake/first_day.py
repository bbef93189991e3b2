"""From handshake to the first day of work: which day that is, by which steps, on whose figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from uuid import NAMESPACE_URL, UUID, uuid5

from planner.document import Document
from planner.errors import Refused
from planner.library import Library
from planner.library.entries import Fact
from planner.model import Activity, Assumption, Baseline, Entity, Link, Organisation
from planner.snapshot import Snapshot, snapshot_of
from planner.terms import Basis, Lane
from planner.timeline.handshake.assumed_order import led_to, work_kinds
from planner.timeline.handshake.course import is_over
from planner.timeline.handshake.simulate import LATE_PERCENT, Simulation, StepResult, runs_words
from planner.timeline.schedule import schedule
from planner.timeline.templates import template_named, template_parts
from planner.wording import joined, spoken_date

_ALSO_FIRST = ("kickoff",)
LATE_KEY = "handshake.late_percent"
Edits = Mapping[str, tuple[int, int, int]]


def goals(snapshot: Snapshot, library: Library) -> tuple[Activity, ...]:
    """Every activity that something leads to, by a link or by the rules; by date, those without last."""
    after = {link.after_id for link in snapshot.all(Link)} | led_to(snapshot, library)
    times = schedule(snapshot, library)

    def when(activity: Activity) -> tuple[date, int, str]:
        found = times.get(activity.id)
        return (found.start if found else date.max), activity.rank, activity.name

    return tuple(sorted((a for a in snapshot.all(Activity) if a.id in after), key=when))


def first_day(snapshot: Snapshot, library: Library) -> Activity | None:
    """What counts as the first day of work.

    The first activity of a kind that the contract comes before, or the milestone that most waits for;
    None when nothing leads to anything.
    """
    found = goals(snapshot, library)
    # Work that may not begin before the contract is first work; the content names its kinds.
    kinds = {*_ALSO_FIRST, *work_kinds(library)}
    begins = next((activity for activity in found if activity.kind in kinds), None)
    if begins is not None or not found:
        return begins
    followers = _followers(snapshot)
    return max(found, key=lambda activity: (activity.is_milestone, followers.get(activity.id, 0)))


def _followers(snapshot: Snapshot) -> dict[UUID, int]:
    """How many activities wait for each, directly or not; nothing while some wait in a loop."""
    waits: dict[UUID, list[UUID]] = {}
    for link in snapshot.all(Link):
        waits.setdefault(link.before_id, []).append(link.after_id)
    try:
        order = tuple(TopologicalSorter(waits).static_order())
    except CycleError:
        return {}
    # A bit for each activity: counting sets of thousands would take seconds.
    behind: dict[UUID, int] = {}
    for place, id in enumerate(order):
        mask = 0
        for other in waits.get(id, ()):
            mask |= behind[other]
        behind[id] = mask | 1 << place
    return {id: mask.bit_count() - 1 for id, mask in behind.items()}


# A template in place of a plan that has no steps yet


def template_plan(
    snapshot: Snapshot, library: Library, key: str, start_on: date, edits: Edits | None = None
) -> Snapshot:
    """The partnership with a template as its only plan, on its own clocks, from a day on.

    `edits` are shortest, likely and late by the template's items. The ids are always the same.
    """
    parts = _parts(snapshot, library, key, start_on, edits or {})
    ids = {part.id: _id_of(part) for part in parts if isinstance(part, Activity)}
    named: list[Entity] = []
    named += [part.model_copy(update={"id": ids[part.id]}) for part in parts if isinstance(part, Activity)]
    for link in (part for part in parts if isinstance(part, Link)):
        before, after = ids[link.before_id], ids[link.after_id]
        new = {"id": uuid5(before, str(after)), "before_id": before, "after_id": after}
        named.append(link.model_copy(update=new))
    others = (e for e in snapshot.entities() if not isinstance(e, Activity | Link | Baseline))
    return snapshot_of([*others, *named])


def _id_of(activity: Activity) -> UUID:
    return uuid5(NAMESPACE_URL, f"template:{activity.template_item}")


def _parts(snapshot: Snapshot, library: Library, key: str, start_on: date, edits: Edits) -> list[Entity]:
    firsts: dict[Lane, UUID] = {}
    for organisation in snapshot.all(Organisation):
        firsts.setdefault(Lane(organisation.side), organisation.id)
    parts = template_parts(template_named(library, key), snapshot.partnership.id, start_on, firsts)
    return [_edited(part, edits) if isinstance(part, Activity) else part for part in parts]


def _edited(activity: Activity, edits: Edits) -> Activity:
    days = edits.get(activity.template_item)
    return activity.model_copy(update=_days(days)) if days is not None else activity


def _days(days: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("min_days", "likely_days", "late_days"), days, strict=True))


def add_steps(
    document: Document, library: Library, key: str, start_on: date, found: Simulation, edits: Edits
) -> tuple[Activity, ...]:
    """Put the steps of a run on a template, and its goal, into the plan, in one step."""
    wanted = {step.activity.template_item for step in found.steps} | {found.goal.template_item}
    parts = _parts(document.snapshot(), library, key, start_on, edits)
    kept = {p.id for p in parts if isinstance(p, Activity) and p.template_item in wanted}
    name = template_named(library, key).name
    stored: list[Activity] = []
    with document.step(f"steps from “{name}”"):
        for part in parts:
            if isinstance(part, Activity) and part.id in kept:
                stored.append(document.add(part))
            elif isinstance(part, Link) and {part.before_id, part.after_id} <= kept:
                document.add(part)
    return tuple(stored)


# Ranges and what counts as late, editable in place


def ranged(text_of: Mapping[str, int | None]) -> tuple[int, int, int]:
    """Shortest, likely and late as one range. Raises Refused with a sentence."""
    low, likely, late = (text_of[name] for name in ("min_days", "likely_days", "late_days"))
    if low is None or likely is None or late is None:
        raise Refused("Give shortest, likely and late as whole numbers of days.")
    if not 0 <= low <= likely <= late:
        raise Refused("Durations run from shortest over likely to late.")
    if late > 36_500:
        raise Refused("A step takes at most 36,500 days.")
    return low, likely, late


def set_range(document: Document, activity: Activity, days: tuple[int, int, int]) -> None:
    """Give a step of the plan another range, in one step."""
    document.update(activity, _days(days), label=f"range of {activity.name}")


def late_percent(snapshot: Snapshot) -> int:
    """In how many of a hundred runs the late date is kept: our assumption, or the user's own."""
    found = snapshot.first(Assumption, key=LATE_KEY)
    if found is not None and found.value.isdecimal() and 50 < int(found.value) < 100:
        return int(found.value)
    return LATE_PERCENT


def set_late_percent(document: Document, percent: int | None) -> None:
    """Say what counts as late, in one step; None takes our assumption again. Raises Refused."""
    if percent is not None and not 50 < percent < 100:
        raise Refused("Give a whole number from 51 to 99.")
    label = "what counts as late"
    found = document.snapshot().first(Assumption, key=LATE_KEY)
    if percent is None or percent == LATE_PERCENT:
        if found is not None:
            document.remove(found, label=label)
    elif found is not None:
        document.set(found, "value", str(percent), label=label)
    else:
        made = Assumption(partnership_id=document.partnership.id, key=LATE_KEY, value=str(percent))
        document.add(made, label=label)


# In words


def number_kind(fact: Fact) -> str:
    """What kind of number a fact is: "one university's monthly medians", "hard limit"."""
    if fact.topic in ("contracting", "ethics") and _is_one_university(fact):
        return f"one university's {fact.statistic}"
    return fact.statistic


def _is_one_university(fact: Fact) -> bool:
    place = fact.jurisdiction.partition("(")[2].rstrip(")")
    counted = any(word in fact.statistic for word in ("median", "mean", "expectation"))
    # The data name one university in brackets; several have a comma or say sites.
    return bool(place) and counted and "," not in place.split(" (")[0] and "sites" not in place


def range_told(activity: Activity, library: Library) -> str:
    """What stands behind a range: facts with year and kind of number, or that it is our assumption."""
    if activity.is_milestone:
        return "Milestone"
    if is_over(activity):
        return "Done"
    facts = [library.facts[key] for key in activity.basis if key in library.facts]
    told = [f"{fact.label}; {fact.jurisdiction}, {fact.year}; {_weakly(fact)}" for fact in facts]
    item = _template_numbers(activity, library)
    if not told or item == "judgement":
        return "Our assumption"
    if item == "changed":
        return f"Changed by hand. Compare {'. '.join(told)}"
    return ("Partly our assumption. " if item == "partly" else "") + ". ".join(told)


def _weakly(fact: Fact) -> str:
    if fact.basis is Basis.PLANNER:
        return "our assumption"
    return f"{number_kind(fact)}, anecdotal" if fact.weak else number_kind(fact)


def _template_numbers(activity: Activity, library: Library) -> str:
    """Whose numbers a template gave; "changed" when they are no longer the template's, or nothing."""
    key, _, item_key = activity.template_item.rpartition(".")
    template = library.templates.get(key)
    item = next((i for i in template.activities if i.key == item_key), None) if template else None
    if item is None:
        return ""
    if (item.min_days, item.likely_days, item.late_days) != (
        activity.min_days,
        activity.likely_days,
        activity.late_days,
    ):
        return "changed"
    return item.numbers


def dates_told(found: Simulation) -> str:
    """Likely and late date in a sentence."""
    likely, late = spoken_date(found.likely_on), spoken_date(found.late_on)
    if likely == late:
        often = "most" if len(found.counts) > 1 else "all"
        return f"{found.goal.name}: {likely} in {often} runs{_sure_because(found)}."
    return (
        f"{found.goal.name}: in half of all {found.runs:,} runs on {likely} or earlier, in "
        f"{runs_words(found.late_percent)} on {late} or earlier."
    )


def _sure_because(found: Simulation) -> str:
    """The steps without a range that make the date sure, where they do."""
    sure = [
        f"“{step.activity.name}”"
        for step in found.steps
        if step.driving > 0.5 and step.share and step.activity.min_days == step.activity.late_days
    ]
    return f": {joined(sure)} {'decide' if len(sure) > 1 else 'decides'} it, without a range" if sure else ""


def first_steps(found: Simulation) -> tuple[StepResult, ...]:
    """The steps that come first on the way and are still to be done."""
    open_steps = [s for s in found.steps if not s.is_held and s.late_by is not None]
    begins = min((s.late_by for s in open_steps if s.late_by is not None), default=None)
    return tuple(s for s in open_steps if s.late_by == begins)


def back_plan_told(found: Simulation, today: date) -> str:
    """By when to begin for the wished date, in sentences; empty without one."""
    if found.target_on is None:
        return ""
    wished = spoken_date(found.target_on)
    first = next(iter(first_steps(found)), None)
    if first is None or first.likely_by is None or first.late_by is None:
        return f"Nothing is left to begin for {wished}."
    name = f"“{first.activity.name}”"
    likely, late = spoken_date(first.likely_by), spoken_date(first.late_by)
    most = runs_words(found.late_percent)
    told = [f"To start on {wished}, begin {name} by {likely}"]
    told.append(
        "."
        if likely == late
        else f" to keep the date in half of all runs, or by {late} to keep it in {most}."
    )
    if first.likely_by < today:
        told.append(f" {likely} is past: from now on the date holds only if steps take less than likely.")
    elif first.late_by < today:
        told.append(f" {late} is past: the date no longer holds in {most}.")
    return "".join(told)


def not_ready_told(found: Simulation) -> str:
    """Which steps have a fixed date that comes before what they wait for, in how many runs."""
    late = [s for s in found.steps if s.not_ready >= 0.005]
    names = joined(f"“{s.activity.name}” in {round(s.not_ready * 100)} of a hundred runs" for s in late)
    return f"Not ready by its fixed date: {names}." if late else ""
