"""Pictures as pages of their own: a PDF with one page for each, and one of them as pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from planner.memorandum.drawing import Measure, Picture
from planner.memorandum.legible import one_line
from planner.memorandum.pdf.faces import Faces
from planner.memorandum.pdf.picture import png_of
from planner.memorandum.pdf.setting import Setting
from planner.memorandum.pdf.structure import Structure
from planner.memorandum.pdf.styles import REGULAR, glyphs
from planner.timeline.pace import Pace

# Makes pictures, given what makes a text drawable and what measures one.
Draw = Callable[[Callable[[str], str], Measure], Sequence[Picture]]


def pictures_pdf(
    draw: Draw,
    *,
    title: str,
    said: str,
    dated_on: date,
    pace: Pace | None = None,
    folders: Sequence[Path] | None = None,
) -> bytes:
    """A PDF with a page for each picture; `said` is what they show, in words, for who cannot see them.

    The second half of the way is told to `pace`; the first belongs to whoever draws.
    """
    glyphs()
    pace = pace or Pace()
    setting = Setting(0, Faces(folders))
    pictures = draw(setting.drawn, setting.measure)
    file = BytesIO()
    canvas = _Sheets(file, initialFontName=REGULAR, invariant=1, lang="en-GB")
    # The day given and not that of the clock: the same plan gives the same bytes.
    stamp = f"D:{dated_on.isoformat().replace('-', '')}000000+00'00'"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setTitle(one_line(title))
    canvas.setAuthor("")
    canvas.setSubject(one_line(said))
    canvas.setCreator("Partnership Planner")
    canvas.setProducer("Partnership Planner")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.structure = setting.structure
    for number, picture in enumerate(pictures, start=1):
        canvas.setPageSize((picture.width, picture.height))
        alt = f"{one_line(said)} Page {number} of {len(pictures)}."
        setting.played(picture, said=alt).drawOn(canvas, 0, 0)
        canvas.showPage()
        pace.reach(len(pictures) + number, 2 * len(pictures))
    setting.faces.embed(canvas)
    setting.structure.embed(canvas._doc)
    canvas.save()
    return file.getvalue()


class _Sheets(Canvas):
    """A canvas whose pages tell their parts to who has them read aloud."""

    structure: Structure


def picture_png(draw: Draw, dots_per_inch: int) -> bytes:
    """The first picture as a PNG file."""
    glyphs()
    setting = Setting(0)
    return png_of(draw(setting.drawn, setting.measure)[0], setting, dots_per_inch)


def picture_svg(draw: Draw, *, title: str, said: str) -> bytes:
    """The first picture as an SVG file, its letters as wide as our typeface makes them."""
    from planner.memorandum.svg import svg

    glyphs()
    setting = Setting(0)
    return svg(draw(setting.drawn, setting.measure)[0], setting.measure, title=title, said=said)
