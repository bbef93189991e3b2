"""What the tests of the scoping wizard share: a small partnership, and names for what is on the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.model import Answer, Entity, Partnership, Person
from planner.terms import Seat, Side
from tests.builders import two_parties
from tests.ui.desks import desk_for
from ui.screens.scope import ScopeScreen
from ui.widgets.chip import Chip
from ui.window import MainWindow

AIM = "What does your side want from this?"
ACADEMIC, INDUSTRY = f"{AIM} (the academic side)", f"{AIM} (the industry side)"


def entities(seat: Seat = Seat.FACILITATOR, *more: Entity) -> list[Entity]:
    """A new partnership of two fictional organisations, with a post on each side."""
    home, northfield, brightpath = two_parties(seat)
    lead = Person(partnership_id=home.id, rank=1, organisation_id=northfield.id, name="Academic lead")
    manager = Person(partnership_id=home.id, rank=2, organisation_id=brightpath.id, name="Product manager")
    return [
        home,
        northfield,
        brightpath,
        lead,
        manager,
        *(m.model_copy(update={"partnership_id": home.id}) for m in more),
    ]


def desk_at_wants(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window at the step that asks what each side wants, with nothing answered."""
    made = desk_for(entities(), qtbot, tmp_path)
    made.go("scope/wants")
    return made


def answer(question: str, side: Side = Side.JOINT, **fields: object) -> Answer:
    """An answer, to be given to `entities`."""
    return Answer.model_validate(
        {"partnership_id": Partnership(title="x").id, "question": question, "side": side} | fields
    )


def screen_of(desk: MainWindow) -> ScopeScreen:
    shown = desk.stack.currentWidget()
    assert isinstance(shown, ScopeScreen)
    return shown


def page_of(desk: MainWindow) -> QWidget:
    return screen_of(desk).stack.currentWidget()


def named(desk: MainWindow, name: str) -> QWidget:
    """The widget of the step shown that a screen reader would call by this name."""
    found = [w for w in page_of(desk).findChildren(QWidget) if w.accessibleName() == name]
    assert found, f"nothing is called {name}"
    return found[0]


def press(qtbot, widget: QWidget) -> None:
    """Press a button by keyboard."""
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Space)


def answers(desk: MainWindow) -> dict[tuple[str, Side], Answer]:
    return {(a.question, a.side): a for a in desk.session.snapshot.all(Answer)}


def settled(qtbot, desk: MainWindow) -> None:
    """Wait until the screen has caught up with the document."""
    qtbot.waitUntil(lambda: not screen_of(desk)._soon.isActive())


def undo(qtbot, desk: MainWindow) -> None:
    qtbot.keyClick(QApplication.focusWidget() or desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk)


def chips(desk: MainWindow) -> list[str]:
    return [c.text for c in page_of(desk).findChildren(Chip) if c.isVisible()]
