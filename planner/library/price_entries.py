"""The types of the content that explains a price: its parts, what others ask, what lowers it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.library.entries import Item

# What a part belongs to: the cost, who covers it, or a rate of one's own.
PriceGroup = Literal["cost", "cover", "rate"]


class PricePart(Item):
    """A part of the build-up, or a rate, in plain words. `example` says what one would find in it."""

    group: PriceGroup
    name: str = Field(max_length=60)
    explains: str
    example: str = ""


class PriceFigure(Item):
    """What somebody else asks or pays: to explain a price, never to set one. `year` is the figure's."""

    figure: str
    says: str
    place: str
    year: str


class PriceLever(Item):
    """Something that lowers what a small firm pays, with what is given for it."""

    name: str
    explains: str
    trade: str
