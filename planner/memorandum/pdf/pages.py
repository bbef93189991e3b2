"""Pages: one layout pass, header and footer, outline, and "page x of y" written last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from planner.memorandum import blocks, looks
from planner.memorandum.drawing import shortened
from planner.memorandum.legible import one_line
from planner.memorandum.pdf.faces import Faces, Look
from planner.memorandum.pdf.flowables import Front, story
from planner.memorandum.pdf.setting import Setting
from planner.memorandum.pdf.structure import marked
from planner.memorandum.pdf.styles import REGULAR, glyphs
from planner.wording import joined


@dataclass(frozen=True)
class PdfReport:
    """What was drawn: pages, those of the paper before its annexes, and characters no typeface has.

    `undrawn` pairs each such character with the heading it stands under.
    """

    pages: int
    body_pages: int
    undrawn: tuple[tuple[str, str], ...]

    @property
    def advice(self) -> str:
        """Which typefaces would draw what is missing, in a sentence; empty where none is known."""
        if not self.undrawn:
            return ""
        from planner.memorandum.pdf.system_fonts import ADVICE, script_of

        around = "".join(character for character, _ in self.undrawn)
        scripts = dict.fromkeys(script_of(character, around) for character in around)
        named = ["{} (for example {})".format(*ADVICE[script]) for script in scripts if script in ADVICE]
        return f"Install a typeface for {joined(named)}, and export again." if named else ""


class _Pages(BaseDocTemplate):
    """Lays the story out; writes the outline, and remembers where the annexes begin."""

    body_pages = 0
    front_pages = 0
    outlined = 0

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Put a heading into the outline."""
        if isinstance(flowable, Front):
            self.front_pages = self.page
        outline = getattr(flowable, "outline", None)
        if outline is None:
            return
        text, level, is_annex = outline
        if is_annex and not self.body_pages:
            self.body_pages = self.page - 1
        key = f"heading-{self.outlined}"
        top = self.frame._y + flowable.height + 12
        self.canv.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.canv.addOutlineEntry(one_line(text), key, level if self.outlined else 0)
        self.outlined += 1


class _Numbered(Canvas):
    """A canvas whose pages know how many there are: each shows a form that is written last."""

    def __init__(self, *given: Any, setting: Setting, dated_on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        # The day of the paper and not of the clock: the same paper gives the same bytes.
        stamp = f"D:{dated_on.isoformat().replace('-', '')}000000+00'00'"
        self.setDateFormatter(lambda *_: stamp)
        self._faces, self._fields = setting.faces, setting.fields
        self.structure = setting.structure

    def save(self) -> None:
        """Write "page x of y" for every page, then typefaces and fields, then the file."""
        width = self._pagesize[0]
        total = self.getPageNumber() - 1
        for page in range(1, total + 1):
            self.beginForm(f"page-{page}")
            text = f"page {page} of {total}"
            left = width - looks.MARGIN - self._faces.width(text, FURNITURE)
            self._faces.show(self, (left, looks.FOOT), text, FURNITURE)
            self.endForm()
        self._faces.embed(self)
        self._fields.embed(self)
        self.structure.embed(self._doc)
        super().save()


FURNITURE = Look(size=looks.CAPTION_SIZE, colour=looks.MUTED)


def render(
    memorandum: blocks.Memorandum, font_folders: Sequence[Path] | None = None
) -> tuple[bytes, PdfReport]:
    """The paper as the bytes of a PDF, and what was drawn.

    Scripts that our typeface lacks are looked for in `font_folders`, by default those of this system.
    """
    glyphs()
    paper = looks.PAPER[memorandum.page_size]
    setting = Setting(paper[0] - 2 * looks.MARGIN, Faces(font_folders))
    furniture = _furniture(memorandum, setting, paper)
    flowing = story(memorandum, setting)
    file = BytesIO()
    pages = _Pages(
        file,
        pagesize=paper,
        title=one_line(f"{memorandum.title}: {memorandum.subtitle}"),
        subject=one_line(memorandum.state),
        author=one_line(memorandum.author),
        creator="Partnership Planner",
        producer="Partnership Planner",
        lang=memorandum.language,
        displayDocTitle=True,
        invariant=1,
        initialFontName=REGULAR,
    )
    tall = paper[1] - 2 * looks.MARGIN
    frame = Frame(looks.MARGIN, looks.MARGIN, setting.width, tall, 0, 0, 0, 0, id="page")
    pages.addPageTemplates([PageTemplate("page", [frame], onPage=furniture)])
    canvas = partial(_Numbered, setting=setting, dated_on=memorandum.dated_on)
    pages.build(flowing, canvasmaker=canvas)
    body = (pages.body_pages or pages.page) - pages.front_pages
    report = PdfReport(pages.page, body, tuple(setting.undrawn))
    return file.getvalue(), report


def _furniture(
    memorandum: blocks.Memorandum, setting: Setting, paper: tuple[float, float]
) -> Callable[[Canvas, BaseDocTemplate], None]:
    """What draws the head and the foot of a page."""

    def fitted(text: str, share: float) -> str:
        room = share * setting.width
        return shortened(setting.drawn(text), room, looks.CAPTION_SIZE, setting.measure)

    title = fitted(memorandum.footer, 0.65)
    foot = f"{title} · draft {memorandum.draft_number} · {blocks.fingerprint(memorandum)}"
    state, caution = fitted(memorandum.state, 0.6), fitted(memorandum.caution, 0.38)
    left, right = looks.MARGIN, paper[0] - looks.MARGIN
    faces = setting.faces
    after_state = right - faces.width(caution, FURNITURE)

    def draw(canvas: Canvas, pages: BaseDocTemplate) -> None:
        top = paper[1] - looks.HEAD
        with marked(canvas, None):
            faces.show(canvas, (left, top), state, FURNITURE)
            faces.show(canvas, (after_state, top), caution, FURNITURE)
            faces.show(canvas, (left, looks.FOOT), foot, FURNITURE)
            canvas.doForm(f"page-{pages.page}")

    return draw
