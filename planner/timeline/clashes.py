"""Where the two clocks clash: every rule of the content, over one schedule, one finding per cause."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.model import Dismissal
from planner.terms import Severity
from planner.timeline import rules_calendar, rules_clauses, rules_contract, rules_order, rules_study
from planner.timeline.ground import Clash, Ground

# Adding a rule: an entry in the content's clash rules, and its function here.
RULES: dict[str, Callable[[Ground], Iterator[Clash]]] = {
    "r01-kickoff-summer": rules_calendar.kickoff_in_summer,
    "r02-exam-marking": rules_calendar.work_in_exams,
    "r03-winter-closure": rules_calendar.milestone_in_winter,
    "r06-work-before-contract": rules_contract.work_before_contract,
    "r05-contract-lead": rules_contract.contract_lead,
    "r09-ethics-before-data": rules_study.data_before_ethics,
    "r11-ethics-in-august": rules_calendar.committee_in_august,
    "r25-conference-squeeze": rules_study.conference_squeeze,
    "review-against-dates": rules_clauses.review_against_dates,
    "notice-against-term": rules_clauses.notice_against_term,
    "option-past-runway": rules_clauses.option_past_runway,
    "clause-length": rules_clauses.other_length,
    "runway-end": rules_order.runway_end,
    "release-during-study": rules_study.release_during_study,
    "broken-link": rules_order.broken_links,
    "missed-deadline": rules_order.missed_deadlines,
    "waiting-loop": rules_order.waiting_loops,
}

_GRAVEST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.NOT_ASSESSED: 3}


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Every clash by date, then hints, then what could not be assessed; without dismissed ones."""
    return snapshot.derive(_findings, library, today)


def _findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    dismissed = {dismissal.finding for dismissal in snapshot.all(Dismissal)}
    clashes = [clash for clash in _all(snapshot, library, today) if clash.finding.id not in dismissed]
    kept = list(_one_per_cause(clashes))
    kept.sort(key=lambda clash: (max(_GRAVEST_FIRST[clash.finding.severity], 1), clash.day))
    return tuple(clash.finding for clash in kept)


def _all(snapshot: Snapshot, library: Library, today: date) -> Iterator[Clash]:
    for key, find in RULES.items():
        rule = library.clash_rules.get(key)
        if rule is not None and not rule.retired:
            yield from _distinct(find(Ground(snapshot, library, today, rule)))


def _distinct(clashes: Iterable[Clash]) -> Iterator[Clash]:
    """Without a second finding of the same id: the first says enough."""
    seen: set[str] = set()
    for clash in clashes:
        if clash.finding.id not in seen:
            seen.add(clash.finding.id)
            yield clash


def _one_per_cause(clashes: list[Clash]) -> Iterator[Clash]:
    """The gravest of those that share a cause; among equals the rule that comes first."""
    claimed: set[Hashable] = set()
    for clash in sorted(clashes, key=lambda c: _GRAVEST_FIRST[c.finding.severity]):
        if claimed.isdisjoint(clash.causes):
            claimed |= clash.causes
            yield clash
