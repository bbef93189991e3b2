"""Which clauses may take long, by how many weeks, and who says so. Figures, never a probability.

Every figure is content, most of it our assumption; a partnership's own replaces it as an
`Assumption` with the key `slow.<key>` and a value such as "4" or "3-6" (weeks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from planner.agreement.clauses import ClauseState, clause_set
from planner.agreement.papers import situations_met
from planner.agreement.positions import is_negotiated, positions_on, state_of
from planner.document import Snapshot
from planner.library import Library
from planner.library.entries import Item
from planner.library.forecast_entries import SlowClause
from planner.model import Assumption, Organisation
from planner.terms import Basis

UNTOUCHED = "untouched"
LONGEST_WEEKS = 104
_WEEKS = re.compile(r"(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?(?:\s*weeks?)?")


@dataclass(frozen=True)
class Weeks:
    """A span of weeks, both ends included."""

    least: int
    most: int

    def __str__(self) -> str:
        """Return it as people say it: "3 to 6 weeks", "1 week"."""
        if self.least == self.most:
            return f"{self.most} week" if self.most == 1 else f"{self.most} weeks"
        return f"{self.least} to {self.most} weeks"

    @property
    def short(self) -> str:
        """The span for a narrow column: "+3–6 weeks"."""
        span = str(self.most) if self.least == self.most else f"{self.least}–{self.most}"
        return f"+{span} {'week' if span == '1' else 'weeks'}"


@dataclass(frozen=True)
class Reason:
    """One thing that makes a clause slow; `evidence` says whose figure it is."""

    key: str
    text: str
    weeks: Weeks
    evidence: str


@dataclass(frozen=True)
class SlowForecast:
    """A clause that may take long: the span of its slowest reason, and every reason, slowest first."""

    clause: str
    title: str
    number: int | None
    weeks: Weeks
    reasons: tuple[Reason, ...]

    @property
    def place(self) -> str:
        """Where the clause is worked on."""
        return f"agreement/{self.clause}"


@dataclass(frozen=True)
class Forecast:
    """The clauses that may take long, slowest first."""

    clauses: tuple[SlowForecast, ...]

    @cached_property
    def by_clause(self) -> dict[str, SlowForecast]:
        """The same, by the key of the clause."""
        return {slow.clause: slow for slow in self.clauses}

    @property
    def one_after_another(self) -> Weeks:
        """All clauses settled one after another."""
        return Weeks(sum(s.weeks.least for s in self.clauses), sum(s.weeks.most for s in self.clauses))

    @property
    def side_by_side(self) -> Weeks:
        """All clauses settled at the same time: the slowest one decides."""
        spans = [slow.weeks for slow in self.clauses]
        return Weeks(max((w.least for w in spans), default=0), max((w.most for w in spans), default=0))


def slow_clauses(snapshot: Snapshot, library: Library) -> Forecast:
    """The clauses that may take long in this partnership as it stands."""
    return snapshot.derive(_slow_clauses, library)


def _slow_clauses(snapshot: Snapshot, library: Library) -> Forecast:
    own = {a.key: a for a in reversed(snapshot.all(Assumption))}
    situations = frozenset(met.situation.key for met in situations_met(snapshot, library))
    parties = len(snapshot.all(Organisation))
    found = []
    for state in clause_set(snapshot, library):
        entries = [e for e in library.slow_clauses.values() if e.clause == state.clause.key and not e.retired]
        if not state.included or not entries:
            continue
        stands, options = _standing(snapshot, library, state), _options(snapshot, state)
        reasons = [
            _reason(entry, own.get(f"slow.{entry.key}"), library)
            for entry in entries
            if (not entry.options or options & {*entry.options})
            and (not entry.states or stands in entry.states)
            and (not entry.situations or situations & {*entry.situations})
            and parties >= entry.parties
        ]
        reasons.sort(key=lambda reason: (-reason.weeks.most, -reason.weeks.least))
        if any(reason.weeks.most for reason in reasons):
            found.append(_slow(state, tuple(reason for reason in reasons if reason.weeks.most)))
    found.sort(key=lambda slow: (-slow.weeks.most, -slow.weeks.least))
    return Forecast(tuple(found))


def _slow(state: ClauseState, reasons: tuple[Reason, ...]) -> SlowForecast:
    span = Weeks(max(r.weeks.least for r in reasons), max(r.weeks.most for r in reasons))
    return SlowForecast(state.clause.key, state.clause.title, state.number, span, reasons)


def _standing(snapshot: Snapshot, library: Library, state: ClauseState) -> str:
    is_touched = is_negotiated(snapshot, state)
    return state_of(snapshot, library, state.clause.key).value if is_touched else UNTOUCHED


def _options(snapshot: Snapshot, state: ClauseState) -> frozenset[str]:
    """What the paper says, and while the clause is not agreed what either side wants."""
    said = {state.option.key} if state.option else set()
    if state.choice is None or not state.choice.agreed:
        said |= {position.option for position in positions_on(snapshot, state.clause).values()}
    return frozenset(said)


def _reason(entry: SlowClause, own: Assumption | None, library: Library) -> Reason:
    replaced = weeks_meant(own.value) if own else None
    weeks = replaced or Weeks(entry.weeks_min, entry.weeks_max)
    why = f": {' '.join(own.reason.split())}" if own and own.reason.strip() else ""
    evidence = f"your own figure{why}" if replaced else evidence_of(entry, library)
    return Reason(entry.key, entry.text, weeks, evidence)


def evidence_of(entry: Item, library: Library) -> str:
    """Whose figure it is: the source with its year, or that it is our assumption."""
    sources = [library.sources[key] for key in entry.sources if key in library.sources]
    if entry.basis is Basis.PLANNER or not sources:
        return "our assumption"
    dated = (
        source.cite if source.year in source.cite else f"{source.cite}, {source.year}" for source in sources
    )
    return "; ".join(dated)


def weeks_meant(text: str) -> Weeks | None:
    """The span that a typed figure means: "4", "3-6", "3 to 6 weeks"; None when it is none."""
    found = _WEEKS.fullmatch(text.strip().lower())
    if found is None:
        return None
    ends = sorted((int(found[1]), int(found[2] or found[1])))
    return Weeks(ends[0], ends[1]) if ends[1] <= LONGEST_WEEKS else None
