"""The annexes as blocks: the timeline, the roles, the contributions, the agenda."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from planner.agenda import open_points
from planner.document import Snapshot
from planner.findings import AgendaItem
from planner.library import Library
from planner.memorandum.blocks import (
    Annex,
    Block,
    Heading,
    MatrixPerson,
    MatrixRow,
    Paragraph,
    RoleMatrix,
    Row,
    Table,
    TimelinePicture,
)
from planner.model import Activity, Contribution, Organisation, Person, RoleActivity
from planner.roles.cells import Matrix, matrix
from planner.roles.load import load_by_month, peak
from planner.sides import side_name
from planner.terms import Lane, Letter, Side
from planner.timeline.layout import lay_out
from planner.timeline.schedule import schedule
from planner.timeline.shapes import Plan
from planner.wording import joined, spoken_amount, spoken_date

TO_BE_AGREED = "to be agreed"
CASH = "cash"
TITLES = {
    "timeline": "Two timelines on one axis",
    "roles": "Roles and time",
    "contributions": "Contributions",
    "agenda": "Open points",
}


@dataclass(frozen=True)
class Draft:
    """What composing reads: the partnership, the content, the day, the agenda, and annex letters."""

    snapshot: Snapshot
    library: Library
    today: date
    agenda: tuple[AgendaItem, ...]
    letters: tuple[tuple[str, str], ...]

    def annex(self, name: str) -> str:
        """The letter of an annex, or nothing when it is not printed."""
        return dict(self.letters).get(name, "")

    def point(self, *origins: str) -> str:
        """How the paper says that something is not settled, with the number of the first on the agenda."""
        number = self.number(*origins)
        return f"{TO_BE_AGREED} (open point {number})" if number else TO_BE_AGREED

    def number(self, *origins: str) -> int:
        """The number on the agenda of the first of these that is on it, or 0."""
        numbers = {item.origin: item.number for item in self.agenda}
        return next((numbers[origin] for origin in origins if origin in numbers), 0)


def draft_of(snapshot: Snapshot, library: Library, today: date) -> Draft:
    """The agenda and the annexes of a partnership: what exists and is ticked, lettered without gaps."""
    agenda = open_points(snapshot, library)
    exists = {
        "timeline": bool(snapshot.all(Activity)),
        "roles": bool(snapshot.all(RoleActivity)),
        "contributions": bool(snapshot.all(Contribution)),
        "agenda": bool(agenda),
    }
    names = [name for name in TITLES if exists[name] and name in snapshot.partnership.printed]
    letters = tuple((name, chr(ord("A") + at)) for at, name in enumerate(names))
    return Draft(snapshot, library, today, agenda, letters)


def annexes(draft: Draft) -> list[Block]:
    """Every annex that is printed, in order."""
    written: dict[str, Callable[[Draft], list[Block]]] = {
        "timeline": _timeline,
        "roles": _roles,
        "contributions": _contributions,
        "agenda": _agenda,
    }
    return [
        block
        for name, letter in draft.letters
        for block in (Annex(letter, TITLES[name]), *written[name](draft))
    ]


# The timeline


def _timeline(draft: Draft) -> list[Block]:
    partnership = draft.snapshot.partnership
    # Laid out as of its own first day, so that the picture does not change with the day of printing.
    first_day = schedule(draft.snapshot, draft.library).start_on or draft.today
    plan = printed_plan(lay_out(draft.snapshot, draft.library, first_day, ()))
    months_from = partnership.start_on if partnership.shows_months else None
    picture: list[Block] = [TimelinePicture(plan, months_from)] if plan.bars or plan.diamonds else []
    return [
        Paragraph(
            "Each bar shows the likely dates; the thin line behind it runs to the late case. "
            "Diamonds are milestones, and hatching marks times when an organisation is hard to reach.",
            muted=True,
        ),
        *picture,
        Heading(2, "Dates"),
        Table(("What", "Who", "Starts", "Likely end", "Late end"), _dates(draft), (4.2, 2.6, 1.5, 1.5, 1.5)),
    ]


def printed_plan(plan: Plan) -> Plan:
    """The plan as it may leave the house: no clashes, no runway, nothing that depends on the day of printing.

    How long a company's money lasts is for its own eyes; it plans with it, and does not hand it out.
    """
    bars = tuple(replace(bar, state="plain") for bar in plan.bars if not bar.is_runway)
    days = [day for bar in bars for day in (bar.start, bar.end, bar.late_end)]
    days += [day for diamond in plan.diamonds for day in (diamond.start, diamond.late)]
    start, end = (min(days) - 10, max(days) + 10) if days else (plan.start, plan.end)
    bands = tuple(band for band in plan.bands if band.start < end and band.end > start)
    return replace(
        plan,
        bars=bars,
        diamonds=tuple(replace(diamond, state="plain") for diamond in plan.diamonds),
        bands=bands,
        pins=(),
        ties=(),
        today=start,
        start=max(start, 1),
        end=min(end, date.max.toordinal()),
        unplaced=(),
        by_row={},
    )


def _dates(draft: Draft) -> tuple[Row, ...]:
    times = schedule(draft.snapshot, draft.library)
    rows = []
    for found in sorted(times.values(), key=lambda s: (s.start, s.end, s.activity.rank)):
        who = _who(draft.snapshot, found.activity)
        if found.activity.is_milestone:
            late = spoken_date(found.late_end) if found.late_end > found.start else ""
            rows.append(Row((found.activity.name, who, spoken_date(found.start), "", late)))
        else:
            days = (found.start, found.end, found.late_end)
            rows.append(Row((found.activity.name, who, *(spoken_date(day) for day in days))))
    rows += [
        Row((a.name, _who(draft.snapshot, a), TO_BE_AGREED, TO_BE_AGREED, TO_BE_AGREED))
        for a in times.unplaced
    ]
    return tuple(rows)


def _who(snapshot: Snapshot, activity: Activity) -> str:
    owner = snapshot.find(Person, activity.owner_id)
    organisation = snapshot.find(Organisation, activity.organisation_id)
    place = organisation.name if organisation else side_name(snapshot, Side(activity.lane))
    if activity.lane == Lane.JOINT and organisation is None:
        return f"{owner.name}, for both sides" if owner else "Together"
    return f"{owner.name}, {place}" if owner else place


# Roles


def _roles(draft: Draft) -> list[Block]:
    whole = matrix(draft.snapshot, draft.library)
    people = tuple(MatrixPerson(_name(person), whole.side(person)) for person in whole.people)
    rows = tuple(
        MatrixRow(group.name, row.title, _letters(whole, row), _gap(whole, row))
        for group in whole.groups
        for row in group.rows
    )
    legend = (
        "R does the work. A answers for it, one person for each activity. C is asked before it is decided. "
        "I is told afterwards. Blue stands for the academic side, copper for the industry side."
    )
    return [
        Paragraph(legend, muted=True),
        RoleMatrix(people, rows),
        Heading(2, "People and their time"),
        Table(
            ("Who", "Organisation", "Time for this", "Planned at the peak"),
            _people(draft, whole),
            (3, 3.4, 1.8, 2.6),
            (2, 3),
        ),
        Paragraph("Time is in percent of full time. The peak is the busiest month of the plan.", muted=True),
    ]


def _name(person: Person) -> str:
    return f"{person.name} (to be hired)" if person.to_be_hired else person.name


def _letters(whole: Matrix, row: RoleActivity) -> tuple[Letter | None, ...]:
    return tuple(whole.letter(row.id, person.id) for person in whole.people)


def _gap(whole: Matrix, row: RoleActivity) -> str:
    missing = [
        word
        for letter, word in ((Letter.ACCOUNTABLE, "accountable"), (Letter.RESPONSIBLE, "responsible"))
        if not whole.holders(row.id, letter)
    ]
    return f"{joined(missing).capitalize()}: {TO_BE_AGREED}" if missing else ""


def _people(draft: Draft, whole: Matrix) -> tuple[Row, ...]:
    loads = {load.person.id: load for load in load_by_month(draft.snapshot, draft.library)}
    rows = []
    for person in whole.people:
        heaviest = peak(loads[person.id]) if person.id in loads else None
        month = spoken_date(heaviest.month).partition(" ")[2] if heaviest and heaviest.month else ""
        planned = f"{heaviest.percent:.0f} % {f'({month})' if month else ''}".strip() if heaviest else "none"
        time = f"{person.time_percent} %" if person.time_percent is not None else TO_BE_AGREED
        post = f"{_name(person)}, {person.post}" if person.post else _name(person)
        rows.append(Row((post, whole.organisation(person).name, time, planned), whole.side(person)))
    return tuple(rows)


# Contributions and the agenda


def _contributions(draft: Draft) -> list[Block]:
    snapshot = draft.snapshot
    given = [
        (organisation, contribution)
        for organisation in snapshot.all(Organisation)
        for contribution in snapshot.where(Contribution, organisation_id=organisation.id)
    ]
    rows = [_contribution(snapshot, organisation, contribution) for organisation, contribution in given]
    rows += _totals(snapshot, [contribution for _, contribution in given])
    return [
        Paragraph(
            "What each organisation plans to put in. A value in kind is its own estimate, not an invoice.",
            muted=True,
        ),
        Table(("Organisation", "What", "Cash", "In kind"), tuple(rows), (2.6, 4, 1.7, 1.7), (2, 3)),
    ]


def _contribution(snapshot: Snapshot, organisation: Organisation, given: Contribution) -> Row:
    value = (
        spoken_amount(given.amount, given.currency or snapshot.partnership.currency)
        if given.amount is not None
        else TO_BE_AGREED
        if given.kind == CASH
        else "not valued"
    )
    what = "\n".join(part for part in (given.what, given.note) if part) or TO_BE_AGREED
    cells = (value, "") if given.kind == CASH else ("", value)
    return Row((organisation.name, what, *cells), organisation.side)


def _totals(snapshot: Snapshot, given: list[Contribution]) -> list[Row]:
    """One row for each currency."""
    totals: dict[str, list[Decimal]] = {}
    for contribution in given:
        if contribution.amount is not None:
            sums = totals.setdefault(contribution.currency or snapshot.partnership.currency, [Decimal()] * 2)
            sums[contribution.kind != CASH] += contribution.amount
    return [
        Row(("Total", "", *(spoken_amount(total, currency) for total in sums)), is_total=True)
        for currency, sums in sorted(totals.items())
    ]


def _agenda(draft: Draft) -> list[Block]:
    rows = tuple(
        Row((str(i.number), i.text, i.owner, spoken_date(i.due_on) if i.due_on else TO_BE_AGREED))
        for i in draft.agenda
    )
    return [
        Paragraph("What the parties have still to settle, who sees to it, and by when.", muted=True),
        Table(("No.", "What is to be settled", "Who", "By when"), rows, (0.7, 5.6, 2.6, 1.6)),
    ]
