"""The one thing a page has to know of a CFF typeface: by which numbers its glyphs go.

In a typeface for thousands of letters these are not the places where the glyphs stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

_ROS, _CHARSET = 12 * 256 + 30, 15


def glyph_numbers(table: bytes, count: int) -> list[int]:
    """The number of each of the `count` glyphs of a CFF table, in order."""
    _, at = _index(table, table[2])
    dictionaries, _ = _index(table, at)
    said = dict(_entries(dictionaries[0]))
    charset = int(said.get(_CHARSET, [0])[-1])
    # Without a registry of letters, and in the few predefined sets, a glyph goes by its place.
    if _ROS not in said or charset <= 2:
        return list(range(count))
    return list(_charset(table, charset, count))


def _index(table: bytes, at: int) -> tuple[list[bytes], int]:
    """The parts of an index, and where it ends."""
    count, size = _number(table, at, 2), table[at + 2]
    if count == 0:
        return [], at + 2
    ends = [_number(table, at + 3 + n * size, size) for n in range(count + 1)]
    data = at + 2 + (count + 1) * size
    return [table[data + a : data + b] for a, b in pairwise(ends)], data + ends[-1]


def _number(table: bytes, at: int, size: int) -> int:
    return int.from_bytes(table[at : at + size], "big")


def _entries(dictionary: bytes) -> Iterator[tuple[int, list[int]]]:
    """Operators with their operands; real numbers count as 0."""
    operands: list[int] = []
    at = 0
    while at < len(dictionary):
        first = dictionary[at]
        if first <= 21:
            operator = first * 256 + dictionary[at + 1] if first == 12 else first
            yield operator, operands
            operands = []
            at += 2 if first == 12 else 1
        elif first in (28, 29):
            size = 2 if first == 28 else 4
            operands.append(int.from_bytes(dictionary[at + 1 : at + 1 + size], "big", signed=True))
            at += 1 + size
        elif first == 30:
            operands.append(0)
            at += 1
            while dictionary[at] & 0x0F != 0x0F:
                at += 1
            at += 1
        elif first < 247:
            operands.append(first - 139)
            at += 1
        else:
            high = (first - 247) * 256 + dictionary[at + 1] + 108
            operands.append(high if first < 251 else -((first - 251) * 256 + dictionary[at + 1] + 108))
            at += 2


def _charset(table: bytes, at: int, count: int) -> Iterator[int]:
    kind, at = table[at], at + 1
    yield 0
    left = count - 1
    while left > 0:
        first = _number(table, at, 2)
        more = _number(table, at + 2, kind) if kind else 0
        at += 2 + kind
        yield from range(first, first + min(more + 1, left))
        left -= more + 1
