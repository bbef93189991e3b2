"""Clash rules about patents: what is shown before it is filed, and what is filed abroad too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.model import Organisation
from planner.terms import Severity
from planner.timeline.ground import Clash, Ground, day_after, days_between, last_weekday, moved, named
from planner.timeline.rules.asking import absent, country_of, unanswered, undated
from planner.timeline.rules.events import awaited
from planner.timeline.rules.mending import added_on, ended_by
from planner.timeline.schedule import Scheduled
from planner.timeline.words import day_words, days_words, month_start

FILING, FOREIGN = "patent_filing", "foreign_filing"
# Such work takes its time: what it brings is public on its last day only.
PUBLIC_AT_THE_END = frozenset({"publication"})


def file_before_disclose(ground: Ground) -> Iterator[Clash]:
    """Events in public on the day a patent is filed, or before it; or without any filing."""
    kinds, said = ground.words("kinds"), ground.said("plan.patentable")
    if said == "no":
        return
    countries = {country_of(o) for o in ground.snapshot.all(Organisation)} - {""}
    if countries and countries.isdisjoint(ground.words("countries")):
        return
    events, filings = ground.of_kinds(kinds), ground.of_kinds((FILING,))
    first = min(filings, key=lambda item: item.end, default=None)
    if said == "yes":
        yield from undated(ground, ground.undated((*kinds, FILING) if events else kinds))
    shown = [item for item in events if _filed_too_late(ground, item, filings)]
    if not shown or (first is None and ground.undated((FILING,))):
        return
    if not countries:
        yield ground.not_assessed("No organisation's country is known.", [i.activity for i in shown])
    elif said is None:
        yield unanswered(ground, "plan.patentable", [item.activity for item in shown])
    elif first is None:
        yield _never_filed(ground, shown)
    else:
        yield from (_shown_too_soon(ground, item, _filing_of(ground, item, filings)) for item in shown)


def _public_on(item: Scheduled) -> date:
    return item.end if item.activity.kind in PUBLIC_AT_THE_END else item.start


def _filing_of(ground: Ground, item: Scheduled, filings: tuple[Scheduled, ...]) -> Scheduled:
    """The filing that an event waits for; without a link, the first."""
    return min(awaited(ground, item, filings), key=lambda filing: filing.end)


def _filed_too_late(ground: Ground, item: Scheduled, filings: tuple[Scheduled, ...]) -> bool:
    return not filings or _public_on(item) <= _filing_of(ground, item, filings).end


def _shown_too_soon(ground: Ground, item: Scheduled, filing: Scheduled) -> Clash:
    public = _public_on(item)
    early = days_between(public, filing.end)
    when = f"{days_words(early)} before" if early else "on the day of"
    free = day_after(filing.end, 1 - days_between(item.start, public))
    return ground.clash(
        item,
        f"{item.activity.name} is public on {day_words(public)}, {when} {filing.activity.name} "
        f"({day_words(filing.end)}).",
        others=(filing.activity.id,),
        remedies=moved(item, free),
        causes=[(filing.activity.id, item.activity.id)],
    )


def _never_filed(ground: Ground, shown: list[Scheduled]) -> Clash:
    """One finding for all events: what they lack is the same filing."""
    first = min(shown, key=_public_on)
    last = last_weekday(day_after(_public_on(first), -1))
    finding = ground.finding(
        "missing",
        f"A result may be patentable, and no patent filing is in the plan. It becomes public with "
        f"{named([item.activity.name for item in shown])}, first on {day_words(_public_on(first))}.",
        place=f"timeline/{first.activity.id}",
        about=tuple(item.activity.id for item in shown),
        remedies=added_on(ground, FILING, "Patent filing", last, f"Add a patent filing on {day_words(last)}"),
    )
    return Clash(finding, _public_on(first), frozenset([("filing", first.activity.id)]))


def priority_year(ground: Ground) -> Iterator[Clash]:
    """Foreign filings behind the priority year, and secrets kept longer than the patent office does."""
    filings, abroad = ground.of_kinds((FILING,)), ground.of_kinds((FOREIGN,))
    yield from undated(ground, ground.undated((FILING, FOREIGN)))
    if abroad and not filings:
        lacking = "The plan has no date for the first filing."
        yield from absent(ground, (FILING,), lacking, [item.activity for item in abroad])
        return
    for item in abroad:
        yield from _too_late_abroad(ground, item, _filing_of(ground, item, filings))
    if filings:
        yield from _no_longer_secret(ground, min(filings, key=lambda item: item.end))


def _too_late_abroad(ground: Ground, item: Scheduled, filing: Scheduled) -> Iterator[Clash]:
    # The same day of a later month: a year from 29 February ends on the 28th.
    last = month_start(ground.days("priority_months") + 1, filing.end)
    if item.end <= last:
        return
    yield ground.clash(
        item,
        f"{item.activity.name} ({day_words(item.end)}) comes {days_words(days_between(last, item.end))} "
        f"behind the priority year, which {filing.activity.name} ({day_words(filing.end)}) opens and "
        f"which ends on {day_words(last)}.",
        others=(filing.activity.id,),
        remedies=ended_by(ground, item, last),
        causes=[("priority", item.activity.id)],
    )


def _no_longer_secret(ground: Ground, filing: Scheduled) -> Iterator[Clash]:
    said = ground.said("plan.kept_secret_until")
    if said is None:
        yield unanswered(ground, "plan.kept_secret_until", [filing.activity])
        return
    public = day_after(filing.end, ground.days("publication_days"))
    if said == "none" or date.fromisoformat(said) <= public:
        return
    yield ground.clash(
        filing,
        f"The plan counts on secrecy until {day_words(date.fromisoformat(said))}, but the application of "
        f"{day_words(filing.end)} is published about {day_words(public)}.",
        severity=Severity.INFO,
        causes=[("secrecy", filing.activity.id)],
    )
