"""Papers made of blocks by hand, so that a test of the page does not depend on any wording."""

from __future__ import annotations

from datetime import date

from planner.memorandum import blocks
from planner.memorandum.blocks import (
    Annex,
    Bullets,
    Heading,
    MatrixPerson,
    MatrixRow,
    Memorandum,
    Notice,
    Paragraph,
    Parties,
    Party,
    Question,
    RoleMatrix,
    Row,
    Signature,
    SignatureBlock,
    Table,
    Title,
)
from planner.terms import Letter, Side

A, I = Side.ACADEMIC, Side.INDUSTRY  # noqa: E741 - the two sides


def paper(*drawn: blocks.Block, **fields: object) -> Memorandum:
    """A paper of these blocks."""
    given: dict[str, object] = {
        "title": "Memorandum of understanding",
        "subtitle": "Mindful Campus",
        "state": "Draft 3 · 4 open points · 9 December 2026",
        "caution": "For discussion, not legal advice",
        "footer": "Mindful Campus",
        "draft_number": 3,
        "dated_on": date(2026, 12, 9),
        "author": "Northfield University and Brightpath Digital Ltd",
        "paper_name": "memorandum",
    }
    return Memorandum(blocks=tuple(drawn), **(given | fields))  # type: ignore[arg-type]


def every_block(text: str) -> tuple[blocks.Block, ...]:
    """One block of every kind, with `text` in every field that holds any."""
    letters = (Letter.ACCOUNTABLE, Letter.RESPONSIBLE)
    return (
        Title(text, text),
        Parties((Party(A, text, text, (text,)), Party(I, text, text))),
        Heading(1, text, "1", binds=True),
        Paragraph(text),
        Paragraph(text, muted=True),
        Bullets((text,)),
        Heading(2, text),
        Table((text, text), (Row((text, text), A), Row((text, text), is_total=True)), (1, 1), (1,)),
        SignatureBlock((Signature(A, text, text, text, text), Signature(I, text))),
        Notice(text),
        Annex("A", text),
        RoleMatrix((MatrixPerson(text, A), MatrixPerson(text, I)), (MatrixRow(text, text, letters, text),)),
        Question(text, text, (text,), (text, text)),
    )


# How often `every_block` shows its text: title 2, parties 5, heading 1, paragraphs 2, list 1,
# heading 1, table 6, signatures 5, notice 1, annex 1, matrix 5, question 6.
SHOWN = 36


def small() -> Memorandum:
    """A paper of two pages."""
    return paper(
        Title("Memorandum of understanding", "Mindful Campus"),
        Parties(
            (
                Party(A, "Academic partner", "Northfield University"),
                Party(I, "Industry partner", "Brightpath"),
            )
        ),
        Heading(1, "Purpose", "1"),
        Paragraph("The parties intend to find out whether the app helps."),
        Heading(1, "Costs", "2", binds=True),
        Paragraph("Each party bears its own costs."),
        Bullets(("One point.", "Another point.")),
        Table(
            ("Side", "Wants"), (Row(("Northfield", "Evidence"), A), Row(("Brightpath", "Reach"), I)), (1, 3)
        ),
        Heading(1, "Signatures", "3"),
        SignatureBlock((Signature(A, "Northfield"), Signature(I, "Brightpath", "", "Company lead"))),
        Notice("Not legal advice."),
        Annex("A", "Roles"),
        RoleMatrix(
            (MatrixPerson("Academic lead", A), MatrixPerson("Company lead", I)),
            (
                MatrixRow("Study", "Steer", (Letter.ACCOUNTABLE, Letter.RESPONSIBLE)),
                MatrixRow("Study", "Clean data", (Letter.INFORMED, None), "Accountable: to be agreed"),
            ),
        ),
    )
