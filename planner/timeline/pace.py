"""How far a long piece of work has come, and whether anybody still waits for it."""

from __future__ import annotations

from dataclasses import dataclass


class GivenUp(Exception):
    """Nobody waits for this work any more."""


@dataclass
class Pace:
    """Shared between the work, which calls `reach`, and whoever watches it or gives it up."""

    done: int = 0
    total: int = 1
    is_given_up: bool = False

    def reach(self, done: int, total: int) -> None:
        """So much is done. Raises GivenUp when nobody waits for the rest."""
        if self.is_given_up:
            raise GivenUp
        self.done, self.total = done, total

    def give_up(self) -> None:
        """Let the work stop at its next step."""
        self.is_given_up = True
