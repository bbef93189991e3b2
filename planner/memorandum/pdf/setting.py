"""What every block is set with: the door for text, tables that split well, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Table

from planner.memorandum import drawing
from planner.memorandum.fonts import drawable
from planner.memorandum.pdf.faces import Faces, Look, colour
from planner.memorandum.pdf.fields import Fields
from planner.memorandum.pdf.structure import Part, Structure, marked
from planner.memorandum.pdf.styles import REGULAR, SEMIBOLD, glyphs
from planner.memorandum.pdf.text import Span, Text, look_of

FRESH_PAGE = 560.0  # with this much room, a row that does not fit is taller than a page


@dataclass
class Setting:
    """Where the setting of a paper stands: the width, the heading it is under, what was missing."""

    width: float
    faces: Faces = field(default_factory=Faces)
    fields: Fields = field(default_factory=Fields)
    structure: Structure = field(default_factory=Structure)
    where: str = ""
    undrawn: dict[tuple[str, str], None] = field(default_factory=dict)

    def drawn(self, text: str) -> str:
        """`text` with what no typeface draws made visible, and noted."""
        shown, missing = drawable(text, glyphs(), self.faces.covers)
        for character in missing:
            self.undrawn[character, self.where] = None
        return shown

    def paragraph(
        self,
        text: str,
        style: ParagraphStyle,
        *,
        before: Sequence[Span] = (),
        after: Sequence[Span] = (),
        bullet: str = "",
    ) -> Text:
        """A paragraph of this text, between words in looks of their own. Nothing is read as markup."""
        spans = [*before, (text, look_of(style)), *after]
        return Text([(self.drawn(part), look) for part, look in spans], style, self.faces, bullet=bullet)

    def measure(self, text: str, size: float, semibold: bool) -> float:
        """How wide a line of text is, in points."""
        return self.faces.width(text, Look(SEMIBOLD if semibold else REGULAR, size))

    def played(self, picture: drawing.Picture, *, align: str = "LEFT", said: str = "") -> Played:
        """A picture as part of the page; `said` is what it shows, in words."""
        return Played(picture, self.faces, align=align, said=said)


class Grid(Table):
    """A table that splits between rows; inside a row only when that row is taller than a page."""

    def _drawLines(self) -> None:  # noqa: N802 - reportlab's name
        with marked(self.canv, None):
            super()._drawLines()

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The parts before and after the page break; none moves the table to the next page."""
        self.splitInRow = 1 if available_height > FRESH_PAGE else 0
        parts = list(super().split(available_width, available_height))
        if len(parts) == 2 and self._leaves_one(*parts):
            self.splitInRow = 0
            sooner = sum(self._rowHeights[: parts[0]._nrows - 1]) + 0.01
            if earlier := list(super().split(available_width, sooner)):
                # There is room left above the foot of the page, and nothing of the rest belongs there.
                parts = [earlier[0], CondPageBreak(available_height), *earlier[1:]]
        return parts

    def _leaves_one(self, before: Table, after: Table) -> bool:
        """Whether one row alone, such as the total, would stand on the next page."""
        is_between_rows = before._nrows + after._nrows == self._nrows + self.repeatRows
        return bool(is_between_rows and after._nrows - self.repeatRows == 1 and before._nrows > 3)


class Listed(Grid):
    """A table of facts, whose rows and cells are told apart when it is read aloud."""

    def draw(self) -> None:
        """Draw the rows one by one."""
        self._row, self._row_at = ExitStack(), None
        self._head_at: float | None = None
        with self.canv.structure.inside("Table"), self._row:
            super().draw()

    def _drawCell(self, *given: Any) -> None:  # noqa: N802 - reportlab's name
        at = given[2][1]
        if at != self._row_at:
            if self._row_at is None and self.repeatRows:
                self._head_at = at
            self._row_at = at
            self._row.close()
            self._row.enter_context(self.canv.structure.inside("TR"))
        with self.canv.structure.inside("TH" if at == self._head_at else "TD"):
            super()._drawCell(*given)


class Played(Flowable):
    """A picture of simple shapes; `said` in words, or without them as the letters in it."""

    def __init__(
        self, picture: drawing.Picture, faces: Faces, *, align: str = "LEFT", said: str = ""
    ) -> None:
        super().__init__()
        self.part = Part("Figure", said) if said else Part("P")
        self.picture, self.faces = picture, faces
        self.hAlign = align
        self.width, self.height = picture.width, picture.height

    def wrap(self, *_: float) -> tuple[float, float]:
        """The room the picture takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Play the shapes in order."""
        is_ornament = not any(isinstance(shape, drawing.Words) for shape in self.picture.primitives)
        with marked(self.canv, None if is_ornament else self.part):
            for pen, shapes in groupby(self.picture.primitives, _pen):
                if pen is None:
                    for shape in shapes:
                        _play(self.canv, shape, self.height, self.faces)
                else:
                    _draw_lines(self.canv, pen, shapes, self.height)


_Pen = tuple[str, float, bool]


def _pen(shape: drawing.Primitive) -> _Pen | None:
    """What a line is drawn with; None for what is no line."""
    return (shape.colour, shape.width, shape.dashed) if isinstance(shape, drawing.Stroke) else None


def _draw_lines(canvas: Canvas, pen: _Pen, lines: Iterable[drawing.Primitive], height: float) -> None:
    """Lines of one kind at once: a large plan has hundreds of thousands."""
    ink, width, is_dashed = pen
    canvas.setStrokeColor(colour(ink))
    canvas.setLineWidth(width)
    if is_dashed:
        canvas.setDash([2, 2])
    runs = (
        f"{line.x1:.2f} {height - line.y1:.2f} m {line.x2:.2f} {height - line.y2:.2f} l"
        for line in lines
        if isinstance(line, drawing.Stroke)
    )
    canvas.addLiteral(f"n {' '.join(runs)} S")
    if is_dashed:
        canvas.setDash([])


def _play(canvas: Canvas, shape: drawing.Primitive, height: float, faces: Faces) -> None:
    match shape:
        case drawing.Words(x, baseline, text, size, ink, semibold, anchor):
            look = Look(SEMIBOLD if semibold else REGULAR, size, ink)
            share = {"left": 0.0, "middle": 0.5}.get(anchor, 1.0)
            left = x - share * faces.width(text, look) if share else x
            faces.show(canvas, (left, height - baseline), text, look)
        case drawing.Box(x, y, width, tall, fill, outline, radius, line):
            canvas.setFillColor(colour(fill))
            if outline:
                canvas.setStrokeColor(colour(outline))
                canvas.setLineWidth(line)
            if radius:
                canvas.roundRect(x, height - y - tall, width, tall, radius, stroke=bool(outline), fill=1)
            else:
                canvas.rect(x, height - y - tall, width, tall, stroke=bool(outline), fill=1)
        case drawing.Shape():
            canvas.setFillColor(colour(shape.fill))
            points = shape.points
            path = canvas.beginPath()
            path.moveTo(points[0][0], height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, height - y)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
