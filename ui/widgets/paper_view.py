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


@dataclass(frozen=True)
class Sheets:
    """Every page as RGB bytes, rendered `scale` pixels to the point; sizes in points."""

    pages: tuple[tuple[bytes, int, int], ...]
    scale: float


def draw_sheets(pdf: bytes, width: int) -> Sheets:
    """The pages of a PDF, each about `width` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = []
    scale = 1.0
    try:
        for page in document:
            scale = max(0.3, width / page.get_width())
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            pages.append((bytes(bitmap.buffer), bitmap.width, bitmap.height))
            bitmap.close()
            page.close()
    finally:
        document.close()
    return Sheets(tuple(pages), scale)


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
