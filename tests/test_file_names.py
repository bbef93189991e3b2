"""Titles as names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.file_names import safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Mindful Campus", "Mindful Campus"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("  ..hidden.. ", "hidden"),
        ("con", "partnership"),
        ("LPT1", "partnership"),
        ("...", "partnership"),
        ("", "partnership"),
        ("line\nbreak\x07\x9f", "line break"),
        ("x" * 200, "x" * 80),
        ("日" * 200, "日" * 50),
        ("Béatrice — 日本", "Béatrice — 日本"),
        ("fdp.\u202eexe", "fdp.exe"),
        ("half\ud800", "half"),
    ],
)
def test_a_title_becomes_a_file_name_that_every_system_takes(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(st.text(st.characters(), max_size=300))
def test_any_title_at_all_gives_a_name_of_one_part(title: str) -> None:
    name = safe_name(title)

    assert name
    assert len(name.encode()) <= 150
    assert not set(name) & set('<>:"/\\|?*\n\r\x00')
    assert name == name.strip(" .")
