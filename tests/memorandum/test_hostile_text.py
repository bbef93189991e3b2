"""What a person types is printed as typed: never read as markup, a link, a file or a formula."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import snapshot_of
from planner.library import standard_library
from planner.memorandum.blocks import Paragraph, Row, Table
from planner.memorandum.compose import compose
from planner.memorandum.fonts import font_files
from planner.memorandum.pdf import pdf_bytes, render, write_pdf
from planner.model import Entity
from tests.memorandum import example
from tests.memorandum.papers import SHOWN, every_block, paper
from tests.memorandum.reading import pages, squeezed, text_of

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
    '<img src="file:///etc/passwd"/><img src="http://127.0.0.1:9/x.png"/>',
    '<a href="file:///etc/passwd"><u>open</u></a>',
    "<font name='/etc/passwd' size='999'>x</font>",
    "<bullet>x</bullet><index item='a'/><unichar code='65'/>",
    "<b><i>never closed",
    ") Tj ET Q endstream endobj /Launch (calc)",
    "@import url(x) ${jndi:ldap://127.0.0.1/a} $(touch x) `id`",
    "../../../../etc/passwd %00 file:///dev/zero",
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
def test_a_whole_document_of_hostile_text_opens_nothing(payload: str):
    hostile = [_poisoned(entity, payload) for entity in example.entities(printed=("fields", *ANNEXES))]
    composed = compose(snapshot_of(hostile), standard_library(), example.TODAY)

    with watched() as touched:
        content = pdf_bytes(composed, [])

    assert touched == []
    assert squeezed(payload) in squeezed(text_of(content))
    assert not any(action in content for action in ACTIONS)


def test_a_hostile_whole_document_comes_in_twenty_two_forms():
    assert len(set(PAYLOADS)) == 22


ANNEXES = ("timeline", "roles", "contributions", "agenda", "risks", "approvals")
ACTIONS = (b"/S /URI", b"/S /JavaScript", b"/S /Launch", b"/Subtype /Image")
_WATCHED: list[list[str]] = []
_TYPEFACES = str(font_files()["Regular"].parent)


def _hook(event: str, given: tuple[object, ...]) -> None:
    """Notes what is opened or called on while somebody watches; modules may always be read."""
    if not _WATCHED:
        return
    if event == "open" and isinstance(given[0], str | bytes):
        path = os.fsdecode(given[0])
        is_code = path.endswith((".py", ".pyc", ".so")) or path.startswith(sys.prefix)
        if not is_code and not path.startswith(_TYPEFACES):
            _WATCHED[-1].append(f"open {path}")
    elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")):
        _WATCHED[-1].append(event)


@contextmanager
def watched() -> Iterator[list[str]]:
    """What is opened meanwhile, but for code and our typefaces."""
    _WATCHED.append([])
    try:
        yield _WATCHED[-1]
    finally:
        _WATCHED.pop()


# A hook cannot be taken off again: it is put on once, and sleeps while nobody watches.
sys.addaudithook(_hook)


def test_the_watch_sees_a_file_that_is_opened(tmp_path: Path):
    (tmp_path / "a.txt").write_text("x")

    with watched() as touched:
        (tmp_path / "a.txt").read_text()

    assert touched == [f"open {tmp_path / 'a.txt'}"]


def _poisoned(entity: Entity, payload: str) -> Entity:
    texts = {
        name: payload
        for name, field in type(entity).model_fields.items()
        if field.annotation is str and name not in CLOSED
    }
    return type(entity).model_validate({**entity.model_dump(), **texts})


_LATIN = st.text(st.characters(max_codepoint=0x17E, exclude_categories=["Cc", "Cf"]), min_size=1, max_size=60)
_MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "&", "</para>", "<b>", "<br/>", '"', "'", "\\", "(", ")", "{", "%", "amp;", "a", " "]
    )
).map("".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(_LATIN | _MARKUP, min_size=40, max_size=40))
def test_two_thousand_texts_come_back_through_the_door_as_typed(texts: list[str]):
    marked = [f"[{at}:{text}:{at}]" for at, text in enumerate(texts)]

    read = squeezed(text_of(pdf_bytes(paper(*(Paragraph(text) for text in marked)))))

    assert all(squeezed(unicodedata.normalize("NFC", text)) in read for text in marked)


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
    content, report = render(paper(*every_block("Wellbeing 😀")[2:4]), [tmp_path])

    assert report.undrawn == (("😀", "1 Wellbeing 😀"),)
    assert "Wellbeing ❒" in text_of(content)


@pytest.mark.parametrize(
    "text", ["é" * 5_000, "x" * 20_000, "https://example.org/" * 250, "本" * 5_000], ids=lambda t: t[:3]
)
def test_an_endless_word_in_a_narrow_cell_lays_out_and_loses_no_letter(text: str):
    narrow = Table(("a", "b"), (Row((text, "x")), Row(("after", "y"))), (1, 12))

    content = pdf_bytes(paper(narrow), [])

    read = squeezed(text_of(content).replace("\ufffe", "-"))
    assert read.count("after") == 1
    letter = text[0] if text[0].isascii() or text[0] == "é" else "❒"
    assert read.count(letter) >= text.count(text[0])


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b", "\n\n\n", "\u202e"])
def test_emptied_names_and_clauses_still_lay_out(text: str):
    fields = dict.fromkeys(("footer", "state", "author", "title"), text)

    assert len(pages(pdf_bytes(paper(*every_block(text), **fields)))) in (2, 3)


@pytest.mark.parametrize(
    "text", ["Ελένη Παππά", "Анна Кузнецова", "Łukasz Žižek", "Þórdís Ægisdóttir", "Nguyễn Thị"]
)
def test_names_in_latin_greek_and_cyrillic_are_drawn(text: str, tmp_path: Path):
    report = write_pdf(paper(*every_block(text)[3:4]), tmp_path / "a.pdf")

    assert report.undrawn == ()
    assert text in text_of((tmp_path / "a.pdf").read_bytes())
