"""Fields for typing: text that grows, dates, amounts, with room for the reason of a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from planner.wording import parse_date, spoken_date
from ui.bind import Slot, TextBinding
from ui.theme import grown
from ui.widgets.text import wrapped

if TYPE_CHECKING:
    from ui.session import Session


class LongText(QPlainTextEdit):
    """Text of several lines: as high as what is in it, between two limits."""

    def __init__(self, *, lines: int = 3, most: int = 14, placeholder: str = "") -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        # A plain document measures its height in lines, wrapped ones included.
        needed = int(self.document().size().height())
        shown = max(self._lines, min(needed, self._most))
        self.setFixedHeight(shown * line + 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())


class DateField(QWidget):
    """A date typed as "9 Dec 2026", "2026-12-09" or "9/12/2026", or picked from a calendar."""

    def __init__(self, *, name: str, placeholder: str = "e.g. 9 Dec 2026") -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.edit.setMinimumWidth(grown(128))
        self._pick = QToolButton()
        self._pick.setText("▾")
        self._pick.setAccessibleName(f"{name}: pick from a calendar")
        self._pick.setToolTip("Pick from a calendar")
        self._pick.clicked.connect(self._show_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit)
        layout.addWidget(self._pick)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _show_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        try:
            shown = parse_date(self.edit.text())
        except ValueError:
            shown = None
        shown = shown or _today(self)
        if shown is not None:
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)

        def picked(day: QDate) -> None:
            self.edit.setText(spoken_date(date(day.year(), day.month(), day.day())))
            menu.close()

        calendar.clicked.connect(picked)
        calendar.activated.connect(picked)
        menu.exec(self.mapToGlobal(QPoint(0, self.height())))


def _today(field: QWidget) -> date | None:
    """What the window around a field takes for today, which need not be what the computer does."""
    widget: QWidget | None = field
    while widget is not None:
        session: Session | None = getattr(widget, "session", None)
        if session is not None:
            return session.today()
        widget = widget.parentWidget()
    return None


class Field(QWidget):
    """A label, a field bound to the document, and below it the reason while its text is refused."""

    def __init__(self, caption: str, field: QWidget, *, role: str = "head", hint: str = "") -> None:
        super().__init__()
        self.field = field
        self.complaint = wrapped("", "error")
        self.complaint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if caption:
            made = wrapped(caption, role)  # type: ignore[arg-type]
            made.setBuddy(field)
            layout.addWidget(made)
        if hint:
            layout.addWidget(wrapped(hint, "caption"))
        layout.addWidget(field)
        layout.addWidget(self.complaint)
        if caption and not field.accessibleName():
            field.setAccessibleName(caption)

    def complain(self, sentence: str) -> None:
        """Say why the text is refused; nothing takes the reason away."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))


def text_field(
    session: Session, slot: Slot, caption: str, *, lines: int = 1, hint: str = "", placeholder: str = ""
) -> Field:
    """A bound text field: one line, or as many as `lines` and more."""
    edit: QLineEdit | QPlainTextEdit
    edit = QLineEdit() if lines == 1 else LongText(lines=lines)
    edit.setPlaceholderText(placeholder)
    edit.setAccessibleName(caption)
    made = Field(caption, edit, hint=hint)
    TextBinding(session, edit, slot, on_refused=made.complain)
    return made


def date_field(session: Session, slot: Slot, caption: str) -> Field:
    """A bound date field."""
    widget = DateField(name=caption)
    made = Field(caption, widget)
    bind_date(session, widget, slot, made.complain)
    return made


def bind_date(
    session: Session, widget: DateField, slot: Slot, complain: Callable[[str], None]
) -> TextBinding:
    """Bind a date field; a text that is no date is refused in words and stays to be mended."""
    return TextBinding(
        session, widget.edit, slot, parse=date_or_refused, show=spoken_date_or_nothing, on_refused=complain
    )


def number_field(session: Session, slot: Slot, caption: str, *, suffix: str = "") -> Field:
    """A bound whole number, or nothing."""
    edit = QLineEdit()
    edit.setAccessibleName(caption)
    edit.setMaximumWidth(grown(110))
    made = Field(f"{caption} ({suffix})" if suffix else caption, edit)
    TextBinding(session, edit, slot, parse=number_or_refused, on_refused=made.complain)
    return made


def date_or_refused(text: str) -> date | None:
    """The date a text means, None for no text. Raises Refused otherwise."""
    from planner.errors import Refused

    try:
        return parse_date(text)
    except ValueError as fault:
        raise Refused(str(fault)) from None


def spoken_date_or_nothing(value: Any) -> str:
    """A date as it is shown, or nothing."""
    return spoken_date(value) if isinstance(value, date) else ""


def number_or_refused(text: str) -> int | None:
    """The whole number a text means, None for no text. Raises Refused otherwise."""
    from planner.errors import Refused

    stripped = text.strip().removesuffix("%").strip()
    if not stripped:
        return None
    try:
        return int(stripped)
    except ValueError:
        raise Refused("This is not a whole number.") from None
