"""Which typeface draws which part of a text, in which direction: runs that can be measured and drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from planner.memorandum import looks
from planner.memorandum.fonts import font_files
from planner.memorandum.pdf.line_breaks import joins
from planner.memorandum.pdf.styles import REGULAR, SEMIBOLD, glyphs

if TYPE_CHECKING:
    from planner.memorandum.pdf.shaped import ShapedFace
    from planner.memorandum.pdf.system_fonts import Typefaces
    from planner.memorandum.pdf.typeface import FontFile

_WORD = 64
_OPENING, _CLOSING = "([{", ")]}"
_RIGHT_TO_LEFT = ("R", "AL")

colour = lru_cache(maxsize=64)(HexColor)


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks: cut, size, colour, and a line under it or through it."""

    font: str = REGULAR
    size: float = looks.BODY_SIZE
    colour: str = looks.INK
    line: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text in one look, drawn by one typeface in one direction."""

    start: int
    end: int
    look: Look
    face: ShapedFace | None = None
    level: int = 0


@dataclass
class Faces:
    """The typefaces of one paper: ours, and those that its text needs besides."""

    folders: Sequence[Path] | None = None
    shaped: dict[FontFile, ShapedFace] = field(default_factory=dict)
    _typefaces: Typefaces | None = None

    def covers(self, character: str, text: str) -> bool:
        """Whether some typeface draws a character that ours lacks."""
        return self._file_for(character, text, REGULAR) is not None

    def runs(self, text: str, spans: Sequence[tuple[str, Look]]) -> tuple[Run, ...]:
        """The text of these spans, one after the other, as runs."""
        if is_plain(text):
            return tuple(_in_turn(spans))
        levels = _levels(text, spans[0][0])
        files = self._files(text, spans)
        found: list[Run] = []
        for span in _in_turn(spans):
            begun = span.start
            for at in range(span.start + 1, span.end + 1):
                if at < span.end and files[at] == files[begun] and levels[at] == levels[begun]:
                    continue
                found.append(Run(begun, at, span.look, self._face(files[begun]), levels[begun]))
                begun = at
        return tuple(found)

    def _files(self, text: str, spans: Sequence[tuple[str, Look]]) -> list[FontFile | None]:
        """For each character the typeface that draws it, None for ours.

        Signs and spaces between two letters of another typeface are drawn by that one, where it has them.
        """
        from planner.memorandum.pdf.system_fonts import covers

        ours, cuts = glyphs(), [look.font for part, look in spans for _ in part]
        found: list[FontFile | None] = []
        for at, character in enumerate(text):
            before = found[-1] if found else None
            if (joins(character) or character == " ") and before is not None:
                found.append(before)
            elif ord(character) in ours and not _hangs(text, at):
                is_sign = unicodedata.category(character)[0] in "PS"
                found.append(before if before and is_sign and covers(before, character) else None)
            else:
                found.append(self._file_for(character, text, cuts[at]))
        # A space or sign goes with what follows it as well; else it is ours.
        for at in range(len(text) - 1, -1, -1):
            after = found[at + 1] if at + 1 < len(text) else None
            if found[at] != after and unicodedata.category(text[at])[0] in "PSZ" and ord(text[at]) in ours:
                found[at] = None
        return found

    def _file_for(self, character: str, text: str, cut: str) -> FontFile | None:
        from planner.memorandum.pdf.system_fonts import Typefaces, script_of
        from planner.memorandum.pdf.typeface import FontFile

        if ord(character) in glyphs():
            return FontFile(font_files()["Semibold" if cut == SEMIBOLD else "Regular"])
        self._typefaces = self._typefaces or Typefaces(self.folders)
        return self._typefaces.for_character(character, script_of(character, text))

    def _face(self, file: FontFile | None) -> ShapedFace | None:
        if file is None:
            return None
        from planner.memorandum.pdf.shaped import ShapedFace

        if file not in self.shaped:
            self.shaped[file] = ShapedFace(file, f"S{len(self.shaped) + 1}")
        return self.shaped[file]

    def width(self, text: str, look: Look) -> float:
        """How wide a line of text is, in points."""
        return measure(text, self.runs(text, [("", look), (text, look)]))

    def show(self, canvas: Canvas, at: tuple[float, float], text: str, look: Look) -> None:
        """Draw a line of text from a point on its left."""
        # The empty part is no letter of any script: a line among ours is read from left to right.
        show(canvas, at, text, self.runs(text, [("", look), (text, look)]))

    def embed(self, canvas: Canvas) -> None:
        """Put what was drawn into the file."""
        for face in self.shaped.values():
            if face.drawn:
                face.embed(canvas._doc)


@lru_cache(maxsize=8192)
def is_plain(text: str) -> bool:
    """Whether our typeface draws a text by itself, character by character, from left to right."""
    return text.isascii() or (
        glyphs().issuperset(map(ord, text)) and not any(_hangs(text, at) for at in range(len(text)))
    )


def _hangs(text: str, at: int) -> bool:
    """Whether a character is an accent, or carries one, that has to be put in place."""
    return joins(text[at]) or (at + 1 < len(text) and joins(text[at + 1]))


def _in_turn(spans: Sequence[tuple[str, Look]]) -> list[Run]:
    found: list[Run] = []
    for part, look in spans:
        start = found[-1].end if found else 0
        found += [Run(start, start + len(part), look)] if part else []
    return found


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text is of a script that is read from right to left."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), False)


def _levels(text: str, first: str) -> list[int]:
    """How deep each character is embedded: odd for what is read from right to left.

    The `first` part of the text decides how the whole is read.
    """
    if not any(unicodedata.bidirectional(character) in (*_RIGHT_TO_LEFT, "AN") for character in text):
        return [0] * len(text)
    from bidi import algorithm

    base = int(is_right_to_left(first))
    kept = algorithm.get_empty_storage()
    kept |= {"base_level": base, "base_dir": "LR"[base]}
    algorithm.get_embedding_levels(text, kept)
    places = list(kept["chars"])
    algorithm.explicit_embed_and_overrides(kept)
    for resolve in (
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
    ):
        resolve(kept, False)
    levels: list[int] = []
    for place in places:
        # A joiner has no direction of its own and stays with what is before it.
        is_left_out = place["orig"] in algorithm.X9_REMOVED
        levels.append(levels[-1] if is_left_out and levels else place["level"])
    return _with_pairs(text, levels)


def _with_pairs(text: str, levels: list[int]) -> list[int]:
    """The same with both brackets of a pair on one level: that of the letters before it."""
    waiting: list[int] = []
    for at, character in enumerate(text):
        if character in _OPENING:
            waiting.append(at)
        elif character in _CLOSING and waiting:
            first = waiting.pop()
            if levels[first] % 2 == 1 and levels[at] % 2 == 0:
                holds_latin = any(unicodedata.bidirectional(c) == "L" for c in text[first:at])
                levels[first] = levels[at] = levels[at] if holds_latin else levels[first]
    return levels


@lru_cache(maxsize=16384)
def _word_width(text: str, font: str) -> float:
    return float(pdfmetrics.stringWidth(text, font, 1.0))


def _plain_width(text: str, font: str) -> float:
    """How wide a text is at size 1 in a cut of ours."""
    if len(text) <= _WORD:
        return _word_width(text, font)
    return float(pdfmetrics.stringWidth(text, font, 1.0))


def measure(text: str, runs: Sequence[Run], start: int = 0, end: int | None = None) -> float:
    """How wide the text is from `start` to `end`, in points."""
    last = len(text) if end is None else end
    total = 0.0
    for run in runs:
        if run.start < last and run.end > start:
            part = text[max(run.start, start) : min(run.end, last)]
            is_rtl = run.level % 2 == 1
            unit = run.face.width(part, is_rtl) if run.face else _plain_width(part, run.look.font)
            total += unit * run.look.size
    return total


def in_sight(runs: Sequence[Run]) -> list[Run]:
    """Runs of one line in the order in which they stand, from left to right."""
    ordered = list(runs)
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        at = 0
        while at < len(ordered):
            to = at
            while to < len(ordered) and ordered[to].level >= level:
                to += 1
            ordered[at:to] = ordered[at:to][::-1]
            at = max(to, at + 1)
    return ordered


def show(
    canvas: Canvas,
    at: tuple[float, float],
    text: str,
    runs: Sequence[Run],
    start: int = 0,
    end: int | None = None,
) -> None:
    """Draw the text from `start` to `end` on one line."""
    last = len(text) if end is None else end
    x, y = at
    for run in in_sight([run for run in runs if run.start < last and run.end > start]):
        part = text[max(run.start, start) : min(run.end, last)]
        look, is_rtl = run.look, run.level % 2 == 1
        canvas.setFillColor(colour(look.colour))
        if run.face:
            canvas.setStrokeColor(colour(look.colour))
            is_strong = look.font == SEMIBOLD and not run.face.is_semibold
            run.face.show(canvas, (x, y), part, look.size, is_rtl=is_rtl, semibold=is_strong)
            wide = run.face.width(part, is_rtl) * look.size
        else:
            if is_rtl:
                part = _mirrored(part)
            canvas.setFont(look.font, look.size)
            canvas.drawString(x, y, part)
            wide = _plain_width(part, look.font) * look.size
        if look.line:
            _rule(canvas, x, y, wide, look)
        x += wide


def _mirrored(text: str) -> str:
    """Signs between letters read from right to left: in their order, and brackets the other way round."""
    from bidi.mirror import MIRRORED

    return "".join(MIRRORED.get(character, character) for character in reversed(text))


def _rule(canvas: Canvas, x: float, y: float, wide: float, look: Look) -> None:
    height = -0.12 if look.line == "under" else 0.25
    canvas.setStrokeColor(colour(look.colour))
    canvas.setLineWidth(looks.HAIRLINE)
    canvas.line(x, y + height * look.size, x + wide, y + height * look.size)
