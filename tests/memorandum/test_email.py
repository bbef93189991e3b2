"""The draft of an e-mail: nothing typed becomes a header, and the same paper gives the same bytes."""

from __future__ import annotations

import email
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import snapshot_of
from planner.library import standard_library
from planner.memorandum.current import current_paper
from planner.memorandum.email import eml_bytes, paper_name, subject_of
from planner.memorandum.exports import paper_bytes
from planner.memorandum.pdf import pdf_bytes
from tests.memorandum import example, papers
from tests.memorandum.papers import paper
from tests.memorandum.test_hostile_text import PAYLOADS, _poisoned

PDF = b"%PDF-1.4 " + bytes(range(256)) * 4
HEADERS = {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
BREAKS = (
    "a\r\nBcc: all@example.org",
    "a\nBcc: all@example.org",
    "a\r\n\r\n<html>",
    "a\x0bBcc: x",
    "a\u2028Bcc: x",
)


def read(content: bytes) -> EmailMessage:
    """The message, as a mail program reads it."""
    message = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_it_is_a_draft_with_the_pdf_and_a_few_words() -> None:
    paper_ = papers.small()

    message = read(eml_bytes(paper_, pdf_bytes(paper_)))

    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Draft 3: Mindful Campus, memorandum of understanding"
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "draft 3 of our memorandum of understanding for Mindful Campus" in text
    assert "not legal advice" in text
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "Mindful Campus - memorandum draft 3.pdf"
    assert attached.get_content() == pdf_bytes(paper_)


def test_it_has_no_sender_no_reader_and_no_moment() -> None:
    assert set(read(eml_bytes(papers.small(), PDF)).keys()) == HEADERS - {"To"}


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert paper_bytes(papers.small(), ".eml") == paper_bytes(papers.small(), ".eml")


def test_lines_are_short_and_end_as_mail_does() -> None:
    content = eml_bytes(paper(subtitle="日本 " * 60, title="w" * 300), PDF, to="a@example.org," * 40)

    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    content.decode("ascii")


@pytest.mark.parametrize("hostile", BREAKS)
def test_a_line_break_in_a_title_makes_no_header(hostile: str) -> None:
    paper_ = paper(title=hostile, subtitle=hostile, state=hostile, footer=hostile, author=hostile)

    for content in (eml_bytes(paper_, PDF), eml_bytes(paper_, PDF, to=hostile, subject=hostile)):
        message = read(content)
        assert set(message.keys()) <= HEADERS
        assert len(message.keys()) == len(set(message.keys()))
        assert "\n" not in message["Subject"]
        assert len(list(message.iter_attachments())) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "=?utf-8?q?x=0D=0ABcc:_all@example.org?=",
        "=?utf-8?b?eA0KQmNjOiBhbGxAZXhhbXBsZS5vcmc=?=",
        "a=?utf-8?q?=0A?==?utf-8?q?=0D=0A=0D=0Ab?=",
    ],
)
def test_a_title_that_looks_encoded_is_not_decoded(hostile: str) -> None:
    message = read(eml_bytes(paper(subtitle=hostile), PDF))

    assert set(message.keys()) == HEADERS - {"To"}
    assert message["Subject"] == f"Draft 3: {hostile.replace('=?', '= ?')}, memorandum of understanding"
    assert len(list(message.iter_attachments())) == 1


@pytest.mark.parametrize("title", ["Étude Ελένη", "日本の計画", "Анна — plan", "🧠 Campus", "a\ud800b"])
def test_a_title_in_any_script_comes_back(title: str) -> None:
    message = read(eml_bytes(paper(subtitle=title), PDF))

    shown = title.replace("\ud800", "❒")
    assert message["Subject"] == f"Draft 3: {shown}, memorandum of understanding"
    body = message.get_body(("plain",))
    assert body is not None
    assert shown in body.get_content()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lead@example.org", "lead@example.org"),
        (" a@example.org; b@example.org ", "a@example.org, b@example.org"),
        ("Lead <lead@example.org>", "lead@example.org"),
        ("nobody", None),
        ("a@bb\r\nBcc: c@example.org", "a@bb"),
        ("", None),
    ],
)
def test_only_whole_addresses_are_taken(typed: str, kept: str | None) -> None:
    assert read(eml_bytes(papers.small(), PDF, to=typed))["To"] == kept


def test_a_title_that_is_no_file_name_gives_a_safe_one() -> None:
    hostile = paper(subtitle='../../etc/passwd\x00"; name="x')

    (attached,) = read(eml_bytes(hostile, PDF)).iter_attachments()

    assert attached.get_filename() == f"{paper_name(hostile)}.pdf"
    assert "/" not in str(attached.get_filename())


def test_a_long_subject_is_cut() -> None:
    assert len(read(eml_bytes(paper(subtitle="t" * 5_000), PDF))["Subject"]) <= 200
    assert subject_of(papers.small()).startswith("Draft 3")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_whole_document_of_hostile_text_is_one_message(payload: str) -> None:
    hostile = [_poisoned(entity, payload) for entity in example.entities()]

    message = read(eml_bytes(current_paper(snapshot_of(hostile), standard_library(), example.TODAY), PDF))

    assert set(message.keys()) == HEADERS - {"To"}
    (attached,) = message.iter_attachments()
    assert attached.get_content() == PDF
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "text/plain", "application/pdf",
    ]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(), max_size=120), st.text(st.characters(), max_size=60))
def test_no_text_at_all_adds_a_header_or_a_part(typed: str, to: str) -> None:
    message = read(eml_bytes(paper(title=typed, subtitle=typed, state=typed), PDF, to=to))

    assert set(message.keys()) <= HEADERS
    assert len(list(message.walk())) == 3
