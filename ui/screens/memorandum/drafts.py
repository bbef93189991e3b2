"""The card of the drafts: the one at work, and each that went out, to whom, when, and what changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.model import Draft
from planner.wording import joined, spoken_date
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.page import keeping_focus
from ui.widgets.shapes import Card, button, column, holding, link, row, rule
from ui.widgets.text import label, wrapped

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.screens.memorandum.preview import Preview

NEVER_ISSUED = (
    "Issue a draft when you send it: the page is kept as it was sent, and you can see what changed since."
)


class DraftsCard(Card):
    """The drafts, the newest first. `show_draft` is asked to show one as it was sent."""

    def __init__(self, desk: Desk, show_draft: Callable[[Draft], object]) -> None:
        super().__init__("Drafts")
        self._desk, self._show_draft = desk, show_draft
        self._shown: object = None

    def show_state(self, preview: Preview | None) -> None:
        """Show the drafts as they stand; what needs the composed paper comes with the preview."""
        from planner import drafts

        session = self._desk.session
        snapshot = session.snapshot
        issued = drafts.in_order(snapshot)
        drawn = (preview.number, preview.since, preview.changed) if preview else None
        signature = (
            [each.model_copy(update={"pdf": b""}) for each in issued],
            drawn,
            snapshot.partnership.draft_number,
        )
        if signature == self._shown:
            return
        self._shown = signature
        # With drafts out, the number follows from the wording: it comes with the composed paper.
        number = preview.number if issued and preview else 0 if issued else snapshot.partnership.draft_number
        stood_on = self._stood_on()
        with keeping_focus(self):
            self.empty()
            if number:
                self._now(number, issued, preview)
            for draft in issued:
                self.box.addWidget(rule())
                self.box.addWidget(self._issued(draft, is_newest=draft is issued[0]))
        if stood_on is not None and self._stood_on() is None:
            self._stand_again(stood_on)

    def _stood_on(self) -> str | None:
        """The name of the link one stands on, or comes back to once the dialog in front is gone."""
        at = self.window().focusWidget()
        return at.accessibleName() if at is not None and self.isAncestorOf(at) else None

    def _stand_again(self, name: str) -> None:
        """Stand on the link of this name; where it is gone, on the first of the same draft, or of all."""
        able = [w for w in self.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        same = re.search(r"draft \d+", name)
        of_draft = (w for w in able if same and re.search(rf"{same[0]}\b", w.accessibleName()))
        like = next((w for w in able if name and w.accessibleName() == name), None)
        if (target := like or next(of_draft, None) or next(iter(able), None)) is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # The draft at work

    def _now(self, number: int, issued: tuple[Draft, ...], preview: Preview | None) -> None:
        newest = issued[0] if issued else None
        unchanged = newest is not None and newest.number == number
        word = "unchanged since it went out" if unchanged else "now"
        self.box.addWidget(holding(row(label(f"Draft {number}", "strong"), label(f"· {word}"), None)))
        if newest is not None and newest.signed_on is not None:
            self.box.addWidget(wrapped(_signed_sentence(newest, unchanged=unchanged), "muted"))
        if preview is not None and preview.since and preview.number == number:
            text = preview.changed or "what changed cannot be told: its wording was not kept"
            self.box.addWidget(
                wrapped(f"Since draft {preview.since}: {text[:1].lower()}{text[1:]}", "caption")
            )
        if newest is None:
            self.box.addWidget(wrapped(NEVER_ISSUED, "caption"))
        if not (unchanged and newest is not None and newest.signed_on):
            text = "Send it to somebody else…" if unchanged else "Issue this draft…"
            self.box.addWidget(button(text, partial(self._desk.perform, "issue_draft")))
        if newest is None:
            self._count(number)

    def _count(self, number: int) -> None:
        """Before anything is issued the number is one's own to choose."""
        on = link(f"Begin draft {number + 1}", partial(self._set_number, number + 1))
        back = link(f"Back to draft {number - 1}", partial(self._set_number, number - 1))
        line = row(on, *([back] if number > 1 else []), None)
        self.box.addWidget(holding(line))

    def _set_number(self, number: int) -> None:
        document = self._desk.session.doc
        document.set(document.partnership, "draft_number", number, label="change of draft number")

    # Those that went out

    def _issued(self, draft: Draft, *, is_newest: bool) -> QWidget:
        from planner import drafts

        to = joined(drafts.readers(draft))
        head = row(label(f"Draft {draft.number}", "strong"), None)
        if draft.signed_on is not None:
            head.insertWidget(1, Chip("signed · locked", "neutral"))
        sent = (
            f"Issued to {to} · {spoken_date(draft.issued_on)}"
            if to
            else f"Issued {spoken_date(draft.issued_on)}"
        )
        parts: list[QWidget] = [holding(head), wrapped(sent, "muted")]
        if draft.signed_on is not None:
            by = f" by {draft.signed_by}" if draft.signed_by else ""
            parts.append(wrapped(f"Signed {spoken_date(draft.signed_on)}{by}", "muted"))
        parts.append(self._links(draft, is_newest=is_newest))
        return holding(column(*parts, spacing=3))

    def _remove(self, draft: Draft) -> None:
        self._desk.session.doc.remove(draft, label=f"removal of draft {draft.number}")
        self._desk.say(f"Draft {draft.number} is no longer kept.", action="Undo", name="undo")

    def _links(self, draft: Draft, *, is_newest: bool) -> QWidget:
        from ui.dialogs import drafts as dialogs
        from ui.dialogs.changes import show_changes

        name = f"draft {draft.number}"
        made = [
            link("Show", partial(self._show_draft, draft), name=f"Show {name} as it was sent"),
            link("What changed", partial(show_changes, self._desk, draft), name=f"What changed since {name}"),
        ]
        if draft.signed_on is None:
            sign = partial(dialogs.ask_sign, self._desk, draft)
            made.append(link("Mark as signed…", sign, name=f"Mark {name} as signed"))
        if draft.signed_on is None and is_newest:
            made.append(link("Remove", partial(self._remove, draft), name=f"Remove {name}"))
        if draft.signed_on is not None:
            if draft.signed_pdf:
                save = partial(dialogs.save_copy, self._desk, draft, signed=True)
                made.append(link("Signed PDF…", save, name=f"Save the signed PDF of {name}"))
            else:
                attach = partial(dialogs.ask_attach, self._desk, draft)
                made.append(link("Attach the signed PDF…", attach, name=f"Attach the signed PDF of {name}"))
        flow = FlowLayout()
        flow.setContentsMargins(0, 0, 0, 0)
        for each in made:
            flow.addWidget(each)
        return holding(flow)


def _signed_sentence(draft: Draft, *, unchanged: bool) -> str:
    assert draft.signed_on is not None
    by = f", by {draft.signed_by}" if draft.signed_by else ""
    begins = "A change you make now begins" if unchanged else "What you changed since makes"
    return (
        f"Draft {draft.number} is signed ({spoken_date(draft.signed_on)}{by}) and stays as it is. "
        f"{begins} draft {draft.number + 1}."
    )
