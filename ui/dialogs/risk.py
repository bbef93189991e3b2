"""A card of "It failed because…": written, drawn from the cards, or changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from planner.errors import Refused
from planner.library.entries import Factor
from planner.model import Person, Risk
from planner.terms import Basis
from planner.wording import joined
from ui.desk import Desk
from ui.dialogs.form import Form

LIKELIHOODS = {"": "Not said", "likely": "Likely", "possible": "Possible", "unlikely": "Unlikely"}
SEVERITIES = {"": "Not said", "severe": "Severe", "medium": "Medium", "small": "Small"}


def edit_risk(desk: Desk, risk: Risk | None, card: Factor | None = None) -> bool:
    """Change a card, write one, or take one that was drawn; whether it was kept."""
    session = desk.session
    snapshot = session.snapshot
    shown = risk or Risk(
        partnership_id=snapshot.partnership.id,
        text=card.card if card else "",
        factor=card.key if card else "",
    )
    people = {None: "Nobody yet"} | {p.id: p.name for p in snapshot.all(Person)}

    def save(values: dict[str, Any]) -> None:
        values["text"] = values["text"].strip()
        if not values["text"]:
            raise Refused("Say in a few words why it failed.", "text")
        document = session.doc
        with document.step("change of a card" if risk else "new card"):
            # Added first and then filled in: so what the model refuses comes back with its field.
            document.update(risk or document.add(shown), values)

    form = Form(_window(desk), "It failed because…", save, intro=_intro(desk, card))
    form.text("text", "It failed because", shown.text)
    form.choice("likelihood", "How likely", _with(LIKELIHOODS, shown.likelihood), shown.likelihood)
    form.choice("severity", "How severe", _with(SEVERITIES, shown.severity), shown.severity)
    hint = f"The other way round: {card.mirror}" if card else ""
    form.text("answer", "What you do about it", shown.answer, hint=hint)
    form.choice("owner_id", "Who", people, shown.owner_id)
    form.date("due_on", "By when", shown.due_on)
    return bool(form.exec())


def _with(options: dict[str, str], held: str) -> dict[str, str]:
    """The options, and what is stored where a file has brought another word."""
    return options if held in options else {**options, held: held}


def _intro(desk: Desk, card: Factor | None) -> str:
    if card is None:
        return "Imagine the partnership has ended badly. What was the reason?"
    cited = joined(desk.session.library.sources[key].cite for key in card.sources)
    after = f", after {cited}" if cited else ""
    ours = "The planner's own wording" if card.basis is Basis.PLANNER else "A card"
    return f"{card.theme}. {ours}{after}. Make it yours, or cancel to pass it."


def _window(desk: Desk) -> QWidget | None:
    return desk if isinstance(desk, QWidget) else None
