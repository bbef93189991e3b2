"""What a screen may ask of the window that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from planner.portfolio import PortfolioRow
    from ui.checker import Checker
    from ui.session import Session


class Desk(Protocol):
    """The window, as its screens see it."""

    session: Session
    checker: Checker
    rows_are_all: bool
    last_binned: tuple[UUID, ...]

    def go(self, place: str) -> None:
        """Show a place: `overview`, `scope/wants.aim/academic`, `timeline/<id>` ..."""

    def perform(self, name: str) -> None:
        """Run an action of `ui.actions` by its name."""

    def open_partnership(self, partnership_id: UUID, place: str = "overview") -> None:
        """Open a stored partnership and show a place of it."""

    def rows(self) -> tuple[PortfolioRow, ...]:
        """The portfolio's rows as stored."""

    def reload_rows(self) -> None:
        """Read the portfolio's rows again, and show them."""

    def say(self, sentence: str, *, action: str = "", name: str = "") -> None:
        """Show a passing note; with `action` a button that performs the action `name`."""
