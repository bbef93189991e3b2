"""Words that may bind, on the agreement screen: marked, listed, made softer, compared, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.agreement.binding_words import found_words
from planner.entity import LONG_TEXT
from planner.exchange.file import read_file
from planner.model import ClauseChoice
from planner.terms import Paper
from tests.ui.desks import desk_for
from ui.screens.agreement import AgreementScreen
from ui.screens.agreement.edits import ClausePlace, write_choice
from ui.screens.agreement.found_words import FoundWords, use_words
from ui.screens.agreement.wording_panel import COMPARE, EMPTY, LEGEND, SAME_WORDS, WordingPanel
from ui.screens.agreement.words_card import CLEAN
from ui.theme import apply_theme, theme_named
from ui.window import MainWindow

HOSTILE = '<b>They shall</b> pay & <img src="/etc/passwd">, must they? \U0001f600 The parties must meet.'
OWN = "Northfield University shall submit each manuscript. The parties must meet."


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, example_path: Path) -> MainWindow:
    """The worked example with the one clause left standard that it shows in edited words."""
    values = read_file(example_path).entities
    return desk_for([v for v in values if getattr(v, "clause", "") != "ethics"], qtbot, tmp_path)


@pytest.fixture
def screen(desk: MainWindow) -> AgreementScreen:
    desk.go("agreement/publication")
    shown = desk.stack.currentWidget()
    assert isinstance(shown, AgreementScreen)
    return shown


def panel(screen: AgreementScreen) -> WordingPanel:
    assert screen.card is not None
    return screen.card.wording


def edit(screen: AgreementScreen, text: str, clause: str = "publication") -> None:
    session = screen.desk.session
    where = ClausePlace(session.library.clauses[clause])
    write_choice(session.doc, where, {"own_text": text}, label="wording")
    screen.refresh()


def own(screen: AgreementScreen, clause: str = "publication") -> str:
    found = screen.desk.session.snapshot.first(ClauseChoice, clause=clause)
    return found.own_text if found else ""


def said(widget: QWidget) -> str:
    return " ".join(made.text() for made in widget.findChildren(QLabel))


def marked(screen: AgreementScreen) -> list[str]:
    return [text for text, mark in panel(screen).text.pieces if mark == "found"]


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_standard_words_are_clean(screen: AgreementScreen) -> None:
    assert CLEAN in said(screen.below.words)
    assert marked(screen) == []
    assert panel(screen).found.isHidden()


def test_words_are_marked_where_they_stand_and_listed_below(screen: AgreementScreen) -> None:
    edit(screen, OWN)

    assert marked(screen) == ["shall", "must"]
    assert panel(screen).text.text() == OWN
    links = [made.text() for made in panel(screen).found.links]
    assert links == ["Use “intends to submit”", "Use “intend to meet”", "Use all 2 suggestions"]
    assert "“Shall” is the word contracts use for a duty." in said(panel(screen).found)
    assert panel(screen).text.accessibleDescription() == "May bind: shall. May bind: must"


def test_one_press_takes_the_softer_words_and_one_undo_takes_them_back(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    edit(screen, OWN)

    click(qtbot, panel(screen).found.links[0])

    assert own(screen).startswith("Northfield University intends to submit")
    assert "must meet" in own(screen)
    assert desk.session.doc.undo_label == "softer words in Publication and theses"
    assert marked(screen) == ["must"]
    desk.perform("undo")
    assert own(screen) == OWN
    waits(lambda: marked(screen) == ["shall", "must"])


def test_by_keyboard_all_suggestions_are_taken_one_after_the_other(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    edit(screen, OWN)
    first = panel(screen).found.links[0]
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Return)
    following = QApplication.focusWidget()
    assert following is panel(screen).found.links[0]
    qtbot.keyClick(following, Qt.Key.Key_Space)

    assert (
        own(screen) == "Northfield University intends to submit each manuscript. The parties intend to meet."
    )
    assert panel(screen).found.isHidden()


def test_the_card_counts_leads_there_and_mends_a_clause(
    qtbot: QtBot, desk: MainWindow, screen: AgreementScreen
) -> None:
    edit(screen, OWN)
    edit(screen, "They shall look at it.", "data")
    card = screen.below.words

    leads = [made for made in card.findChildren(QLabel) if made.property("leads")]
    assert "3 found in 2 clauses." in said(card)
    assert "“shall submit” and 1 other in clause 12, Publication and theses" in leads[0].text()
    click(qtbot, card.links[0])
    assert "shall" not in own(screen)
    assert "1 found in 1 clause." in said(card)
    lead = next(made for made in card.findChildren(QLabel) if made.property("leads"))
    click(qtbot, lead)
    assert desk.place == "agreement/data"
    click(qtbot, card.links[0])
    assert CLEAN in said(card)


def test_everywhere_at_once_is_one_step(qtbot: QtBot, desk: MainWindow, screen: AgreementScreen) -> None:
    for clause in ("publication", "data", "ethics", "scope"):
        edit(screen, "They shall look at it.", clause)
    edit(screen, "Each party hopes to be asked.", "publicity")
    card = screen.below.words
    assert "and 2 clauses more" in said(card)

    click(qtbot, card.links[-1])

    assert own(screen, "data") == "They intend to look at it."
    assert own(screen, "publicity") == "Each party will be asked."
    assert CLEAN in said(card)
    assert desk.session.doc.undo_label == "other words in 5 clauses"
    desk.perform("undo")
    assert own(screen, "data") == "They shall look at it."


def test_a_clause_that_binds_is_offered_firmer_words(screen: AgreementScreen) -> None:
    edit(screen, "Each party hopes to be asked.", "publicity")

    assert "“hopes to be” in clause 16, Publicity, names and logos, which binds" in said(screen.below.words)
    assert screen.below.words.links[0].text() == "Use the firmer words"


def test_switching_the_paper_asks_the_words_again(
    desk: MainWindow, screen: AgreementScreen, waits: Callable
) -> None:
    edit(screen, "Each party shall ask.", "publicity")
    assert CLEAN in said(screen.below.words)

    desk.session.doc.set(desk.session.doc.partnership, "paper", Paper.STATEMENT)
    where = ClausePlace(desk.session.library.clauses["publicity"])
    write_choice(desk.session.doc, where, {"included": True}, label="in")

    waits(lambda: "“shall ask”" in said(screen.below.words))


def test_an_edited_clause_is_compared_word_by_word_and_put_back_with_one_press(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    wording = panel(screen)
    standard = wording.text.text()
    edit(screen, standard.replace("intends to publish", "plans to print"))

    assert wording.compare.isVisibleTo(wording)
    click(qtbot, wording.compare)

    pieces = wording.text.pieces
    assert ("intends to publish", "removed") in pieces
    assert ("plans to print", "added") in pieces
    assert wording.legend.text() == LEGEND
    assert "Taken out: intends to publish. Added: plans to print" in wording.text.accessibleDescription()
    assert wording.compare.accessibleName() == "Show your wording alone: Publication and theses"
    click(qtbot, wording.back)
    assert own(screen) == ""
    assert wording.text.text() == standard
    assert wording.compare.isHidden()
    assert wording.legend.isHidden()


def test_the_comparison_is_closed_by_the_same_press(qtbot: QtBot, screen: AgreementScreen) -> None:
    wording = panel(screen)
    edit(screen, OWN)
    click(qtbot, wording.compare)

    click(qtbot, wording.compare)

    assert wording.compare.text() == COMPARE
    assert wording.text.text() == OWN
    assert marked(screen) == ["shall", "must"]


def test_other_spacing_alone_is_called_that(qtbot: QtBot, screen: AgreementScreen) -> None:
    wording = panel(screen)
    standard = wording.text.text()
    edit(screen, f"{standard}\n")

    click(qtbot, wording.compare)

    assert wording.legend.text() in (SAME_WORDS, LEGEND)
    assert "intends" in wording.text.text()


def test_a_wording_that_is_emptied_says_that_the_standard_text_prints(
    qtbot: QtBot, screen: AgreementScreen, waits: Callable
) -> None:
    wording = panel(screen)
    standard = wording.text.text()
    edit(screen, OWN)
    click(qtbot, wording.edit)
    editor = wording.editor.field
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()

    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)

    assert wording.empty.text() == EMPTY
    assert wording.empty.isVisibleTo(wording)
    assert own(screen) == ""
    qtbot.keyClicks(editor, "We publish.")
    assert wording.empty.isHidden()
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    click(qtbot, wording.edit)
    waits(lambda: wording.text.text() == standard)
    assert wording.empty.isHidden()


def test_signs_without_a_width_are_an_empty_wording(screen: AgreementScreen) -> None:
    standard = panel(screen).text.text()

    edit(screen, "\u200b \u200b")

    assert panel(screen).text.text() == standard
    assert panel(screen).edited.isHidden()


def test_hostile_text_is_shown_as_it_was_typed(screen: AgreementScreen) -> None:
    edit(screen, HOSTILE)

    text = panel(screen).text
    assert text.text() == HOSTILE
    assert text.toPlainText() == HOSTILE
    assert marked(screen)[-1] == "must"
    assert all(
        made.textFormat() == Qt.TextFormat.PlainText for made in screen.below.words.findChildren(QLabel)
    )


def test_long_words_are_shown_in_short(screen: AgreementScreen) -> None:
    edit(screen, f"The sum of GBP 5,000 {'and more ' * 10}falls due on 1 May 2027.")

    (use,) = panel(screen).found.links
    assert len(use.text()) < 80
    assert use.accessibleName().endswith("1 May 2027”")


def test_more_words_than_fit_are_counted(screen: AgreementScreen) -> None:
    edit(screen, "They must meet. " * 6)

    assert "and 2 places more" in said(panel(screen).found)
    assert panel(screen).found.links[-1].text() == "Use all 6 suggestions"


def test_a_text_that_would_grow_too_long_is_not_offered(screen: AgreementScreen) -> None:
    edit(screen, ("They shall meet. " * 2_000)[: LONG_TEXT - 5])
    session = screen.desk.session
    before = own(screen)

    assert not panel(screen).found.links[-1].isEnabled()
    assert not screen.below.words.links[0].isEnabled()
    use_words(
        session.doc,
        session.library,
        "publication",
        found_words(session.snapshot, session.library)["publication"],
    )
    assert own(screen) == before


def test_a_rewrite_that_comes_back_to_the_standard_text_is_no_edit(
    qtbot: QtBot, screen: AgreementScreen
) -> None:
    standard = panel(screen).text.text()
    edit(screen, standard.replace("intends to publish", "shall publish"))

    click(qtbot, panel(screen).found.links[0])

    assert own(screen) == ""
    assert panel(screen).edited.isHidden()


def test_in_a_file_that_can_only_be_read_nothing_is_rewritten(
    qtbot: QtBot, tmp_path: Path, example_path: Path
) -> None:
    values = read_file(example_path).entities
    rewritten = ("publication", "data", "ethics")
    kept = [v for v in values if not (isinstance(v, ClauseChoice) and v.clause in rewritten)]
    edited = [
        ClauseChoice(partnership_id=values[0].id, clause=clause, own_text=OWN) for clause in rewritten[:2]
    ]
    desk = desk_for([*kept, *edited], qtbot, tmp_path)
    desk.session.store.is_read_only = True
    desk.go("agreement/publication")
    screen = desk.stack.currentWidget()
    assert isinstance(screen, AgreementScreen)

    links = [*panel(screen).found.links, *screen.below.words.links]
    assert len(links) == 6
    assert [made for made in links if made.isEnabled()] == []
    assert panel(screen).compare.isEnabled()


def test_the_wheel_and_the_theme_leave_the_marks_as_they_are(qtbot: QtBot, screen: AgreementScreen) -> None:
    edit(screen, OWN)
    text = panel(screen).text
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    turned = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    text.wheelEvent(turned)
    apply_theme(app, theme_named("dark"))

    assert not turned.isAccepted()
    assert marked(screen) == ["shall", "must"]
    assert text.toPlainText() == OWN
    apply_theme(app, theme_named("light"))


def test_a_clause_gone_in_the_meantime_is_left_alone(screen: AgreementScreen) -> None:
    session = screen.desk.session
    before = session.snapshot

    use_words(session.doc, session.library, "gone", ())

    assert session.snapshot is before
    assert isinstance(panel(screen).found, FoundWords)
