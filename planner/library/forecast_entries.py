"""The types of the forecast's content: what makes a clause slow, and what is known of the whole."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from planner.library.entries import Item, Key

# As the states of positions are called; "untouched" is a clause that nobody has spoken on.
Standing = Literal["agreed", "near", "apart", "open", "untouched"]


class SlowClause(Item):
    """What makes one clause slow, and the weeks it may add.

    It counts when every condition that is given holds: the paper or a side has one of `options`,
    the sides stand in one of `states`, one of `situations` is met, there are `parties` or more.
    """

    clause: Key
    text: str
    options: tuple[Key, ...] = ()
    states: tuple[Standing, ...] = ()
    situations: tuple[Key, ...] = ()
    parties: int = Field(default=0, ge=0, le=50)
    weeks_min: int = Field(ge=0, le=104)
    weeks_max: int = Field(ge=1, le=104)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.weeks_min > self.weeks_max:
            raise ValueError("weeks_min is at most weeks_max")
        return self


class Pace(Item):
    """What a source says of how long whole agreements take, in our words."""

    text: str
