"""Ctrl+K: any partnership, screen, clause, question, person or command, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from ui.actions import ACTIONS
from ui.dialogs.frame import be_large, let_go
from ui.timeline_menu import DOINGS
from ui.widgets.text import label

if TYPE_CHECKING:
    from ui.window import MainWindow

MOST = 12
# Below this share of likeness, in percent, what is found is something else.
LEAST = 72


@dataclass(frozen=True)
class Target:
    """Somewhere to go or something to do: what it is called, what kind it is, what else finds it."""

    text: str
    kind: str
    go: Callable[[], object]
    words: str = ""


def targets(window: MainWindow) -> list[Target]:
    """Everything that can be found, commands first."""
    found = [
        Target(a.text.rstrip("…"), a.shortcut or "command", partial(window.perform, a.name), a.words)
        for a in ACTIONS
        if a.name != "search" and window.actions_by_name[a.name].isEnabled()
    ]
    for row in window.rows():
        if not row.binned_on:
            words = " ".join(name for name, _, _ in row.organisations)
            found.append(
                Target(row.title, "partnership", partial(window.open_partnership, UUID(row.id)), words)
            )
    if window.session.document is not None:
        found += _inside(window)
    return found


def _inside(window: MainWindow) -> list[Target]:
    from planner.agreement.clauses import clause_set
    from planner.model import Activity, Organisation, Person, RoleActivity

    library, snapshot = window.session.library, window.session.snapshot

    def at(place: str) -> Callable[[], object]:
        return partial(window.go, place)

    found = [
        Target(step.short, "scope", at(f"scope/{step.key}"), step.title) for step in library.steps.values()
    ]
    found += [
        Target(q.wording, "question", at(f"scope/{q.key}"), q.key)
        for q in library.questions.values()
        if not q.retired
    ]
    found += [
        Target(
            state.clause.title,
            f"clause {state.number}" if state.included else "clause, left out",
            at(state.place),
            state.clause.purpose,
        )
        for state in clause_set(snapshot, library)
    ]
    found += [Target(p.name, "person", at(f"roles/person/{p.id}"), p.post) for p in snapshot.all(Person)]
    found += [
        Target(o.name, "organisation", at(f"overview/organisation/{o.id}"))
        for o in snapshot.all(Organisation)
    ]
    found += [
        Target(d.text.rstrip("…"), "timeline", at(f"timeline/do/{d.key}"), d.words)
        for d in DOINGS
        if d.text not in {action.text for action in ACTIONS}
    ]
    found += [Target(a.name, "timeline", at(f"timeline/{a.id}")) for a in snapshot.all(Activity)]
    found += [Target(r.title, "role", at(f"roles/{r.id}")) for r in snapshot.all(RoleActivity)]
    return found


def best(found: list[Target], text: str, most: int = MOST) -> list[Target]:
    """The targets that match best, the best first; all commands for no text."""
    if not text.strip():
        return found[:most]
    from rapidfuzz import fuzz, process, utils

    # By its name alone, too: among many words that describe it, a name of few letters is lost.
    likeness: dict[int, float] = {}
    for names in ([target.text for target in found], [f"{target.text} {target.words}" for target in found]):
        hits = process.extract(
            text, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=most, score_cutoff=LEAST
        )
        for _, score, place in hits:
            likeness[place] = max(score, likeness.get(place, 0))
    wanted = text.strip().casefold()
    # A word that describes it is enough, however many others do.
    for place, target in enumerate(found):
        words = f"{target.text} {target.words}".casefold().split()
        if all(any(word.startswith(part) for word in words) for part in wanted.split()):
            likeness[place] = max(likeness.get(place, 0), 90)

    def order(place: int) -> tuple[bool, float, int]:
        return (not found[place].text.casefold().startswith(wanted), -likeness[place], place)

    return [found[place] for place in sorted(likeness, key=order)[:most]]


class Palette(QDialog):
    """A line to type into, and what it finds."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle("Search or run a command")
        self.setModal(True)
        be_large(self, 620, 440)
        self._targets = targets(window)
        self.picked: Target | None = None
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("A partnership, screen, clause, question, person or command")
        self.edit.setAccessibleName("Search or run a command")
        self.list = QListWidget()
        self.list.setAccessibleName("What was found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _: self._take())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 10)
        layout.addWidget(self.edit)
        layout.addWidget(self.list, 1)
        layout.addWidget(label("Arrows choose, Enter goes there, Esc closes.", "caption"))
        self.edit.textChanged.connect(self._show)
        self.edit.installEventFilter(self)
        self._show("")

    def _show(self, text: str) -> None:
        self.list.clear()
        for target in best(self._targets, text):
            item = QListWidgetItem(f"{target.text}   ·   {target.kind}")
            item.setData(Qt.ItemDataRole.UserRole, target)
            self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem("Nothing of that name. Try fewer letters.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _take(self) -> None:
        item = self.list.currentItem()
        self.picked = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if self.picked is not None:
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return False


def ask_where(window: MainWindow) -> None:
    """Ask where to go, and go there."""
    dialog = Palette(window)
    taken = dialog.exec()
    let_go(dialog)
    if taken and dialog.picked is not None:
        dialog.picked.go()
