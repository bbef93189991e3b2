"""What a rule lacks before it can judge: an answer, a step, a date, a country; and how to give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from uuid import uuid5

from planner.findings import Amendment, Remedy
from planner.model import Activity, Assumption, Organisation
from planner.timeline.ground import Clash, Ground, named

NONE_PLANNED = "none_planned"
EU = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905
)
_ALSO_CALLED = {"UK": "GB", "USA": "US", "EL": "GR"}
Rule = Callable[[Ground], Iterator[Clash]]


# Where a rule holds


def country_of(organisation: Organisation) -> str:
    """The country of an organisation in two letters, empty while it is not known."""
    code = organisation.country.strip().upper()
    return _ALSO_CALLED.get(code, code)


def is_in(organisation: Organisation, jurisdiction: str) -> bool:
    """Whether an organisation is in one of the countries of a jurisdiction such as "GB/US" or "EU"."""
    code, places = country_of(organisation), jurisdiction.split("/")
    return "any" in places or code in places or ("EU" in places and code in EU)


def local(find: Rule) -> Rule:
    """A rule that speaks where an organisation is in its jurisdiction.

    Without any country in the plan it says that, should it have had anything to judge.
    """

    @wraps(find)
    def found(ground: Ground) -> Iterator[Clash]:
        everybody = ground.snapshot.all(Organisation)
        if any(is_in(organisation, ground.rule.jurisdiction) for organisation in everybody):
            yield from find(ground)
        elif not any(country_of(organisation) for organisation in everybody):
            first = next(find(ground), None)
            if first is not None:
                clash = ground.not_assessed("No organisation's country is known.")
                yield clash._replace(finding=clash.finding._replace(about=first.finding.about))

    return found


# What is missing


def undated(ground: Ground, activities: Sequence[Activity]) -> Iterator[Clash]:
    """Says that these have no date yet, if there are any."""
    if activities:
        names = named([activity.name for activity in activities])
        yield _apart(ground.not_assessed(f"No date yet: {names}.", activities), f"date/{activities[0].id}")


def unanswered(ground: Ground, key: str, activities: Sequence[Activity] = ()) -> Clash:
    """Says that a plan question has no answer yet, of the plan or of these activities."""
    question = ground.library.plan_questions[key]
    names = f" for {named([activity.name for activity in activities])}" if activities else ""
    clash = ground.not_assessed(f"Not answered{names}: {question.wording}", activities)
    return _apart(clash, key)


def step_missing(
    ground: Ground, missing: str, activities: Sequence[Activity] = (), adding: tuple[Remedy, ...] = ()
) -> Clash:
    """Says that a step is not in the plan; it can be added, or be said not to be planned."""
    clash = ground.not_assessed(missing, activities)
    none = (none_is_planned(ground),) if NONE_PLANNED in ground.rule.params else ()
    return _apart(clash._replace(finding=clash.finding._replace(remedies=(*adding, *none))), "step")


def absent(
    ground: Ground, kinds: Sequence[str], missing: str, about: Sequence[Activity] = ()
) -> Iterator[Clash]:
    """Says that a step has no date, or is not in the plan, unless it is known that none is planned."""
    waiting = ground.undated(kinds)
    if waiting:
        yield from undated(ground, waiting)
    elif not ground.switch(NONE_PLANNED):
        yield step_missing(ground, missing, about)


def none_is_planned(ground: Ground) -> Remedy:
    """The step that makes it known that what a rule asks for will not happen."""
    return assumed(ground, NONE_PLANNED, "yes", "None is planned")


def assumed(ground: Ground, parameter: str, value: str, label: str) -> Remedy:
    """The step that replaces a parameter of the rule for this partnership."""
    key = f"{ground.rule.key}.{parameter}"
    held = ground.snapshot.first(Assumption, key=key)
    if held is not None:
        return Remedy(label, (Amendment(held, "value", value),))
    home = ground.snapshot.partnership.id
    made = Assumption(id=uuid5(home, key), partnership_id=home, key=key, value=value)
    return Remedy(label, added=(made,))


def _apart(clash: Clash, what: str) -> Clash:
    """A rule may lack several things: each is said."""
    return clash._replace(finding=clash.finding._replace(id=f"{clash.finding.id}/{what}"))
