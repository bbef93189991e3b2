"""What scoping shows by itself: warnings from the answers, each with the place to mend it.

The concerns come from the publications cited; the rules are ours, so every basis is `planner`.
A rule whose answers are missing says that it could not be judged. It is never silent then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from planner.document import Snapshot
from planner.findings import Finding
from planner.library import Library
from planner.model import Organisation
from planner.scope.answers import Asked, asked
from planner.sides import SIDE_WORDS, side_name
from planner.terms import SIDES, Basis, Screen, Severity, Side, Stage
from planner.wording import counted

RULES = (
    "no-decision-maker",
    "symptom",
    "staffing-gap",
    "one-sided-benefit",
    "no-involvement",
    "data-agreement",
    "impact-assessment",
    "no-overheads",
    "no-exit",
    "unconfirmed-guesses",
    "not-started",
)
_UNSETTLED = ("", "not_sure")
_LATE_STAGES = (Stage.EXECUTION, Stage.SUSTAINABILITY)

Places = dict[tuple[str, Side], Asked]
Rule = Callable[["_View"], Iterator[Finding]]


class _View:
    """The answers as the rules read them."""

    def __init__(self, snapshot: Snapshot, library: Library) -> None:
        self.stage = snapshot.partnership.stage
        self.places: Places = {(p.question.key, p.side): p for p in asked(snapshot, library)}
        self._snapshot = snapshot
        self._sources = library.sources
        self._order = list(library.steps)

    def word(self, key: str, side: Side = Side.JOINT) -> str | None:
        """What was said: an option's key, "said", "not_sure", "" for nothing; None when not asked."""
        place = self.places.get((key, side))
        if place is None:
            return None
        if place.is_not_sure:
            return "not_sure"
        if place.answer is None or not place.is_answered:
            return ""
        return place.answer.chosen[0] if place.answer.chosen else "said"

    def speaker(self, side: Side) -> str:
        """A side at the start of a sentence: its one organisation by name, else "The academic side"."""
        members = self._snapshot.where(Organisation, side=side)
        return side_name(self._snapshot, side) if len(members) == 1 else f"The {SIDE_WORDS[side]}"

    def has_gone_past(self, key: str, side: Side) -> bool:
        """Whether anything was said in a step after the one that asks this."""
        here = self._order.index(self.places[key, side].question.step)
        later = self._order[here + 1 :]
        return any(place.question.step in later for place in self.said())

    def said(self) -> tuple[Asked, ...]:
        """Every question and side with an answer, "not sure yet" included."""
        return tuple(place for place in self.places.values() if place.is_answered or place.is_not_sure)

    def finding(
        self,
        id: str,
        severity: Severity,
        message: str,
        place: tuple[str, Side],
        *,
        advice: str = "",
        sources: tuple[str, ...] = (),
    ) -> Finding:
        """A finding to be mended at the question and side of `place`; `sources` are keys."""
        cites = tuple(self._sources[source].cite for source in sources if source in self._sources)
        where = f"scope/{place[0]}/{place[1]}"
        return Finding(id, severity, Screen.SCOPE, message, where, Basis.PLANNER, cites, advice, "scope")

    def not_assessed(self, id: str, message: str, place: tuple[str, Side]) -> Finding:
        """A finding that says why the rule could not be judged."""
        return self.finding(id, Severity.NOT_ASSESSED, message, place)


def findings(snapshot: Snapshot, library: Library, today: date) -> tuple[Finding, ...]:
    """The warnings that the answers raise, in the order of the steps. `today` changes none of them."""
    view = _View(snapshot, library)
    if view.said():
        return tuple(finding for rule in _CHECKS for finding in rule(view))
    first = next(iter(view.places), None)
    if first is None:
        return ()
    message = "Scoping has not begun, so none of its checks could be made."
    return (view.not_assessed("not-started", message, first),)


def _decision_makers(view: _View) -> Iterator[Finding]:
    for side in SIDES:
        place = ("why.decision_maker", side)
        if view.word(*place) not in _UNSETTLED:
            continue
        name, id = view.speaker(side), f"no-decision-maker/{side}"
        if view.word(*place) == "not_sure" or view.has_gone_past(*place):
            message = f"{name} has not named who can say yes."
            advice = "Write down the post that can commit people and money, and ask it early."
            yield view.finding(
                id, Severity.WARNING, message, place, advice=advice, sources=("abpi-barriers",)
            )
        else:
            yield view.not_assessed(id, f"{name} has not said yet who can say yes.", place)


def _symptom(view: _View) -> Iterator[Finding]:
    place = ("problem.symptom", Side.JOINT)
    word = view.word(*place)
    if word == "yes":
        explained = view.word("problem.cause") == "said"
        message = "The problem as written may be a symptom of something deeper."
        advice = "Say what lies underneath, and whether this project touches it."
        if explained:
            advice = "The cause is written down; agree who looks after it."
        severity = Severity.INFO if explained else Severity.WARNING
        yield view.finding("symptom", severity, message, place, advice=advice, sources=("abpi-barriers",))
    elif word in _UNSETTLED:
        message = "Whether the problem is a symptom of something deeper has not been settled."
        yield view.not_assessed("symptom", message, place)


def _staffing_gap(view: _View) -> Iterator[Finding]:
    for side in SIDES:
        place, id = ("problem.staffing_gap", side), f"staffing-gap/{side}"
        word = view.word(*place)
        if word == "yes":
            message = f"{view.speaker(side)} does this partly to cover its own shortage of staff."
            advice = "Agree how the work is staffed on the day after the project ends."
            yield view.finding(
                id, Severity.WARNING, message, place, advice=advice, sources=("abpi-barriers",)
            )
        elif word in _UNSETTLED:
            message = f"{view.speaker(side)} has not said whether it covers a shortage of its own."
            yield view.not_assessed(id, message, place)


def _benefits(view: _View) -> Iterator[Finding]:
    silent = [side for side in SIDES if view.word("wants.aim", side) in _UNSETTLED]
    if len(silent) == 1:
        name = view.speaker(silent[0])
        message = f"{name} has not said what it wants; only the other side’s benefit is stated."
        yield view.finding(
            f"one-sided-benefit/{silent[0]}",
            Severity.WARNING,
            message,
            ("wants.aim", silent[0]),
            advice="Ask for one or two sentences, in words the other side would recognise.",
            sources=("abpi-barriers", "hall-2025"),
        )
    elif silent:
        message = "Neither side has said what it wants, so benefits could not be compared."
        yield view.not_assessed("one-sided-benefit", message, ("wants.aim", silent[0]))


def _involvement(view: _View) -> Iterator[Finding]:
    people, planned = view.word("approvals.participants"), view.word("involvement.planned")
    start = view.word("involvement.stage")
    place = ("involvement.stage" if start == "after" else "involvement.planned", Side.JOINT)
    if people == "yes" and (planned == "no" or start == "after"):
        yield view.finding(
            "no-involvement",
            Severity.WARNING,
            "People take part, but nobody like them helps to shape the work before the design is fixed.",
            place,
            advice="Ask a small group of the people concerned before the design is settled, and pay for it.",
            sources=("hall-2025", "involvement-standards"),
        )
    elif people in _UNSETTLED or (people == "yes" and (planned in _UNSETTLED or start in _UNSETTLED)):
        message = "Whether people take part, and help to shape the work early enough, is not settled."
        missing = [k for k in ("involvement.planned", "involvement.stage") if view.word(k) in _UNSETTLED]
        key = (missing or ["approvals.participants"])[0]
        yield view.not_assessed("no-involvement", message, (key, Side.JOINT))


def _data_agreement(view: _View) -> Iterator[Finding]:
    flows, agreement = view.word("data.flows"), view.word("data.agreement")
    if flows in _UNSETTLED:
        message = "Whether data will flow is not settled, so the need for an agreement could not be judged."
        yield view.not_assessed("data-agreement", message, ("data.flows", Side.JOINT))
    elif agreement in ("none", *_UNSETTLED):
        said = "there is no data agreement" if agreement == "none" else "no data agreement is spoken of yet"
        yield view.finding(
            "data-agreement",
            Severity.WARNING,
            f"Data will flow, and {said}.",
            ("data.agreement", Side.JOINT),
            advice="Name who drafts it and start now; it can take longer than the memorandum.",
            sources=("broglia-2023", "ico-sharing-checklist"),
        )


def _impact_assessment(view: _View) -> Iterator[Finding]:
    personal, assessment = view.word("data.personal"), view.word("data.dpia")
    if personal in _UNSETTLED:
        message = "Whether data about people will flow is not settled, so the assessment could not be judged."
        yield view.not_assessed("impact-assessment", message, ("data.personal", Side.JOINT))
    elif assessment in ("not-begun", *_UNSETTLED):
        said = "has not begun" if assessment == "not-begun" else "has no answer yet"
        yield view.finding(
            "impact-assessment",
            Severity.WARNING,
            f"Personal data will flow, and the data protection impact assessment {said}.",
            ("data.dpia", Side.JOINT),
            advice="Ask the data protection lead whether one is required, before the design is fixed.",
            sources=("broglia-2023", "ico-sharing-checklist"),
        )


def _overheads(view: _View) -> Iterator[Finding]:
    moves, overheads = view.word("money.moves"), view.word("money.overheads")
    if overheads == "no":
        yield view.finding(
            "no-overheads",
            Severity.WARNING,
            "Money will pass between the parties, and the budget has no line for overheads.",
            ("money.overheads", Side.JOINT),
            advice="Ask the university’s finance office for the full price before a figure is promised.",
            sources=("hall-2025", "huddersfield-costing"),
        )
    elif moves in _UNSETTLED or overheads in _UNSETTLED:
        key = "money.moves" if moves in _UNSETTLED else "money.overheads"
        message = "Money and overheads are not settled, so the budget could not be checked."
        yield view.not_assessed("no-overheads", message, (key, Side.JOINT))


def _exit(view: _View) -> Iterator[Finding]:
    place = ("risks.exit", Side.JOINT)
    if view.word(*place) not in _UNSETTLED:
        return
    if view.stage in _LATE_STAGES:
        message = "The work is under way, and nothing says what happens when it ends."
        advice = "Agree what becomes of data, participants and students, and who may stop the work."
        yield view.finding(
            "no-exit", Severity.WARNING, message, place, advice=advice, sources=("abpi-gate", "abpi-barriers")
        )
    else:
        yield view.not_assessed("no-exit", "What happens when it ends has not been settled yet.", place)


def _guesses(view: _View) -> Iterator[Finding]:
    guessed = [place for place in view.said() if place.answer is not None and not place.answer.confirmed]
    if guessed:
        verb, awaits = ("is", "awaits") if len(guessed) == 1 else ("are", "await")
        message = (
            f"{counted(len(guessed), 'answer')} {verb} our guess of the other side and {awaits} its word."
        )
        first = (guessed[0].question.key, guessed[0].side)
        advice = "Send the file or the questions across, and mark what is confirmed."
        yield view.finding("unconfirmed-guesses", Severity.INFO, message, first, advice=advice)


_CHECKS: tuple[Rule, ...] = (
    _decision_makers,
    _symptom,
    _staffing_gap,
    _benefits,
    _involvement,
    _data_agreement,
    _impact_assessment,
    _overheads,
    _exit,
    _guesses,
)
