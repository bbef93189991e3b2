"""What stands behind a price: the meaning of its parts, what lowers it, what others ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from planner.terms import Basis
from ui.widgets.shapes import Card, column, holding, row
from ui.widgets.text import label, wrapped
from ui.wizards.why_card import source_lines

if TYPE_CHECKING:
    from planner.library import Library
    from planner.library.price_entries import PriceFigure, PriceLever


def explained(library: Library) -> Card:
    """Each part of the picture in a sentence, with an example."""
    card = Card("What the parts mean")
    for part in library.price_parts.values():
        if part.group != "rate":
            example = f" For example: {part.example[0].lower()}{part.example[1:]}" if part.example else ""
            made = column(
                label(part.name, "strong"),
                wrapped(f"{part.explains}{example}"),
                wrapped(_basis(library, part.basis, part.sources), "caption"),
                spacing=2,
            )
            card.box.addLayout(made)
    return card


def levers(library: Library) -> Card:
    """What lowers the price, and what is given for it."""
    card = Card("What lowers it")
    card.box.addLayout(_in_pairs(_lever(library, lever) for lever in library.price_levers.values()))
    return card


def _lever(library: Library, lever: PriceLever) -> QVBoxLayout:
    return column(
        label(lever.name, "strong", wraps=True),
        wrapped(lever.explains),
        wrapped(f"In return: {lever.trade[0].lower()}{lever.trade[1:]}", "muted"),
        wrapped(_basis(library, lever.basis, lever.sources), "caption"),
        None,
        spacing=2,
    )


def figures(library: Library) -> Card:
    """What others ask or pay, each with place, year and source."""
    card = Card("What others ask or pay")
    card.box.addWidget(
        wrapped("Other people’s figures, with place and year. None of them is a rule for you.", "muted")
    )
    card.box.addLayout(_in_pairs(_figure(library, figure) for figure in library.price_figures.values()))
    return card


def _figure(library: Library, figure: PriceFigure) -> QVBoxLayout:
    cites = "; ".join(library.sources[key].cite for key in figure.sources if key in library.sources)
    return column(
        label(figure.figure, "strong", wraps=True),
        wrapped(figure.says),
        wrapped(f"{figure.place}, {figure.year}. {cites}", "caption"),
        None,
        spacing=2,
    )


def _in_pairs(items: Iterable[QVBoxLayout]) -> QVBoxLayout:
    """Two beside each other, in rows."""
    listed = [holding(item) for item in items]
    rows = QVBoxLayout()
    rows.setSpacing(14)
    for at in range(0, len(listed), 2):
        line = row(*listed[at : at + 2], spacing=24)
        for place in range(line.count()):
            line.setStretch(place, 1)
        if len(listed[at : at + 2]) == 1:
            line.addStretch(1)
        rows.addLayout(line)
    return rows


def _basis(library: Library, basis: Basis, sources: Iterable[str]) -> str:
    if basis is Basis.PLANNER:
        return "The planner’s own wording"
    first, *others = source_lines(library, basis, sources)
    return "; ".join([first, *(line.partition(": ")[2] for line in others)])
