"""What a person types is printed as typed: never read as markup, a link, a file or a formula."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import snapshot_of
from planner.library import standard_library
from planner.memorandum.compose import compose
from planner.memorandum.pdf import pdf_bytes, write_pdf
from planner.model import Entity
from tests.memorandum import example
from tests.memorandum.papers import SHOWN, every_block, paper
from tests.memorandum.reading import squeezed, text_of

PAYLOADS = (
    "<b>&amp;",
    '<img src="/etc/passwd" width="10" height="10"/>',
    '<a href="javascript:alert(1)">x</a>',
    "{parties}{0}{{}}",
    "=cmd('x')",
    "</para><para>",
    "<!-- x --> <![CDATA[x]]>",
    "&#x41;&lt;&nbsp;",
    "<br/><super>1</super>",
    "%(title)s %s",
    "<onDraw name='x' label='y'/>",
    "<seq id='a'/>",
    "\\u0041 \\n (a) [b] /F1 Tf",
    "-- ' \" ; DROP",
)
# Fields that hold no free text, though their type is text.
CLOSED = {
    "question",
    "clause",
    "place",
    "origin",
    "kind",
    "currency",
    "pattern",
    "phase",
    "page_size",
    "country",
}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_any_block_is_printed_as_typed(payload: str):
    read = squeezed(text_of(pdf_bytes(paper(*every_block(payload)))))

    assert read.count(squeezed(payload)) == SHOWN


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_whole_document_of_hostile_text_opens_nothing(payload: str, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    hostile = [_poisoned(entity, payload) for entity in example.entities()]
    monkeypatch.setattr(socket.socket, "connect", refuse)

    content = pdf_bytes(compose(snapshot_of(hostile), standard_library(), example.TODAY))

    assert squeezed(payload) in squeezed(text_of(content))
    assert b"/URI" not in content
    assert b"/JavaScript" not in content
    assert b"/Subtype /Image" not in content


def _poisoned(entity: Entity, payload: str) -> Entity:
    texts = {
        name: payload
        for name, field in type(entity).model_fields.items()
        if field.annotation is str and name not in CLOSED
    }
    return type(entity).model_validate({**entity.model_dump(), **texts})


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(max_codepoint=0x17E, exclude_categories=["Cc", "Cf"]), min_size=1, max_size=120))
def test_any_latin_text_comes_back_as_typed(text: str):
    read = text_of(pdf_bytes(paper(*every_block(f"[{text}]")[3:4])))

    assert f"[{squeezed(text)}]" in squeezed(read)


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_at_all_lays_out(text: str):
    assert pdf_bytes(paper(*every_block(text)))


@pytest.mark.parametrize(
    "text", ["x" * 200, "x" * 20_000, "word " * 1_000, "\n" * 300, "W" * 5_001], ids=lambda t: str(len(t))
)
def test_long_text_lays_out_in_every_block(text: str):
    read = text_of(pdf_bytes(paper(*every_block(text)[3:8])))

    # Ten times: two paragraphs, an item, a heading and a table of two rows with its head.
    letter = text.strip()[:1] or "no letter"
    assert read.count(letter) >= 10 * text.count(letter)


def test_names_of_the_greatest_length_lay_out_in_every_block():
    assert pdf_bytes(paper(*every_block("w" * 400)))


def test_characters_without_a_glyph_are_shown_as_a_box_and_reported(tmp_path: Path):
    report = write_pdf(paper(*every_block("Wellbeing 😀")[2:4]), tmp_path / "a.pdf")

    assert report.undrawn == (("😀", "1 Wellbeing 😀"),)
    assert "Wellbeing ❒" in text_of((tmp_path / "a.pdf").read_bytes())


@pytest.mark.parametrize(
    "text", ["Ελένη Παππά", "Анна Кузнецова", "Łukasz Žižek", "Þórdís Ægisdóttir", "Nguyễn Thị"]
)
def test_names_in_latin_greek_and_cyrillic_are_drawn(text: str, tmp_path: Path):
    report = write_pdf(paper(*every_block(text)[3:4]), tmp_path / "a.pdf")

    assert report.undrawn == ()
    assert text in text_of((tmp_path / "a.pdf").read_bytes())


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "日本", "한국", "हिन्दी"])
def test_scripts_that_cannot_be_drawn_are_named_letter_by_letter(text: str, tmp_path: Path):
    report = write_pdf(paper(*every_block(text)[3:4]), tmp_path / "a.pdf")

    assert {character for character, _ in report.undrawn} == set(text)
