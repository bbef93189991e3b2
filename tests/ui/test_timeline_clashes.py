"""The clashes below the timeline: what is folded, why a check speaks, and what the rules need to know."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from planner.findings import Finding
from planner.model import Activity, Assumption, Organisation
from planner.terms import Lane, Severity, Side
from planner.timeline.plan_questions import said
from tests.ui.timelines import ETHICS, activity, screen_of, shown, unfold
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.clash_card import ClashArea
from ui.screens.timeline.clash_item import ClashItem
from ui.screens.timeline.questions import QuestionFields, QuestionsDialog
from ui.screens.timeline.why import WhyDialog, parameter_name, source_of
from ui.widgets.link_text import LinkText
from ui.window import MainWindow

ROUTE = "plan.ethics_route"
MISSING = "The step that is missing"


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


def add(
    screen: TimelineScreen, name: str, kind: str, start: date, days: int = 30, **fields: object
) -> Activity:
    document = screen.desk.session.doc
    side = document.snapshot().first(Organisation, side=Side.ACADEMIC)
    assert side is not None
    made = document.add(
        Activity(
            partnership_id=document.partnership.id,
            name=name,
            kind=kind,
            lane=Lane.ACADEMIC,
            organisation_id=side.id,
            start_on=start,
            likely_days=days,
            late_days=days,
            **fields,  # type: ignore[arg-type]
        )
    )
    QApplication.processEvents()
    screen.refresh()
    return made


def texts(widget: QWidget) -> list[str]:
    return [made.text() for made in widget.findChildren(QLabel) if made.isVisibleTo(widget)]


def press(widget: QWidget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text() == text).click()
    QApplication.processEvents()


def finding(screen: TimelineScreen, start: str) -> Finding:
    return next(f for f in screen.found if f.id.startswith(start))


# The card


def test_hints_and_what_is_not_assessed_are_folded_and_counted(screen: TimelineScreen) -> None:
    before = texts(screen.card)
    unfold(screen, "not assessed")
    after = texts(screen.card)

    asked = (
        "Less time for ethics than its route takes. Not answered for Ethics review: "
        "Which way does the ethics review go?"
    )
    assert asked not in before
    assert asked in after


def test_what_is_open_stays_open_when_something_changes(screen: TimelineScreen) -> None:
    unfold(screen, "not assessed")

    add(screen, "Data request", "data_access", date(2027, 2, 1))

    assert any(text.startswith("National data expected too soon.") for text in texts(screen.card))


def test_a_fold_closes_again(screen: TimelineScreen) -> None:
    unfold(screen, "not assessed")
    head = next(b for b in screen.card.findChildren(QPushButton) if b.text().startswith("▾"))
    head.click()

    assert head.text().startswith("▸")
    assert head.accessibleName().endswith("not assessed: hidden")


def test_of_many_clashes_only_some_are_shown_at_once(screen: TimelineScreen) -> None:
    for number in range(14):
        add(screen, f"Survey {number}", "survey_open", date(2027, 1, 4))
    assert screen.plan is not None
    before = len(screen.card._items)
    more = screen.card._more.text()
    screen.card._more.click()

    assert before == 12
    assert more == f"Show more of the {len(screen.plan.pins) - 12} other clashes"
    assert len(screen.card._items) == len(screen.plan.pins)


def test_the_message_of_a_clash_leads_to_the_chart_by_keyboard(screen: TimelineScreen) -> None:
    message = next(m for m in screen.card.findChildren(LinkText) if m.text().startswith("Data collection"))

    QTest.keyClick(message, Qt.Key.Key_Return)

    assert screen.canvas.chosen == activity(screen, "Data collection").id


def test_a_step_that_is_missing_can_be_added_from_the_card_in_one_step(screen: TimelineScreen) -> None:
    unfold(screen, "not assessed")
    add_it = next(
        b for b in screen.card.findChildren(QPushButton) if b.text().startswith("Add “Data protection")
    )
    label = add_it.text()
    add_it.click()
    QApplication.processEvents()

    assert screen.desk.session.doc.undo_label == label
    assert screen.desk.session.snapshot.first(Activity, kind="dpia") is not None


def area(screen: TimelineScreen) -> ClashArea:
    return next(iter(screen.findChildren(ClashArea)))


def fits(screen: TimelineScreen) -> bool:
    """Whether the card takes what it needs, neither less nor more, and each of its parts is seen whole."""
    inside = [part for part in screen.card.findChildren(QPushButton) if part.isVisible()]
    low = max(part.mapTo(screen.card, part.rect().bottomLeft()).y() for part in inside)
    return 0 <= screen.card.height() - low < 40 and area(screen).height() == screen.card.height()


def head(screen: TimelineScreen, what: str) -> QPushButton:
    found = screen.card.findChildren(QPushButton)
    return next(b for b in found if b.text()[:1] in "▸▾" and what in b.text())


def links(screen: TimelineScreen, start: str) -> list[QPushButton]:
    return [b for b in screen.card.findChildren(QPushButton) if b.text().startswith(start) and b.isVisible()]


def test_the_card_takes_the_room_it_needs_after_every_fold(window: MainWindow) -> None:
    window.resize(1440, 900)
    screen = screen_of(shown(window))
    before = area(screen).height()

    unfold(screen, "not assessed")
    opened = area(screen).height()
    head(screen, "not assessed").click()
    # At once, and still so when all that was asked for has been laid out.
    closed = area(screen).height()
    QApplication.processEvents()

    assert opened > before
    assert closed == area(screen).height() == before
    assert fits(screen)


def test_the_card_takes_the_room_it_needs_after_a_repair(window: MainWindow) -> None:
    window.resize(1440, 900)
    screen = screen_of(shown(window))
    for _ in range(2):
        links(screen, "Move")[0].click()
        QApplication.processEvents()
        screen.refresh()
        QApplication.processEvents()

        assert fits(screen)


def test_on_a_low_window_a_clash_is_a_line_that_opens(window: MainWindow) -> None:
    window.resize(1024, 700)
    screen = screen_of(shown(window))
    before, lines = area(screen).height(), screen.card.findChildren(ClashItem)
    folded = links(screen, "Set aside")
    QTest.keyClick(lines[0].message, Qt.Key.Key_Return)
    QApplication.processEvents()
    opened = [b.text() for b in lines[0].findChildren(QPushButton) if b.isVisible()]
    taller = area(screen).height()
    QTest.mouseClick(lines[0].message, Qt.MouseButton.LeftButton)
    QApplication.processEvents()

    assert before < 150 < screen.canvas.height()
    assert folded == []
    assert opened == ["Show", "Move Data collection to 27 Apr 2027", "Why?", "Set aside…"]
    assert taller > before == area(screen).height()
    window.resize(1440, 900)
    QApplication.processEvents()
    assert len(links(screen, "Set aside")) >= len(lines)


def test_a_line_that_does_not_fit_is_shortened_and_told_in_a_tip(window: MainWindow) -> None:
    window.resize(1024, 700)
    screen = screen_of(shown(window))
    add(screen, "A survey with a name that goes on and on and on " * 3, "survey_open", date(2027, 1, 4))
    QApplication.processEvents()
    made = [item.message for item in screen.card.findChildren(ClashItem)]
    cut = next(message for message in made if message.text().endswith("…"))

    assert "and on and on" in cut.toolTip()
    assert cut.toolTip() in cut.accessibleName()


def test_a_line_that_is_open_stays_open_when_something_changes(window: MainWindow) -> None:
    window.resize(1024, 700)
    screen = screen_of(shown(window))
    QTest.keyClick(screen.card.findChildren(ClashItem)[0].message, Qt.Key.Key_Return)

    add(screen, "Survey", "survey_open", date(2027, 1, 4))
    QApplication.processEvents()

    assert len(links(screen, "Set aside")) == 1


def test_set_aside_never_stands_in_a_line_alone(window: MainWindow) -> None:
    window.resize(1024, 1000)
    screen = screen_of(shown(window))

    for why_, aside in zip(links(screen, "Why?"), links(screen, "Set aside"), strict=False):
        assert why_.mapTo(screen, QPoint()).y() == aside.mapTo(screen, QPoint()).y()


def test_after_a_repair_the_next_clash_has_the_focus_and_then_the_chart(window: MainWindow) -> None:
    screen = screen_of(window)
    mend = links(screen, "Move")[0]
    mend.setFocus()
    mend.click()
    QApplication.processEvents()
    screen.refresh()
    QApplication.processEvents()
    first = screen.card.findChildren(ClashItem)[0].message
    has_focus = first.hasFocus()
    document = screen.desk.session.doc
    with document.step("empty"):
        for each in document.snapshot().all(Activity):
            if each.name != ETHICS:
                document.remove(document.get(Activity, each.id))
    QApplication.processEvents()
    screen.refresh()
    QApplication.processEvents()

    assert has_focus
    assert screen.card.findChildren(ClashItem) == []
    assert screen.canvas.hasFocus()


def test_after_a_missing_step_was_added_the_head_of_the_fold_has_the_focus(screen: TimelineScreen) -> None:
    unfold(screen, "not assessed")
    add_it = links(screen, "Add “Data protection")[0]
    add_it.setFocus()
    add_it.click()
    QApplication.processEvents()
    screen.refresh()
    QApplication.processEvents()

    assert head(screen, "not assessed").hasFocus()


def test_no_clash_is_said_of_what_could_be_checked_alone(screen: TimelineScreen) -> None:
    asked = tuple(f for f in screen.found if f.severity is Severity.NOT_ASSESSED)
    screen.card.show_findings(asked, {}, 0, may_write=True)
    some = texts(screen.card)
    screen.card.show_findings((), {}, 0, may_write=True)

    assert "No clash in what could be checked." in some
    assert "No clash between the two clocks." in texts(screen.card)


# Why


def test_why_names_the_step_that_was_found_and_does_not_say_it_is_missing(screen: TimelineScreen) -> None:
    dialog = why(screen, "r09")
    said_ = texts(dialog)

    assert "Found in the plan: “Data collection” and “Ethics review”." in said_
    assert not any("into the plan" in text or text == MISSING for text in said_)
    assert not [b for b in dialog.findChildren(QComboBox) if b.accessibleName() == MISSING]


def test_why_of_a_missing_step_says_so_and_what_was_said_of_it_can_be_taken_back(
    screen: TimelineScreen,
) -> None:
    document = screen.desk.session.doc
    about = finding(screen, "r09")
    home = document.partnership.id
    document.add(Assumption(partnership_id=home, key="r09-ethics-before-data.none_planned", value="yes"))
    held = WhyDialog(screen, screen.desk, about)
    document.undo()
    document.remove(activity(screen, ETHICS))
    screen.refresh()
    lacking = why(screen, "r09")

    for dialog in (held, lacking):
        assert any(b.accessibleName() == MISSING for b in dialog.findChildren(QComboBox))


def why(screen: TimelineScreen, start: str) -> WhyDialog:
    return WhyDialog(screen, screen.desk, finding(screen, start))


def figure(dialog: WhyDialog, name: str) -> QLineEdit:
    return next(edit for edit in dialog.findChildren(QLineEdit) if edit.accessibleName() == name)


def test_why_opens_from_the_card(screen: TimelineScreen) -> None:
    press(screen.card, "Why?")

    assert screen.findChildren(WhyDialog)


def test_why_tells_the_reason_the_evidence_and_how_far_to_trust_it(screen: TimelineScreen) -> None:
    said_ = texts(why(screen, "r05"))

    assert any(text.startswith("Three to six months is the answer given most often") for text in said_)
    assert any(text.startswith("CON-02:") and "2019" in text and "median" in text for text in said_)
    assert "The check as a whole: well founded." in said_
    assert not any("no figure" in text or "Confidence" in text for text in said_)


def test_a_rule_of_our_own_says_so(screen: TimelineScreen) -> None:
    said_ = texts(why(screen, "release-during-study"))

    assert "Our own rule: no published figure stands behind it." in said_


def test_a_figure_can_be_replaced_and_brought_back_in_one_step_each(screen: TimelineScreen) -> None:
    dialog = why(screen, "r05")
    edit = figure(dialog, "Slow (calendar days)")
    edit.setText("90")
    QApplication.processEvents()
    screen.refresh()
    held = screen.desk.session.snapshot.first(Assumption, key="r05-contract-lead.slow_days")
    gone = not any(f.id.startswith("r05") for f in screen.found)
    edit.setText("")
    screen.desk.session.leave_field()

    assert held is not None
    assert held.value == "90"
    assert gone
    assert screen.desk.session.snapshot.first(Assumption, key="r05-contract-lead.slow_days") is None


@pytest.mark.parametrize("typed", ["soon", "-1", "99999", "nan"])
def test_a_figure_that_is_none_is_refused_at_its_place(screen: TimelineScreen, typed: str) -> None:
    dialog = why(screen, "r05")
    figure(dialog, "Slow (calendar days)").setText(typed)

    assert "Enter a number from 0 to 36,500." in texts(dialog)
    assert screen.desk.session.snapshot.first(Assumption, key="r05-contract-lead.slow_days") is None


def test_a_window_is_two_days_and_keeps_its_spelling(screen: TimelineScreen) -> None:
    dialog = why(screen, "r44")
    edit = figure(dialog, "Window")
    edit.setText("2027-10-01")

    assert "Write it as 2027-10-01, 2028-12-31." in texts(dialog)
    edit.setText("2028-01-01,2028-06-30")
    held = screen.desk.session.snapshot.first(Assumption, key="r44-ref-window.window")
    assert held is not None
    assert held.value == "2028-01-01, 2028-06-30"


def test_that_none_is_planned_can_be_chosen(screen: TimelineScreen) -> None:
    dialog = why(screen, "r15")
    box = next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == MISSING)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    QApplication.processEvents()
    screen.refresh()

    assert not any(f.id.startswith("r15") for f in screen.found)


def test_a_figure_says_whose_it_is(screen: TimelineScreen) -> None:
    library = screen.desk.session.library
    rules = library.clash_rules

    def source(rule: str, name: str) -> str:
        return source_of(library, rules[rule], name, rules[rule].params[name])

    assert source("r02-exam-marking", "min_effort_share") == "our assumption"
    assert source("r14-data-access", "single_dataset_days") == "our reading of the evidence above"
    assert source("r13-mhra-60", "notice_days") == "from ETH-24 (hard limit, UK, 2024 page)"


def test_every_figure_of_every_rule_has_a_name_and_every_rule_a_dialog(screen: TimelineScreen) -> None:
    found = finding(screen, "r09")
    for key in screen.desk.session.library.clash_rules:
        dialog = WhyDialog(screen, screen.desk, found._replace(id=f"{key}/x"))
        assert all(edit.accessibleName() for edit in dialog.findChildren(QLineEdit))
        dialog.deleteLater()
    assert parameter_name("marking_working_days") == "Marking working days"
    assert parameter_name("min_days_uk_university") == "Least UK university (calendar days)"
    assert parameter_name("k510_days") == "510(k) (calendar days)"


# What the rules need to know


def radio(dialog: QWidget, name: str) -> QRadioButton:
    return next(b for b in dialog.findChildren(QRadioButton) if b.accessibleName() == name)


def test_an_answer_in_the_dialog_is_one_step_and_the_check_is_made(screen: TimelineScreen) -> None:
    dialog = QuestionsDialog(screen, screen.desk)
    name = "Which way does the ethics review go? (Ethics review): University committee, UK"
    radio(dialog, name).click()
    screen.refresh()
    review = activity(screen, ETHICS)

    assert review.traits == (f"{ROUTE}=uk_university",)
    assert screen.desk.session.doc.undo_label == "answer to “Which way does the ethics review go?”"
    assert not any(f.id.startswith("r10") for f in screen.found)
    screen.desk.session.doc.undo()
    assert not radio(dialog, name).isChecked()


def test_an_answer_about_what_was_removed_is_refused_at_the_place(screen: TimelineScreen) -> None:
    dialog = QuestionsDialog(screen, screen.desk)
    name = "Which way does the ethics review go? (Ethics review): University committee, UK"
    asked = radio(dialog, name)
    screen.desk.session.doc.remove(activity(screen, ETHICS))

    asked.click()

    assert "This was removed in the meantime." in texts(dialog)
    assert not asked.isChecked()


def test_a_second_click_takes_an_answer_back(screen: TimelineScreen) -> None:
    dialog = QuestionsDialog(screen, screen.desk)
    made = radio(dialog, "Which way does the ethics review go? (Ethics review): Another route")
    made.click()
    made.click()

    assert activity(screen, ETHICS).traits == ()


def test_the_dialog_says_why_and_which_checks_wait(screen: TimelineScreen) -> None:
    dialog = QuestionsDialog(screen, screen.desk)

    assert any("Waiting for it: Less time for ethics than its route takes." in text for text in texts(dialog))


def test_what_comes_to_be_asked_joins_the_dialog(screen: TimelineScreen) -> None:
    dialog = QuestionsDialog(screen, screen.desk)
    add(screen, "Data request", "data_access", date(2027, 2, 1))

    assert radio(dialog, "What kind of data is asked for? (Data request): Several, linked")


def test_a_plan_without_anything_to_ask_says_so(screen: TimelineScreen) -> None:
    document = screen.desk.session.doc
    with document.step("empty"):
        for each in document.snapshot().all(Activity):
            document.remove(document.get(Activity, each.id))
    dialog = QuestionsDialog(screen, screen.desk)

    assert any(text.startswith("Nothing is open") for text in texts(dialog)) or dialog.findChildren(
        QRadioButton
    )


def test_the_details_of_an_activity_ask_what_the_rules_ask_about_it(screen: TimelineScreen) -> None:
    screen.open_details(activity(screen, ETHICS).id)
    box = next(
        b for b in screen.panel.findChildren(QComboBox) if b.accessibleName().startswith("Which way does")
    )
    box.setCurrentIndex(2)
    box.activated.emit(2)
    QApplication.processEvents()

    assert activity(screen, ETHICS).traits == (f"{ROUTE}=nhs_rec",)
    assert box.currentText() == "NHS committee, full review"


def test_an_activity_of_which_nothing_is_asked_shows_nothing(screen: TimelineScreen) -> None:
    fields = QuestionFields(screen.desk, activity(screen, "Analysis"))

    assert fields.isHidden()


def typed(fields: QWidget) -> QLineEdit:
    return fields.findChildren(QLineEdit)[0]


def test_a_day_is_typed_or_something_is_chosen_instead(screen: TimelineScreen) -> None:
    project = add(screen, "Summer project", "student_project", date(2027, 6, 1))
    fields = QuestionFields(screen.desk, project)
    library, key = screen.desk.session.library, "plan.student_needed_by"

    def answer() -> str | None:
        now = screen.desk.session.snapshot
        return said(now, library, key, now.find(Activity, project.id))

    edit = typed(fields)
    edit.setText("1 Sep 2027")
    by_hand = answer()
    edit.setText("some day")
    refused = [
        made.text() for made in fields.findChildren(QLabel) if made.text() and made.isVisibleTo(fields)
    ]
    box = fields.findChildren(QCheckBox)[0]
    box.click()
    instead, shown_ = answer(), edit.text()
    edit.editingFinished.emit()
    kept = answer()
    box.click()

    assert by_hand == "2027-09-01"
    assert len(refused) == 2
    assert (instead, shown_, kept) == ("none", "", "none")
    assert answer() is None


def test_a_number_is_typed(screen: TimelineScreen) -> None:
    payment = add(screen, "Payment", "payment", date(2027, 4, 20), 1)
    fields = QuestionFields(screen.desk, payment)
    edit = next(e for e in fields.findChildren(QLineEdit) if "year" in e.accessibleName())

    edit.setText("2027")
    held = screen.desk.session.snapshot.find(Activity, payment.id)
    edit.setText("-3")

    assert held is not None
    assert "plan.budget_year=2027" in held.traits
    assert any(made.text() == "This is not a whole number." for made in fields.findChildren(QLabel))


def test_the_menu_and_the_card_lead_to_the_dialog(screen: TimelineScreen) -> None:
    press(screen.card, "What the rules need to know…")

    assert screen.findChildren(QuestionsDialog)
