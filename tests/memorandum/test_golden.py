from __future__ import annotations

import re

from tests.memorandum.golden import GOLDEN, told, worked_example


def test_the_worked_example_reads_as_it_did():
    """After a wanted change: `python -m tests.memorandum.golden`, and read what differs."""
    assert told(worked_example()) == GOLDEN.read_text(encoding="utf-8")


def test_the_worked_example_holds_every_annex_and_no_blank():
    text = told(worked_example())

    assert re.findall(r"^=== Annex (\w)", text, re.MULTILINE) == list("ABCDEFG")
    assert not re.search(r"[{}]|__|\(\s*\)|\bnan\b|TODO", text)
