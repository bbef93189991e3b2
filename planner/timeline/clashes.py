"""Where the two clocks clash: every rule of the content, over one schedule, one finding per cause."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.terms import Severity
from planner.timeline.ground import Clash, Ground
from planner.timeline.rules import awards as rules_awards
from planner.timeline.rules import cadence as rules_cadence
from planner.timeline.rules import calendar as rules_calendar
from planner.timeline.rules import clauses as rules_clauses
from planner.timeline.rules import contract as rules_contract
from planner.timeline.rules import data as rules_data
from planner.timeline.rules import devices as rules_devices
from planner.timeline.rules import ethics as rules_ethics
from planner.timeline.rules import grants as rules_grants
from planner.timeline.rules import ip as rules_ip
from planner.timeline.rules import money as rules_money
from planner.timeline.rules import order as rules_order
from planner.timeline.rules import people as rules_people
from planner.timeline.rules import publication as rules_publication
from planner.timeline.rules import runway as rules_runway
from planner.timeline.rules import season as rules_season
from planner.timeline.rules import study as rules_study
from planner.timeline.set_aside import ids_set_aside

# Adding a rule: an entry in the content's clash rules, and its function here.
RULES: dict[str, Callable[[Ground], Iterator[Clash]]] = {
    "r01-kickoff-summer": rules_calendar.kickoff_in_summer,
    "r02-exam-marking": rules_calendar.work_in_exams,
    "r03-winter-closure": rules_calendar.milestone_in_winter,
    "r04-easter-closure": rules_season.deadline_at_easter,
    "r06-work-before-contract": rules_contract.work_before_contract,
    "r05-contract-lead": rules_contract.contract_lead,
    "r07-innovate-setup": rules_awards.award_set_up_late,
    "r08-nda-before-detail": rules_contract.detail_before_nda,
    "r09-ethics-before-data": rules_study.data_before_ethics,
    "r10-ethics-too-short": rules_ethics.ethics_too_short,
    "r11-ethics-in-august": rules_calendar.committee_in_august,
    "r12-nhs-stack": rules_ethics.nhs_setup_too_short,
    "r13-mhra-60": rules_devices.use_before_notice,
    "r14-data-access": rules_data.data_too_soon,
    "r15-dpia": rules_data.processing_before_dpia,
    "r16-recruit-after-award": rules_people.recruit_after_award,
    "r17-start-window": rules_grants.start_window,
    "r18-grant-optimism": rules_grants.grant_optimism,
    "r19-letter-lead": rules_grants.letter_lead,
    "r20-internal-deadline": rules_grants.internal_deadline,
    "r21-ktp-total": rules_grants.ktp_total,
    "r22-file-before-disclose": rules_ip.file_before_disclose,
    "r23-priority-year": rules_ip.priority_year,
    "r24-review-window": rules_publication.review_window,
    "r25-conference-squeeze": rules_study.conference_squeeze,
    "r26-evidence-late": rules_publication.evidence_late,
    "r27-runway": rules_runway.runway,
    "r28-raise-collides": rules_runway.raise_collides,
    "r29-payment-cashflow": rules_money.payment_cashflow,
    "r30-uni-year-end": rules_money.uni_year_end,
    "r31-nhs-year-end": rules_money.nhs_year_end,
    "r32-budget-season": rules_money.budget_season,
    "r33-student-window": rules_people.student_window,
    "r34-phd-on-critical-path": rules_people.phd_on_critical_path,
    "r35-phd-start": rules_people.phd_start,
    "r36-us-summer": rules_people.us_summer,
    "r37-eu-industry-summer": rules_season.company_step_in_summer,
    "r38-regulatory-path": rules_devices.launch_before_certificate,
    "r39-site-needs-assurance": rules_devices.site_before_assurance,
    "r40-procurement": rules_money.procurement,
    "r41-sttr-rights": rules_awards.award_before_rights,
    "r42-cadence-mismatch": rules_cadence.slow_answer_in_sprint,
    "r44-ref-window": rules_season.work_in_ref_window,
    "review-against-dates": rules_clauses.review_against_dates,
    "notice-against-term": rules_clauses.notice_against_term,
    "option-past-runway": rules_clauses.option_past_runway,
    "clause-length": rules_clauses.other_length,
    # Behind the rule on clauses, which knows more remedies for the same review.
    "r43-thesis-freedom": rules_publication.thesis_freedom,
    "release-during-study": rules_study.release_during_study,
    "broken-link": rules_order.broken_links,
    "missed-deadline": rules_order.missed_deadlines,
    "waiting-loop": rules_order.waiting_loops,
}

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.NOT_ASSESSED)
_TOLD_APART = ((Severity.ERROR, Severity.WARNING), (Severity.INFO,), (Severity.NOT_ASSESSED,))
_by_day = attrgetter("day")


@dataclass(frozen=True)
class Judged:
    """What one rule says with one severity, made ready to be taken as a whole."""

    clashes: tuple[Clash, ...]

    @cached_property
    def by_day(self) -> list[Clash]:
        """The clashes by day."""
        return sorted(self.clashes, key=_by_day)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of what is found."""
        return frozenset([clash.finding.id for clash in self.clashes])

    @cached_property
    def causes(self) -> frozenset[Hashable]:
        """The causes of all of them."""
        return frozenset[Hashable]().union(*[clash.causes for clash in self.clashes])

    @cached_property
    def share_causes(self) -> bool:
        """Whether two of them have the same cause."""
        return len(self.causes) < sum([len(clash.causes) for clash in self.clashes])


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Every clash by date, then hints, then what could not be assessed; without dismissed ones."""
    return snapshot.derive(_findings, library, today)


def _findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    dismissed = ids_set_aside(snapshot, library)
    gravest_first: dict[Severity, list[Judged]] = {severity: [] for severity in _GRAVEST_FIRST}
    for key in RULES:
        for severity, judged in snapshot.derive(_judged, library, today, key):
            gravest_first[severity].append(judged)
    claimed: set[Hashable] = set()
    kept = {
        severity: [clash for judged in found for clash in _one_per_cause(judged, claimed, dismissed)]
        for severity, found in gravest_first.items()
    }
    told = (sorted(chain.from_iterable(kept[each] for each in among), key=_by_day) for among in _TOLD_APART)
    return tuple([clash.finding for clash in chain.from_iterable(told)])


def _judged(
    snapshot: Snapshot, library: Library, today: date, key: str
) -> tuple[tuple[Severity, Judged], ...]:
    """What one rule says, by how grave it is."""
    rule = library.clash_rules.get(key)
    if rule is None or rule.retired:
        return ()
    # Without a second finding of the same id: the first says enough.
    distinct: dict[str, Clash] = {}
    for clash in RULES[key](Ground(snapshot, library, today, rule)):
        distinct.setdefault(clash.finding.id, clash)
    found: dict[Severity, list[Clash]] = {}
    for clash in distinct.values():
        found.setdefault(clash.finding.severity, []).append(clash)
    return tuple((severity, Judged(tuple(clashes))) for severity, clashes in found.items())


def _one_per_cause(judged: Judged, claimed: set[Hashable], dismissed: set[str]) -> list[Clash]:
    """By day, those whose causes nothing graver, nor a rule before this one, has claimed; claims them."""
    if not judged.share_causes and claimed.isdisjoint(judged.causes) and dismissed.isdisjoint(judged.ids):
        claimed |= judged.causes
        return judged.by_day
    kept: list[Clash] = []
    for clash in judged.clashes:
        if claimed.isdisjoint(clash.causes) and clash.finding.id not in dismissed:
            claimed |= clash.causes
            kept.append(clash)
    return sorted(kept, key=_by_day)
