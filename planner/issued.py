"""An issued draft on its own: who read it, what became of it, and what nobody may do to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.errors import Refused
from planner.model import Draft, Entity
from planner.wording import joined, spoken_date

BETWEEN_READERS = "; "


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text that sets semicolons between them."""
    names = (" ".join(part.split()) for part in text.split(BETWEEN_READERS.strip()))
    return tuple(name for name in names if name)


def readers(draft: Draft) -> tuple[str, ...]:
    """To whom a draft was sent, one after the other."""
    return names_in(draft.issued_to)


def standing(draft: Draft) -> str:
    """What became of a draft: "sent to Brightpath Digital Ltd on 2 Dec 2026, signed on ..."."""
    return ", ".join(_standing(draft))


def _standing(draft: Draft) -> Iterator[str]:
    to = joined(readers(draft))
    yield f"sent to {to} on {spoken_date(draft.issued_on)}" if to else f"of {spoken_date(draft.issued_on)}"
    if draft.signed_on is not None:
        by = f" by {draft.signed_by}" if draft.signed_by else ""
        yield f"signed on {spoken_date(draft.signed_on)}{by}"


def is_signed(draft: Draft) -> bool:
    """Whether a draft is signed, and so stays as it is."""
    return draft.signed_on is not None


def refuse_change(before: Entity, fields: Mapping[str, object]) -> None:
    """Raise Refused for a signed draft, to which only its scan may come, and for a draft's number."""
    if not isinstance(before, Draft):
        return
    if fields.get("number", before.number) != before.number:
        raise Refused("A draft that was issued keeps its number.", "number")
    if not is_signed(before):
        return
    if set(fields) == {"signed_pdf"} and not before.signed_pdf:
        return
    raise Refused(
        f"Draft {before.number} is signed and stays as it is.",
        advice="Change the memorandum instead: that begins the next draft.",
    )


def refuse_removal(entity: Entity) -> None:
    """Raise Refused when this is a signed draft."""
    if isinstance(entity, Draft) and is_signed(entity):
        raise Refused(f"Draft {entity.number} is signed and cannot be removed.")


def refuse_second(entity: Entity, held: Iterable[Entity]) -> None:
    """Raise Refused when another draft has this number already."""
    if not isinstance(entity, Draft):
        return
    if any(isinstance(each, Draft) and each.number == entity.number for each in held):
        raise Refused(f"There is a draft {entity.number} already.", "number")
