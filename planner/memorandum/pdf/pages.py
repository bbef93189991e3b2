"""Pages: one layout pass, header and footer, outline, and "page x of y" written last."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from planner.memorandum import blocks, looks
from planner.memorandum.drawing import shortened
from planner.memorandum.pdf.flowables import story
from planner.memorandum.pdf.setting import Setting
from planner.memorandum.pdf.styles import REGULAR, glyphs, text_width


@dataclass(frozen=True)
class PdfReport:
    """What was drawn: pages, pages before the annexes, and characters the typeface lacks.

    `undrawn` pairs each such character with the heading it stands under.
    """

    pages: int
    body_pages: int
    undrawn: tuple[tuple[str, str], ...]


class _Pages(BaseDocTemplate):
    """Lays the story out; writes the outline, and remembers where the annexes begin."""

    body_pages = 0
    outlined = 0

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Put a heading into the outline."""
        outline = getattr(flowable, "outline", None)
        if outline is None:
            return
        text, level, is_annex = outline
        if is_annex and not self.body_pages:
            self.body_pages = self.page - 1
        key = f"heading-{self.outlined}"
        top = self.frame._y + flowable.height + 12
        self.canv.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.canv.addOutlineEntry(text, key, level if self.outlined else 0)
        self.outlined += 1


class _Numbered(Canvas):
    """A canvas whose pages know how many there are: each shows a form that is written last."""

    def save(self) -> None:
        """Write "page x of y" for every page, then the file."""
        width = self._pagesize[0]
        total = self.getPageNumber() - 1
        for page in range(1, total + 1):
            self.beginForm(f"page-{page}")
            self.setFont(REGULAR, looks.CAPTION_SIZE)
            self.setFillColor(looks.MUTED)
            self.drawRightString(width - looks.MARGIN, looks.FOOT, f"page {page} of {total}")
            self.endForm()
        super().save()


def render(memorandum: blocks.Memorandum) -> tuple[bytes, PdfReport]:
    """The paper as the bytes of a PDF, and what was drawn."""
    glyphs()
    paper = looks.PAPER[memorandum.page_size]
    margin = looks.MARGIN
    setting = Setting(paper[0] - 2 * margin)
    title = shortened(setting.drawn(memorandum.footer), 0.7 * setting.width, looks.CAPTION_SIZE, text_width)
    foot = f"{title} · draft {memorandum.draft_number} · {blocks.fingerprint(memorandum)}"
    heads = setting.drawn(memorandum.state), setting.drawn(memorandum.caution)

    def furniture(canvas: Canvas, pages: BaseDocTemplate) -> None:
        canvas.setFont(REGULAR, looks.CAPTION_SIZE)
        canvas.setFillColor(looks.MUTED)
        canvas.drawString(margin, paper[1] - looks.HEAD, heads[0])
        canvas.drawRightString(paper[0] - margin, paper[1] - looks.HEAD, heads[1])
        canvas.drawString(margin, looks.FOOT, foot)
        canvas.doForm(f"page-{pages.page}")

    flowing = story(memorandum, setting)
    file = BytesIO()
    pages = _Pages(
        file,
        pagesize=paper,
        title=f"{memorandum.title}: {memorandum.subtitle}",
        subject=memorandum.state,
        author=memorandum.author,
        creator="Partnership Planner",
        producer="Partnership Planner",
        lang=memorandum.language,
        displayDocTitle=True,
        invariant=1,
        initialFontName=REGULAR,
    )
    frame = Frame(margin, margin, setting.width, paper[1] - 2 * margin, 0, 0, 0, 0, id="page")
    pages.addPageTemplates([PageTemplate("page", [frame], onPage=furniture)])
    pages.build(flowing, canvasmaker=_Numbered)
    report = PdfReport(pages.page, pages.body_pages or pages.page, tuple(setting.undrawn))
    return file.getvalue(), report
