"""A form that is filled in and then taken over as a whole, with the reason beside a refused field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.errors import Refused
from planner.wording import spoken_date
from ui.dialogs.frame import Dialog
from ui.theme import grown
from ui.widgets.fields import DateField, Field, LongText, date_or_refused, number_or_refused
from ui.widgets.shapes import row

Read = Callable[[], Any]


class Form(Dialog):
    """Fields by name; `values()` reads them all, `save` is called with the values and may refuse."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        save: Callable[[dict[str, Any]], None],
        *,
        intro: str = "",
        take: str = "Save",
    ) -> None:
        super().__init__(parent, title, intro, width=600)
        self._save = save
        self._fields: dict[str, tuple[Field, Read]] = {}
        self._target: QVBoxLayout | QHBoxLayout = self.body
        self.add_button("Cancel", self.reject)
        self.add_button(take, self._take, primary=True)

    def line(self, name: str, caption: str, value: str, *, hint: str = "") -> QLineEdit:
        """One line of text."""
        edit = QLineEdit(value)
        self._add(name, caption, edit, edit.text, hint)
        return edit

    def text(self, name: str, caption: str, value: str, *, hint: str = "") -> QPlainTextEdit:
        """Several lines of text."""
        edit = LongText(lines=2)
        edit.setPlainText(value)
        self._add(name, caption, edit, edit.toPlainText, hint)
        return edit

    def number(self, name: str, caption: str, value: int | None) -> QLineEdit:
        """A whole number, or nothing."""
        edit = QLineEdit("" if value is None else str(value))
        edit.setMaximumWidth(grown(110))
        self._add(name, caption, edit, lambda: number_or_refused(edit.text()), "")
        return edit

    def date(self, name: str, caption: str, value: Any) -> DateField:
        """A date, or nothing."""
        field = DateField(name=caption)
        field.edit.setText(spoken_date(value) if value else "")
        self._add(name, caption, field, lambda: date_or_refused(field.edit.text()), "")
        return field

    def choice(self, name: str, caption: str, options: Mapping[Any, str], value: Any) -> QComboBox:
        """One of several."""
        combo = QComboBox()
        for key, text in options.items():
            combo.addItem(text, key)
        combo.setCurrentIndex(max(0, list(options).index(value) if value in options else 0))
        self._add(name, caption, combo, combo.currentData, "")
        return combo

    def check(self, name: str, caption: str, value: bool) -> QCheckBox:
        """Yes or no."""
        box = QCheckBox(caption)
        box.setChecked(value)
        self._add(name, "", box, box.isChecked, "")
        return box

    def _add(self, name: str, caption: str, widget: QWidget, read: Read, hint: str) -> None:
        field = Field(caption, widget, hint=hint)
        self._fields[name] = (field, read)
        self._target.addWidget(field)

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Set the fields added inside beside each other."""
        self._target = row(spacing=14)
        yield
        self.body.addLayout(self._target)
        self._target = self.body

    def _take(self) -> None:
        values: dict[str, Any] = {}
        for field, _ in self._fields.values():
            field.complain("")
        for name, (field, read) in self._fields.items():
            try:
                values[name] = read()
            except Refused as refusal:
                self._complain(field, str(refusal))
                return
        try:
            self._save(values)
        except Refused as refusal:
            last = list(self._fields.values())[-1][0]
            field = self._fields[refusal.field][0] if refusal.field in self._fields else last
            self._complain(field, str(refusal))
            return
        self.accept()

    def _complain(self, field: Field, sentence: str) -> None:
        field.complain(sentence)
        field.field.setFocus()
        # The reason takes room of its own.
        self.fit()
