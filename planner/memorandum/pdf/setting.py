"""What every block is set with: the door from text to markup, tables that split well, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

from planner.memorandum import drawing, looks
from planner.memorandum.fonts import drawable
from planner.memorandum.pdf.styles import REGULAR, SEMIBOLD, glyphs

FRESH_PAGE = 560.0  # with this much room, a row that does not fit is taller than a page


@dataclass
class Setting:
    """Where the setting of a paper stands: the width, the heading it is under, what was missing."""

    width: float
    where: str = ""
    undrawn: dict[tuple[str, str], None] = field(default_factory=dict)

    def drawn(self, text: str) -> str:
        """`text` with what the typeface lacks made visible, and noted."""
        shown, missing = drawable(text, glyphs())
        for character in missing:
            self.undrawn[character, self.where] = None
        return shown

    def paragraph(self, text: str, style: ParagraphStyle, *, before: str = "", after: str = "") -> Paragraph:
        """The one door from text to markup; `before` and `after` are our own markup."""
        return Paragraph(f"{before}{escape(self.drawn(text)).replace(chr(10), '<br/>')}{after}", style)


class Grid(Table):
    """A table that splits between rows; inside a row only when that row is taller than a page."""

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The parts before and after the page break; none moves the table to the next page."""
        self.splitInRow = 1 if available_height > FRESH_PAGE else 0
        return list(super().split(available_width, available_height))


class Played(Flowable):
    """A picture of simple shapes."""

    def __init__(self, picture: drawing.Picture, *, align: str = "LEFT") -> None:
        super().__init__()
        self.picture = picture
        self.hAlign = align
        self.width, self.height = picture.width, picture.height

    def wrap(self, *_: float) -> tuple[float, float]:
        """The room the picture takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Play the shapes in order."""
        for shape in self.picture.primitives:
            _play(self.canv, shape, self.height)


def _play(canvas: Canvas, shape: drawing.Primitive, height: float) -> None:
    match shape:
        case drawing.Words(x, baseline, text, size, colour, semibold, anchor):
            canvas.setFillColor(colour)
            canvas.setFont(SEMIBOLD if semibold else REGULAR, size)
            draw = {"left": canvas.drawString, "middle": canvas.drawCentredString}
            draw.get(anchor, canvas.drawRightString)(x, height - baseline, text)
        case drawing.Box(x, y, width, tall, fill, outline, radius):
            canvas.setFillColor(fill)
            if outline:
                canvas.setStrokeColor(outline)
                canvas.setLineWidth(looks.HAIRLINE)
            canvas.roundRect(x, height - y - tall, width, tall, radius, stroke=bool(outline), fill=1)
        case drawing.Stroke(x1, y1, x2, y2, colour, width, dashed):
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(width)
            canvas.setDash([2, 2] if dashed else [])
            canvas.line(x1, height - y1, x2, height - y2)
            canvas.setDash([])
        case _:
            canvas.setFillColor(shape.fill)
            points = shape.points
            path = canvas.beginPath()
            path.moveTo(points[0][0], height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, height - y)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
