"""Text as any format can hold it: what has no place in a file is shown, what misleads is left out."""

from __future__ import annotations

import re

from planner.memorandum.fonts import MISSING

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Neither XML nor a page has them: control characters, halves of pairs, and places without a character.
_NO_PLACE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# They would make what follows read in another order than it is stored.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def legible(text: str) -> str:
    """`text` with plain line ends and spaces, and a visible sign for each character no file can hold."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _TURNING.sub("", _NO_PLACE.sub(MISSING, text))


def one_line(text: str) -> str:
    """`text` on one line, for a title, a header or a cell."""
    return " ".join(legible(text).split())
