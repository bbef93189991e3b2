"""The price as one picture: what the work costs, and against it, to the same scale, who covers it.

Every part carries a number, a pattern and a line in the legend, so that it reads without colour.
Screen and paper draw the same shapes; only the colours of the roles differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from planner.memorandum import looks
from planner.memorandum.blocks import PriceLayer, PricePicture, Row, Table
from planner.memorandum.drawing import Box, Measure, Picture, Primitive, Stroke, Words, hatching, shortened
from planner.price import BuildUp
from planner.terms import CostKind, Side
from planner.wording import spoken_amount

COST_NAMES = {
    CostKind.DIRECTLY_INCURRED: "Directly incurred",
    CostKind.DIRECTLY_ALLOCATED: "Directly allocated",
    CostKind.INDIRECT: "Indirect",
}
UNCOVERED = "Not covered yet"

_PAPER = {"ink": looks.INK, "muted": looks.MUTED, "line": looks.LINE, "surface": looks.WHITE}
PAPER_ROLES: Mapping[str, str] = _PAPER | {
    f"{side}{tone}": colours[side]
    for tone, colours in (("", looks.SIDE_INK), ("_soft", looks.SIDE_SOFT), ("_line", looks.SIDE_LINE))
    for side in Side
}

BAR_HEIGHT, HEAD_HEIGHT, ENTRY_HEIGHT, GAP = 20.0, 15.0, 13.5, 12.0
SWATCH = 9.0
TWO_COLUMNS_FROM = 380.0
NARROWEST_NUMBERED = 13.0
WIDEST_ENTRY = 330.0


# What it shows


def price_block(build: BuildUp) -> PricePicture:
    """A build-up as plain data for every writer."""
    costs = tuple(_cost(build, kind) for kind in CostKind if build.of_kind(kind))
    covers = [*_given(build, is_cash=True), *_given(build, is_cash=False)]
    if build.uncovered:
        covers.append(_layer(UNCOVERED, build.uncovered, build.currency, "open"))
    is_whole = not build.not_assessed and not build.uncosted
    full = spoken_amount(build.full, build.currency)
    put_in = spoken_amount(build.cash + build.in_kind, build.currency)
    covered = f"Put in: {put_in}, of which {spoken_amount(build.cash, build.currency)} in cash"
    if build.surplus:
        covered += f"; {spoken_amount(build.surplus, build.currency)} more than the cost"
    return PricePicture(
        costs, tuple(covers), f"{'Full economic cost' if is_whole else 'Cost known so far'}: {full}", covered
    )


def _cost(build: BuildUp, kind: CostKind) -> PriceLayer:
    amount, estimated = build.of_kind(kind), build.estimated(kind)
    mark = "" if not estimated else " (estimate)" if estimated == amount else " (part estimate)"
    return _layer(COST_NAMES[kind] + mark, amount, build.currency, kind.value)


def _given(build: BuildUp, *, is_cash: bool) -> Iterator[PriceLayer]:
    for given in build.given:
        if amount := given.cash if is_cash else given.in_kind:
            name = f"{given.organisation.name}, {'cash' if is_cash else 'in kind'}"
            kind = "cash" if is_cash else "in_kind"
            yield _layer(name, amount, build.currency, kind, given.organisation.side)


def _layer(name: str, amount: Decimal, currency: str, kind: str, side: Side = Side.JOINT) -> PriceLayer:
    return PriceLayer(name, spoken_amount(amount, currency), int(amount * 100), kind, side)  # type: ignore[arg-type]


def as_table(block: PricePicture) -> Table:
    """The same as a table, for writers that do not draw."""
    rows = [Row((block.full, "", ""), is_total=True)]
    rows += [Row((layer.name, layer.spoken, share(block, layer))) for layer in block.costs]
    rows.append(Row((block.covered, "", ""), is_total=True))
    rows += [
        Row((layer.name, layer.spoken, share(block, layer)), None if layer.side is Side.JOINT else layer.side)
        for layer in block.covers
    ]
    return Table(("Part", "Amount", "Of the cost"), tuple(rows), (4, 1.8, 1.1), (1, 2))


def share(block: PricePicture, layer: PriceLayer) -> str:
    """How much of the whole cost a part is, in whole percent; nothing while there is no cost."""
    whole = sum(cost.size for cost in block.costs)
    if not whole:
        return ""
    percent = Decimal(100 * layer.size) / whole
    return "under 1 %" if 0 < percent < 1 else f"{percent:.0f} %"


# How it is drawn


def price_picture(
    block: PricePicture,
    width: float,
    drawn: Callable[[str], str],
    measure: Measure,
    roles: Mapping[str, str] = PAPER_ROLES,
) -> Picture:
    """The picture `width` points wide; `drawn` makes a text fit the typeface."""
    scale = max(sum(layer.size for layer in bar) for bar in (block.costs, block.covers)) or 1
    shapes: list[Primitive] = []
    top, number = 0.0, 1
    cost_end = width * sum(layer.size for layer in block.costs) / scale
    for head, layers in ((block.full, block.costs), (block.covered, block.covers)):
        words = shortened(drawn(head), width, 9, measure, semibold=True)
        shapes.append(Words(0, top + 10, words, 9, roles["ink"], semibold=True))
        top += HEAD_HEIGHT
        shapes += _bar(layers, number, top, width / scale, roles)
        if layers is block.covers and cost_end < width - 1:
            # Where the cost ends: what stands to the right of it is more than is needed.
            shapes.append(Stroke(cost_end, top - 3, cost_end, top + BAR_HEIGHT + 3, roles["ink"], 1.2))
        top += BAR_HEIGHT + 6
        legend, height = _legend(block, layers, number, (top, width), drawn, measure, roles)
        shapes += legend
        top += height + GAP
        number += len(layers)
    return Picture(width, top - GAP, tuple(shapes))


def _bar(
    layers: tuple[PriceLayer, ...], number: int, top: float, scale: float, roles: Mapping[str, str]
) -> Iterator[Primitive]:
    left = 0.0
    for at, layer in enumerate(layers):
        wide = layer.size * scale
        yield from _filled(layer, left, top, wide, BAR_HEIGHT, roles)
        if wide >= NARROWEST_NUMBERED:
            middle, box = left + wide / 2, 11.0
            # On a ground of its own a number reads on any pattern.
            yield Box(middle - box / 2, top + (BAR_HEIGHT - box) / 2, box, box, roles["surface"], radius=2)
            text = str(number + at)
            yield Words(middle, top + 12.8, text, 7.5, roles["ink"], semibold=True, anchor="middle")
        left += wide
    if not layers:
        yield Stroke(0, top + BAR_HEIGHT / 2, 24, top + BAR_HEIGHT / 2, roles["muted"], dashed=True)


def _filled(
    layer: PriceLayer, left: float, top: float, wide: float, tall: float, roles: Mapping[str, str]
) -> Iterator[Primitive]:
    """A rectangle in the pattern of its kind, with a hair of room to the next one."""
    wide = max(wide - 0.8, 0.4)
    right, bottom = left + wide, top + tall
    muted, side = roles["muted"], layer.side
    match layer.kind:
        case "directly_incurred":
            yield Box(left, top, wide, tall, muted)
        case "directly_allocated":
            yield Box(left, top, wide, tall, roles["surface"], muted)
            yield from hatching(left, top, right, bottom, muted, step=4.5)
        case "indirect":
            yield Box(left, top, wide, tall, roles["line"], muted)
            yield from _lines(left, top, right, bottom, muted)
        case "cash":
            yield Box(left, top, wide, tall, roles[str(side)])
        case "in_kind":
            yield Box(left, top, wide, tall, roles[f"{side}_soft"], roles[str(side)])
            yield from hatching(left, top, right, bottom, roles[str(side)], step=4.5)
        case _:
            yield Box(left, top, wide, tall, roles["surface"])
            for x1, y1, x2, y2 in (
                (left, top, right, top),
                (right, top, right, bottom),
                (right, bottom, left, bottom),
                (left, bottom, left, top),
            ):
                yield Stroke(x1, y1, x2, y2, muted, 0.8, dashed=True)


def _lines(left: float, top: float, right: float, bottom: float, colour: str) -> Iterator[Stroke]:
    y = top + 3
    while y < bottom:
        yield Stroke(left, y, right, y, colour, 0.4)
        y += 3


def _legend(
    block: PricePicture,
    layers: tuple[PriceLayer, ...],
    number: int,
    place: tuple[float, float],
    drawn: Callable[[str], str],
    measure: Measure,
    roles: Mapping[str, str],
) -> tuple[list[Primitive], float]:
    """A line for each part, in two columns where there is room; with the height they take."""
    top, width = place
    columns = 2 if width >= TWO_COLUMNS_FROM and len(layers) > 3 else 1
    rows = -(-len(layers) // columns)
    gutter = 18.0
    across = min((width - gutter * (columns - 1)) / columns, WIDEST_ENTRY)
    shapes: list[Primitive] = []
    for at, layer in enumerate(layers):
        left = (at // rows) * (across + gutter)
        y = top + (at % rows) * ENTRY_HEIGHT
        part = share(block, layer)
        amount = shortened(f"{layer.spoken}, {part}" if part else layer.spoken, 0.6 * across, 8, measure)
        text = f"{number + at} {drawn(layer.name)}"
        room = across - SWATCH - 6 - 10 - measure(amount, 8, False)
        shapes += _filled(layer, left, y + 2, SWATCH + 5, SWATCH, roles)
        words = shortened(text, room, 8, measure)
        shapes.append(Words(left + SWATCH + 11, y + 9.5, words, 8, roles["ink"]))
        shapes.append(Words(left + across, y + 9.5, amount, 8, roles["muted"], anchor="right"))
    return shapes, rows * ENTRY_HEIGHT
