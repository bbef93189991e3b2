"""Taking the periods of a calendar file over into a clock: known ones are updated, not doubled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from planner.document import Document
from planner.exchange.clock_files import ClockFile
from planner.model import Clock, ClockPeriod, Organisation
from planner.snapshot import Snapshot
from planner.wording import counted, joined, spoken_date

# What the file says of a period. Its kind stays as it stands here: it may have been put right by hand.
_TOLD = ("name", "starts_on", "ends_on", "repeats", "repeats_every", "repeats_until")


@dataclass(frozen=True)
class Arrival:
    """What taking a file over would do: the clock it meets, and what is new, changed, the same, gone."""

    clock: Clock | None
    new: tuple[ClockPeriod, ...]
    changed: tuple[tuple[ClockPeriod, ClockPeriod], ...]
    same: int
    gone: tuple[ClockPeriod, ...]

    @property
    def words(self) -> str:
        """What would happen, in a sentence."""
        if self.clock is None:
            return f"A new calendar with {counted(len(self.new), 'period')}."
        parts = [
            f"{len(self.new):,} new" if self.new else "",
            f"{len(self.changed):,} changed" if self.changed else "",
            f"{self.same:,} as before" if self.same else "",
            f"{len(self.gone):,} no longer in the file" if self.gone else "",
        ]
        said = joined(part for part in parts if part)
        return f"“{self.clock.name or 'Calendar'}” is brought up to date: {said}."


def arrival(snapshot: Snapshot, organisation: Organisation, file: ClockFile) -> Arrival:
    """What taking the file over would do to the clocks of an organisation."""
    keys = {period.uid for period in file.periods}
    known: dict[str, ClockPeriod] = {}
    clock, most = None, 0
    for each in snapshot.where(Clock, organisation_id=organisation.id):
        theirs = {p.uid: p for p in snapshot.where(ClockPeriod, clock_id=each.id) if p.uid}
        shared = len(theirs.keys() & keys)
        if shared > most:
            clock, known, most = each, theirs, shared
    new = tuple(period for period in file.periods if period.uid not in known)
    pairs = [(known[period.uid], period) for period in file.periods if period.uid in known]
    changed = tuple(
        (old, now) for old, now in pairs if any(getattr(old, n) != getattr(now, n) for n in _TOLD)
    )
    gone = tuple(
        period
        for uid, period in known.items()
        if uid not in keys and period.starts_on >= file.window.first and period.starts_on <= file.window.last
    )
    return Arrival(clock, new, changed, len(pairs) - len(changed), gone)


def take_clock(
    document: Document,
    organisation: Organisation,
    file: ClockFile,
    kinds: Mapping[str, str],
    left: Iterable[str] = (),
    *,
    removes_gone: bool = True,
) -> Clock:
    """Take a file over in one step; `kinds` are the user's by period key, `left` those not wanted."""
    unwanted = set(left)
    found = arrival(document.snapshot(), organisation, file)
    with document.step(f"import of {file.name} for {organisation.name}"):
        clock = found.clock
        note = (
            f"Imported on {spoken_date(file.window.today)}; events from {spoken_date(file.window.first)} "
            f"to {spoken_date(file.window.last)}."
        )
        if clock is None:
            clock = document.add(
                Clock(
                    partnership_id=document.partnership.id,
                    organisation_id=organisation.id,
                    name=file.name,
                    note=note,
                )
            )
        else:
            document.update(clock, {"note": note})
        for period in found.new:
            if period.uid not in unwanted:
                document.add(_owned(period, clock, kinds.get(period.uid, period.kind)))
        for old, now in found.changed:
            if old.uid not in unwanted:
                document.update(old, {name: getattr(now, name) for name in _TOLD})
        for old in document.snapshot().where(ClockPeriod, clock_id=clock.id):
            if old.uid in kinds and old.uid not in unwanted:
                document.update(old, {"kind": kinds[old.uid]})
        for old in found.gone if removes_gone else ():
            document.remove(old)
    return document.get(Clock, clock.id)


def _owned(period: ClockPeriod, clock: Clock, kind: str) -> ClockPeriod:
    own = {"id": uuid4(), "partnership_id": clock.partnership_id, "clock_id": clock.id, "kind": kind}
    return period.model_copy(update=own)
