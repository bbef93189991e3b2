"""The way through the clauses: the list of steps, the same as a list to pick from, back and next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.shapes import button, holding, row
from ui.wizards.answer_fields import QuietCombo
from ui.wizards.stepper import Stepper, WizardStep


class StepList(QWidget):
    """The list itself; `picker` and `turns` are laid out by the screen, beside what the step shows."""

    def __init__(self, go: Callable[[str], object], turn: Callable[[int], object]) -> None:
        super().__init__()
        self._go = go
        self.stepper: Stepper | None = None
        self.picker = QuietCombo()
        self.picker.setAccessibleName("Step of the agreement")
        self.picker.activated.connect(lambda index: go(self.picker.itemData(index)))
        self.before = button("Back", lambda: turn(-1))
        self.after = button("Next", lambda: turn(1))
        self.turns = holding(row(self.before, None, self.after))
        self._home = QVBoxLayout(self)
        self._home.setContentsMargins(0, 0, 0, 0)

    def show_steps(self, steps: tuple[WizardStep, ...], current: str) -> None:
        """Show how every step stands; the list is made anew only when it names other steps."""
        texts = {step.key: step.text for step in steps}
        shown = {key: made.text() for key, made in self.stepper.buttons.items()} if self.stepper else {}
        if self.stepper is None or texts != shown:
            self._rebuild(steps)
        assert self.stepper is not None
        done = sum(step.mark == "done" for step in steps)
        self.stepper.show_steps(steps, current, f"{done} of {len(steps) - 1} settled")
        self.picker.setCurrentIndex(self.picker.findData(current))
        keys = list(texts)
        self.before.setEnabled(current != keys[0])
        if current == keys[-1] and self.after.hasFocus():
            self.before.setFocus()
        self.after.setVisible(current != keys[-1])

    def _rebuild(self, steps: tuple[WizardStep, ...]) -> None:
        if self.stepper is not None:
            self._home.removeWidget(self.stepper)
            self.stepper.hide()
            self.stepper.deleteLater()
        self.stepper = Stepper("Agreement", steps)
        self.stepper.chosen.connect(self._go)
        self._home.addWidget(self.stepper)
        self.picker.clear()
        for step in steps:
            self.picker.addItem(step.text, step.key)

    def width_taken(self) -> int:
        """How wide the list is."""
        return self.stepper.width() if self.stepper else 0

    def land(self, current: str) -> None:
        """Put the keyboard on the step that is shown."""
        if self.stepper is not None and self.isVisible():
            self.stepper.buttons[current].setFocus()
        else:
            self.picker.setFocus()
