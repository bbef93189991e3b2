"""Pages of a PDF as pictures, drawn off the window's thread and shown one below the other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current_theme

_GAP = 18
_MARGIN = 24
_WIDEST = 760
# How many times as high as wide a page may be drawn.
_TALLEST = 4


@dataclass(frozen=True)
class Sheets:
    """Pages as RGB bytes, rendered `scale` pixels to the point; `left_out` is how many more there are."""

    pages: tuple[tuple[bytes, int, int], ...]
    scale: float
    left_out: int = 0


def draw_sheets(pdf: bytes, width: int, *, most: int = 0) -> Sheets:
    """The pages of a PDF, each about `width` pixels wide; the first `most` of them, 0 for all."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()  # what is in the fields of a page is drawn with it
    pages = []
    scale = 1.0
    count = len(document)
    shown = min(count, most) if most else count
    try:
        for number in range(shown):
            page = document[number]
            # A foreign page may be far longer than wide, and is then drawn smaller.
            wide, high = max(1.0, page.get_width()), max(1.0, page.get_height())
            scale = min(width / wide, _TALLEST * width / high)
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            pages.append((bytes(bitmap.buffer), bitmap.width, bitmap.height))
            bitmap.close()
            page.close()
    finally:
        document.close()
    return Sheets(tuple(pages), scale, count - shown)


class _Sheet(QWidget):
    """One page on the desk."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_page(self, page: tuple[bytes, int, int], ratio: float) -> None:
        """Show other bytes."""
        content, width, height = page
        image = QImage(content, width, height, width * 4, QImage.Format.Format_RGBX8888)
        self._picture = QPixmap.fromImage(image)
        self._picture.setDevicePixelRatio(ratio)
        self.setFixedSize(QSize(int(width / ratio), int(height / ratio)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setPen(current_theme().colour("line"))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        painter.end()


class PaperView(QFrame):
    """The paper, as wide as there is room for. Keeps its place while the pages are redrawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("well")
        self._sheets: list[_Sheet] = []
        self._holder = QWidget()
        self._holder.setStyleSheet("background: transparent;")
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._holder)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setAccessibleName("The memorandum, page by page")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self.area)

    def page_width(self) -> int:
        """How wide a page should be drawn, in device pixels."""
        room = self.area.viewport().width() - 2 * _MARGIN
        return int(max(240, min(room, _WIDEST)) * self.devicePixelRatioF())

    def show_sheets(self, sheets: Sheets) -> None:
        """Show these pages in place of the ones before."""
        while len(self._sheets) > len(sheets.pages):
            gone = self._sheets.pop()
            self._column.removeWidget(gone)
            gone.deleteLater()
        while len(self._sheets) < len(sheets.pages):
            made = _Sheet()
            place = len(self._sheets)
            self._sheets.append(made)
            self._column.insertWidget(place, made, 0, Qt.AlignmentFlag.AlignHCenter)
        for number, (sheet, page) in enumerate(zip(self._sheets, sheets.pages, strict=True), start=1):
            sheet.setAccessibleName(f"Page {number} of {len(sheets.pages)}")
            sheet.show_page(page, self.devicePixelRatioF())

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sheets)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.area.viewport().update()
