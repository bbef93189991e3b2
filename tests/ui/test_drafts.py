"""Drafts on the memorandum screen: issued, looked at again, compared, signed, locked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QLineEdit

from planner import drafts
from planner.exchange.file import read_file
from planner.memorandum.current import current_paper
from planner.memorandum.pdf import pdf_bytes
from planner.model import Draft, Organisation
from planner.terms import Seat
from tests.ui.asked import button_in, choosing, press, texts_in, when_asked
from tests.ui.desks import TODAY, desk_for, stored
from ui import files, jobs
from ui.dialogs import drafts as dialogs
from ui.dialogs.changes import LOST, NOTHING, ChangesDialog
from ui.screens.memorandum.preview import MOST_PAGES
from ui.widgets.chip import Chip
from ui.widgets.page import Page
from ui.window import MainWindow

BRIGHTPATH = "Brightpath Digital Ltd"
LOADED_MS = 30_000


@pytest.fixture
def window(qtbot, tmp_path, example_path) -> MainWindow:
    """The worked example before any draft has gone out, at its memorandum."""
    entities = [e for e in read_file(example_path).entities if not isinstance(e, Draft)]
    window = desk_for(entities, qtbot, tmp_path)
    window.go("memorandum")
    settled(window, qtbot)
    return window


def screen(window: MainWindow) -> Page:
    return window.screen_named("memorandum")


def settled(window, qtbot, than=None) -> None:
    def is_settled() -> bool:
        shown = screen(window)
        waits = shown._drawing or shown._redraw_soon.isActive() or shown._stale
        return not waits and shown.preview not in (None, than)

    qtbot.waitUntil(is_settled, timeout=LOADED_MS)


def issued(window, to: str = BRIGHTPATH) -> Draft:
    session = window.session
    paper = current_paper(session.snapshot, session.library, TODAY, reader=to)
    return drafts.issue(session.doc, session.library, TODAY, to=to, pdf=pdf_bytes(paper), memorandum=paper)


def change(window, qtbot) -> None:
    before = screen(window).preview
    window.session.doc.set(window.session.doc.partnership, "summary", "Another summary")
    settled(window, qtbot, than=before)


def told(window) -> str:
    return "\n".join(texts_in(screen(window).drafts))


def failing(dialog) -> None:
    raise AssertionError(texts_in(dialog))


# Issuing


def test_a_draft_is_issued_by_keyboard_and_stored_as_the_page_that_was_shown(window, qtbot):
    expected = pdf_bytes(current_paper(window.session.snapshot, window.session.library, TODAY))
    shown = when_asked(lambda dialog: qtbot.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return))

    window.perform("issue_draft")
    qtbot.waitUntil(lambda: bool(window.session.snapshot.all(Draft)), timeout=LOADED_MS)
    window.session.flush()

    (draft,) = (each for each in stored(window) if isinstance(each, Draft))
    assert "Issue draft 3" in shown
    assert (draft.number, draft.issued_to, draft.issued_on) == (3, BRIGHTPATH, TODAY)
    assert draft.pdf == expected
    settled(window, qtbot)
    assert f"Issued to {BRIGHTPATH} · 9 Dec 2026" in told(window)
    assert "Sending it is left to you." in window.toast.accessibleName()
    assert "· unchanged since it went out" in told(window)
    window.session.undo()
    settled(window, qtbot)
    assert "Issued to" not in told(window)


def test_before_a_draft_is_issued_a_plan_that_contradicts_a_clause_is_told(window, qtbot):
    shown = when_asked(lambda dialog: press(dialog, "Cancel"))

    window.perform("issue_draft")

    assert any(text.startswith("The plan in Annex A contradicts clause 15:") for text in shown)


def test_an_odd_date_is_said_at_once_and_hinders_nothing(window, qtbot):
    issued(window)
    change(window, qtbot)

    def act(form) -> None:
        form._fields["on"][0].field.edit.setText("1 Dec 2026")
        assert "Draft 3 was issued later than this, on 9 Dec 2026." in texts_in(form)
        form._fields["on"][0].field.edit.setText("never")
        assert "Draft 3 was issued later than this, on 9 Dec 2026." not in texts_in(form)
        form._fields["on"][0].field.edit.setText("1 Dec 2026")
        press(form, "Issue")

    when_asked(act)
    window.perform("issue_draft")
    qtbot.waitUntil(lambda: len(window.session.snapshot.all(Draft)) == 2, timeout=LOADED_MS)

    newest = drafts.newest(window.session.snapshot)
    assert (newest.number, newest.issued_on) == (4, date(2026, 12, 1))


def test_a_draft_to_nobody_or_on_no_day_is_refused_at_its_field(window):
    def act(form) -> None:
        form._fields["to"][0].field.clear()
        press(form, "Issue")
        assert "Say to whom it is sent." in texts_in(form)
        form._fields["to"][0].field.setText("Somebody")
        form._fields["on"][0].field.edit.clear()
        press(form, "Issue")
        assert "Say on which day it is issued." in texts_in(form)

    when_asked(act)
    window.perform("issue_draft")

    assert window.session.snapshot.all(Draft) == ()


def test_an_unchanged_draft_gets_one_more_reader(window, qtbot):
    first = issued(window)
    settled(window, qtbot)

    def act(form) -> None:
        form._fields["to"][0].field.setText("Wellspring Trust")
        press(form, "Add the reader")

    shown = when_asked(act)
    press(screen(window), "Send it to somebody else…")

    (draft,) = window.session.snapshot.all(Draft)
    assert "Send draft 3 to somebody else" in shown
    assert (draft.pdf, drafts.readers(draft)) == (first.pdf, (BRIGHTPATH, "Wellspring Trust"))


def test_a_facilitator_is_offered_every_organisation_as_reader(window):
    document = window.session.doc
    document.set(document.partnership, "seat", Seat.FACILITATOR)
    names = [o.name for o in window.session.snapshot.all(Organisation)]
    found = []

    when_asked(lambda form: found.append(form._fields["to"][0].field.text()))
    window.perform("issue_draft")

    assert found == ["; ".join(names)]


def test_the_internal_copy_is_not_issued_and_the_form_says_so_before(window, qtbot):
    document = window.session.doc
    document.set(document.partnership, "printed", ("internal",))

    shown: list[str] = []

    def act(form) -> None:
        assert dialogs.INTERNAL_WARNING in texts_in(form)
        edit = form._fields["to"][0].field
        usual, low = edit.height(), form.height()
        press(form, "Issue")
        qtbot.waitUntil(lambda: form.height() > low)
        shown.extend(texts_in(form))
        assert edit.height() == usual

    when_asked(act)
    window.perform("issue_draft")

    assert any("This is the internal copy." in text for text in shown)
    assert window.session.snapshot.all(Draft) == ()


def test_a_file_that_can_only_be_read_gets_no_drafts(window):
    window.session.doc.is_read_only = True
    shown = when_asked(choosing("OK"))

    window.perform("issue_draft")

    assert any("can only be read" in text for text in shown)


def test_a_paper_that_changes_while_it_is_drawn_is_not_issued(window, qtbot):
    def act(form) -> None:
        press(form, "Issue")

    when_asked(act)
    window.perform("issue_draft")
    shown = when_asked(choosing("OK"))
    window.session.doc.set(window.session.doc.partnership, "summary", "Changed meanwhile")
    qtbot.waitUntil(lambda: bool(shown), timeout=LOADED_MS)

    assert any("changed meanwhile" in text for text in shown)
    assert window.session.snapshot.all(Draft) == ()


def test_what_fails_to_be_drawn_is_not_hidden(window):
    with pytest.raises(ZeroDivisionError):
        dialogs._tell(window, "The draft was not issued", ZeroDivisionError())


def test_a_draft_issued_by_mistake_is_removed_and_brought_back(window, qtbot):
    draft = issued(window)
    settled(window, qtbot)

    press(screen(window), "Remove draft 3")
    assert window.session.snapshot.all(Draft) == ()
    press(window.toast, "Undo")

    assert [each.pdf for each in window.session.snapshot.all(Draft)] == [draft.pdf]


# Looking at a draft as it was sent


def test_an_old_draft_is_shown_as_it_was_sent_and_one_comes_back_to_where_one_was(
    window, qtbot, tmp_path, monkeypatch
):
    draft = issued(window)
    change(window, qtbot)
    shown = screen(window)
    bar = shown.paper.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 600)
    bar.setValue(400)
    now = shown.paper._sheets[0]._picture.toImage()

    press(shown, "Show draft 3 as it was sent")
    settled(window, qtbot)
    assert f"Draft 3, sent to {BRIGHTPATH} on 9 Dec 2026" in texts_in(shown.old)
    assert shown.paper._sheets[0]._picture.toImage() != now
    assert bar.value() == 0

    monkeypatch.setattr(files, "ask_target", lambda *_: tmp_path / "copy.pdf")
    monkeypatch.setattr(files, "offer", lambda *_, **__: None)
    press(shown.old, "Save a copy…")
    jobs.wait_for_all()
    assert (tmp_path / "copy.pdf").read_bytes() == draft.pdf

    press(shown.old, "Back to today’s page")
    settled(window, qtbot)
    assert not shown.old.isVisible()
    assert shown.paper._sheets[0]._picture.toImage() == now
    qtbot.waitUntil(lambda: bar.value() == 400)


def test_a_draft_has_a_place_of_its_own(window, qtbot):
    draft = issued(window)

    for nowhere in (
        "memorandum/draft/none",
        f"memorandum/draft/{window.session.doc.partnership.id}",
        "memorandum/x",
    ):
        window.go(nowhere)
        assert screen(window).shown is None
    window.go(f"memorandum/draft/{draft.id}")
    settled(window, qtbot)

    assert screen(window).shown == draft


def test_a_draft_undone_while_it_is_shown_gives_way_to_the_page_as_it_stands(window, qtbot):
    draft = issued(window)
    settled(window, qtbot)
    screen(window).show_draft(draft)

    window.session.undo()
    settled(window, qtbot)

    assert screen(window).shown is None
    assert not screen(window).old.isVisible()


@pytest.mark.parametrize(
    ("pdf", "sentence"),
    [
        (b"", "The PDF of draft 3 was not kept."),
        (b"%PDF-1.4 damaged", "The PDF of draft 3 cannot be shown here. Save a copy and open that instead."),
    ],
)
def test_a_pdf_that_cannot_be_shown_is_said_in_a_sentence(window, qtbot, pdf, sentence):
    draft = issued(window)
    window.session.doc.set(draft, "pdf", pdf)
    settled(window, qtbot)

    press(screen(window), "Show draft 3 as it was sent")
    settled(window, qtbot)

    assert sentence in texts_in(screen(window).old)
    assert screen(window).paper.page_count == 0
    assert button_in(screen(window).old, "Save a copy…").isEnabled() == bool(pdf)


def test_of_a_very_long_draft_the_first_pages_are_shown(window, qtbot):
    import pypdfium2

    long = pypdfium2.PdfDocument.new()
    for page in range(MOST_PAGES + 3):
        long.new_page(200, 200 if page else 200_000)
    path = Path(window.session.store.location).parent / "long.pdf"
    long.save(path)
    long.close()
    draft = issued(window)
    window.session.doc.set(draft, "pdf", path.read_bytes())
    settled(window, qtbot)

    screen(window).show_draft(window.session.doc.get(Draft, draft.id))
    settled(window, qtbot)

    assert screen(window).paper.page_count == MOST_PAGES
    assert "The last 3 pages are not shown here; a saved copy has them." in texts_in(screen(window).old)


# What changed


def test_what_changed_is_told_with_its_words_marked(window, qtbot):
    draft = issued(window)
    change(window, qtbot)
    assert "Since draft 3: 1 part changed" in told(window)

    dialog = ChangesDialog(window, draft)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.changes is not None, timeout=LOADED_MS)

    text = dialog.text.toPlainText()
    assert "Title and parties" in text
    cursor = dialog.text.document().find("Another summary")
    assert cursor.charFormat().fontUnderline()
    assert cursor.charFormat().fontWeight() == QFont.Weight.DemiBold
    removed = dialog.text.document().find("Evaluating")
    removed.movePosition(QTextCursor.MoveOperation.Right)
    assert removed.charFormat().fontStrikeOut()
    assert "added: Another summary" in dialog.text.accessibleDescription()
    assert "taken out: Evaluating" in dialog.text.accessibleDescription()


def test_hostile_words_are_shown_as_typed(window, qtbot):
    draft = issued(window)
    before = screen(window).preview
    hostile = '<img src="/etc/passwd"><b>bold</b> & <a href="javascript:1">x</a>'
    window.session.doc.set(window.session.doc.partnership, "summary", hostile)
    settled(window, qtbot, than=before)

    dialog = ChangesDialog(window, draft)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.changes is not None, timeout=LOADED_MS)

    shown = dialog.text.toPlainText()
    assert all(part in shown for part in ('<img src="/etc/passwd">', "<b>bold</b>", "javascript:1"))


def test_renumbered_clauses_and_rows_are_told_in_lines(window, qtbot):
    draft = issued(window)
    from planner.model import Activity, ClauseChoice

    document = window.session.doc
    ethics = window.session.snapshot.first(Activity, name="Ethics review")
    document.set(ethics, "late_days", ethics.late_days + 9)
    document.add(ClauseChoice(partnership_id=document.partnership.id, clause="background", included=False))

    dialog = ChangesDialog(window, draft)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.changes is not None, timeout=LOADED_MS)

    text = dialog.text.toPlainText()
    assert "This was taken out." in text
    assert "•  “Ethics review”: “Late end” is now" in text
    assert "Unchanged but for the number" in text


def test_nothing_changed_and_nothing_to_compare_are_said(window, qtbot):
    draft = issued(window)
    for each, sentence in ((draft, NOTHING), (draft.model_copy(update={"blocks": "x"}), LOST)):
        dialog = ChangesDialog(window, each)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda dialog=dialog, sentence=sentence: any(sentence in t for t in texts_in(dialog)),
                        timeout=LOADED_MS)  # fmt: skip
        assert not dialog.text.isVisible()


def test_the_command_finds_the_draft_to_compare_with(window, qtbot):
    window.perform("what_changed")
    assert "No draft has been issued yet." in window.toast.accessibleName()
    issued(window)
    titles = when_asked(lambda dialog: None)

    window.perform("what_changed")

    assert "What changed since draft 3" in titles
    press_title = when_asked(lambda dialog: None)
    settled(window, qtbot)
    press(screen(window), "What changed since draft 3")
    assert "What changed since draft 3" in press_title


# Signing


SIGNED_BY = "Asha Example and Ben Example"


def sign(window, qtbot, path: Path | None) -> list[str]:
    def act(form) -> None:
        names = form._fields["by"][0].field
        assert names.text() == ""
        names.setText(SIGNED_BY)
        if path is not None:
            form.scan.read(path)
            jobs.wait_for_all()
            qtbot.waitUntil(lambda: not form.scan.is_reading)
        press(form, "Mark as signed")

    shown = when_asked(act)
    press(screen(window), "Mark draft 3 as signed")
    return shown


def test_a_signed_draft_is_locked_and_says_what_a_change_now_begins(window, qtbot, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(issued(window).pdf)
    settled(window, qtbot)

    sign(window, qtbot, scan)
    settled(window, qtbot)

    (draft,) = window.session.snapshot.all(Draft)
    assert (draft.signed_on, draft.signed_pdf) == (TODAY, scan.read_bytes())
    assert draft.signed_by == SIGNED_BY
    assert (
        f"Draft 3 is signed (9 Dec 2026, by {SIGNED_BY}) and stays as it is. "
        "A change you make now begins draft 4."
    ) in told(window)
    assert "signed · locked" in [chip.text for chip in screen(window).drafts.findChildren(Chip)]
    assert "Issue this draft" not in " ".join(_buttons(window))

    change(window, qtbot)

    assert "What you changed since makes draft 4." in told(window)
    assert "Issue this draft…" in _buttons(window)


def test_what_is_still_open_in_a_draft_is_said_before_it_is_signed(window, qtbot):
    draft = issued(window)
    settled(window, qtbot)
    paper = current_paper(window.session.snapshot, window.session.library, TODAY)
    _, counted, _ = paper.state.split(" · ")
    points, gaps = counted.split(", ")

    shown = when_asked(lambda form: None)
    dialogs.ask_sign(window, draft)
    assert f"Still open in this draft: {points}, {gaps} and 3 clauses not settled." in shown
    change(window, qtbot)
    shown = when_asked(lambda form: None)
    dialogs.ask_sign(window, draft)

    assert any("The memorandum changed since this draft" in text for text in shown)
    assert not any("Still open" in text for text in shown)


def test_nothing_open_in_a_draft_is_said_too(window, monkeypatch):
    draft = issued(window)
    monkeypatch.setattr("planner.agenda.open_points", lambda *_: ())
    monkeypatch.setattr("planner.memorandum.gaps.gaps", lambda *_: ())
    monkeypatch.setattr("planner.agreement.positions.counts", lambda *_: {})

    said, role = dialogs._still_open(window, draft)

    assert said == "No open points and no gaps in this draft, and no clause left to settle."
    assert role == "muted"


def test_after_signing_one_still_stands_at_that_draft(window, qtbot):
    issued(window)
    settled(window, qtbot)
    change(window, qtbot)
    button_in(screen(window), "Mark draft 3 as signed").setFocus()

    sign(window, qtbot, None)
    settled(window, qtbot)
    qtbot.waitUntil(lambda: window.focusWidget() is not None)

    assert screen(window).drafts.isAncestorOf(window.focusWidget())
    assert window.focusWidget().accessibleName() == "Show draft 3 as it was sent"


def _buttons(window) -> list[str]:
    from PySide6.QtWidgets import QAbstractButton

    return [b.text() for b in screen(window).drafts.findChildren(QAbstractButton) if b.isVisible()]


def test_the_scan_may_be_attached_later_and_saved_again(window, qtbot, tmp_path, monkeypatch):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(issued(window).pdf)
    settled(window, qtbot)
    sign(window, qtbot, None)
    settled(window, qtbot)
    monkeypatch.setattr(dialogs, "_ask_pdf", lambda _: None)
    press(screen(window), "Attach the signed PDF of draft 3")
    monkeypatch.setattr(dialogs, "_ask_pdf", lambda _: scan)

    press(screen(window), "Attach the signed PDF of draft 3")
    qtbot.waitUntil(lambda: bool(window.session.snapshot.all(Draft)[0].signed_pdf), timeout=LOADED_MS)
    settled(window, qtbot)
    monkeypatch.setattr(files, "ask_target", lambda *_: tmp_path / "copy.pdf")
    monkeypatch.setattr(files, "offer", lambda *_, **__: None)
    press(screen(window), "Save the signed PDF of draft 3")
    jobs.wait_for_all()

    assert (tmp_path / "copy.pdf").read_bytes() == scan.read_bytes()


def test_a_file_that_is_no_pdf_is_not_attached(window, qtbot, tmp_path, monkeypatch):
    note = tmp_path / "note.pdf"
    note.write_text("Dear all")
    draft = drafts.sign(window.session.doc, issued(window), TODAY, "Both")
    monkeypatch.setattr(dialogs, "_ask_pdf", lambda _: note)
    shown = when_asked(choosing("OK"))

    dialogs.ask_attach(window, draft)
    qtbot.waitUntil(lambda: bool(shown), timeout=LOADED_MS)

    assert "note.pdf is not a PDF." in shown
    assert window.session.doc.get(Draft, draft.id).signed_pdf == b""


def test_a_scan_that_came_twice_is_refused(window, tmp_path):
    draft = drafts.sign(window.session.doc, issued(window), TODAY, "Both", b"%PDF-1")
    shown = when_asked(choosing("OK"))

    dialogs._keep_scan(window, draft, b"%PDF-2")

    assert any("is signed and stays as it is" in text for text in shown)


def test_the_form_says_why_it_cannot_be_signed_so(window, qtbot, tmp_path):
    note = tmp_path / "note.pdf"
    note.write_text("Dear all")
    issued(window)
    settled(window, qtbot)

    def act(form) -> None:
        form.scan.read(note)
        press(form, "Mark as signed")
        assert "The signed PDF is still being read. Try again in a moment." in texts_in(form)
        jobs.wait_for_all()
        qtbot.waitUntil(lambda: not form.scan.is_reading)
        assert "note.pdf is not a PDF." in texts_in(form)
        form._fields["on"][0].field.edit.clear()
        press(form, "Mark as signed")
        assert "Say on which day it was signed." in texts_in(form)
        form._fields["on"][0].field.edit.setText("1 Jan 2020")
        press(form, "Mark as signed")
        assert "Say who signed." in texts_in(form)
        form._fields["by"][0].field.setText(SIGNED_BY)
        press(form, "Mark as signed")
        assert "Draft 3 was issued on 9 Dec 2026, after this day." in texts_in(form)

    when_asked(act)
    press(screen(window), "Mark draft 3 as signed")

    assert window.session.snapshot.all(Draft)[0].signed_on is None


def test_the_scan_is_chosen_in_a_dialog_that_remembers_its_folder(window, qtbot, tmp_path, monkeypatch):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(issued(window).pdf)
    chosen = iter([("", ""), (str(scan), "")])
    monkeypatch.setattr(dialogs.QFileDialog, "getOpenFileName", lambda *_: next(chosen))
    made = dialogs.Scan(window)
    qtbot.addWidget(made)

    press_text = "Choose the signed PDF…"
    made.show()
    press(made, press_text)
    assert not made.is_reading
    press(made, press_text)
    jobs.wait_for_all()
    qtbot.waitUntil(lambda: bool(made.content))

    assert any(text.startswith("scan.pdf, ") for text in texts_in(made))
    assert dialogs.settings.folder("import") == str(tmp_path)


# The number elsewhere


def test_the_list_of_screens_shows_the_number_the_paper_has_now(window, qtbot):
    from ui.badges import badges

    def badge() -> str:
        session = window.session
        return badges(session.snapshot, session.library, (), TODAY)["memorandum"]

    assert badge() == "draft 3"
    issued(window)
    assert badge() == "draft 3"
    change(window, qtbot)

    assert badge() == "draft 4"


def test_the_card_is_not_rebuilt_while_nothing_of_it_changed(window, qtbot):
    issued(window)
    settled(window, qtbot)
    button = button_in(screen(window), "Show draft 3 as it was sent")
    button.setFocus()

    before = screen(window).preview
    window.session.doc.set(window.session.doc.partnership, "page_size", "Letter")
    settled(window, qtbot, than=before)

    assert button_in(screen(window), "Show draft 3 as it was sent") is button
    assert window.focusWidget() is button
