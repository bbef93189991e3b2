"""Pictures as pixels, for formats that cannot draw: the same shapes, played on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from planner.memorandum import blocks
from planner.memorandum.drawing import Picture
from planner.memorandum.pdf.setting import Setting
from planner.memorandum.pdf.styles import glyphs
from planner.memorandum.price_picture import price_picture
from planner.memorandum.timeline_picture import timeline_pictures

DOTS_PER_INCH = 216


@dataclass(frozen=True)
class Pixels:
    """A picture as the bytes of a PNG file, with its size in points."""

    png: bytes
    width: float
    height: float


def pixels(block: blocks.TimelinePicture | blocks.PricePicture, width: float) -> tuple[Pixels, ...]:
    """What a block draws, `width` points wide; more than one where it is taller than a page."""
    glyphs()
    setting = Setting(width)
    pictures: tuple[Picture, ...]
    if isinstance(block, blocks.PricePicture):
        pictures = (price_picture(block, width, setting.drawn, setting.measure),)
    else:
        pictures = timeline_pictures(block.plan, width, block.months_from, setting.drawn, setting.measure)
    return tuple(Pixels(png_of(picture, setting), picture.width, picture.height) for picture in pictures)


def png_of(picture: Picture, setting: Setting, dots_per_inch: int = DOTS_PER_INCH) -> bytes:
    """A picture as a PNG file, usually at the density of good print."""
    import pypdfium2

    page = BytesIO()
    canvas = Canvas(page, pagesize=(picture.width, picture.height), invariant=1)
    setting.played(picture).drawOn(canvas, 0, 0)
    setting.faces.embed(canvas)
    canvas.save()
    document = pypdfium2.PdfDocument(page.getvalue())
    try:
        bitmap = document[0].render(scale=dots_per_inch / 72)
        file = BytesIO()
        bitmap.to_pil().save(file, "PNG", dpi=(dots_per_inch, dots_per_inch))
        bitmap.close()
    finally:
        document.close()
    return file.getvalue()
