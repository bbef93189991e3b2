"""Titles as names of files."""

from __future__ import annotations

import re
import unicodedata

LONGEST, LONGEST_BYTES = 80, 150


def memorandum_name(title: str, number: int, *, is_internal: bool = False) -> str:
    """The name of a draft as a file, without an ending; the internal copy says in it that it is one."""
    return f"{safe_name(title)} - memorandum draft {number}{' INTERNAL' if is_internal else ''}"


def timeline_name(title: str, *, is_internal: bool = False) -> str:
    """The name of an exported timeline, without an ending; one for our own eyes says so in it."""
    return f"{safe_name(title)} - timeline{' INTERNAL' if is_internal else ''}"


def safe_name(title: str) -> str:
    """A title as a file name that every system takes, and that reads as it is stored.

    What cannot stand in a name becomes a space; marks that turn the order of letters round are left out.
    """
    shown = "".join(c for c in title if unicodedata.category(c) not in ("Cf", "Cs"))
    cleaned = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]', " ", shown)
    cleaned = re.sub(r"\s+", " ", cleaned).strip(" .")[:LONGEST]
    cleaned = cleaned.encode()[:LONGEST_BYTES].decode(errors="ignore").strip(" .")
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)", cleaned)
    return "partnership" if not cleaned or reserved else cleaned
