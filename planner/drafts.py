"""The drafts of the memorandum: which number it has now, issuing, signing, and who saw which."""

from __future__ import annotations

from datetime import date

from planner.agreement.sentences import says_something
from planner.document import Document, Snapshot, snapshot_of
from planner.errors import Refused
from planner.issued import BETWEEN_READERS, is_signed, names_in, readers, standing
from planner.library import Library
from planner.memorandum.blocks import Block, Memorandum, blocks_json, fingerprint, fingerprint_of
from planner.memorandum.changes import Changes, compare_drafts
from planner.memorandum.compose import compose_blocks
from planner.memorandum.draft import INTERNAL, POSITIONS
from planner.memorandum.legible import legible
from planner.memorandum.stored_blocks import is_readable
from planner.model import SHORT_TEXT, Draft
from planner.wording import spoken_date

__all__ = [
    "attach",
    "before_current",
    "changes_since",
    "check_issue",
    "current_number",
    "date_warning",
    "in_order",
    "is_signed",
    "issue",
    "last_seen",
    "newest",
    "readers",
    "sign",
    "standing",
]


# In bytes. A file holds 32 MB, and a PDF takes a third more room in it; what is left is for the rest.
MOST_KEPT = 22_000_000


def in_order(snapshot: Snapshot) -> tuple[Draft, ...]:
    """Every issued draft, the newest first."""
    return tuple(
        sorted(snapshot.all(Draft), key=lambda each: (each.number, each.issued_on, each.rank), reverse=True)
    )


def newest(snapshot: Snapshot) -> Draft | None:
    """The draft issued last, or None."""
    return next(iter(in_order(snapshot)), None)


def current_number(snapshot: Snapshot, library: Library, today: date) -> int:
    """The number of the paper as it stands: that of the newest draft while its wording is unchanged.

    Otherwise the next one; while nothing has been issued, the number the partnership begins with.
    """
    last = newest(snapshot)
    if last is None:
        return snapshot.partnership.draft_number
    return last.number + (last.fingerprint != snapshot.derive(_fingerprint, library, today))


def _fingerprint(snapshot: Snapshot, library: Library, today: date) -> str:
    return fingerprint_of(_blocks(snapshot, library, today))


def _blocks(snapshot: Snapshot, library: Library, today: date) -> tuple[Block, ...]:
    """The wording as it goes out: what the internal copy adds makes no draft of its own."""
    return snapshot.derive(_outward).derive(compose_blocks, library, today)


def _outward(snapshot: Snapshot) -> Snapshot:
    partnership = snapshot.partnership
    printed = tuple(name for name in partnership.printed if name not in (INTERNAL, POSITIONS))
    if printed == partnership.printed:
        return snapshot
    outward = partnership.model_copy(update={"printed": printed})
    return snapshot_of(outward if each is partnership else each for each in snapshot.entities())


# Readers


def last_seen(snapshot: Snapshot, reader: str) -> Draft | None:
    """The newest draft that was sent to this reader (or to all of these), or None."""
    return next((each for each in in_order(snapshot) if not _not_sent(each, reader)), None)


def _not_sent(draft: Draft, reader: str) -> tuple[str, ...]:
    """Those of the readers whom this draft has not reached."""
    reached = {name.casefold() for name in readers(draft)}
    return tuple(name for name in names_in(reader) if name.casefold() not in reached)


def before_current(snapshot: Snapshot, library: Library, today: date, *, reader: str = "") -> Draft | None:
    """The draft that the paper as it stands is compared with: the last earlier one, or the reader's last."""
    number = current_number(snapshot, library, today)
    earlier = (each for each in in_order(snapshot) if each.number < number)
    return next((each for each in earlier if not _not_sent(each, reader)), None)


def changes_since(snapshot: Snapshot, library: Library, today: date, draft: Draft) -> Changes | None:
    """What differs between an issued draft and the paper as it stands; None when its wording is lost."""
    if not is_readable(draft.blocks):
        return None
    return compare_drafts(draft.blocks, blocks_json(_blocks(snapshot, library, today)))


# Issuing


def issue(
    document: Document,
    library: Library,
    today: date,
    *,
    to: str,
    pdf: bytes = b"",
    memorandum: Memorandum | None = None,
) -> Draft:
    """Keep this paper as an issued draft of `today`, in one step that can be undone.

    While the wording is that of the newest draft, one more copy of that draft goes out, as it was:
    then neither `pdf` nor `memorandum` is looked at. Raises Refused, with the field, when it cannot be.
    """
    snapshot = document.snapshot()
    reader = check_issue(snapshot, library, today, to)
    number, last = current_number(snapshot, library, today), newest(snapshot)
    if last is not None and last.number == number:
        together = f"{last.issued_to}{BETWEEN_READERS}{reader}" if last.issued_to else reader
        document.set(last, "issued_to", together, label=f"another copy of draft {number}")
        return document.get(Draft, last.id)
    wording = snapshot.derive(_fingerprint, library, today)
    if memorandum is None or (fingerprint(memorandum), memorandum.draft_number) != (wording, number):
        raise Refused("The memorandum changed meanwhile. Look at it again, then issue it.")
    draft = Draft(
        partnership_id=snapshot.partnership.id,
        number=number,
        issued_on=today,
        issued_to=reader,
        fingerprint=wording,
        content_version=library.version,
        blocks=blocks_json(memorandum.blocks),
        pdf=pdf,
    )
    return document.add(draft, label=f"issue of draft {number}")


def check_issue(snapshot: Snapshot, library: Library, today: date, to: str) -> str:
    """The readers as they are kept. Raises Refused, with the field, when no draft can go to them."""
    reader = _reader(to)
    if INTERNAL in snapshot.partnership.printed:
        raise Refused("This is the internal copy. Untick that under Print, then issue the draft.", "to")
    last = newest(snapshot)
    if last is None or last.number != current_number(snapshot, library, today):
        return reader
    if is_signed(last):
        raise Refused(
            f"Draft {last.number} is signed and stays as it is. Save a copy of it to send it.", "to"
        )
    reader = BETWEEN_READERS.join(_not_sent(last, reader))
    if not reader:
        raise Refused(f"Draft {last.number} has gone there already, and nothing changed since.", "to")
    if len(last.issued_to) + len(BETWEEN_READERS) + len(reader) > SHORT_TEXT:
        raise Refused(f"Draft {last.number} has gone to more readers than can be listed here.", "to")
    return reader


def _reader(to: str) -> str:
    named = {name.casefold(): name for name in names_in(to) if says_something(name)}
    name = BETWEEN_READERS.join(named.values())
    if not name:
        raise Refused("Say to whom it is sent.", "to")
    if len(name) > SHORT_TEXT:
        raise Refused(f"This is longer than {SHORT_TEXT} characters.", "to")
    _refuse_unreadable(name, "to")
    return name


def _refuse_unreadable(name: str, field: str) -> None:
    """Raise Refused for what no page can show; what joins the letters of a script belongs to a name."""
    if legible(name) != name:
        raise Refused("This name holds a character that cannot be stored.", field)


def date_warning(snapshot: Snapshot, on: date, today: date) -> str:
    """What is odd about issuing a draft on this day, in words; nothing when nothing is."""
    last = newest(snapshot)
    if last is not None and on < last.issued_on:
        return f"Draft {last.number} was issued later than this, on {spoken_date(last.issued_on)}."
    if on > today:
        return "This day has not come yet."
    return ""


# Signing


def sign(document: Document, draft: Draft, on: date, by: str, signed_pdf: bytes = b"") -> Draft:
    """Mark a draft as signed on a day, by whom, with the scan where there is one. It is locked then."""
    names = " ".join(by.split())
    if is_signed(draft):
        raise Refused(f"Draft {draft.number} is signed and stays as it is.")
    if not says_something(names):
        raise Refused("Say who signed.", "by")
    _refuse_unreadable(names, "by")
    if on < draft.issued_on:
        raise Refused(
            f"Draft {draft.number} was issued on {spoken_date(draft.issued_on)}, after this day.", "on"
        )
    _refuse_too_much(document.snapshot(), signed_pdf)
    fields = {"signed_on": on, "signed_by": names, "signed_pdf": signed_pdf}
    document.update(draft, fields, label=f"signing of draft {draft.number}")
    return document.get(Draft, draft.id)


def attach(document: Document, draft: Draft, signed_pdf: bytes) -> Draft:
    """Keep the scan of a signed draft that has none yet."""
    _refuse_too_much(document.snapshot(), signed_pdf)
    document.set(draft, "signed_pdf", signed_pdf, label=f"scan of signed draft {draft.number}")
    return document.get(Draft, draft.id)


def _refuse_too_much(snapshot: Snapshot, scan: bytes) -> None:
    """Raise Refused for a scan with which the partnership would fit into no file any more."""
    kept = sum(len(each.pdf) + len(each.signed_pdf) for each in snapshot.all(Draft))
    if scan and kept + len(scan) > MOST_KEPT:
        raise Refused(
            f"With this scan the drafts would hold more than {MOST_KEPT // 1_000_000} MB, and would not fit "
            "into a file for the partner.",
            advice="Scan it again in fewer colours, or keep the scan outside.",
        )
