"""Running text set in lines: any script, no markup, no line alone at the head or foot of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from planner.memorandum.pdf.faces import Faces, Look, Run, is_right_to_left, measure, show
from planner.memorandum.pdf.line_breaks import Stretch, cut_at, words
from planner.memorandum.pdf.structure import Part, marked

Span = tuple[str, Look]
# How many lines of a paragraph stay together before and after the end of a page.
TOGETHER = 2
# What a text is to who has the paper read aloud, by the name of its style.
_TAGS = {"title": "H1", "annex": "H2", "clause": "H2", "part": "H3"}


def look_of(style: ParagraphStyle) -> Look:
    """How text of a style looks."""
    return Look(style.fontName, style.fontSize, style.textColor)


class Text(Flowable):
    """A paragraph: spans of text in one style, perhaps behind a bullet."""

    def __init__(
        self, spans: Sequence[Span], style: ParagraphStyle, faces: Faces, *, bullet: str = ""
    ) -> None:
        super().__init__()
        self.style, self.faces, self.bullet = style, faces, bullet
        self.text = "".join(text for text, _ in spans)
        self.runs = faces.runs(self.text, spans)
        self.is_rtl = bool(spans) and is_right_to_left(spans[0][0])
        self.lines: list[Stretch] = []
        self.part = Part(_TAGS.get(style.name, "P"))
        self._room: float | None = None
        self._whole: Stretch = (0, len(self.text))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that the text takes when it is `width` wide."""
        room = width - self.style.leftIndent - self.style.rightIndent
        if room != self._room:
            self._room = room
            self.lines = list(_lines(self.text, self.runs, self._whole, room))
        self.width, self.height = width, len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits in this height and what does not; nothing when it is better kept whole."""
        self.wrap(width, height)
        count = len(self.lines)
        fit = min(int((height + 0.01) // self.style.leading), count - TOGETHER)
        if fit < TOGETHER:
            return []
        return [self._part(0, fit), self._part(fit, count)]

    def _part(self, first: int, last: int) -> Text:
        part = Text((), self.style, self.faces, bullet="" if first else self.bullet)
        part.text, part.runs, part.is_rtl, part._room = self.text, self.runs, self.is_rtl, self._room
        part.lines, part.part = self.lines[first:last], self.part
        part._whole = (part.lines[0][0], part.lines[-1][1])
        # What a heading starts is with its first part, the room under a text with its last.
        if not first and hasattr(self, "outline"):
            part.outline = self.outline
        if first and hasattr(self, "spaceAfter"):
            part.spaceAfter = self.spaceAfter
        return part

    def draw(self) -> None:
        """Draw every line, and the bullet before the first."""
        with marked(self.canv, self.part):
            self._draw()

    def _draw(self) -> None:
        style, canvas = self.style, self.canv
        is_flipped = self.is_rtl and len(self.lines) > 1
        share = 0.5 * style.alignment if style.alignment else float(is_flipped)
        left = style.rightIndent if is_flipped else style.leftIndent
        room = self.width - style.leftIndent - style.rightIndent
        y = self.height - style.fontSize
        if self.bullet:
            look = look_of(style)
            x = style.bulletIndent
            if is_flipped:
                x = self.width - x - self.faces.width(self.bullet, look)
            self.faces.show(canvas, (x, y), self.bullet, look)
        for start, end in self.lines:
            x = left
            if share:
                x += share * (room - measure(self.text, self.runs, start, end))
            show(canvas, (x, y), self.text, self.runs, start, end)
            y -= style.leading


def _lines(text: str, runs: Sequence[Run], whole: Stretch, room: float) -> Iterator[Stretch]:
    """The lines of a text: filled from the first, each ending between words."""
    start = whole[0]
    for line in text[slice(*whole)].split("\n"):
        yield from _filled(text, runs, [(start + a, start + b) for a, b in _words(line)], room) or [
            (start, start)
        ]
        start += len(line) + 1


@lru_cache(maxsize=512)
def _words(line: str) -> tuple[Stretch, ...]:
    return tuple(words(line))


def _filled(text: str, runs: Sequence[Run], stretches: list[Stretch], room: float) -> list[Stretch]:
    """Words put into lines of this width; a word wider than a line is cut."""
    most = _most_letters(runs, room)
    lines: list[Stretch] = []
    begun, ended, used = 0, -1, 0.0
    waiting = stretches[::-1]
    while waiting:
        start, end = waiting.pop()
        is_long = end - start > most or (wide := measure(text, runs, start, end)) > room
        if is_long and len(parts := _parts(text, runs, (start, end), room, most)) > 1:
            waiting += reversed(parts)
            continue
        gap = measure(text, runs, ended, start) if 0 <= ended < start else 0.0
        if ended >= 0 and used + gap + wide <= room:
            ended, used = end, used + gap + wide
            continue
        if ended >= 0:
            lines.append((begun, ended))
        begun, ended, used = start, end, wide
    if ended >= 0:
        lines.append((begun, ended))
    return lines


def _most_letters(runs: Sequence[Run], room: float) -> int:
    """More letters than any line of this width can hold, so that longer words need not be measured."""
    return int(room / (0.15 * min((run.look.size for run in runs), default=1.0))) + 2


def _parts(text: str, runs: Sequence[Run], stretch: Stretch, room: float, most: int) -> list[Stretch]:
    """A stretch too wide for a line: at its first space where it has one, else cut to the width."""
    start, end = stretch
    if (space := text.find(" ", start, end)) > 0:
        return [(start, space), (space + 1, end)]
    low, high = start + 1, min(end, start + most)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text, runs, start, middle) <= room:
            low = middle
        else:
            high = middle - 1
    place = max(cut_at(text, low, start), start + 1) if low < end else end
    return [(start, place), (place, end)] if place < end else [stretch]
