"""Reading a paper back: the text of its blocks, and the text of a real PDF's pages."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from planner.memorandum.blocks import Memorandum


def pages(content: bytes) -> list[str]:
    """The text of every page, as a reader of the PDF finds it."""
    document = pypdfium2.PdfDocument(content)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def text_of(content: bytes) -> str:
    """All text of a PDF with every run of white space as one space, soft line ends joined."""
    return " ".join(" ".join(pages(content)).replace("\ufffe", "").split())


def squeezed(text: str) -> str:
    """A text without white space: long words are broken over lines on the page."""
    return "".join(text.split())


def words_of(paper: Memorandum) -> str:
    """Every text of every block, one to a line."""
    return "\n".join(_texts(paper.blocks))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))
