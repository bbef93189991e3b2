"""Tool tips of text that a user may have typed: Qt would read what looks like HTML as such."""

from __future__ import annotations

from html import escape


def tip(text: str) -> str:
    """A text as a tool tip that shows it as it was typed, and breaks into lines."""
    return f"<span>{escape(text)}</span>" if text else ""
