from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import ContentFault
from planner.library import Library

STEP = """
[[step]]
key = "why"
short = "Why"
title = "Why together"
intro = "Begin here."
stage = "initiation"
"""


def library_of(folder: Path, content: str | bytes) -> Library:
    file = folder / "scope" / "01-why.toml"
    file.parent.mkdir()
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Library(folder)


def test_a_section_is_one_file_or_a_folder_of_files(tmp_path: Path) -> None:
    library = library_of(tmp_path, STEP)

    assert library.steps["why"].title == "Why together"


def test_a_misspelt_field_is_named_with_its_file_and_key(tmp_path: Path) -> None:
    library = library_of(tmp_path, STEP + 'titel = "Why"\n')

    with pytest.raises(ContentFault, match="scope: step why: titel"):
        _ = library.steps


def test_a_key_that_is_used_twice_is_named(tmp_path: Path) -> None:
    library = library_of(tmp_path, STEP + STEP)

    with pytest.raises(ContentFault, match="step why: the key is used twice"):
        _ = library.steps


@pytest.mark.parametrize("content", ["[[step]\n", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: str | bytes) -> None:
    library = library_of(tmp_path, content)

    with pytest.raises(ContentFault, match=r"01-why\.toml"):
        _ = library.steps


@pytest.mark.parametrize("content", ["[[clause]]\nkey = 'x'\n", "[step]\nkey = 'x'\n"])
def test_a_table_in_the_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    library = library_of(tmp_path, content)

    with pytest.raises(ContentFault, match="does not belong here"):
        _ = library.steps
