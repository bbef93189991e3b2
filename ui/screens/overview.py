"""The overview: where this partnership stands, what comes next, where the sides differ."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QGridLayout, QMenu, QPushButton, QWidget

from planner import readiness, scope
from planner.errors import Refused
from planner.findings import Finding
from planner.model import NextStep, Organisation, Person, Rating
from planner.sides import SIDE_TITLES
from planner.summary import stage_progress
from planner.terms import SIDES, Severity, Side
from planner.wording import counted, short_date
from ui.desk import Desk
from ui.dialogs import parties
from ui.dialogs.form import Form
from ui.theme import grown
from ui.widgets.chip import Chip, Tone
from ui.widgets.link_text import LinkText
from ui.widgets.page import Page, keeping_focus
from ui.widgets.shapes import Bar, Card, button, clear, column, holding, link, row, rule, set_across
from ui.widgets.text import Elided, label, wrapped

_SHOWN_FINDINGS = 8
_CHIP_COLUMN = 86
_GRAVE = (Severity.ERROR, Severity.WARNING)


class OverviewScreen(Page):
    """Everything here is a link to the place where it can be mended."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.desk = desk
        self.tools.addWidget(button("Details…", lambda: desk.perform("details")))
        self.stages = Card()
        self._shown_wide = True
        self._sides = {Side.ACADEMIC: Card(side="academic"), Side.INDUSTRY: Card(side="industry")}
        self.steps, self.differences, self.attention = Card("Next steps"), Card(), Card("Needs attention")
        self._side_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._card_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for layout in (self._side_row, self._card_row):
            layout.setSpacing(14)
        for card in self._sides.values():
            self._side_row.addWidget(card, 1)
        self._card_row.addWidget(self.steps, 8)
        self._card_row.addWidget(self.differences, 7)
        self._card_row.addWidget(self.attention, 7)
        self.body.addWidget(self.stages)
        self.body.addLayout(self._side_row)
        self.body.addLayout(self._card_row)
        self.body.addStretch(1)
        self.watch(desk.session.changed, desk.checker.checked)

    def go(self, place: str) -> None:
        """Open an organisation's or person's form: `organisation/<id>`, `person/<id>`."""
        kind, _, key = place.partition("/")
        snapshot = self.desk.session.snapshot
        if kind == "organisation" and (found := snapshot.find(Organisation, _uuid(key))):
            parties.edit_organisation(self.desk, found)
        elif kind == "person" and (person := snapshot.find(Person, _uuid(key))):
            parties.edit_person(self.desk, person)

    def refresh(self) -> None:
        """Show the partnership as it stands."""
        if self.desk.session.document is None:
            return
        with keeping_focus(self):
            self._show_all()

    def _show_all(self) -> None:
        partnership = self.desk.session.snapshot.partnership
        self.title.set_text(partnership.title)
        self.set_subtitle(partnership.summary)
        self._show_stages()
        for side in SIDES:
            self._show_side(side)
        self._show_steps()
        self._show_differences()
        self._show_attention()

    def _show_stages(self) -> None:
        clear(self.stages.box)
        session = self.desk.session
        grid = QGridLayout()
        grid.setHorizontalSpacing(26)
        grid.setVerticalSpacing(14)
        self._shown_wide = self._is_wide()
        across = 4 if self._shown_wide else 2
        for place, stage in enumerate(stage_progress(session.snapshot, session.library, session.today())):
            head = row(Elided(stage.name, "strong"), label(stage.word, "caption"))
            head.setStretch(0, 1)
            cell = column(head, Bar(stage.fraction), spacing=6)
            grid.addLayout(cell, place // across, place % across)
            grid.setColumnStretch(place % across, 1)
        self.stages.box.addLayout(grid)

    def _is_wide(self) -> bool:
        return self.width() >= grown(1000)

    def _show_side(self, side: Side) -> None:
        card, snapshot = self._sides[side], self.desk.session.snapshot
        clear(card.box)
        organisations = [o for o in snapshot.all(Organisation) if o.side is side]
        more = QPushButton("Change…")
        more.setProperty("link", True)
        more.setAccessibleName(f"{SIDE_TITLES[side]}: add, change or remove organisations")
        more.setMenu(self._side_menu(side, organisations, more))
        head = row(label(side.capitalize(), "caption"), None, more)
        card.box.addLayout(head)
        if not organisations:
            add = button("Add an organisation", partial(parties.edit_organisation, self.desk, None, side))
            card.box.addLayout(row(label("Nobody yet", "muted"), None, add))
        for each in organisations:
            name = Elided(each.name, "card")
            card.box.addLayout(_stretched(name, _kind_chip(each)))
        for caption, key in (("Wants", "wants.aim"), ("Brings", "brings.offer")):
            self._show_answer(card, caption, key, side)
        card.box.addStretch(1)

    def _show_answer(self, card: Card, caption: str, key: str, side: Side) -> None:
        session = self.desk.session
        answer = scope.answer_to(session.snapshot, key, side, session.library)
        text = scope.answer_text(answer, session.library.questions.get(key))
        guess = Chip("our guess" if answer is not None and not answer.confirmed else "", "outline")
        place = f"scope/{key}/{side}"
        card.box.addLayout(row(label(caption, "strong"), guess, None))
        if text:
            card.box.addWidget(wrapped(text, "muted"))
        else:
            card.box.addWidget(
                link("Not answered yet", partial(self.desk.go, place), name=f"{caption}: answer")
            )

    def _side_menu(self, side: Side, organisations: list[Organisation], more: QPushButton) -> QMenu:
        menu = QMenu(more)
        for each in organisations:
            name = each.name.replace("&", "&&")
            menu.addAction(f"Change {name}…", partial(parties.edit_organisation, self.desk, each))
            menu.addAction(f"Remove {name}…", partial(parties.remove_organisation, self.desk, each))
        menu.addSeparator()
        menu.addAction("Add an organisation…", partial(parties.edit_organisation, self.desk, None, side))
        known = menu.addMenu("Add one you know")
        known.aboutToShow.connect(partial(self._fill_known, known, side))
        menu.addAction("Add a person or post…", partial(self._add_person, organisations))
        menu.addAction("Contributions…", partial(self.desk.perform, "contributions"))
        return menu

    def _fill_known(self, menu: QMenu, side: Side) -> None:
        menu.clear()
        store = self.desk.session.store
        here = {o.shared_id for o in self.desk.session.snapshot.all(Organisation)}
        for each in store.submit(store.shared_organisations).result()[:40]:
            if each.shared_id not in here:
                name = each.name.replace("&", "&&")
                menu.addAction(name, partial(parties.add_known_organisation, self.desk, each, side))
        if menu.isEmpty():
            menu.addAction("No other organisation is known yet").setEnabled(False)

    def _add_person(self, organisations: list[Organisation]) -> None:
        parties.edit_person(self.desk, None, organisations[0].id if organisations else None)

    def _show_steps(self) -> None:
        self.steps.empty()
        snapshot, today = self.desk.session.snapshot, self.desk.session.today()
        steps = [s for s in snapshot.all(NextStep) if not s.done]
        for place, step in enumerate(sorted(steps, key=lambda s: (s.due_on is None, s.due_on, s.rank))):
            if place:
                self.steps.box.addWidget(rule())
            self.steps.box.addLayout(self._step_line(step, today))
        if not steps:
            self.steps.box.addWidget(label("Nothing is waiting.", "muted"))
        self.steps.box.addLayout(row(link("Add a step…", partial(self._edit_step, None)), None))
        self.steps.box.addStretch(1)

    def _step_line(self, step: NextStep, today: Any) -> QBoxLayout:
        owner = self.desk.session.snapshot.find(Person, step.owner_id)
        done = QCheckBox()
        done.setAccessibleName(f"Done: {step.text}")
        done.setToolTip("Mark as done")
        done.clicked.connect(lambda on: self.desk.session.doc.set(step, "done", on, label="step done"))
        text = LinkText(step.text, partial(self._edit_step, step))
        overdue = step.due_on is not None and step.due_on < today
        when = label(
            short_date(step.due_on, today) if step.due_on else "no date", "error" if overdue else "muted"
        )
        below = label(owner.name, "caption") if owner else None
        middle = column(text, below, spacing=0) if below else column(text)
        line = row(done, _in_column(Chip(step.side.value, step.side.value)), middle, when, spacing=10)
        line.setStretch(2, 1)
        return line

    def _edit_step(self, step: NextStep | None) -> None:
        document = self.desk.session.doc
        shown = step or NextStep(partnership_id=document.partnership.id)
        people: dict[Any, str] = {None: "Nobody yet"}
        people |= {p.id: p.name for p in self.desk.session.snapshot.all(Person)}

        def save(values: dict[str, Any]) -> None:
            if not values["text"].strip():
                raise Refused("Say in a few words what is to be done.", "text")
            with document.step("new next step" if step is None else "change of a next step"):
                document.update(step or document.add(shown), values)

        form = Form(self, "Next step", save)
        form.line("text", "What is to be done", shown.text)
        form.choice("side", "By which side", SIDE_TITLES, shown.side)
        form.choice("owner_id", "Who", people, shown.owner_id)
        form.date("due_on", "By when", shown.due_on)
        form.exec()

    def _show_differences(self) -> None:
        clear(self.differences.box)
        session = self.desk.session
        self.differences.box.addWidget(wrapped("Where the two sides see it differently", "card"))
        views = readiness.ratings(session.snapshot, session.library)
        differing = readiness.differences(session.snapshot, session.library)
        apart = [view for view in differing if view.state == "apart"]
        for place, view in enumerate(apart[:6]):
            if place:
                self.differences.box.addWidget(rule())
            ratings: tuple[tuple[Rating | None, Tone], ...]
            ratings = ((view.academic, "academic"), (view.industry, "industry"))
            chips = [Chip(f"{rated.value} of 5", tone) for rated, tone in ratings if rated is not None]
            text = LinkText(view.topic.statement, partial(self.desk.go, f"readiness/{view.topic.key}"))
            line = row(text, *chips)
            line.setStretch(0, 1)
            self.differences.box.addLayout(line)
        if not apart:
            self.differences.box.addWidget(
                wrapped("No topic is far apart, as far as both have rated.", "muted")
            )
        rated = sum(v.academic is not None and v.industry is not None for v in views)
        note = (
            f"{len(apart)} of {counted(len(views), 'topic')} apart. Coverage {rated} of {len(views)} topics."
        )
        self.differences.box.addWidget(wrapped(note, "caption"))
        self.differences.box.addStretch(1)

    def _show_attention(self) -> None:
        self.attention.empty()
        found = [f for f in self.desk.checker.findings if f.severity in _GRAVE]
        for finding in found[:_SHOWN_FINDINGS]:
            self.attention.box.addWidget(self._finding_line(finding))
        if len(found) > _SHOWN_FINDINGS:
            rest = counted(len(found) - _SHOWN_FINDINGS, "more point")
            self.attention.box.addWidget(label(f"and {rest} on their screens", "caption"))
        if not found:
            self.attention.box.addWidget(wrapped("Nothing that the checks can see.", "muted"))
        self.attention.box.addStretch(1)

    def _finding_line(self, finding: Finding) -> QWidget:
        tone: Tone = "error" if finding.severity is Severity.ERROR else "warning"
        chip = Chip(finding.tag or finding.screen.value, tone)
        text = LinkText(finding.message, partial(self.desk.go, finding.place))
        line = row(_in_column(chip, top=True), text)
        line.setStretch(1, 1)
        return holding(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self._is_wide()
        if wide != self._shown_wide and self.desk.session.document is not None:
            self._show_stages()
        set_across(self._card_row, wide)
        set_across(self._side_row, self.width() >= grown(640))


def _in_column(chip: Chip, *, top: bool = False) -> QWidget:
    """A chip in a column of chips, so that the texts beside them begin at one line."""
    holder = holding(column(chip, None, spacing=0) if top else row(chip, None))
    holder.setFixedWidth(grown(_CHIP_COLUMN))
    return holder


def _kind_chip(organisation: Organisation) -> Chip:
    text = "health service" if organisation.kind == "health_service" else ""
    return Chip(text, organisation.side.value)


def _stretched(first: QWidget, *others: QWidget) -> QBoxLayout:
    line = row(first, *others)
    line.setStretch(0, 1)
    return line


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
