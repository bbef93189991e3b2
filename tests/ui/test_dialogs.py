"""The dialogs of the frame: each worked as a person would, and what comes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QListWidget

from db.backup import back_up, backups, inside, restore
from planner.agreement.clauses import clause_set
from planner.errors import StoreFailure
from planner.model import Assignment, NextStep, Organisation, Partnership, Person
from planner.terms import STAGE_NAMES, OrganisationKind, Seat, Side, Stage
from tests.ui.asked import choosing, press, texts_in, when_asked
from tests.ui.desks import desk_for
from ui import settings, shelf
from ui.actions import ACTIONS
from ui.dialogs import parties
from ui.dialogs.help import HELP
from ui.dialogs.palette import best, targets
from ui.keeping import Backups
from ui.window import SCREENS

DOWN, ENTER, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape


def named(dialog, name):
    """The field with this accessible name."""
    return next(w for w in dialog.findChildren(QLineEdit) + dialog.findChildren(QComboBox)
                if w.accessibleName() == name)  # fmt: skip


def fill(qtbot, dialog, **fields):
    """Type into the fields with these names, replacing what is there."""
    for name, text in fields.items():
        field = named(dialog, name.replace("_", " "))
        field.setFocus()
        field.selectAll()
        if text:
            qtbot.keyClicks(field, text)
        else:
            qtbot.keyClick(field, Qt.Key.Key_Delete)


# A new partnership


def test_three_answers_make_a_partnership_with_both_sides_and_a_first_step(empty, qtbot):
    def fill_in(dialog):
        qtbot.keyClicks(dialog.title_edit, "  Calm campus ")
        qtbot.keyClicks(dialog.academic, "Northfield University")
        qtbot.keyClicks(dialog.industry, "Harbour Health")
        dialog.industry_kind.setCurrentIndex(dialog.industry_kind.findText("Health service"))
        press(dialog, "For whom do you speak here: The academic side")
        qtbot.keyClick(dialog.title_edit, ENTER)

    when_asked(fill_in)
    empty.perform("new")

    snapshot = empty.session.snapshot
    assert (snapshot.partnership.title, snapshot.partnership.seat) == ("Calm campus", Seat.ACADEMIC)
    assert [(o.name, o.side, o.kind) for o in snapshot.all(Organisation)] == [
        ("Northfield University", Side.ACADEMIC, OrganisationKind.UNIVERSITY),
        ("Harbour Health", Side.INDUSTRY, OrganisationKind.HEALTH_SERVICE),
    ]
    assert [step.text for step in snapshot.all(NextStep)] == ["Answer the scoping questions together"]
    assert empty.place == "scope"


def test_a_partnership_without_a_name_is_refused_in_words(empty, qtbot):
    said = []

    def leave_out(dialog):
        press(dialog, "Start with the scope")
        said.extend(texts_in(dialog))
        qtbot.keyClicks(dialog.academic, "x" * 500)
        assert len(dialog.academic.text()) == 400
        qtbot.keyClick(dialog, ESCAPE)

    when_asked(leave_out)
    empty.perform("new")

    assert "A partnership needs a name. A working title will do." in said
    assert empty.rows() == ()


# Details and settings


def test_the_details_are_undone_as_one_step_and_a_refused_name_says_why(example, qtbot):
    said = []

    def change(dialog):
        edit = dialog.title_field.field
        edit.selectAll()
        qtbot.keyClick(edit, Qt.Key.Key_Delete)
        said.append(dialog.title_field.complaint.text())
        qtbot.keyClicks(edit, "Calm campus")
        press(dialog, f"Stage: {STAGE_NAMES[Stage.SUSTAINABILITY]}")
        press(dialog, "Close")

    when_asked(change)
    example.perform("details")

    assert said == ["A partnership needs a name."]
    partnership = example.session.doc.partnership
    assert partnership.title == "Calm campus"
    assert partnership.stage is Stage.SUSTAINABILITY
    while example.session.doc.undo_label:
        example.session.undo()
    assert example.session.doc.partnership.title == "Mindful Campus"


def test_one_of_the_choices_stays_chosen(example):
    def click_the_chosen_one(dialog):
        press(dialog, "For whom do you speak here?: Both, as a facilitator")
        press(dialog, "For whom do you speak here?: Both, as a facilitator")
        press(dialog, "Close")

    example.session.doc.set(example.session.doc.partnership, "seat", Seat.FACILITATOR)
    when_asked(click_the_chosen_one)
    example.perform("details")

    assert example.session.doc.partnership.seat is Seat.FACILITATOR


def test_settings_take_effect_at_once(example, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()

    def change(dialog):
        press(dialog, "Theme: Dark")
        assert QApplication.instance().property("theme") == "dark"
        when_asked(lambda chooser: chooser.findChild(QLineEdit).setText(str(folder)) or chooser.accept())
        press(dialog, "Choose…")
        assert settings.second_backup_folder() == str(folder)
        press(dialog, "None")
        press(dialog, "Theme: Light")
        assert str(tmp_path) in " ".join(texts_in(dialog))
        press(dialog, "Close")

    when_asked(change)
    example.perform("settings")

    assert settings.theme_choice() == "light"
    assert settings.second_backup_folder() == ""


# The palette


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("readiness", "readiness"),
        ("Governing law", "agreement"),
        ("Data cleaning", "roles"),
        ("Release 2.0", "timeline"),
    ],
)
def test_the_palette_goes_anywhere_by_keyboard_alone(example, qtbot, text, place):
    def find(dialog):
        qtbot.keyClicks(dialog.edit, text)
        qtbot.keyClick(dialog.edit, ENTER)

    when_asked(find)
    qtbot.keyClick(example, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert example.place.split("/")[0] == place


@pytest.mark.parametrize(
    ("text", "title"),
    [("runway", "Calendars"), ("baseline", "Baselines"), ("handshake", "From handshake to first day")],
)
def test_the_palette_knows_what_the_timeline_can_do(example, qtbot, text, title):
    def find(dialog):
        qtbot.keyClicks(dialog.edit, text)
        qtbot.keyClick(dialog.edit, ENTER)

    when_asked(find)
    example.perform("search")

    opened = [each.windowTitle() for each in example.findChildren(QDialog) if each.isVisible()]
    assert opened == [title]


def test_the_palette_runs_a_command_and_opens_a_partnership(example, qtbot):
    shelf.keep(example, (other := Partnership(title="Asthma coach"),))

    def find(dialog):
        qtbot.keyClicks(dialog.edit, "asthma")
        qtbot.keyClick(dialog.edit, ENTER)

    when_asked(find)
    example.perform("search")
    assert example.session.doc.partnership.id == other.id

    when_asked(
        lambda dialog: (qtbot.keyClicks(dialog.edit, "theme: dark"), qtbot.keyClick(dialog.edit, ENTER))
    )
    example.perform("search")
    assert settings.theme_choice() == "dark"
    example.perform("theme_light")


def test_arrows_walk_what_was_found_and_nothing_found_is_said(example, qtbot):
    lines = []

    def walk(dialog):
        qtbot.keyClick(dialog.edit, DOWN)
        qtbot.keyClick(dialog.edit, DOWN)
        lines.append(dialog.list.currentRow())
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Up)
        lines.append(dialog.list.currentRow())
        qtbot.keyClicks(dialog.edit, "qqqzzzxxx")
        lines.append(dialog.list.item(0).text())
        qtbot.keyClick(dialog.edit, ENTER)
        assert dialog.isVisible()
        qtbot.keyClick(dialog, ESCAPE)

    when_asked(walk)
    example.perform("search")

    assert lines == [2, 1, "Nothing of that name. Try fewer letters."]


def test_everything_of_the_partnership_can_be_found(example):
    found = targets(example)

    names = {target.text for target in found}
    snapshot = example.session.snapshot
    assert {p.name for p in snapshot.all(Person)} <= names
    assert {o.name for o in snapshot.all(Organisation)} <= names
    assert {c.title for c in example.session.library.clauses.values()} <= names
    assert best(found, "")[0].text == found[0].text
    assert len(best(found, "a")) <= 12


def test_a_clause_is_found_by_a_word_of_its_title_and_gone_to(example, qtbot):
    states = clause_set(example.session.snapshot, example.session.library)

    for state in states:
        found = [t for t in best(targets(example), state.clause.title) if t.kind.startswith("clause")]
        assert [t.text for t in found].count(state.clause.title) == 1
        assert found[0].kind == (f"clause {state.number}" if state.included else "clause, left out")

    def find(dialog):
        qtbot.keyClicks(dialog.edit, "publication")
        assert dialog.list.item(0).text() == "Publication and theses   ·   clause 12"
        qtbot.keyClick(dialog.edit, ENTER)

    when_asked(find)
    example.perform("search")
    assert example.place == "agreement/publication"


# Organisations and people


def organisation(window, side=Side.ACADEMIC):
    return next(o for o in window.session.snapshot.all(Organisation) if o.side is side)


def test_an_organisation_without_a_name_is_refused_beside_the_field(example, qtbot):
    said = []

    def empty_it(dialog):
        fill(qtbot, dialog, Name="")
        press(dialog, "Save")
        said.extend(texts_in(dialog))
        fill(qtbot, dialog, Name="Northfield College")
        press(dialog, "Save")

    when_asked(empty_it)
    parties.edit_organisation(example, organisation(example))

    assert "An organisation needs a name." in said
    assert organisation(example).name == "Northfield College"
    assert example.session.doc.undo_label == "change of Northfield University"


def test_a_text_that_is_too_long_is_refused_with_its_limit(example, qtbot):
    said = []

    def too_long(dialog):
        named(dialog, "Legal name").setText("x" * 500)
        press(dialog, "Save")
        said.extend(texts_in(dialog))
        press(dialog, "Cancel")

    when_asked(too_long)
    parties.edit_organisation(example, None, Side.INDUSTRY)

    when_asked(lambda dialog: (fill(qtbot, dialog, Name="New"), too_long(dialog)))
    parties.edit_organisation(example, None, Side.INDUSTRY)

    assert "This is longer than 400 characters." in said


def test_a_person_is_added_changed_and_refused_in_words(example, qtbot):
    said = []

    def add(dialog):
        press(dialog, "Save")
        said.extend(texts_in(dialog))
        fill(qtbot, dialog, Name_or_post="Statistician")
        fill(qtbot, dialog, **{"Time for this, in % of full time": "half"})
        press(dialog, "Save")
        said.extend(texts_in(dialog))
        fill(
            qtbot,
            dialog,
            **{"Time for this, in % of full time": "50", "From": "9 Dec 2026", "Until": "1 Dec 2026"},
        )
        press(dialog, "Save")
        said.extend(texts_in(dialog))
        fill(qtbot, dialog, Until="9 Dec 2027")
        press(dialog, "Save")

    when_asked(add)
    parties.edit_person(example, None, organisation(example).id)

    assert "A person or post needs a name, such as “Academic lead”." in said
    assert "This is not a whole number." in said
    assert "The last day is before the first day." in said
    added = example.session.snapshot.first(Person, name="Statistician")
    assert (added.time_percent, added.until_on.year) == (50, 2027)
    assert added.organisation_id == organisation(example).id


def test_without_an_organisation_nobody_can_be_added_yet(qtbot, tmp_path):
    window = desk_for([Partnership(title="Calm campus")], qtbot, tmp_path)

    parties.edit_person(window, None)

    assert "Add an organisation first: everyone belongs to one." in texts_in(window.toast)


def test_removing_a_person_says_what_goes_with_them_and_undo_brings_it_back(example):
    snapshot = example.session.snapshot
    person = snapshot.find(Person, snapshot.all(Assignment)[0].person_id)
    roles = len(snapshot.where(Assignment, person_id=person.id))
    shown = when_asked(choosing("Cancel"))
    parties.remove_person(example, person)
    assert any(f"{person.name} has {roles} role" in text for text in shown)
    assert example.session.snapshot.find(Person, person.id)

    when_asked(choosing("Remove"))
    parties.remove_person(example, person)
    assert example.session.snapshot.where(Assignment, person_id=person.id) == ()
    example.session.undo()

    assert len(example.session.snapshot.where(Assignment, person_id=person.id)) == roles


def test_removing_an_organisation_takes_its_people_and_undo_brings_them_back(example):
    home = organisation(example)
    people = len(example.session.snapshot.where(Person, organisation_id=home.id))
    when_asked(choosing("Cancel"))
    parties.remove_organisation(example, home)
    assert example.session.snapshot.find(Organisation, home.id)

    when_asked(choosing("Remove"))
    parties.remove_organisation(example, home)
    assert example.session.snapshot.where(Person, organisation_id=home.id) == ()
    example.session.undo()

    assert len(example.session.snapshot.where(Person, organisation_id=home.id)) == people


@pytest.fixture
def two(example):
    """The example and a copy of it, which shares its organisations; the example is open."""
    key = example.session.doc.partnership.id
    example.session.touch(example.session.doc.partnership.id)
    example.reload_rows()
    shelf.duplicate(example, [example.rows()[0]])
    example.open_partnership(key)
    return example


def names_in_store(window):
    store = window.session.store
    return {
        entity.name
        for row in window.rows()
        for entity in store.load(UUID(row.id))
        if isinstance(entity, Organisation) and entity.side is Side.ACADEMIC
    }


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("Here only", {"Northfield University", "Northfield College"}),
        ("Everywhere", {"Northfield College"}),
    ],
)
def test_a_shared_organisation_is_changed_here_or_everywhere(two, qtbot, where, names):
    def rename(dialog):
        fill(qtbot, dialog, Name="Northfield College")
        when_asked(choosing(where))
        press(dialog, "Save")

    when_asked(rename)
    parties.edit_organisation(two, organisation(two))
    two.session.flush()

    assert names_in_store(two) == names
    copied = next(row for row in two.rows() if row.title.endswith("(copy)"))
    assert (copied.organisations[0][0] == "Northfield College") == (where == "Everywhere")


def test_what_belongs_to_one_partnership_alone_asks_nothing(two, qtbot):
    def move(dialog):
        side = named(dialog, "Side")
        side.setCurrentIndex(1 - side.currentIndex())
        press(dialog, "Save")

    when_asked(move)
    parties.edit_organisation(two, organisation(two))

    assert {o.side for o in two.session.snapshot.all(Organisation)} == {Side.INDUSTRY}


def test_an_organisation_one_knows_is_added_with_what_is_known(two):
    store = two.session.store
    shelf.keep(two, (other := Partnership(title="Asthma coach"),))
    two.open_partnership(other.id)
    known = store.shared_organisations()[0]

    parties.add_known_organisation(two, known, Side.INDUSTRY)

    added = two.session.snapshot.all(Organisation)[0]
    assert (added.name, added.shared_id, added.side) == (known.name, known.shared_id, Side.INDUSTRY)


def test_the_address_book_changes_everywhere_at_once(two, qtbot):
    two.go("organisations")
    screen = two.screen_named("organisations")
    assert "Northfield University" in [w.accessibleName() for w in screen.findChildren(type(screen.title))]

    def rename(dialog):
        fill(qtbot, dialog, Name="Northfield College")
        press(dialog, "Save")

    when_asked(rename)
    press(screen, "Change Northfield University…")

    assert names_in_store(two) == {"Northfield College"}
    assert {row.organisations[0][0] for row in two.rows()} == {"Northfield College"}
    assert "Changed in 2 partnerships." in texts_in(two.toast)
    qtbot.keyClicks(screen.filter, "nobody at all")
    assert texts_in(screen).count("Nobody of that name.") == 2


# Backups


@pytest.fixture
def kept(example, tmp_path):
    """The window with backups as the program's door hands them in."""
    path, folder = tmp_path / "planner.sqlite", tmp_path / "backups"

    def make(second):
        return back_up(path, folder, now=datetime.now(UTC))

    def bring_back(backup):
        store = example.session.store
        store.submit(lambda: None).result()
        store._engine.dispose()
        restore(backup, path, now=datetime.now(UTC))

    def describe(backup: Path) -> str:
        return ", ".join(inside(backup).titles)

    example.backups = Backups(
        make,
        lambda: tuple(backup.path for backup in backups(folder)),
        describe,
        bring_back,
        lambda: "Stored on this computer",
    )
    return example


def test_a_backup_is_made_looked_into_and_brought_back(kept):
    kept.perform("back_up")
    assert any(text.startswith("Backed up to ") for text in texts_in(kept.toast))
    document = kept.session.doc
    document.set(document.partnership, "title", "Spoilt")
    kept.session.flush()
    inside_said = []

    def choose(dialog):
        dialog.findChild(QListWidget).setCurrentRow(0)
        inside_said.extend(texts_in(dialog))
        when_asked(choosing("Restore it"))
        press(dialog, "Restore this backup")

    when_asked(choose)
    kept.perform("restore")

    assert "Mindful Campus" in inside_said
    assert kept.place == "portfolio"
    assert kept.session.document is None
    assert [row.title for row in kept.rows()] == ["Mindful Campus"]


def test_a_spoilt_backup_says_so_in_the_dialog(kept, tmp_path):
    kept.perform("back_up")
    spoilt = kept.backups.all()[0]
    spoilt.write_bytes(b"not a database at all" * 300)
    said = []

    def look(dialog):
        dialog.findChild(QListWidget).setCurrentRow(0)
        said.extend(texts_in(dialog))
        press(dialog, "Cancel")

    when_asked(look)
    kept.perform("restore")

    assert not any("Traceback" in text for text in said)
    assert kept.session.document is not None


def test_without_a_backup_the_dialog_says_when_one_is_made(example):
    shown = when_asked(choosing("Cancel"))

    example.perform("restore")

    assert "There is no backup yet. One is made after each day's work." in shown


def test_a_store_on_a_server_has_backups_of_its_own(example):
    shown = when_asked(choosing("OK"))

    example.perform("back_up")

    assert "This store is kept on a server, which makes its own backups." in shown
    with pytest.raises(StoreFailure):
        Backups().restore(Path("x"))


# Help


def test_every_screen_has_help_and_every_key_is_listed(example, qtbot):
    assert set(HELP) == set(SCREENS)
    shown = when_asked(choosing("Close"))

    qtbot.keyClick(example, Qt.Key.Key_F1)

    assert set(HELP["overview"]) <= set(shown)
    assert {action.shortcut for action in ACTIONS if action.shortcut} <= set(shown)


def test_about_says_what_it_is_and_what_it_is_not(example):
    shown = when_asked(choosing("Close"))

    example.perform("about")

    assert any("not legal advice" in text for text in shown)
    assert any("do not reproduce any publication's wording" in text for text in shown)
