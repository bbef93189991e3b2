"""What follows from what: clauses that need another clause, an answer or a date to be sound.

Each rule is one row of the table of dependencies. What a rule calls required is an error, what it
advises against is a warning. Rules about wording read the clause as it stands, edited or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from planner.agreement.clauses import (
    LAW,
    STATUS,
    ClauseState,
    binding_clauses,
    clause_state,
    finding,
    paper_of,
    resolved_text,
    slots_used,
)
from planner.agreement.consortium import TWO_PARTIES, consortium_result
from planner.agreement.positions import PositionState, state_of
from planner.agreement.values import answers_to, holds_any, words_said
from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.library.entries import Condition
from planner.library.period_entries import PromisedDuty
from planner.model import Activity, Organisation, Person, Position, RoleActivity
from planner.terms import Basis, OrganisationKind, Paper, Severity, Side
from planner.wording import counted, joined

Rule = Callable[[Snapshot, Library, date], Iterator[Finding]]

# Options of the results clause, by what they mean for the rules below.
COMPANY_OWNS = ("company_academic_use", "company_confidential")
NOT_PUBLISHED = "company_confidential"
FOR_SEVERAL = ("all_use", "project_use", "one_exploits", "each_core")
# Options of the funding clause, by who pays.
COMPANY_PAYS, OWN_COSTS = ("company_part", "company_full", "full_and_margin", "matched"), "own_costs"
# Option of the publication clause under which the company may say no.
ONLY_WITH_CONSENT = "consent"
# Options of the exclusivity clause that promise something for a time, and words that name a time.
PROMISES = ("lock_out", "first_look")
_TIMES = ("month", "until", "week", "year", "day")
# Review and delay together; our default, in calendar days.
LONGEST_WAIT = 90


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """Every dependency that is not met, in the order of the clauses they start from."""
    return tuple(found for rule in RULES for found in rule(snapshot, library, today))


def _included(snapshot: Snapshot, library: Library, key: str) -> ClauseState | None:
    state = clause_state(snapshot, library, key)
    return state if state is not None and state.included else None


def _says(snapshot: Snapshot, library: Library, key: str, *stems: str) -> bool:
    """Whether an included clause speaks of any of these."""
    state = _included(snapshot, library, key)
    text = resolved_text(state, lambda slot: slot.label).lower() if state else ""
    return any(stem in text for stem in stems)


def _has_terms(snapshot: Snapshot) -> bool:
    """A statement of intent and notes for a contract leave terms out on purpose."""
    return paper_of(snapshot) in (Paper.MEMORANDUM, Paper.HEADS_OF_TERMS)


def binding_needs_anchors(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """Once a clause binds, the paper names the law, states what binds, and is signed with authority."""
    binding = [state for state in binding_clauses(snapshot, library) if state.clause.key not in (LAW, STATUS)]
    if not binding:
        return
    for key in (LAW, STATUS):
        if _included(snapshot, library, key) is None:
            title = library.clauses[key].title
            message = (
                f"{title} is left out, although {counted(len(binding), 'clause')} of this paper can bind."
            )
            yield finding(
                library, f"binding-needs/{key}", Severity.ERROR, message, key, advice="Put it back."
            )
    signing = {person.organisation_id for person in snapshot.where(Person, may_sign=True)}
    unsigned = [o.name for o in snapshot.all(Organisation) if o.id not in signing]
    if unsigned and snapshot.partnership.paper:
        message = f"Clauses of this paper bind, and nobody is named who may sign for {joined(unsigned)}."
        advice = "Name the authorised signatory; a project lead alone can seldom bind an organisation."
        yield finding(
            library,
            "binding-needs-signatory",
            Severity.ERROR,
            message,
            "signatures",
            advice=advice,
            sources=("imperial-authority",),
        )


def students_need_theses(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """Where students take part, the publication clause speaks of theses, and results stay publishable."""
    if "yes" not in words_said(snapshot, library, "approvals.students") or not _has_terms(snapshot):
        return
    if not _says(snapshot, library, "publication", "thesis", "theses", "dissertation"):
        message = "Students take part, and the clause on publication says nothing about theses."
        advice = "Choose an option with a line on theses, or add one: embargoed for a time, never blocked."
        yield finding(library, "students-need-theses", Severity.ERROR, message, "publication", advice=advice)
    results = _included(snapshot, library, "results")
    if results and results.option and results.option.key == NOT_PUBLISHED:
        message = "Students take part, and the results are to be the company's and unpublished."
        advice = "Take students out of this work, or choose another option for results."
        yield finding(library, "students-and-secrecy", Severity.WARNING, message, "results", advice=advice)


def secrecy_against_publication(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """Results that stay unpublished cannot be had by a side that needs to publish."""
    if "yes" not in words_said(snapshot, library, "wants.publication"):
        return
    for key, secret in (("results", NOT_PUBLISHED), ("publication", ONLY_WITH_CONSENT)):
        state = _included(snapshot, library, key)
        if state is None or state.text_is_own or state.option is None or state.option.key != secret:
            continue
        about = state.clause.title[0].lower() + state.clause.title[1:]
        yield finding(
            library,
            f"secrecy-against-publication/{key}",
            Severity.ERROR,
            f"The academic side needs to publish, and the option for {about} leaves that to the company.",
            key,
            advice="Talk before drafting further: one of the two has to give way.",
            basis=Basis.NEIGHBOUR,
            sources=("lambert-guide-2016",),
        )


def ownership_without_payment(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """A company that pays nothing and wants to own the results can expect a refusal."""
    results = _included(snapshot, library, "results")
    if results is None:
        return
    wish = snapshot.first(Position, clause="results", side=Side.INDUSTRY)
    wanted = {wish.option if wish else "", results.option.key if results.option else ""}
    amounts = [a.amount for a in answers_to(snapshot, library, "money.amount") if a.amount is not None]
    pays_nothing = "no" in words_said(snapshot, library, "money.moves") or amounts == [0]
    if pays_nothing and wanted & set(COMPANY_OWNS):
        yield finding(
            library,
            "ownership-without-payment",
            Severity.WARNING,
            "The company pays nothing and is to own the results; expect the university to refuse.",
            "results",
            advice="Look at the options in which the university owns and the company may use or negotiate.",
        )


def payment_against_answers(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """The clause on funding and the answer on money say the same."""
    state, moves = _included(snapshot, library, "funding"), words_said(snapshot, library, "money.moves")
    if state is None or state.option is None or state.text_is_own:
        return
    pays, message = state.option.key in COMPANY_PAYS, ""
    if pays and "no" in moves:
        message = (
            "The clause on funding expects the company to pay, and your answers say that no money moves."
        )
    elif state.option.key == OWN_COSTS and "yes" in moves:
        message = (
            "Your answers say that money moves, and under the clause on funding each side pays for itself."
        )
    if message:
        advice = "Choose another option, or change the answer on money."
        yield finding(library, "payment-against-answers", Severity.WARNING, message, "funding", advice=advice)


def personal_data_needs_ethics(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """Personal data calls for an ethics row in the roles and on the timeline."""
    if "yes" not in words_said(snapshot, library, "data.personal"):
        return
    rows = (f"{row.suggestion} {row.title}" for row in snapshot.all(RoleActivity))
    bars = (f"{activity.kind} {activity.name}" for activity in snapshot.all(Activity))
    lacking = [
        where
        for where, names in (("the roles table", rows), ("the timeline", bars))
        if not any("ethic" in name.lower() for name in names)
    ]
    if lacking:
        message = f"Personal data is used, and ethics review is missing from {joined(lacking)}."
        advice = "Add it, with somebody accountable and a realistic length."
        yield finding(library, "personal-data-ethics", Severity.WARNING, message, "ethics", advice=advice)


def review_too_long(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """Review and delay together stay within what others have accepted."""
    state = _included(snapshot, library, "publication")
    if state is None or state.option is None or state.text_is_own:
        return
    used = slots_used(state.option)
    wait = sum(int(state.values.get(key, 0)) for key in ("review_days", "delay_days") if key in used)
    if wait > LONGEST_WAIT:
        message = f"Review and delay add up to {counted(wait, 'calendar day')}."
        advice = f"More than {LONGEST_WAIT} calendar days is our assumption of too long; shorten one of them."
        yield finding(library, "review-too-long", Severity.WARNING, message, "publication", advice=advice)


def secrets_without_agreement(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """Confidential information passes only under a signed agreement or a clause that binds."""
    state = _included(snapshot, library, "confidentiality")
    if "yes" not in words_said(snapshot, library, "approvals.confidential") or (state and state.binds):
        return
    if "signed" not in words_said(snapshot, library, "approvals.nda"):
        yield finding(
            library,
            "secrets-without-agreement",
            Severity.ERROR,
            "Confidential information is to pass before signature, and no agreement protects it.",
            "confidentiality",
            advice="Sign one first, or keep what is secret out of the talks until then.",
        )


def agreements_already_there(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """A clause and an answer say the same on whether another agreement is signed."""
    for duty in library.duties.values():
        state = _included(snapshot, library, duty.clause)
        if duty.retired or state is None or state.option is None or state.text_is_own:
            continue
        waits, relies = state.option.key in duty.options, state.option.key == duty.kept_option
        is_kept = holds_any(snapshot, library, duty.kept_when)
        for condition in duty.kept_when:
            if waits if is_kept else relies:
                yield from _against_answer(snapshot, library, duty, condition, state)


def _against_answer(
    snapshot: Snapshot, library: Library, duty: PromisedDuty, condition: Condition, state: ClauseState
) -> Iterator[Finding]:
    question, said = library.questions[condition.question], words_said(snapshot, library, condition.question)
    answers = [option.text for option in question.options if option.key in said]
    if not answers:
        return
    told, choose = "takes it as signed", "Choose another option"
    if said & {*condition.any_of}:
        told = "speaks of it as still to come"
        choose = next(f"Choose “{o.label}”" for o in state.clause.options if o.key == duty.kept_option)
    message = (
        f"Your answer to “{question.wording}” is “{joined(answers)}”, and clause {state.number}, "
        f"{state.clause.title}, {told}."
    )
    advice = f"{choose}, or change the answer."
    key = f"agreement-already-there/{duty.clause}"
    found = finding(library, key, Severity.WARNING, message, duty.clause, advice=advice)
    yield found._replace(also_at=(f"scope/{question.key}/{Side.JOINT}",))


def exclusivity_needs_end(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """A promise to talk to nobody else has an end."""
    state = _included(snapshot, library, "exclusivity")
    if state is None or state.option is None or state.option.key not in PROMISES:
        return
    names_time = _says(snapshot, library, "exclusivity", *_TIMES)
    if not names_time if state.text_is_own else "lock_months" not in state.values:
        message = "Exclusivity is promised without an end."
        advice = "Say for how many months it lasts; two to six are usual while a contract is negotiated."
        yield finding(library, "exclusivity-needs-end", Severity.ERROR, message, "exclusivity", advice=advice)


def grant_needs_plan(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """A plan that depends on a grant says what happens without it."""
    if "yes" not in words_said(snapshot, library, "money.grant") or not _has_terms(snapshot):
        return
    if not _says(snapshot, library, "funding", "not funded", "refused", "without the grant"):
        message = (
            "The plan depends on a grant, and the clause on funding does not say what happens without it."
        )
        advice = "Choose the option with a joint grant, or add what you will do if it is refused."
        yield finding(library, "grant-needs-plan", Severity.ERROR, message, "funding", advice=advice)


def several_parties(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """More than two parties need voting, a way to join, and the models for consortia."""
    parties = len(snapshot.all(Organisation))
    if parties <= TWO_PARTIES or not _has_terms(snapshot):
        return
    if not _says(snapshot, library, "governance", "vote", "voting"):
        message = f"There are {parties} parties, and the clause on governance does not say how they vote."
        advice = "Choose a steering group in which each party has a vote."
        yield finding(library, "parties-need-votes", Severity.WARNING, message, "governance", advice=advice)
    if not _says(snapshot, library, "changes", "join", "accession"):
        message = f"There are {parties} parties, and nothing says how another one would join."
        yield finding(
            library,
            "parties-need-accession",
            Severity.WARNING,
            message,
            "changes",
            advice="Choose the option with an accession sheet.",
            basis=Basis.NEIGHBOUR,
            sources=("desca",),
        )
    results = _included(snapshot, library, "results")
    if results is not None and not (results.option and results.option.key in FOR_SEVERAL):
        model = consortium_result(snapshot, library).model
        chosen = f"By your answers, consortium model {model.number} is closest." if model else ""
        yield finding(
            library,
            "parties-need-consortium",
            Severity.INFO,
            f"There are {parties} parties, and the option chosen for results is written for two.",
            "results",
            advice=chosen or "Answer the questions for three or more parties under “Closest model family”.",
            basis=Basis.NEIGHBOUR,
            sources=("lambert-consortia", "lambert-guidance"),
        )


def tax_credits(snapshot: Snapshot, library: Library, today: date) -> Iterator[Finding]:
    """While ownership is being settled with a company, its plans for tax credits matter."""
    held = snapshot.first(Position, clause="results")
    is_settled = state_of(snapshot, library, "results") is PositionState.AGREED
    company = snapshot.first(Organisation, kind=OrganisationKind.COMPANY)
    if held and company and not is_settled and _included(snapshot, library, "results"):
        yield finding(
            library,
            "tax-credits",
            Severity.INFO,
            f"Ask whether {company.name} means to claim tax credits for research; it may matter here.",
            "results",
            basis=Basis.NEIGHBOUR,
            sources=("lambert-older",),
        )


RULES: tuple[Rule, ...] = (
    binding_needs_anchors,
    students_need_theses,
    secrecy_against_publication,
    ownership_without_payment,
    payment_against_answers,
    personal_data_needs_ethics,
    review_too_long,
    secrets_without_agreement,
    agreements_already_there,
    exclusivity_needs_end,
    grant_needs_plan,
    several_parties,
    tax_credits,
)
