"""A partnership's own figure in place of one of the content, as something a field can be bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.model import Assumption
from ui.bind import Slot

if TYPE_CHECKING:
    from planner.document import Document, Snapshot


def own_figure(key: str, label: str, default: str = "") -> Slot:
    """The slot for the figure that stands in for a default; the default itself is not kept."""

    def read(snapshot: Snapshot) -> str:
        found = snapshot.first(Assumption, key=key)
        return found.value if found else default

    def write(document: Document, value: Any, typing: bool) -> None:
        found, typing_in = document.snapshot().first(Assumption, key=key), "value" if typing else ""
        is_own = bool(value) and value != default
        if found is not None and is_own:
            document.update(found, {"value": value}, label=label, typing_in=typing_in)
        elif found is not None:
            document.remove(found, label=label, typing_in=typing_in)
        elif is_own:
            made = Assumption(partnership_id=document.partnership.id, key=key, value=value)
            document.add(made, label=label, typing_in=typing_in)

    return Slot(read, write)
