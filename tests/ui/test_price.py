"""The price explained on screen: lines and rates to fill in, one picture, all of it undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.exchange.file import read_file
from planner.memorandum.drawing import Box, Picture, Shape, Stroke, Words
from planner.model import Assumption, Contribution, Cost, OpenPoint, Organisation
from planner.price import build_ups
from planner.terms import CostKind
from tests.ui.asked import press, when_asked
from tests.ui.desks import desk_for
from tests.ui.test_lists import fill, pressed
from tests.ui.test_lists import words as words_now
from ui import commands
from ui.dialogs.lists import Agenda, Contributions
from ui.dialogs.price import PriceDialog
from ui.widgets.picture import PictureView
from ui.window import MainWindow

Opened = tuple[MainWindow, PriceDialog]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, example_path: Path) -> MainWindow:
    entities = [e for e in read_file(example_path).entities if not isinstance(e, Cost | Assumption)]
    return desk_for(entities, qtbot, tmp_path)


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Opened:
    dialog = PriceDialog(window)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return window, dialog


def words(dialog: QDialog) -> str:
    """What is shown, once what was added has found its place."""
    QApplication.processEvents()
    return words_now(dialog)


def views(dialog: QDialog) -> list[PictureView]:
    QApplication.processEvents()
    return [view for view in dialog.findChildren(PictureView) if view.isVisibleTo(dialog)]


def add_line(opened: Opened, what: str, amount: str, *, kind: str = "", currency: str = "") -> list[str]:
    _, dialog = opened

    def act(form: QDialog) -> None:
        if kind:
            next(c for c in form.findChildren(QComboBox) if c.findText(kind) >= 0).setCurrentText(kind)
        fill(form, "What", what)
        fill(form, "Amount, if it is known", amount)
        if currency:
            fill(form, "Currency", currency)
        pressed(form, "Save")

    shown = when_asked(act)
    press(dialog, "Add a cost line…")
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    return shown


def has_line(opened: Opened, amount: int | None = None, kind: CostKind = CostKind.DIRECTLY_INCURRED) -> None:
    """A cost line that is there already; no form takes the focus away."""
    window, dialog = opened
    home, whose = window.session.doc.partnership.id, window.session.snapshot.all(Organisation)[0].id
    value = None if amount is None else Decimal(amount)
    window.session.doc.add(
        Cost(partnership_id=home, organisation_id=whose, what="Travel", amount=value, kind=kind)
    )
    words(dialog)


def rate_field(dialog: QDialog, name: str) -> QLineEdit:
    return next(w for w in dialog.findChildren(QLineEdit) if w.accessibleName() == name)


NORTH_RATE = "Indirect rate of Northfield University, percent"


def test_a_cost_line_is_stored_and_drawn_and_undo_takes_both_back(opened: Opened):
    window, dialog = opened
    assert "the picture appears here" in words(dialog)

    add_line(opened, "A researcher <b>&", "£12,500.50")

    (line,) = window.session.snapshot.all(Cost)
    assert (line.what, line.amount, line.kind) == (
        "A researcher <b>&", Decimal("12500.50"), CostKind.DIRECTLY_INCURRED,
    )  # fmt: skip
    (view,) = views(dialog)
    assert "Cost known so far: GBP 12,500.50" in view.accessibleName()
    assert "A researcher <b>&" in words(dialog)
    window.session.undo()
    assert window.session.snapshot.all(Cost) == ()
    assert "the picture appears here" in words(dialog)


def test_a_line_is_changed_and_removed_by_its_links(opened: Opened):
    window, dialog = opened
    add_line(opened, "Travel", "100", kind="Indirect")

    def dearer(form: QDialog) -> None:
        fill(form, "Amount, if it is known", "250")
        pressed(form, "Save")

    when_asked(dearer)
    press(dialog, "Change Travel")
    assert [(c.amount, c.kind) for c in window.session.snapshot.all(Cost)] == [(250, CostKind.INDIRECT)]

    press(dialog, "Remove Travel")
    assert window.session.snapshot.all(Cost) == ()


@pytest.mark.parametrize(
    ("what", "amount", "currency", "reason"),
    [
        ("", "5", "", "Say what costs something."),
        ("Travel", "much", "", "This is not an amount"),
        ("Travel", "-5", "", "less than 0"),
        ("Travel", "5", "pounds", "three letters"),
        ("x" * 20_001, "5", "", "longer than 20000"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_beside_its_field(
    opened: Opened, what: str, amount: str, currency: str, reason: str
):
    window, dialog = opened
    said: list[str] = []

    def act(form: QDialog) -> None:
        fill(form, "What", what)
        fill(form, "Amount, if it is known", amount)
        if currency:
            fill(form, "Currency", currency)
        pressed(form, "Save")
        said.append(words(form))

    when_asked(act)
    dialog.ask(None)

    assert reason in said[0]
    assert window.session.snapshot.all(Cost) == ()


def test_a_rate_is_typed_live_and_is_one_step_to_undo(opened: Opened, qtbot: QtBot):
    window, dialog = opened
    has_line(opened, 1000)
    field = rate_field(dialog, NORTH_RATE)
    field.setFocus()

    QTest.keyClicks(field, "30")

    assert "is an estimate, from its own rate of 30 %" in words(dialog)
    assert build_ups(window.session.snapshot)[0].full == 1300
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.snapshot.all(Assumption) == ()
    assert field.text() == ""


@pytest.mark.parametrize(
    ("text", "reason"), [("130", "more than 100"), ("0", "nothing to count"), ("-3", "")]
)
def test_a_rate_that_makes_no_sense_is_refused_beside_its_field(opened: Opened, text: str, reason: str):
    window, dialog = opened
    field = rate_field(dialog, NORTH_RATE)
    field.setFocus()

    QTest.keyClicks(field, text)

    assert field.property("refused")
    assert reason in words(dialog)
    assert window.session.snapshot.all(Assumption) == ()


def test_where_a_rate_comes_from_is_asked_beside_it(opened: Opened):
    window, dialog = opened
    has_line(opened, 1000)
    where = rate_field(dialog, "Where the rates of Northfield University come from")
    where.setFocus()
    QTest.keyClicks(where, "F")
    assert "Type a rate first." in words(dialog)
    where.clear()
    rate_field(dialog, NORTH_RATE).setFocus()
    QTest.keyClicks(rate_field(dialog, NORTH_RATE), "30")

    where.setFocus()
    QTest.keyClicks(where, "Finance office")

    assert [a.reason for a in window.session.snapshot.all(Assumption)] == ["Finance office"]


def test_what_is_not_assessed_is_said_and_never_called_nothing(opened: Opened):
    _, dialog = opened

    add_line(opened, "A researcher", "1000")
    add_line(opened, "Travel", "")

    said = words(dialog)
    assert "The indirect cost of Northfield University is not assessed. That is not zero" in said
    assert "One cost line has no amount yet." in said
    assert "no amount yet" in said


def test_the_share_asked_for_is_told(opened: Opened):
    _, dialog = opened
    has_line(opened, 1000, CostKind.INDIRECT)
    field = rate_field(dialog, "Share asked for of Northfield University, percent")
    field.setFocus()

    QTest.keyClicks(field, "80")

    assert "Northfield University asks the others to cover GBP 800 of its cost." in words(dialog)


def test_another_currency_has_a_picture_of_its_own_and_contributions_without_costs_stand_apart(
    opened: Opened,
):
    window, dialog = opened
    home = window.session.doc.partnership.id
    organisation = window.session.snapshot.all(Organisation)[1]
    add_line(opened, "A researcher", "1000")

    add_line(opened, "Travel", "70", currency="eur")
    window.session.doc.add(
        Contribution(
            partnership_id=home, organisation_id=organisation.id, kind="cash", what="x",
            amount=Decimal(9), currency="USD",
        )
    )  # fmt: skip

    told = [view.accessibleName() for view in views(dialog)]
    assert [text.partition(".")[0] for text in told] == [
        "Cost known so far: GBP 1,000", "Cost known so far: EUR 70",
    ]  # fmt: skip
    assert "No cost is listed in USD, so USD 9 in cash and USD 0 in kind stand apart." in words(dialog)


def test_the_parts_the_levers_and_other_peoples_figures_are_explained_with_their_source(opened: Opened):
    window, dialog = opened
    said, library = words(dialog), window.session.library

    for part in library.price_parts.values():
        assert part.explains in said
    for lever in library.price_levers.values():
        assert lever.explains in said
    for figure in library.price_figures.values():
        assert f"{figure.place}, {figure.year}." in said
        assert all(library.sources[key].cite in said for key in figure.sources)
    assert "None of them is a rule for you" in said


def test_the_action_opens_it_and_the_contributions_lead_to_it(window: MainWindow, qtbot: QtBot):
    for_action = when_asked(lambda dialog: dialog.reject())
    commands.run(window, "price")
    assert for_action[0] == "Price explained"

    contributions = Contributions(window)
    qtbot.addWidget(contributions)
    contributions.show()
    from_there = when_asked(lambda dialog: dialog.reject())
    press(contributions, "Set against the cost: price explained…")
    assert from_there[0] == "Price explained"


def test_the_contributions_open_from_it(opened: Opened):
    _, dialog = opened

    shown = when_asked(lambda inner: inner.reject())
    press(dialog, "Contributions…")

    assert shown[0] == "Contributions"


def test_without_organisations_a_cost_has_nobody_to_belong_to(opened: Opened):
    window, dialog = opened
    for organisation in window.session.snapshot.all(Organisation):
        window.session.doc.remove(organisation)

    dialog.ask(None)

    assert window.session.snapshot.all(Cost) == ()
    assert not [f for f in dialog.findChildren(QLineEdit) if "rate" in f.accessibleName() and f.isVisible()]


def test_everything_has_a_name_and_is_reached_by_keyboard(opened: Opened):
    _, dialog = opened
    has_line(opened)

    reached: list[QWidget] = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QWidget):
            reached.append(focused)

    wanted = [
        w for w in dialog.findChildren(QWidget) if isinstance(w, QPushButton | QLineEdit) and w.isVisible()
    ]
    assert [w.accessibleName() or w.property("text") for w in wanted if w not in reached] == []
    assert all(w.accessibleName() or (isinstance(w, QPushButton) and w.text()) for w in wanted)


@pytest.mark.parametrize("width", [420, 700, 1100])
def test_the_picture_takes_the_room_it_needs(opened: Opened, width: int):
    _, dialog = opened
    add_line(opened, "A researcher", "1000")
    (view,) = views(dialog)

    dialog.resize(width, 600)

    assert view.heightForWidth(view.width()) > 80
    image = view.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(image.height())
    }
    assert len(colours) > 4


def test_a_picture_that_shows_nothing_has_no_height(qtbot: QtBot):
    view = PictureView()
    qtbot.addWidget(view)

    assert view.heightForWidth(300) <= 2
    assert not view.grab().isNull()


def test_every_shape_that_paper_knows_is_played(qtbot: QtBot):
    red, green = "#FF0000", "#00FF00"
    shapes = (
        Box(0, 0, 20, 10, red, green, 2),
        Stroke(0, 15, 20, 15, red, 2, dashed=True),
        Shape(((0, 20), (20, 20), (10, 35)), green),
        Words(10, 50, "x", 9, red, semibold=True, anchor="middle"),
    )
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 120)

    view.show_picture(lambda width, measure, roles: Picture(width, 60, shapes), "shapes")

    image = view.grab().toImage()
    assert image.pixelColor(16, 45).name() == green.lower()
    assert image.pixelColor(16, 8).name() == red.lower()


# Gaps on the agenda


def test_gaps_stand_under_the_open_points_and_take_an_owner_and_a_date(window: MainWindow, qtbot: QtBot):
    dialog = Agenda(window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Gap 1  Data cleaning: who is accountable" in words(dialog)
    before = len(window.session.snapshot.all(OpenPoint))

    def give(form: QDialog) -> None:
        fill(form, "By when", "18 Dec 2026")
        pressed(form, "Save")

    when_asked(give)
    press(dialog, "Owner and date of gap 1")

    points = window.session.snapshot.all(OpenPoint)
    assert len(points) == before + 1
    assert points[-1].origin.startswith("roles/")
    assert "by 18 Dec 2026" in words(dialog).partition("Gap 1")[2]


def test_a_gap_leads_to_where_it_is_filled_in(window: MainWindow, qtbot: QtBot):
    dialog = Agenda(window)
    qtbot.addWidget(dialog)
    dialog.show()

    press(dialog, "Show gap 1")

    assert window.place.startswith("roles/")
