"""What the parts of a page are, for who has it read aloud: headings, paragraphs, tables, pictures."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference, PDFtrue
from reportlab.pdfgen.canvas import Canvas

from planner.memorandum.pdf.objects import record

_CELLS = ("TD", "TH")


@dataclass(eq=False)
class Part:
    """A part of the paper: what it is, what it holds, and where on which page it is drawn."""

    tag: str
    alt: str = ""
    parts: list[Part] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    is_placed: bool = False


class Structure:
    """The parts of one paper, in the order of reading."""

    def __init__(self) -> None:
        self.root = Part("Document")
        self._open = [self.root]
        self._pages: dict[int, list[Part]] = {}

    @contextmanager
    def inside(self, tag: str) -> Iterator[None]:
        """Everything drawn meanwhile belongs to a part of this kind."""
        part = Part(tag)
        self._open[-1].parts.append(part)
        self._open.append(part)
        yield
        self._open.pop()

    def place(self, part: Part, page: int) -> int:
        """The number by which the page calls a part that is drawn now."""
        above = self._open[-1]
        if above.tag in _CELLS and not part.alt:
            part = above
        elif not part.is_placed:
            above.parts.append(part)
            part.is_placed = True
        marks = self._pages.setdefault(page, [])
        marks.append(part)
        part.places.append((page, len(marks) - 1))
        return len(marks) - 1

    def embed(self, document: PDFDocument) -> None:
        """Put the parts into the file."""
        whole = Written()
        root = document.Reference(whole)
        above = _number(root, document)
        numbers: dict[int, str] = {}
        _write(document, self.root, above, numbers)
        tree: list[str] = []
        for page, parts in sorted(self._pages.items()):
            sheet = document.idToObject[f"Page{page}"]
            sheet.__NoDefault__ = [*sheet.__NoDefault__, "StructParents"]
            sheet.StructParents = page - 1
            tree.append(f"{page - 1} [{' '.join(numbers[id(part)] for part in parts)}]")
        whole.text = (
            f"<</Type /StructTreeRoot /K {numbers[id(self.root)]} "
            f"/ParentTree <</Nums [{' '.join(tree)}]>> /ParentTreeNextKey {len(self._pages) + 1}>>"
        )
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = record(Marked=PDFtrue)


class Written(PDFObject):
    """An object whose text is there already: a paper has thousands of parts."""

    text = ""

    def format(self, _document: PDFDocument) -> bytes:
        """The text as the file holds it."""
        return self.text.encode("ascii")


def _number(reference: PDFObjectReference, document: PDFDocument) -> str:
    return "{} {} R".format(*document.idToObjectNumberAndVersion[reference.name])


def _write(document: PDFDocument, part: Part, above: str, numbers: dict[int, str]) -> None:
    written = Written()
    mine = numbers[id(part)] = _number(document.Reference(written), document)
    for inner in part.parts:
        _write(document, inner, mine, numbers)
    first = part.places[0][0] if part.places else 0
    content = [
        str(mark) if page == first else f"<</Type /MCR /Pg {_page(document, page)} /MCID {mark}>>"
        for page, mark in part.places
    ]
    content += [numbers[id(inner)] for inner in part.parts]
    sheet = f" /Pg {_page(document, first)}" if first else ""
    alt = f" /Alt <{(BOM_UTF16_BE + part.alt.encode('utf-16-be')).hex()}>" if part.alt else ""
    written.text = f"<</S /{part.tag} /P {above}{sheet}{alt} /K [{' '.join(content)}]>>"


def _page(document: PDFDocument, page: int) -> str:
    return "{} {} R".format(*document.idToObjectNumberAndVersion[f"Page{page}"])


@contextmanager
def marked(canvas: Canvas, part: Part | None) -> Iterator[None]:
    """What is drawn meanwhile is that part of the paper, or without one mere ornament."""
    structure: Structure | None = getattr(canvas, "structure", None)
    if structure is None:
        yield
        return
    if part is None:
        canvas.addLiteral("/Artifact BMC")
    else:
        number = structure.place(part, canvas.getPageNumber())
        canvas.addLiteral(f"/{part.tag} <</MCID {number}>> BDC")
    yield
    canvas.addLiteral("EMC")
