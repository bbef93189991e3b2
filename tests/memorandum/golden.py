"""The whole wording of the worked example, as text to compare with.

`python -m tests.memorandum.golden` writes it anew after the example or the wording has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from planner.document import snapshot_of
from planner.exchange.file import read_file
from planner.library import standard_library
from planner.memorandum import blocks
from planner.memorandum.annexes import TITLES
from planner.memorandum.compose import compose
from planner.memorandum.price_picture import as_table

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "mindful-campus.partnership.json"
GOLDEN = ROOT / "tests" / "golden" / "mindful-campus.txt"
TODAY = date(2026, 12, 9)


def worked_example() -> blocks.Memorandum:
    """The example's memorandum with every annex there is, the internal ones included."""
    entities = read_file(EXAMPLE).entities
    home, *rest = entities
    printed = home.model_copy(update={"printed": (*TITLES, "internal")})
    return compose(snapshot_of([printed, *rest]), standard_library(), TODAY)


def told(paper: blocks.Memorandum) -> str:
    """The paper as lines of text, a block after the other."""
    lines = [paper.state, paper.caution, paper.footer]
    for block in paper.blocks:
        lines += ["", *_lines(block)]
    return "\n".join(lines) + "\n"


def _lines(block: blocks.Block) -> Iterator[str]:
    match block:
        case blocks.Title():
            yield from (block.text, block.subtitle)
        case blocks.Annex():
            yield f"=== Annex {block.letter} {block.title}"
        case blocks.Heading():
            binds = " [binding]" if block.binds else ""
            yield f"{'#' * block.level} {block.number} {block.text}{binds}".replace("  ", " ")
        case blocks.Paragraph():
            yield block.text
        case blocks.Notice():
            yield block.text
        case blocks.Bullets():
            yield from (f"- {item}" for item in block.items)
        case blocks.Parties():
            yield from (f"{party.name} ({party.kind})" for party in block.parties)
        case blocks.Table():
            yield from _rows(block)
        case blocks.PricePicture():
            yield "[picture of the price]"
            yield from _rows(as_table(block))
        case blocks.RoleMatrix():
            yield " | ".join(["", *(person.name for person in block.people)])
            for row in block.rows:
                yield " | ".join([f"{row.phase}: {row.title}", *(x or "-" for x in row.letters), row.note])
        case blocks.TimelinePicture():
            names = [shape.name for shape in (*block.plan.bars, *block.plan.diamonds)]
            yield f"[picture of the timeline: {'; '.join(sorted(names))}]"
        case blocks.SignatureBlock():
            for place in block.signatures:
                yield " | ".join((place.organisation, place.name, place.post, place.manner))
        case _:
            yield repr(block)


def _rows(table: blocks.Table) -> Iterator[str]:
    for cells in (table.head, *(row.cells for row in table.rows)):
        yield " | ".join(cell.replace("\n", " / ") for cell in cells)


if __name__ == "__main__":
    GOLDEN.write_text(told(worked_example()), encoding="utf-8")
