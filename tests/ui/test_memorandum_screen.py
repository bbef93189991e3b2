"""The memorandum screen: the real page, redrawn while one works."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox

from planner.exchange.file import read_file
from planner.memorandum.current import current_paper
from planner.model import ClauseChoice, Draft, Partnership
from tests.ui.asked import button_in, press, texts_in
from tests.ui.desks import desk_for
from ui.widgets.chip import Chip
from ui.widgets.link_text import LinkText

LOADED_MS = 30_000


@pytest.fixture
def example(qtbot, example):
    example.go("memorandum")
    drawn(example, qtbot)
    return example


def screen(window):
    return window.screen_named("memorandum")


def drawn(window, qtbot, than=None):
    """Wait for a preview other than `than`."""
    qtbot.waitUntil(lambda: screen(window).preview not in (None, than), timeout=LOADED_MS)


def box(window, text):
    return next(b for b in screen(window).findChildren(QCheckBox) if b.text() == text)


def test_the_pages_arrive_and_are_named_for_the_screen_reader(example):
    paper = screen(example).paper

    assert paper.page_count == len(screen(example).preview.sheets.pages) > 2
    named = [sheet.accessibleName() for sheet in paper._sheets]
    assert named[0] == f"Page 1 of {paper.page_count}"


def test_the_print_boxes_change_the_page_count_and_undo_changes_it_back(example, qtbot):
    before, pages = screen(example).preview, screen(example).paper.page_count
    assert box(example, "Two-lane timeline").isChecked()

    box(example, "Two-lane timeline").setFocus()
    qtbot.keyClick(box(example, "Two-lane timeline"), Qt.Key.Key_Space)
    drawn(example, qtbot, than=before)
    assert screen(example).paper.page_count < pages
    assert "timeline" not in example.session.doc.partnership.printed
    without = screen(example).preview
    example.session.undo()
    drawn(example, qtbot, than=without)

    assert screen(example).paper.page_count == pages
    assert box(example, "Two-lane timeline").isChecked()


def test_after_pages_left_the_others_say_how_many_there_are(example, qtbot):
    before = screen(example).preview
    for text in ("Two-lane timeline", "Roles and workload"):
        box(example, text).click()
    drawn(example, qtbot, than=before)
    qtbot.waitUntil(lambda: not screen(example)._drawing and not screen(example)._soon.isActive())

    paper = screen(example).paper
    assert [s.accessibleName() for s in paper._sheets] == [
        f"Page {n + 1} of {paper.page_count}" for n in range(paper.page_count)
    ]


def test_the_paper_size_is_chosen_and_drawn(example, qtbot):
    before = screen(example).preview
    combo = screen(example).printing.size_choice
    combo.setCurrentIndex(combo.findData("Letter"))
    combo.activated.emit(combo.currentIndex())
    drawn(example, qtbot, than=before)

    assert example.session.doc.partnership.page_size == "Letter"
    _, width, height = screen(example).preview.sheets.pages[0]
    assert height / width == pytest.approx(11 / 8.5, abs=0.01)


def test_a_change_elsewhere_is_drawn_when_one_comes_back(example, qtbot):
    before = screen(example).preview
    example.go("overview")
    example.session.doc.set(example.session.doc.partnership, "summary", "A new summary")

    example.go("memorandum")
    drawn(example, qtbot, than=before)

    assert screen(example).preview is not before


def test_errors_stand_beside_the_page_and_lead_to_their_place(example, qtbot):
    qtbot.waitUntil(lambda: bool(example.checker.findings), timeout=LOADED_MS)
    qtbot.waitUntil(lambda: bool(screen(example).ready.findChildren(LinkText)), timeout=LOADED_MS)
    QApplication.processEvents()
    link = screen(example).ready.findChildren(LinkText)[0]
    finding = next(f for f in example.checker.findings if link.text().endswith(f.message))

    qtbot.keyClick(link, Qt.Key.Key_Space)

    assert example.place == finding.place


def test_a_plan_that_contradicts_a_clause_of_the_paper_is_told_first_and_leads_to_the_timeline(
    example, qtbot
):
    qtbot.waitUntil(lambda: bool(screen(example).ready.findChildren(LinkText)), timeout=LOADED_MS)
    link = screen(example).ready.findChildren(LinkText)[0]

    assert link.text() == (
        "The plan in Annex A contradicts clause 15: Data collection starts 14 calendar days before ethics "
        "approval is expected."
    )
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert example.place.startswith("timeline/")


def test_a_plan_that_is_not_printed_contradicts_nothing_in_the_paper(example, qtbot):
    qtbot.waitUntil(lambda: bool(screen(example).ready.findChildren(LinkText)), timeout=LOADED_MS)
    before = screen(example).preview
    box(example, "Two-lane timeline").click()
    drawn(example, qtbot, than=before)

    said = texts_in(screen(example).ready)
    assert any(text.startswith("Data collection starts") for text in said)
    assert not any("contradicts" in text for text in said)


def test_pages_are_counted_and_their_budget_says_whose_figure_it_is(example):
    ready, budget = screen(example).ready, screen(example).budget

    assert any(chip.text.endswith(("page", "pages")) for chip in ready.findChildren(Chip))
    assert "our assumption" in " ".join(texts_in(budget))


def test_words_that_may_bind_are_counted_and_lead_to_their_clause(example, qtbot):
    before = screen(example).preview
    assert before.may_bind == 1
    choice = example.session.snapshot.first(ClauseChoice, clause="publication")

    example.session.doc.set(choice, "own_text", "The company shall wait and must pay for it.")
    drawn(example, qtbot, than=before)
    lead = next(t for t in screen(example).ready.findChildren(LinkText) if "may bind by accident" in t.text())
    qtbot.keyClick(lead, Qt.Key.Key_Return)

    assert screen(example).preview.may_bind == 3
    assert example.place == "agreement/publication"


def test_the_positions_go_with_the_internal_copy_only(example, qtbot):
    positions = "Positions table (internal copy only)"
    assert not box(example, positions).isEnabled()

    box(example, "Internal copy, not for the partner").click()
    qtbot.waitUntil(lambda: box(example, positions).isEnabled())
    box(example, positions).click()

    printed = example.session.doc.partnership.printed
    assert printed == ("timeline", "roles", "contributions", "agenda", "positions", "internal")


def test_the_internal_copy_is_marked_above_the_page_and_no_earlier_draft_is(example, qtbot):
    bar = screen(example).internal
    assert not bar.isVisible()

    box(example, "Internal copy, not for the partner").click()
    qtbot.waitUntil(bar.isVisible)
    box(example, "Positions table (internal copy only)").click()
    sentence = "This is the internal copy, with both sides’ positions. It is not for the partner."
    qtbot.waitUntil(lambda: sentence in texts_in(bar))
    assert [chip.text for chip in bar.findChildren(Chip)] == ["Internal copy"]
    screen(example).show_draft(example.session.snapshot.all(Draft)[0])
    assert not bar.isVisible()
    screen(example).show_current()
    assert bar.isVisible()
    box(example, "Internal copy, not for the partner").click()

    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_wheel_over_the_paper_size_changes_nothing(example):
    combo = screen(example).printing.size_choice
    at = QPointF(combo.rect().center())
    down = QWheelEvent(
        at, QPointF(combo.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(combo, down)

    assert (combo.currentData(), example.session.doc.partnership.page_size) == ("A4", "A4")
    assert not combo.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus


def test_the_gaps_that_the_head_of_the_page_counts_are_counted_beside_it(example):
    paper = current_paper(example.session.snapshot, example.session.library, example.session.today())
    gaps = screen(example).preview.gaps
    assert f", {gaps} gap" in paper.state

    ready = screen(example).ready
    assert any(text.startswith("Gap") and "filled in" in text for text in texts_in(ready))
    assert str(gaps) in [chip.text for chip in ready.findChildren(Chip)]


def test_what_a_later_version_prints_is_left_as_it_is(example):
    document = example.session.doc
    document.set(document.partnership, "printed", ("glossary", "agenda", "timeline"))

    box(example, "Risks and answers").click()

    assert document.partnership.printed == ("timeline", "risks", "agenda", "glossary")


def test_everything_that_takes_the_paper_out_is_at_hand(example):
    texts = [action.text() for action in screen(example).more.menu().actions()]

    assert {"Copy memorandum as text", "Copy memorandum as Markdown", "E-mail draft…"} <= set(texts)
    assert {"Print the questions…", "What changed since the last draft…"} <= set(texts)
    assert button_in(screen(example), "Word copy…").isVisible()
    assert button_in(screen(example), "Save a file for the partner…").isVisible()


def test_the_place_on_the_page_stays_while_it_is_redrawn(example, qtbot):
    bar = screen(example).paper.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 600)
    bar.setValue(500)
    before = screen(example).preview

    example.session.doc.set(example.session.doc.partnership, "summary", "Another summary")
    drawn(example, qtbot, than=before)

    assert bar.value() == 500


def test_before_anything_is_issued_drafts_count_up_and_back(qtbot, tmp_path, example_path):
    entities = [e for e in read_file(example_path).entities if not isinstance(e, Draft)]
    window = desk_for(entities, qtbot, tmp_path)
    window.go("memorandum")
    drawn(window, qtbot)

    press(screen(window), "Begin draft 4")
    qtbot.waitUntil(lambda: not screen(window)._stale)
    assert window.session.doc.partnership.draft_number == 4
    press(screen(window), "Back to draft 3")

    assert window.session.doc.partnership.draft_number == 3


def test_exporting_is_the_one_primary_action_here(example):
    export = example.top_bar._buttons["export_memorandum"]
    assert export.property("primary") is True

    example.go("overview")
    assert export.property("primary") is False


def test_a_character_the_font_lacks_is_named(qtbot, tmp_path):
    window = desk_for([Partnership(title="Calm campus", summary="plan 𓀀")], qtbot, tmp_path)
    window.go("memorandum")
    drawn(window, qtbot)
    QApplication.processEvents()

    undrawn = screen(window).preview.report.undrawn
    said = " ".join(texts_in(screen(window).ready))
    assert bool(undrawn) == ("The font cannot draw" in said)


def test_leaving_while_it_is_drawn_does_no_harm(qtbot, tmp_path, example_path):
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    window.go("memorandum")
    qtbot.waitUntil(lambda: screen(window)._drawing, timeout=LOADED_MS)

    window.open_partnership(window.session.doc.partnership.id, "overview")
    window.session.close()

    assert window.session.document is None
