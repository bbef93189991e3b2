"""The price explained: what the work costs, who covers it, and what would lower it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.errors import Refused
from planner.memorandum.blocks import PricePicture
from planner.memorandum.drawing import Measure, Picture
from planner.memorandum.price_picture import COST_NAMES, as_table, price_block, price_picture
from planner.model import Cost, Organisation
from planner.price import RATES, BuildUp, build_ups, put_rate, rate_text, set_apart
from planner.price.rates import RateName, put_rate_source, rate_source, spoken_percent
from planner.terms import CostKind
from planner.wording import joined, parse_amount, spoken_amount
from ui.bind import Slot, TextBinding
from ui.dialogs.form import Form
from ui.dialogs.frame import Dialog, be_large
from ui.dialogs.price_reasons import explained, figures, levers
from ui.theme import grown
from ui.widgets.fields import Field
from ui.widgets.page import empty_state, keeping_focus, scroller
from ui.widgets.picture import PictureView
from ui.widgets.shapes import Card, column, holding, link, row, rule, set_across
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.window import MainWindow

INTRO = (
    "What the work costs, whoever pays; who covers it; and what would lower it. "
    "Figures here explain a price. They never set one."
)
SIDE_BY_SIDE = 860


class PriceDialog(Dialog):
    """Cost lines and rates to fill in, the picture they make, and what stands behind the words."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Price explained", INTRO, width=760)
        be_large(self, 1080, 720)
        self.window_ = window
        self._names: list[Any] | None = None
        self._costs: Any = None
        library = window.session.library
        self.picture = Card("What it costs, and who covers it")
        self.costs, self.rates = Card("Cost lines"), Card("Your own rates")
        meanings = explained(library)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(14)
        for cards in ((self.picture, meanings), (self.costs, self.rates)):
            # Each column takes half: a long line in one does not squeeze the other.
            made = holding(column(*cards, None, spacing=14))
            made.setMinimumWidth(grown(300))
            self._columns.addWidget(made, 1)
        whole = QVBoxLayout()
        whole.setSpacing(14)
        whole.addLayout(self._columns)
        whole.addWidget(levers(library))
        whole.addWidget(figures(library))
        whole.addStretch(1)
        self.body.addWidget(scroller(whole), 1)
        self.add_button("Contributions…", self._contributions)
        self.add_button("Close", self.accept, primary=True)
        window.session.changed.connect(self._changed)
        self.finished.connect(lambda _: window.session.changed.disconnect(self._changed))
        self.refresh()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        set_across(self._columns, self.width() >= grown(SIDE_BY_SIDE))

    def _changed(self, _: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show cost, cover and rates as they stand."""
        self._show_picture()
        snapshot = self.window_.session.snapshot
        names = [(o.id, o.name) for o in snapshot.all(Organisation)]
        costs = (names, snapshot.all(Cost))
        with keeping_focus(self):
            if self._costs != costs:
                self._costs = costs
                self._show_lines()
            # The fields mend themselves: made anew only where there are others to fill in.
            if self._names != names:
                self._names = names
                self._show_rates()

    # The picture

    def _show_picture(self) -> None:
        snapshot = self.window_.session.snapshot
        builds = build_ups(snapshot)
        self.picture.empty()
        for build in builds:
            block = price_block(build)
            view = PictureView()
            view.show_picture(partial(_drawn, block), _told(block))
            self.picture.box.addWidget(view)
            for sentence in _sentences(build):
                self.picture.box.addWidget(wrapped(sentence, "caption"))
        if not builds:
            self.picture.box.addWidget(
                wrapped("Add the first cost line, and the picture appears here.", "muted")
            )
        for currency, cash, in_kind in set_apart(snapshot) if builds else ():
            sums = f"{spoken_amount(cash, currency)} in cash and {spoken_amount(in_kind, currency)} in kind"
            text = f"No cost is listed in {currency}, so {sums} stand apart. Currencies are not mixed."
            self.picture.box.addWidget(wrapped(text, "caption"))

    # Cost lines

    def _show_lines(self) -> None:
        snapshot = self.window_.session.snapshot
        self.costs.empty()
        for organisation in snapshot.all(Organisation):
            lines = snapshot.where(Cost, organisation_id=organisation.id)
            if lines:
                self.costs.box.addSpacing(6)
                self.costs.box.addWidget(wrapped(organisation.name, organisation.side.value))
            for place, cost in enumerate(lines):
                if place:
                    self.costs.box.addWidget(rule())
                self.costs.box.addLayout(self._line(cost))
        if not snapshot.all(Cost):
            self.costs.box.addWidget(empty_state("No cost line yet."))
        self.costs.box.addLayout(row(link("Add a cost line…", partial(self.ask, None)), None))

    def _line(self, cost: Cost) -> QBoxLayout:
        currency = cost.currency or self.window_.session.snapshot.partnership.currency
        worth = spoken_amount(cost.amount, currency) if cost.amount is not None else "no amount yet"
        below = f"{COST_NAMES[cost.kind]}, {worth}"
        text = column(wrapped(cost.what or "Unnamed"), wrapped(below, "caption"), spacing=2)
        change = link("Change…", partial(self.ask, cost), name=f"Change {cost.what}")
        remove = link("Remove", partial(self._remove, cost), name=f"Remove {cost.what}")
        line = row(text, change, remove, spacing=12)
        line.setStretch(0, 1)
        return line

    def _remove(self, cost: Cost) -> None:
        self.window_.session.doc.remove(cost, label="removal of a cost line")

    def _contributions(self) -> None:
        from ui.dialogs.lists import Contributions

        Contributions(self.window_).exec()

    def ask(self, cost: Cost | None) -> None:
        """Ask what costs something, whom, and how much."""
        session = self.window_.session
        organisations = {o.id: o.name for o in session.snapshot.all(Organisation)}
        if not organisations:
            self.window_.say("Add an organisation first: a cost is somebody’s.")
            return

        def save(values: dict[str, Any]) -> None:
            values["amount"] = _amount(values["amount"])
            values["currency"] = _currency(values["currency"])
            if not values["what"].strip():
                raise Refused("Say what costs something.", "what")
            with session.doc.step("change of a cost line" if cost else "new cost line"):
                home, owner = session.doc.partnership.id, values["organisation_id"]
                made = cost or session.doc.add(Cost(partnership_id=home, organisation_id=owner))
                session.doc.update(made, values)

        own = session.snapshot.partnership.currency
        form = Form(self, "Cost line", save, intro="What one organisation’s part of the work costs it.")
        form.choice("organisation_id", "Whose cost", organisations, cost.organisation_id if cost else None)
        form.choice("kind", "Kind", COST_NAMES, cost.kind if cost else CostKind.DIRECTLY_INCURRED)
        form.text("what", "What", cost.what if cost else "")
        with form.beside():
            amount = "" if cost is None or cost.amount is None else f"{cost.amount:,}"
            form.line("amount", "Amount, if it is known", amount)
            form.line("currency", "Currency", (cost.currency if cost else "") or own)
        form.line("note", "Note", cost.note if cost else "")
        form.exec()

    # Rates

    def _show_rates(self) -> None:
        session = self.window_.session
        parts = session.library.price_parts
        self.rates.empty()
        text = "In percent, your own finance office’s figures. Without a rate nothing is estimated."
        self.rates.box.addWidget(wrapped(text, "caption"))
        for organisation in session.snapshot.all(Organisation):
            self.rates.box.addSpacing(6)
            self.rates.box.addWidget(wrapped(organisation.name, organisation.side.value))
            line = row(spacing=12)
            for name in RATES:
                line.addWidget(self._rate(organisation, name, parts[name].name), 1)
            self.rates.box.addLayout(line)
            self.rates.box.addWidget(self._source(organisation))
        for name in RATES:
            part = parts[name]
            self.rates.box.addWidget(wrapped(f"{part.name}: {part.explains}", "caption"))

    def _rate(self, organisation: Organisation, name: RateName, caption: str) -> QWidget:
        edit = QLineEdit()
        edit.setPlaceholderText("not known")
        edit.setMaximumWidth(grown(110))
        edit.setAccessibleName(f"{caption} of {organisation.name}, percent")
        made = Field(caption, edit)
        slot = Slot(
            lambda snapshot: rate_text(snapshot, name, organisation.id),
            lambda document, value, typing: put_rate(document, name, organisation.id, value, typing=typing),
        )
        TextBinding(self.window_.session, edit, slot, on_refused=made.complain)
        return made

    def _source(self, organisation: Organisation) -> QWidget:
        slot = Slot(
            lambda snapshot: rate_source(snapshot, organisation.id),
            lambda document, value, typing: put_rate_source(document, organisation.id, value, typing=typing),
        )
        edit = QLineEdit()
        edit.setPlaceholderText("such as the finance office, this year")
        edit.setAccessibleName(f"Where the rates of {organisation.name} come from")
        made = Field("Where they come from", edit)
        TextBinding(self.window_.session, edit, slot, on_refused=made.complain)
        return made


def _drawn(block: PricePicture, width: float, measure: Measure, roles: Mapping[str, str]) -> Picture:
    return price_picture(block, width, str, measure, roles)


def _told(block: PricePicture) -> str:
    """The picture in words, row by row."""
    rows = ("; ".join(cell for cell in line.cells if cell) for line in as_table(block).rows)
    return ". ".join(rows)


def _sentences(build: BuildUp) -> Iterable[str]:
    """What the picture does not say by itself."""
    if build.not_assessed:
        names = joined(organisation.name for organisation in build.not_assessed)
        yield f"The indirect cost of {names} is not assessed. That is not zero: add a line or a rate."
    if build.uncosted:
        yield (
            f"{build.uncosted} cost lines have no amount yet."
            if build.uncosted > 1
            else "One cost line has no amount yet."
        )
    if build.unvalued:
        yield "Contributions without a value are not counted."
    for cost in build.costs:
        for kind, percent in cost.estimates.items():
            what = f"{COST_NAMES[kind].lower()} cost of {cost.organisation.name}"
            yield f"The {what} is an estimate, from its own rate of {spoken_percent(percent)}."
        if cost.asked is not None:
            asked = spoken_amount(cost.asked, build.currency)
            yield f"{cost.organisation.name} asks the others to cover {asked} of its cost."
    yield "Lines are rounded to two decimals, a half upwards. Things in kind count at their giver’s estimate."


def _amount(text: str) -> Any:
    try:
        return parse_amount(text)
    except ValueError as fault:
        raise Refused(str(fault), "amount") from None


def _currency(text: str) -> str:
    code = text.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Refused("Write the currency as three letters, such as GBP.", "currency")
    return code
