"""Pages: the memorandum against bare ReportLab, and against other engines where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any
from xml.sax.saxutils import escape

from run import Row

TODAY = date(2026, 12, 9)
NOT_INSTALLED = float("nan")


def memorandum(folder: Path) -> list[Row]:
    """Pages per second, the wait for a preview, and what other engines take for the same text."""
    from inside import timed

    from planner.memorandum.pdf import render

    rows = []
    for what, paper in (
        ("memorandum of the worked example", _example()),
        ("memorandum with annexes", _long()),
    ):
        pages = render(paper)[1].pages
        bare, bare_pages = _bare(paper), _bare(paper)()
        ours, floor = [], []
        for _ in range(9):
            ours += timed(lambda paper=paper: render(paper), 1)
            floor += timed(bare, 1)
        name = f"bare ReportLab, same text, {bare_pages} pages"
        rows.append(Row(f"{what}, {pages} pages", name, median(floor), median(ours), 2))
    middle = rows[-1].ours
    rows.append(Row("preview after a change, painted", "0.5 s", 500.0, median(timed(_preview(), 9)), 1.0))
    for engine, seconds in _others(_long(), folder):
        rows.append(Row(f"{engine}, the same text", "ours", middle, seconds, float("inf")))
    return rows


def _entities() -> tuple[Any, ...]:
    from planner.exchange.file import read_file
    from ui.shelf import example_path

    return tuple(read_file(example_path()).entities)


def _example() -> Any:
    from planner.document import snapshot_of
    from planner.library import standard_library
    from planner.memorandum.compose import compose

    return compose(snapshot_of(_entities()), standard_library(), TODAY)


def _long() -> Any:
    """The worked example with three times its clauses, and tables that go over many pages."""
    from planner.memorandum import blocks
    from planner.memorandum.pdf import render

    paper = _example()
    at = next(n for n, block in enumerate(paper.blocks) if isinstance(block, blocks.Annex))

    def longer(block: blocks.Block, times: int) -> blocks.Block:
        if isinstance(block, blocks.Table | blocks.RoleMatrix):
            return replace(block, rows=block.rows * times)
        return block

    times = 1
    while True:
        annexes = tuple(longer(block, times) for block in paper.blocks[at:])
        long = replace(paper, blocks=paper.blocks[:at] * 3 + annexes)
        if render(long)[1].pages >= 30:
            return long
        times += 1


def _preview() -> Callable[[], object]:
    """From a changed word to the first pages as pixels, as the preview shows them."""
    import pypdfium2

    from planner.document import Document
    from planner.library import standard_library
    from planner.memorandum.compose import compose
    from planner.memorandum.pdf import render

    document = Document(_entities(), lambda _: None)
    library, count = standard_library(), 0

    def preview() -> None:
        nonlocal count
        count += 1
        home = document.partnership
        document.set(home, "summary", f"Evaluating a stress-support app, version {count}")
        content, _ = render(compose(document.snapshot(), library, TODAY))
        drawn = pypdfium2.PdfDocument(content)
        for page in list(drawn)[:2]:
            page.render(scale=1.5).close()
        drawn.close()

    return preview


# The floor


def _bare(paper: Any) -> Callable[[], int]:
    """The same words in paragraphs and tables with an embedded typeface, and nothing else."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    from planner.memorandum.fonts import font_files

    pdfmetrics.registerFont(TTFont("Bare", str(next(iter(font_files().values())))))
    style = ParagraphStyle("bare", fontName="Bare", fontSize=10, leading=14, spaceAfter=6)
    small = ParagraphStyle("small", fontName="Bare", fontSize=9, leading=12.5)

    def build() -> int:
        story: list[Any] = []
        for what in _words(paper):
            if isinstance(what, str):
                story.append(Paragraph(escape(what), style))
                continue
            cells = [[Paragraph(escape(cell).replace("\n", "<br/>"), small) for cell in row] for row in what]
            story += [
                Table(cells, colWidths=[453 / len(cells[0])] * len(cells[0]), repeatRows=1),
                Spacer(0, 8),
            ]
        pages = SimpleDocTemplate(BytesIO(), pagesize=A4, invariant=1)
        pages.build(story)
        return int(pages.page)

    return build


def _words(paper: Any) -> Iterator[str | list[tuple[str, ...]]]:
    """Every text of a paper in order, and its tables as rows of cells."""
    from planner.memorandum import blocks

    for block in paper.blocks:
        if isinstance(block, blocks.Table):
            yield [block.head, *(row.cells for row in block.rows)]
        elif isinstance(block, blocks.RoleMatrix):
            head = ("", *(person.name for person in block.people))
            yield [head, *((row.title, *(letter or "" for letter in row.letters)) for row in block.rows)]
        elif isinstance(block, blocks.Parties):
            yield [tuple(f"{party.name}\n{party.kind}" for party in block.parties)]
        elif isinstance(block, blocks.SignatureBlock):
            yield [
                (s.organisation, f"{s.name} {s.post}".strip(), "Signature", "Date") for s in block.signatures
            ]
        elif isinstance(block, blocks.Bullets):
            yield from block.items
        elif isinstance(block, blocks.Annex):
            yield block.title
        elif isinstance(block, blocks.Heading):
            yield f"{block.number} {block.text}"
        elif isinstance(block, blocks.Title | blocks.Paragraph | blocks.Notice):
            yield block.text


# Other engines


def _others(paper: Any, folder: Path) -> Iterator[tuple[str, float]]:
    """What each other engine takes for the same words, in milliseconds; not a number where it is missing."""
    page, typst = folder / "paper.html", folder / "paper.typ"
    page.write_text(_html(paper), encoding="utf-8")
    typst.write_text(_typst(paper), encoding="utf-8")
    office = shutil.which("soffice") or "soffice"
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    calls = {
        "typst": ["typst", "compile", str(typst), str(folder / "typst.pdf")],
        "weasyprint": ["weasyprint", str(page), str(folder / "weasyprint.pdf")],
        "LibreOffice": [
            office,
            home,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(page),
        ],
    }
    for engine, call in calls.items():
        yield engine, _timed(call) if shutil.which(call[0]) else NOT_INSTALLED


def _timed(call: list[str]) -> float:
    """The median of three runs, after one that warms the caches."""
    from inside import timed

    def run() -> None:
        subprocess.run(call, check=True, capture_output=True, timeout=120)

    run()
    return median(timed(run, 3))


def _html(paper: Any) -> str:
    parts = []
    for what in _words(paper):
        if isinstance(what, str):
            parts.append(f"<p>{escape(what)}</p>")
        else:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in what)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return f"<!doctype html><meta charset=utf-8><body>{''.join(parts)}</body>"


def _typst(paper: Any) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

    parts = []
    for what in _words(paper):
        if isinstance(what, str):
            parts.append(f"#par({quoted(what)})")
        else:
            cells = ", ".join(quoted(cell) for row in what for cell in row)
            parts.append(f"#table(columns: {len(what[0])}, {cells})")
    return "\n\n".join(parts)
