"""What differs between two versions of a table, row by row, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from planner.memorandum.stored_blocks import Listing

Row = tuple[str, ...]

NOTHING = "nothing"
# Rows under another name are taken for the same when this much of them is.
_LIKE = 0.6
_MOST_COMPARED = 2_500
_LEADING = 6
# In letters, of each row.
_READ = 200


def listing_changes(before: Sequence[Listing], after: Sequence[Listing]) -> tuple[str, ...]:
    """A sentence for each row that was changed, added or taken out."""
    lines: list[str] = []
    rest = list(before)
    for listing in after:
        old = next((each for each in rest if each.head == listing.head), None) or next(
            (each for each in rest if each.head[:1] == listing.head[:1]), None
        )
        if old is not None:
            rest.remove(old)
        lines += _changes(old or Listing(listing.head, ()), listing)
    for listing in rest:
        lines += _changes(listing, Listing(listing.head, ()))
    return tuple(lines)


def row_words(row: Row) -> str:
    """A row in one line."""
    return " · ".join(cell for cell in row if cell) or "an empty row"


def _changes(before: Listing, after: Listing) -> list[str]:
    is_list_of_points = after.head[:1] == ("No.",)
    gone, new = ("Settled or dropped", "New point") if is_list_of_points else ("Taken out", "New")
    pairs, old_rows, new_rows = _paired(before, after)
    firsts = [_without_number(after.head, row)[:1] for row in after.rows]
    lines = []
    for old, row in pairs:
        first = _without_number(after.head, row)[:1]
        cells = 1 if firsts.count(first) == 1 else 2
        named = row_words(_without_number(after.head, row)[:cells])
        if said := _cell_changes(before.head, old, after.head, row):
            lines.append(f"“{_short(named)}”: {'; '.join(said)}")
    lines += [f"{new}: {row_words(_without_number(after.head, row))}" for row in new_rows]
    lines += [f"{gone}: {row_words(_without_number(before.head, row))}" for row in old_rows]
    return lines


def _without_number(head: Row, row: Row) -> Row:
    return row[1:] if head[:1] == ("No.",) else row


def _paired(before: Listing, after: Listing) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """The rows that belong together, and those left over on either side."""
    wide = max((len(row) for row in (*before.rows, *after.rows)), default=0)
    partner: dict[int, int] = {}
    left, new = dict(enumerate(before.rows)), dict(enumerate(after.rows))
    # Rows that are equal first, then those that share ever fewer leading cells.
    for columns in (wide, *range(min(wide - 1, _LEADING), 0, -1)):
        known: dict[Row, list[int]] = {}
        for place, row in left.items():
            known.setdefault(_without_number(before.head, row)[:columns], []).append(place)
        for place, row in list(new.items()):
            key = _without_number(after.head, row)[:columns]
            if any(key) and known.get(key):
                partner[place] = known[key].pop(0)
                del left[partner[place]], new[place]
    if len(left) * len(new) <= _MOST_COMPARED:
        for place, row in list(new.items()):
            like = next((old for old, each in left.items() if _are_like(each, row)), None)
            if like is not None:
                partner[place] = like
                del left[like], new[place]
    pairs = [(before.rows[partner[place]], after.rows[place]) for place in sorted(partner)]
    return pairs, list(left.values()), list(new.values())


def _are_like(before: Row, after: Row) -> bool:
    return SequenceMatcher(None, row_words(before)[:_READ], row_words(after)[:_READ]).ratio() >= _LIKE


def _cell_changes(old_head: Row, old: Row, head: Row, row: Row) -> list[str]:
    was, now = _cells(old_head, old), _cells(head, row)
    return [
        f"{_column(column)} is now {now.get(column) or NOTHING} (was {was.get(column) or NOTHING})"
        for column in {**now, **was}
        if column != ("No.", 0) and now.get(column, "") != was.get(column, "")
    ]


def _cells(head: Row, row: Row) -> dict[tuple[str, int], str]:
    """Cells by the name of their column; a name that comes again is told apart by its turn."""
    found: dict[tuple[str, int], str] = {}
    turns: Counter[str] = Counter()
    for place, cell in enumerate(row):
        name = head[place] if place < len(head) else ""
        found[name, turns[name]] = cell
        turns[name] += 1
    return found


def _column(column: tuple[str, int]) -> str:
    return f"“{column[0]}”" if column[0] else "a cell"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77].rstrip()}…"
