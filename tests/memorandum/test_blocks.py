from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from planner.library import standard_library
from planner.memorandum.blocks import Memorandum, Paragraph, fingerprint, to_json
from planner.memorandum.compose import compose
from tests.memorandum import example


def _paper(*texts: str) -> Memorandum:
    return Memorandum(
        title="Memorandum",
        subtitle="Trial",
        state="Draft 1",
        caution="For discussion",
        footer="Trial",
        draft_number=1,
        dated_on=date(2026, 12, 9),
        author="",
        blocks=tuple(Paragraph(text) for text in texts),
        paper_name="memorandum",
    )


def test_the_fingerprint_is_eight_hex_digits_and_the_same_every_time():
    paper = _paper("one")

    assert fingerprint(paper) == fingerprint(_paper("one"))
    assert len(fingerprint(paper)) == 8
    assert int(fingerprint(paper), 16) >= 0


def test_the_fingerprint_changes_with_one_letter():
    assert fingerprint(_paper("We intend to meet.")) != fingerprint(_paper("We intend to meet!"))


def test_the_fingerprint_does_not_change_with_the_day_of_printing():
    library, snapshot = standard_library(), example.snapshot()

    today = fingerprint(compose(snapshot, library, example.TODAY))
    later = fingerprint(compose(snapshot, library, example.TODAY + timedelta(days=40)))

    assert today == later


def test_json_keeps_every_block_and_every_text():
    paper = compose(example.snapshot(), standard_library(), example.TODAY)

    kept = json.loads(to_json(paper))

    assert len(kept["blocks"]) == len(paper.blocks)
    assert kept["dated_on"] == "2026-12-09"
    assert {"title", "parties", "heading", "table", "timelinepicture", "rolematrix", "annex"} <= {
        block["block"] for block in kept["blocks"]
    }


def test_json_is_the_same_text_for_the_same_paper():
    paper = compose(example.snapshot(), standard_library(), example.TODAY)

    assert to_json(paper) == to_json(replace(paper))
