"""Drafts: the number the paper has now, issuing, signing, the lock, and what a reader saw last."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from db.store import Store
from planner import drafts
from planner.document import Change, Document, Edit
from planner.errors import Refused
from planner.exchange.compare import compare, replacing
from planner.exchange.file import from_json, to_json
from planner.library import standard_library
from planner.memorandum.blocks import Changed, Heading, blocks_json, fingerprint
from planner.memorandum.current import current_paper
from planner.memorandum.pdf import pdf_bytes
from planner.model import ClauseChoice, Draft, Entity
from planner.signed_pdf import MAX_MEGABYTES, read_pdf
from tests.memorandum import example
from tests.memorandum.example import TODAY
from tests.memorandum.papers import small

LIBRARY = standard_library()
BRIGHTPATH = "Brightpath Digital Ltd"
SIGNED_PDF = b"%PDF-1.4 signed"


@pytest.fixture
def document() -> Document:
    return Document(example.entities())


def number(document: Document) -> int:
    return drafts.current_number(document.snapshot(), LIBRARY, TODAY)


def issue(document: Document, to: str = BRIGHTPATH, on: date = TODAY) -> Draft:
    paper = current_paper(document.snapshot(), LIBRARY, on, reader=to)
    return drafts.issue(document, LIBRARY, on, to=to, pdf=pdf_bytes(paper), memorandum=paper)


def change_wording(document: Document, summary: str = "Another summary") -> None:
    document.set(document.partnership, "summary", summary)


def print_also(document: Document, *names: str) -> None:
    document.set(document.partnership, "printed", (*document.partnership.printed, *names))


# The number


def test_without_any_draft_the_partnership_says_the_number(document: Document):
    assert number(document) == document.partnership.draft_number == 3
    assert drafts.newest(document.snapshot()) is None


def test_the_number_stays_while_the_wording_does_and_rises_with_a_change(document: Document):
    issue(document)
    assert number(document) == 3

    change_wording(document)
    assert number(document) == 4
    document.undo()

    assert number(document) == 3


def test_the_number_does_not_depend_on_the_day_or_on_what_only_the_internal_copy_says(document: Document):
    issue(document)
    print_also(document, "internal", "positions", "changes")

    assert drafts.current_number(document.snapshot(), LIBRARY, TODAY + timedelta(days=40)) == 3


def test_the_paper_as_it_stands_carries_its_number(document: Document):
    issue(document)
    change_wording(document)

    paper = current_paper(document.snapshot(), LIBRARY, TODAY)

    assert paper.draft_number == 4
    assert paper.state.startswith("Draft 4 ")


def test_an_unchanged_draft_is_drawn_again_byte_for_byte_on_any_day(document: Document):
    draft = issue(document)

    again = current_paper(document.snapshot(), LIBRARY, TODAY + timedelta(days=40))

    assert pdf_bytes(again) == draft.pdf


# Issuing


def test_an_issued_draft_keeps_the_page_its_blocks_and_what_made_it(document: Document):
    paper = current_paper(document.snapshot(), LIBRARY, TODAY)

    draft = issue(document, f"  {BRIGHTPATH} ")

    assert (draft.number, draft.issued_on, draft.issued_to) == (3, TODAY, BRIGHTPATH)
    assert draft.pdf == pdf_bytes(paper)
    assert draft.blocks == blocks_json(paper.blocks)
    assert draft.fingerprint == fingerprint(paper)
    assert draft.content_version == LIBRARY.version
    assert drafts.standing(draft) == f"sent to {BRIGHTPATH} on 9 Dec 2026"


def test_issuing_is_one_step_that_can_be_undone_and_brought_back(document: Document):
    draft = issue(document)

    assert document.undo_label == "issue of draft 3"
    document.undo()
    assert document.snapshot().all(Draft) == ()
    document.redo()

    (back,) = document.snapshot().all(Draft)
    assert (back.pdf, back.number) == (draft.pdf, 3)


def test_unchanged_wording_sends_one_more_copy_of_the_same_draft(document: Document):
    first = issue(document)

    again = drafts.issue(
        document, LIBRARY, TODAY + timedelta(days=2), to="Wellspring Trust; brightpath digital ltd"
    )

    assert document.snapshot().all(Draft) == (again,)
    assert drafts.readers(again) == (BRIGHTPATH, "Wellspring Trust")
    assert (again.pdf, again.issued_on, again.number) == (first.pdf, TODAY, 3)
    assert document.undo_label == "another copy of draft 3"


def test_a_draft_that_went_to_nobody_named_gets_its_first_reader(document: Document):
    draft = issue(document)
    document.set(draft, "issued_to", "")

    assert drafts.issue(document, LIBRARY, TODAY, to=BRIGHTPATH).issued_to == BRIGHTPATH


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("  ; ", "Say to whom it is sent."),
        ("x" * 401, "This is longer than 400 characters."),
        ("a\x00b", "This name holds a character that cannot be stored."),
        ("a\ud800b", "This name holds a character that cannot be stored."),
        ("a\u202eb", "This name holds a character that cannot be stored."),
        (" \u200b; \u2060", "Say to whom it is sent."),
    ],
)
def test_a_reader_that_cannot_be_kept_is_refused_at_its_field(document: Document, to: str, sentence: str):
    with pytest.raises(Refused) as refusal:
        issue(document, to)

    assert (str(refusal.value), refusal.value.field) == (sentence, "to")
    assert document.snapshot().all(Draft) == ()


@pytest.mark.parametrize("name", ["علی\u200cرضا", "क्\u200dष", "Σοφία"])
def test_a_name_keeps_the_signs_that_join_its_letters(document: Document, name: str):
    draft = issue(document, name)

    assert draft.issued_to == name
    assert drafts.sign(document, draft, TODAY, name).signed_by == name


def test_a_reader_named_twice_is_one_reader(document: Document):
    assert drafts.readers(issue(document, "Legal; Finance; Legal")) == ("Legal", "Finance")


def test_the_same_draft_does_not_go_to_the_same_reader_twice(document: Document):
    issue(document)

    with pytest.raises(Refused, match="has gone there already"):
        drafts.check_issue(document.snapshot(), LIBRARY, TODAY, BRIGHTPATH.upper())


def test_readers_beyond_what_can_be_listed_are_refused(document: Document):
    issue(document, "y" * 390)

    with pytest.raises(Refused, match="more readers than can be listed"):
        issue(document, "Wellspring Trust")


def test_a_paper_that_changed_meanwhile_is_not_issued(document: Document):
    paper = current_paper(document.snapshot(), LIBRARY, TODAY)
    change_wording(document)

    for given in (paper, replace(current_paper(document.snapshot(), LIBRARY, TODAY), draft_number=9), None):
        with pytest.raises(Refused, match="changed meanwhile"):
            drafts.issue(document, LIBRARY, TODAY, to=BRIGHTPATH, pdf=b"%PDF", memorandum=given)


def test_the_internal_copy_never_goes_out_as_a_draft(document: Document):
    print_also(document, "internal")

    with pytest.raises(Refused, match="internal copy"):
        issue(document)


def test_a_date_that_is_odd_is_said_in_words(document: Document):
    assert drafts.date_warning(document.snapshot(), TODAY, TODAY) == ""
    assert drafts.date_warning(document.snapshot(), date(2027, 1, 1), TODAY) == "This day has not come yet."
    issue(document)

    warning = drafts.date_warning(document.snapshot(), date(2026, 12, 1), TODAY)

    assert warning == "Draft 3 was issued later than this, on 9 Dec 2026."


def test_a_number_is_never_given_twice_and_never_changed(document: Document):
    draft = issue(document)

    with pytest.raises(Refused, match="There is a draft 3 already"):
        document.add(draft.model_copy(update={"id": example.key("another")}))
    with pytest.raises(Refused, match="keeps its number"):
        document.set(draft, "number", 7)


# Signing


def test_signing_locks_a_draft_and_only_undo_takes_it_back(document: Document):
    draft = drafts.sign(document, issue(document), TODAY, " The  director ", SIGNED_PDF)
    assert (draft.signed_on, draft.signed_by, draft.signed_pdf) == (TODAY, "The director", SIGNED_PDF)
    assert drafts.is_signed(draft)
    assert drafts.standing(draft).endswith("signed on 9 Dec 2026 by The director")

    refused: list[Callable[[], object]] = [
        lambda: document.set(draft, "issued_to", "Somebody else"),
        lambda: document.set(draft, "signed_on", None),
        lambda: document.set(draft, "signed_pdf", b""),
        lambda: document.update(draft, {"pdf": b"", "blocks": ""}),
        lambda: document.remove(draft),
        lambda: document.remove(draft, typing_in="issued_to"),
        lambda: drafts.sign(document, draft, TODAY, "Somebody else"),
        lambda: drafts.issue(document, LIBRARY, TODAY, to="Wellspring Trust"),
    ]
    for attempt in refused:
        with pytest.raises(Refused, match="Draft 3 is signed"):
            attempt()
    document.undo()

    assert not drafts.is_signed(document.get(Draft, draft.id))
    document.redo()
    assert drafts.is_signed(document.get(Draft, draft.id))


def test_a_change_after_signing_begins_the_next_draft(document: Document):
    drafts.sign(document, issue(document), TODAY, "Both")
    change_wording(document)

    later = issue(document)

    assert later.number == 4
    assert [each.number for each in drafts.in_order(document.snapshot())] == [4, 3]


def test_an_unsigned_draft_can_be_removed(document: Document):
    document.remove(issue(document))

    assert document.snapshot().all(Draft) == ()


def test_the_scan_may_come_after_the_signing_but_only_once(document: Document):
    draft = drafts.attach(document, drafts.sign(document, issue(document), TODAY, "Both"), SIGNED_PDF)

    assert draft.signed_pdf == SIGNED_PDF
    with pytest.raises(Refused, match="is signed and stays as it is"):
        drafts.attach(document, draft, b"%PDF another")


def test_scans_that_no_file_for_the_partner_could_hold_are_refused(document: Document):
    first = drafts.sign(document, issue(document), TODAY, "Both", b"%PDF" + bytes(12_000_000))
    change_wording(document)
    second = issue(document)

    with pytest.raises(Refused, match="would not fit into a file for the partner"):
        drafts.sign(document, second, TODAY, "Both", b"%PDF" + bytes(10_000_000))
    signed = drafts.sign(document, second, TODAY, "Both")
    with pytest.raises(Refused, match="more than 22 MB"):
        drafts.attach(document, signed, b"%PDF" + bytes(10_000_000))

    text = to_json(document.snapshot().entities(), "", private=False)
    assert first in from_json(text).entities


@pytest.mark.parametrize(
    ("on", "by", "field", "sentence"),
    [
        (TODAY, "  ", "by", "Say who signed."),
        (TODAY, " \u200b ", "by", "Say who signed."),
        (TODAY, "\x1b[31mBoth", "by", "This name holds a character that cannot be stored."),
        (date(2026, 12, 1), "Both", "on", "Draft 3 was issued on 9 Dec 2026, after this day."),
    ],
)
def test_what_signing_lacks_is_said_at_its_field(
    document: Document, on: date, by: str, field: str, sentence: str
):
    draft = issue(document)

    with pytest.raises(Refused) as refusal:
        drafts.sign(document, draft, on, by)

    assert (refusal.value.field, str(refusal.value)) == (field, sentence)


def test_a_signed_draft_of_an_unnamed_signatory_still_reads_well(document: Document):
    draft = issue(document).model_copy(update={"issued_to": "", "signed_on": TODAY})

    assert drafts.standing(draft) == "of 9 Dec 2026, signed on 9 Dec 2026"


# Readers and changes


def test_each_reader_saw_a_draft_of_their_own_last(document: Document):
    first = issue(document, "Wellspring Trust")
    change_wording(document)
    second = issue(document)
    snapshot = document.snapshot()

    assert drafts.last_seen(snapshot, "wellspring  trust") == first
    assert drafts.last_seen(snapshot, BRIGHTPATH) == second
    assert drafts.last_seen(snapshot, f"{BRIGHTPATH}; Wellspring Trust") is None
    assert drafts.last_seen(snapshot, "Nobody") is None


def test_what_changed_is_told_since_the_last_earlier_draft_or_the_readers(document: Document):
    first = issue(document, "Wellspring Trust")
    assert drafts.before_current(document.snapshot(), LIBRARY, TODAY) is None
    change_wording(document)
    second = issue(document)
    change_wording(document, "A third summary")
    snapshot = document.snapshot()

    assert drafts.before_current(snapshot, LIBRARY, TODAY) == second
    assert drafts.before_current(snapshot, LIBRARY, TODAY, reader="Wellspring Trust") == first
    changes = drafts.changes_since(snapshot, LIBRARY, TODAY, second)
    assert changes is not None
    assert [section.title for section in changes.sections] == ["Title and parties"]


def test_a_draft_whose_wording_was_not_kept_cannot_be_compared(document: Document):
    draft = issue(document).model_copy(update={"blocks": "not ours"})

    assert drafts.changes_since(document.snapshot(), LIBRARY, TODAY, draft) is None


def test_the_first_page_says_what_changed_since_the_reader_last_saw_one(document: Document):
    issue(document)
    print_also(document, "changes")
    assert current_paper(document.snapshot(), LIBRARY, TODAY).front == ()
    document.add(
        ClauseChoice(partnership_id=example.HOME, clause="funding", own_text="Each pays its own way.")
    )

    to_all = current_paper(document.snapshot(), LIBRARY, TODAY)
    to_new = current_paper(document.snapshot(), LIBRARY, TODAY, reader="Wellspring Trust")

    assert to_all.front[0] == Heading(1, "What changed since draft 3")
    assert any(isinstance(block, Changed) for block in to_all.front)
    assert to_new.front == ()
    assert fingerprint(to_all) == fingerprint(to_new)


def test_the_first_page_does_not_make_a_draft_a_new_one(document: Document):
    issue(document)
    print_also(document, "changes")
    change_wording(document)

    issued = issue(document)

    assert number(document) == issued.number == 4
    assert current_paper(document.snapshot(), LIBRARY, TODAY).front != ()


# Kept byte for byte


def test_a_draft_comes_back_byte_for_byte_from_the_store_and_from_a_file(document: Document, tmp_path: Path):
    draft = drafts.sign(document, issue(document), TODAY, "Both", SIGNED_PDF)
    entities = document.snapshot().entities()

    store = Store.open(tmp_path / "planner.sqlite")
    store.write([Edit(None, entity) for entity in entities])
    (stored,) = (each for each in store.load(document.partnership.id) if isinstance(each, Draft))
    store.close()
    partner = from_json(to_json(entities, LIBRARY.version, private=False)).entities
    (sent,) = (each for each in partner if isinstance(each, Draft))

    for back in (stored, sent):
        assert (back.pdf, back.blocks, back.signed_pdf) == (draft.pdf, draft.blocks, SIGNED_PDF)
    assert compare(entities, partner).identical


def test_a_draft_is_stored_and_undone_as_any_change_is(tmp_path: Path):
    store = Store.open(tmp_path / "planner.sqlite")
    store.write([Edit(None, entity) for entity in example.entities()])

    def keep(change: Change) -> None:
        store.write(change.edits)

    document = Document(store.load(example.HOME), keep)
    drafts.sign(document, issue(document), TODAY, "Both")
    document.undo()
    document.undo()
    document.redo()

    (kept,) = (each for each in store.load(example.HOME) if isinstance(each, Draft))
    store.close()
    assert not drafts.is_signed(kept)


# Taking a file's version


def test_drafts_are_compared_in_words(document: Document):
    before = document.snapshot().entities()
    draft = issue(document)
    after = document.snapshot().entities()
    signed = draft.model_copy(update={"signed_on": TODAY, "signed_by": "Both", "signed_pdf": SIGNED_PDF})
    name = f"Draft 3 (sent to {BRIGHTPATH} on 9 Dec 2026)"

    assert compare(before, after, LIBRARY).lines == (f"{name}: only in the file",)
    assert compare(after, [signed if e == draft else e for e in after], LIBRARY).lines == (
        f"{name}: day it was signed differs",
        f"{name}: who signed differs",
        f"{name}: signed PDF differs",
    )


def test_taking_a_files_version_never_takes_a_signed_draft_away(document: Document):
    draft = drafts.sign(document, issue(document), TODAY, "Both", SIGNED_PDF)
    stored = document.snapshot().entities()
    without: list[Entity] = [entity for entity in stored if not isinstance(entity, Draft)]
    otherwise = [*without, draft.model_copy(update={"signed_by": "Somebody else"})]

    assert replacing(stored, without) == ()
    assert replacing(stored, otherwise) == ()
    assert [edit.after for edit in replacing(without, stored)] == [draft]


# The signed PDF


def test_a_pdf_is_read_as_it_is(tmp_path: Path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(b"\n" + pdf_bytes(small()))

    assert read_pdf(path) == path.read_bytes()


def test_a_file_that_is_no_pdf_is_refused_in_a_sentence(tmp_path: Path):
    whole = pdf_bytes(small())
    empty = pypdfium2.PdfDocument.new()
    files = {
        "empty.pdf": (b"", "empty.pdf is empty."),
        "note.pdf": (b"Dear all", "note.pdf is not a PDF."),
        "cut.pdf": (whole[:900], "cut.pdf cannot be opened"),
        "head.pdf": (b"%PDF-1.7\n" + bytes(500), "head.pdf cannot be opened"),
        "large.pdf": (b"%PDF-" + bytes(MAX_MEGABYTES * 1_000_000), "large.pdf is larger than 20 MB"),
    }
    for name, (content, sentence) in files.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refused, match=sentence):
            read_pdf(tmp_path / name)
    empty.save(tmp_path / "none.pdf")
    empty.close()
    with pytest.raises(Refused, match=r"none\.pdf cannot be opened"):
        read_pdf(tmp_path / "none.pdf")


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path):
    with pytest.raises(Refused, match=r"There is no file gone\.pdf"):
        read_pdf(tmp_path / "gone.pdf")
    with pytest.raises(Refused, match="is not an ordinary file"):
        read_pdf(tmp_path)
    with pytest.raises(Refused, match="its name cannot be used"):
        read_pdf(Path("a\x00b.pdf"))
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(Refused, match="could not be read: Not a directory"):
        read_pdf(tmp_path / "file" / "a.pdf")


def test_the_stored_blocks_are_json_that_any_program_reads(document: Document):
    blocks = json.loads(issue(document).blocks)

    assert blocks[0]["block"] == "title"
    assert {"publication", "status"} <= {block.get("key") for block in blocks}
