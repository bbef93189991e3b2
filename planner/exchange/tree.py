"""The text of a file as a JSON tree, however hostile: within limits of time and memory, or refused."""

from __future__ import annotations

import json
import re
from typing import Any

from planner.errors import BadFile

# Limits that keep reading any file under 256 MB of memory and a few seconds: an emoji in a text
# makes Python hold four bytes for each character, and an empty list in JSON costs 30 times its length.
MAX_MEGABYTES = 32
MAX_ELEMENTS = 500_000
MAX_VALUES = 50_000
MAX_LIST = 20_000
MAX_NAMES = 200
MAX_DEPTH = 6
MAX_NUMBER = 2_000_000_000

Tree = dict[str, Any]


def parsed(text: str) -> Any:
    """The JSON value of a text. Raises BadFile for what no partnership file holds."""
    if len(text) > MAX_MEGABYTES * 1_000_000:
        raise BadFile(f"This is larger than {MAX_MEGABYTES} MB, which no partnership file is.")
    if sum(map(text.count, ",[{")) > MAX_ELEMENTS:
        raise BadFile("This file holds more values than a partnership can have.")
    try:
        tree = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole_number,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except RecursionError:
        raise BadFile("This file is nested more deeply than a partnership file is.") from None
    except json.JSONDecodeError as fault:
        raise BadFile(
            f"This is not a partnership file: its line {fault.lineno} cannot be read as JSON."
        ) from None
    _check_tree(tree, 0)
    return tree


def _object(pairs: list[tuple[str, Any]]) -> Tree:
    if len(pairs) > MAX_NAMES:
        raise BadFile("This file holds more values than a partnership can have.")
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise BadFile(f"In this file {shown(twice)} stands twice in one object.")
    return found


def _whole_number(digits: str) -> int:
    if len(digits) > 11 or abs(int(digits)) > MAX_NUMBER:
        raise BadFile(f"This file holds a number that is too large: {shown(digits)}.")
    return int(digits)


def _no_number(text: str) -> None:
    raise BadFile(f"This file holds {shown(text)}, which is not a whole number; amounts are written as text.")


def _check_tree(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise BadFile("This file is nested more deeply than a partnership file is.")
    if isinstance(value, str):
        if "\x00" in value or (not value.isascii() and _has_surrogate(value)):
            raise BadFile("This file holds a character that cannot be stored.")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_tree(name, depth)
            _check_tree(inner, depth + 1)
    elif isinstance(value, list):
        # Lists of values stand at depth 1; those deeper are fields.
        if len(value) > (MAX_VALUES if depth == 1 else MAX_LIST):
            raise BadFile("This file holds more values than a partnership can have.")
        for inner in value:
            _check_tree(inner, depth + 1)


def _has_surrogate(text: str) -> bool:
    return re.search("[\ud800-\udfff]", text) is not None


def shown(name: str) -> str:
    """A piece of a file inside a message: short, and nothing a terminal would act on."""
    return f"“{printable(name[:60])}{'...' if len(name) > 60 else ''}”"


def printable(text: str) -> str:
    """The text without what a terminal would act on."""
    return "".join(c if c.isprintable() else "?" for c in text)
