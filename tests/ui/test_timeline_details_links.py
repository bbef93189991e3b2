"""Who, links and numbers in the details of an activity, and the room they take."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from planner.model import Activity, Assignment, Entity, Link, Person, RoleActivity
from planner.terms import Letter, LinkKind
from tests.ui.desks import desk_for
from tests.ui.detailing import (
    ANALYSIS,
    button,
    chosen,
    complaints,
    field,
    lengths,
    opened,
    pick,
    section,
    settle,
    texts,
    type_over,
)
from tests.ui.timelines import DATA, ETHICS, activity, screen_of, shown
from ui.screens.timeline import TimelineScreen
from ui.screens.timeline.dialogs import LinkDialog
from ui.theme import apply_theme, theme_named
from ui.widgets.link_text import LinkText
from ui.window import MainWindow


@pytest.fixture
def window(example: MainWindow) -> MainWindow:
    return shown(example)


@pytest.fixture
def screen(window: MainWindow) -> TimelineScreen:
    return screen_of(window)


# Who


def in_matrix(entities: Iterable[Entity], letter: Letter) -> tuple[list[Entity], Person]:
    """The example with a row of the role matrix for its data collection, and who is in it."""
    found = list(entities)
    data = next(e for e in found if isinstance(e, Activity) and e.name == DATA)
    person = next(e for e in found if isinstance(e, Person) and e.id != data.owner_id)
    found[found.index(data)] = data.model_copy(update={"owner_id": None})
    row = RoleActivity(partnership_id=data.partnership_id, title="Collect data", activity_id=data.id)
    cell = Assignment(
        partnership_id=data.partnership_id, role_activity_id=row.id, person_id=person.id, letter=letter
    )
    return [*found, row, cell], person


def test_an_owner_follows_the_role_matrix_until_another_is_chosen(
    qtbot: QtBot, tmp_path: Path, example_path: Path
) -> None:
    entities, person = in_matrix(read_file(example_path).entities, Letter.ACCOUNTABLE)
    screen = screen_of(shown(desk_for(entities, qtbot, tmp_path)))
    opened(screen, DATA)
    assert section(screen, "who").summary.text() == f"{person.name} · from the role matrix"
    screen.panel.unfold("who")
    assert chosen(screen, "Owner").currentText() == f"From the role matrix: {person.name}"
    other = next(p for p in screen.desk.session.snapshot.all(Person) if p.id != person.id)
    pick(screen, "Owner", other.name)
    assert activity(screen, DATA).owner_id == other.id
    assert f"The role matrix names {person.name}" in texts(screen, "who")
    pick(screen, "Owner", f"From the role matrix: {person.name}")

    assert activity(screen, DATA).owner_id is None
    assert "Follows the role matrix." in texts(screen, "who")


# Links


def test_links_are_shown_both_ways_and_lead_to_the_other_end(screen: TimelineScreen) -> None:
    opened(screen, ANALYSIS, "links")
    go = next(b for b in screen.panel.findChildren(LinkText) if b.accessibleName() == f"Go to {DATA}")
    QTest.keyClick(go, Qt.Key.Key_Return)

    assert screen.panel.activity_id == activity(screen, DATA).id
    assert screen.canvas.chosen == activity(screen, DATA).id
    assert field(screen, "Name").hasFocus()
    assert f"Go to {ANALYSIS}" in [b.accessibleName() for b in screen.panel.findChildren(LinkText)]


def test_kind_and_lag_of_a_link_are_changed_where_they_stand(screen: TimelineScreen) -> None:
    opened(screen, DATA, "links")
    pick(screen, f"Kind of the link to {ANALYSIS}", "it starts after this starts")
    name = f"Lag of the link to {ANALYSIS} in calendar days"
    type_over(screen, name, "12")
    after = activity(screen, ANALYSIS)
    link = screen.desk.session.snapshot.first(Link, after_id=after.id, before_id=activity(screen, DATA).id)
    assert link is not None
    assert (link.kind, link.lag_days) == (LinkKind.START_START, 12)
    type_over(screen, name, "1000000")

    assert "A lag is at most 36,500 calendar days." in complaints(screen)
    assert field(screen, name).text() == "1000000"


def test_a_link_is_cut_and_focus_stays_in_the_panel(screen: TimelineScreen) -> None:
    opened(screen, DATA, "links")
    cut = button(screen, f"Remove the link to {ANALYSIS}")
    cut.setFocus()
    QTest.keyClick(cut, Qt.Key.Key_Return)
    settle(screen)
    focused = QApplication.focusWidget()

    assert "it waits for nothing" in texts(screen, "links")
    assert focused is not None
    assert screen.panel.isAncestorOf(focused)


def test_what_an_activity_waits_for_is_added_from_the_panel(screen: TimelineScreen) -> None:
    opened(screen, DATA, "links")
    button(screen, "Add what it waits for…").click()
    asking = next(d for d in screen.panel.findChildren(LinkDialog))
    assert asking.kind.itemText(0) == f"“{DATA}” starts after it ends"
    asking.search.setText(ETHICS)
    next(b for b in asking.findChildren(QPushButton) if b.text() == "Add the link").click()
    settle(screen)

    data, ethics = activity(screen, DATA), activity(screen, ETHICS)
    assert screen.desk.session.snapshot.first(Link, before_id=ethics.id, after_id=data.id) is not None
    assert "This sets the start." in texts(screen, "links")


def test_a_link_that_a_fixed_date_breaks_says_so(screen: TimelineScreen) -> None:
    doc = screen.desk.session.doc
    ethics, data = activity(screen, ETHICS), activity(screen, DATA)
    doc.add(Link(partnership_id=doc.partnership.id, before_id=ethics.id, after_id=data.id))
    doc.set(data, "is_fixed", True)
    opened(screen, DATA, "links")

    assert "This does not hold: what follows has a fixed date." in texts(screen, "links")


# Numbers


def test_numbers_of_our_own_are_marked_and_lead_to_the_lengths(screen: TimelineScreen) -> None:
    opened(screen, DATA, "numbers")
    chips = [w.accessibleName() for w in section(screen, "numbers").findChildren(QWidget)]
    button(screen, "Change the lengths").click()

    assert "our assumption" in chips
    assert field(screen, "Likely length in days").hasFocus()


def test_evidence_stands_with_its_year_and_kind_of_number(screen: TimelineScreen) -> None:
    opened(screen, ETHICS, "numbers")
    fact = screen.desk.session.library.facts[activity(screen, ETHICS).basis[0]]
    said = texts(screen, "numbers")

    assert fact.year in said
    assert fact.statistic in said


def test_lengths_of_a_template_are_taken_back(screen: TimelineScreen) -> None:
    session = screen.desk.session
    template = next(iter(session.library.templates.values()))
    item = next(each for each in template.activities if not each.is_milestone)
    session.doc.set(activity(screen, DATA), "template_item", f"{template.key}.{item.key}")
    opened(screen, DATA, "numbers")
    button(screen, "Back to the template's lengths").click()
    settle(screen)

    assert lengths(screen, DATA) == (item.min_days, item.likely_days, item.late_days)
    assert "Changed by hand" not in texts(screen, "numbers")


# Room


def test_what_can_only_be_read_can_still_be_unfolded_and_closed(
    qtbot: QtBot, tmp_path: Path, example_path: Path
) -> None:
    window = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    window.session.store.is_read_only = True
    screen = screen_of(shown(window))
    opened(screen, DATA)
    section(screen, "links").head.click()
    removes = [b for b in screen.panel.findChildren(QPushButton) if b.text() == "Remove" and b.isVisible()]
    kind = chosen(screen, f"Kind of the link to {ANALYSIS}")
    assert not removes
    assert not kind.isEnabled()
    assert field(screen, "Name").isReadOnly()
    button(screen, "Close the details").click()

    assert not screen.panel.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1440, 900, 100), (1024, 700, 100), (1024, 700, 200)]
)
def test_nothing_in_the_details_is_wider_than_they_are(
    window: MainWindow, qapp: QApplication, width: int, height: int, percent: int
) -> None:
    apply_theme(qapp, theme_named("light"), percent)
    try:
        window.resize(width, height)
        screen = screen_of(window)
        opened(screen, DATA, "what", "who", "links", "numbers")
        settle(screen)
        area = screen.panel._area
        body = area.widget()
        assert body is not None
        needed, room = body.minimumSizeHint().width(), area.viewport().width()
        seen = area.viewport().height()
    finally:
        apply_theme(qapp, theme_named("light"))

    assert needed <= room
    assert seen >= 180
