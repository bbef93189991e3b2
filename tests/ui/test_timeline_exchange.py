"""The timeline out and in: on the command line, and from the window."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QMessageBox

from db.backup import backups
from db.store import Store
from planner.exchange.file import read_file
from planner.exchange.plan.exports import ENDINGS, timeline_bytes
from planner.exchange.plan.printing import Wish
from planner.library import standard_library
from planner.memorandum.timeline_paper.sheets import Sheet
from planner.model import Activity
from tests.ui.asked import choosing, press, texts_in, when_asked
from tests.ui.desks import desk_for
from ui import cli, settings
from ui.dialogs.timeline_export import ExportDialog, export_timeline
from ui.dialogs.timeline_import import ImportDialog, import_project, read_and_show
from ui.jobs import Job
from ui.screens.timeline import exchange
from ui.timeline_menu import DOINGS

TODAY = ("--today", "2026-12-09")
LOADED_MS = 30_000
FOREIGN = (
    '<Project xmlns="http://schemas.microsoft.com/project"><Name>theirs</Name><Tasks>'
    "<Task><UID>1</UID><Name>Their &lt;b&gt;design&lt;/b&gt;</Name><Start>2027-02-01T08:00:00</Start>"
    "<Duration>PT80H0M0S</Duration><Cost>5</Cost></Task>"
    "<Task><UID>2</UID><Name>Their launch</Name><Milestone>1</Milestone>"
    "<PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task></Tasks></Project>"
)


def run(*argv: object) -> int:
    return cli.run([str(word) for word in argv])


def exported(example_path: Path, target: Path, *more: object) -> int:
    return run("export", example_path, "--what", "timeline", "--to", target, *TODAY, *more)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.xml"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path, example_path: Path) -> str:
    path = str(tmp_path / "kept" / "planner.sqlite")
    assert run("import", example_path, "--store", path) == 0
    return path


def names_in(store: str) -> set[str]:
    opened = Store.open(store)
    try:
        return {e.name for e in opened.load(opened.ids()[0]) if isinstance(e, Activity)}
    finally:
        opened.close()


# On the command line


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_timeline_leaves_in_the_format_of_the_name(ending, example_path, tmp_path, capsys):
    target = tmp_path / f"plan{ending}"

    assert exported(example_path, target) == 0

    assert capsys.readouterr().out == f"{target}\n"
    assert target.stat().st_size > 500
    assert target.stat().st_mode & 0o777 == 0o600


def test_every_option_reaches_the_page(example_path, tmp_path):
    from planner.document import snapshot_of
    from tests.ui.desks import TODAY as DAY

    snapshot, library = snapshot_of(read_file(example_path).entities), standard_library()
    for words, wish in (
        (("--tiled", "--paper", "A3", "--portrait"), Wish(Sheet("A3", is_landscape=False, is_tiled=True))),
        (("--columns", "--months"), Wish(Sheet(is_columns=True), in_months=True)),
        (("--black-and-white", "--dates"), Wish(Sheet(is_black_and_white=True), in_months=False)),
        (("--look", "proposal", "--journal-width", "85"), Wish(Sheet(is_proposal=True, journal_mm=85))),
        (("--clashes",), Wish(is_own=True)),
    ):
        target = tmp_path / "plan.pdf"
        assert exported(example_path, target, *words) == 0
        assert target.read_bytes() == timeline_bytes(snapshot, library, DAY, ".pdf", wish)


@pytest.mark.parametrize(
    ("name", "more", "sentence"),
    [
        ("plan.docx", (), "does not end in .pdf, .png, .svg, .ics, .csv, .xlsx or .xml."),
        ("plan.pdf", ("--private",), "never holds private notes"),
        ("plan.svg", ("--tiled",), "holds one picture"),
        ("plan.pdf", ("--paper", "A0"), "invalid choice"),
        ("plan.png", ("--dpi", "9000"), "invalid choice"),
        ("plan.pdf", ("--months", "--dates"), "not allowed with"),
        ("no/such/plan.pdf", (), "was not written"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_file(name, more, sentence, example_path, tmp_path, capsys):
    assert exported(example_path, tmp_path / name, *more) == 2

    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert not (tmp_path / name).exists()


def test_a_plan_of_ms_project_is_taken_into_a_partnership_behind_a_backup(store, theirs, capsys):
    before = len(backups(Path(store).parent / "backups"))

    assert (
        run("import", theirs, "--what", "timeline", "--into", "Mindful Campus", "--store", store, *TODAY) == 0
    )

    said = capsys.readouterr().out
    assert "2 activities and 1 link are new" in said
    assert "Task/Cost: 1" in said
    assert {"Their <b>design</b>", "Their launch"} <= names_in(store)
    assert len(backups(Path(store).parent / "backups")) == before + 1
    assert run("import", theirs, "--what", "timeline", "--into", "Mindful Campus", "--store", store) == 0
    assert "0 activities and 0 links are new" in capsys.readouterr().out


def test_a_dry_run_says_what_would_happen_and_changes_nothing(store, theirs, capsys):
    before = names_in(store)

    words = ("--what", "timeline", "--into", "Mindful Campus", "--dry-run", "--lane", "industry")
    assert run("import", theirs, *words, "--store", store) == 0

    assert "2 activities and 1 link are new" in capsys.readouterr().out
    assert names_in(store) == before


@pytest.mark.parametrize(
    ("content", "into", "sentence"),
    [
        (FOREIGN, None, "give one file, and --into its title"),
        (FOREIGN, "Nobody", "No partnership or file is called"),
        ("<html/>", "Mindful Campus", "not an MS Project XML file"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "Mindful Campus", "defines entities"),
    ],
)
def test_a_plan_that_cannot_come_in_is_one_sentence(content, into, sentence, store, tmp_path, capsys):
    path = tmp_path / "bad.xml"
    path.write_text(content, encoding="utf-8")
    before = names_in(store)
    capsys.readouterr()

    words = ("--into", into) if into else ()
    assert run("import", path, "--what", "timeline", *words, "--store", store) == 2

    assert sentence in capsys.readouterr().err
    assert names_in(store) == before


def test_partnership_files_come_in_as_before(example_path, tmp_path):
    store = str(tmp_path / "planner.sqlite")

    assert run("import", example_path, "--store", store) == 0
    assert "Analysis" in names_in(store)
    assert json.loads(example_path.read_text(encoding="utf-8"))["format"] == "partnership-planner"


# From the window


@pytest.fixture
def window(qtbot, tmp_path, example_path):
    (tmp_path / "out").mkdir()
    made = desk_for(read_file(example_path).entities, qtbot, tmp_path)
    settings.set_folder("export", str(tmp_path / "out" / "x"))
    made.go("overview")
    return made


def saving_as(path, names=None):
    """An act: type this path into the file dialog, and press Save."""

    def act(dialog):
        assert isinstance(dialog, QFileDialog)
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        if names is not None:
            names.append(edit.text())
        edit.setText(str(path))
        press(dialog, "Save")

    return act


def choosing_and_saving(target, names=None, **choices):
    """An act: choose in the dialog, go on, and say where."""

    def act(dialog):
        assert isinstance(dialog, ExportDialog)
        for name, value in choices.items():
            combo = getattr(dialog, name)
            combo.setCurrentIndex(combo.findData(value))
        when_asked(saving_as(target, names))
        press(dialog, "Choose a file…")

    return act


def test_letters_too_small_for_one_page_are_told_with_a_way_out(window, qtbot):
    doc = window.session.doc
    for n in range(150):
        doc.add(
            Activity(partnership_id=doc.partnership.id, name=f"Work {n} of many", start_on=date(2027, 2, 1))
        )
    dialog = ExportDialog(window)
    qtbot.addWidget(dialog)

    qtbot.waitUntil(lambda: not dialog.small.isHidden(), timeout=LOADED_MS)
    told = dialog.small.text()
    dialog.pages.setCurrentIndex(dialog.pages.findData(True))

    assert told.startswith("Letters would be ")
    assert " pt high, too small to read in print." in told
    assert "several readable pages" in told
    assert dialog.small.isHidden()


def test_letters_that_can_be_read_are_not_spoken_of(window, qtbot):
    dialog = ExportDialog(window)
    qtbot.addWidget(dialog)

    qtbot.waitUntil(
        lambda: not [j for j in dialog.findChildren(Job) if j._work.is_alive()], timeout=LOADED_MS
    )
    qtbot.wait(50)

    assert dialog.small.isHidden()


def test_the_timeline_is_exported_as_chosen_and_can_be_opened(window, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    target = tmp_path / "out" / "plan.pdf"

    when_asked(choosing_and_saving(target, pages=True, reader=True, paper="A3"))
    window.perform("export_timeline")
    qtbot.waitUntil(lambda: isinstance(window.findChild(QMessageBox), QMessageBox), timeout=LOADED_MS)
    box = window.findChild(QMessageBox)

    session = window.session
    wish = Wish(Sheet(paper="A3", is_tiled=True), is_own=True)
    expected = timeline_bytes(session.snapshot, session.library, session.today(), ".pdf", wish)
    assert target.read_bytes() == expected
    assert any("The timeline is ready." in text for text in texts_in(box))
    press(box, "Open")
    assert [url.toLocalFile() for url in opened] == [str(target)]


@pytest.mark.parametrize(("ending", "sentence"), [(".ics", "updates the events"), (".xml", "read back here")])
def test_what_is_ready_says_what_it_is_good_for(ending, sentence, window, qtbot, tmp_path):
    target = tmp_path / "out" / f"plan{ending}"

    when_asked(choosing_and_saving(target, format=ending))
    window.perform("export_timeline")
    qtbot.waitUntil(lambda: isinstance(window.findChild(QMessageBox), QMessageBox), timeout=LOADED_MS)
    box = window.findChild(QMessageBox)

    assert any(sentence in text for text in texts_in(box))
    press(box, "Close")
    assert target.exists()


def test_the_name_offered_is_safe_and_says_for_whom_it_is(window, qtbot, tmp_path):
    window.session.doc.set(window.session.doc.partnership, "title", "../../etc: <passwd>")
    names: list[str] = []

    def look(dialog):
        dialog.reader.setCurrentIndex(1)
        when_asked(lambda asked: names.append(asked.findChild(QLineEdit, "fileNameEdit").text()))
        press(dialog, "Choose a file…")

    when_asked(look)
    window.perform("export_timeline")

    assert names == ["etc passwd - timeline INTERNAL.pdf"]


def test_only_what_the_format_knows_can_be_chosen(window):
    def look(dialog):
        def open_to(ending, look="plan"):
            dialog.format.setCurrentIndex(dialog.format.findData(ending))
            dialog.look.setCurrentIndex(dialog.look.findData(look))
            names = ("look", "axis", "paper", "way", "pages", "runs", "width_", "reader")
            return {name for name in names if getattr(dialog, name).isEnabled()}

        assert open_to(".pdf") == {"look", "axis", "paper", "way", "pages", "runs", "reader"}
        assert open_to(".svg") == {"look", "axis", "paper", "way", "runs", "reader"}
        assert open_to(".png", "proposal") == {"look", "axis", "width_"}
        assert open_to(".xlsx") == {"reader"}
        assert open_to(".ics") == set()
        seen.append(True)

    seen: list[bool] = []
    when_asked(look)
    export_timeline(window)

    assert seen == [True]


def test_what_a_format_does_not_know_is_never_asked_of_it(window):
    def look(dialog):
        for name in ("pages", "reader"):
            getattr(dialog, name).setCurrentIndex(1)
        dialog.look.setCurrentIndex(dialog.look.findData("proposal"))
        values = {name: read() for name, (_, read) in dialog._fields.items()}
        wishes.append(dialog.wish(values))

    wishes: list[Wish] = []
    when_asked(look)
    export_timeline(window)

    assert not wishes[0].is_own
    assert not wishes[0].sheet.is_tiled
    assert wishes[0].sheet.is_proposal


def test_both_are_entries_of_the_timelines_menu(window, monkeypatch):
    entries = {doing.function for doing in DOINGS if doing.module == "exchange"}
    window.go("timeline")
    screen = window.stack.currentWidget()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))

    shown = when_asked(choosing("Cancel"))
    exchange.export(screen)
    exchange.import_project(screen)

    assert entries == {"export", "import_project"}
    assert shown[0] == "Export the timeline"


# In, from the window


def answered(window, qtbot, act, path):
    """Read a file and answer the dialog that shows it."""
    shown = when_asked(act)
    read_and_show(window, str(path))
    qtbot.waitUntil(lambda: bool(shown), timeout=LOADED_MS)
    return shown


def test_a_plan_is_shown_before_it_is_taken_and_one_undo_takes_it_back(window, qtbot, theirs, waits):
    held: list[str] = []

    def look(dialog):
        assert isinstance(dialog, ImportDialog)
        held.extend(dialog.rows.item(row).text() for row in range(dialog.rows.count()))
        held.append(dialog.report.toPlainText())
        press(dialog, "Take it over")

    answered(window, qtbot, look, theirs)

    assert held[0] == "new · Their <b>design</b> · 1 Feb 2027, 10 working days"
    assert held[1] == "new · Their launch · milestone, after what it waits for"
    assert "Task/Cost: 1" in held[-1]
    assert window.session.snapshot.first(Activity, name="Their launch") is not None
    waits(lambda: window.place.startswith("timeline"))
    assert window.session.doc.undo_label == "import from MS Project"
    window.session.undo()
    assert window.session.snapshot.first(Activity, name="Their launch") is None


def test_cancel_changes_nothing_and_the_lane_can_be_chosen(window, qtbot, theirs):
    lanes: list[str] = []

    def look(dialog):
        dialog.lane.setCurrentIndex(2)
        lanes.extend(change.after.lane.value for change in dialog._arrival.changes)
        press(dialog, "Cancel")

    answered(window, qtbot, look, theirs)

    assert lanes == ["industry", "industry"]
    assert window.session.snapshot.first(Activity, name="Their launch") is None


def test_a_long_plan_is_shown_in_part_and_one_that_is_here_says_so(window, qtbot, tmp_path):
    rows = "".join(f"<Task><UID>{n}</UID><Name>T{n}</Name></Task>" for n in range(1, 700))
    path = tmp_path / "long.xml"
    path.write_text(f"<Project><Tasks>{rows}</Tasks></Project>", encoding="utf-8")
    last: list[str] = []

    def take(dialog):
        last.append(dialog.rows.item(dialog.rows.count() - 1).text())
        press(dialog, "Take it over")

    def look(dialog):
        last.append(dialog.rows.item(0).text())
        press(dialog, "Cancel")

    answered(window, qtbot, take, path)
    answered(window, qtbot, look, path)

    assert last == ["and 199 more", "Every activity is here already, as the file has it."]


def test_a_file_that_is_no_plan_is_refused_in_a_box(window, qtbot, tmp_path):
    path = tmp_path / "bad.xml"
    path.write_text("<html/>", encoding="utf-8")

    shown = answered(window, qtbot, lambda dialog: dialog.reject(), path)

    assert any("not an MS Project XML file" in text for text in shown)


def test_a_plan_without_tasks_says_so_in_its_dialog(window, qtbot, tmp_path):
    path = tmp_path / "empty.xml"
    path.write_text("<Project/>", encoding="utf-8")
    said: list[str] = []

    def look(dialog):
        press(dialog, "Take it over")
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        press(dialog, "Cancel")

    answered(window, qtbot, look, path)

    assert any("holds no task" in text for text in said)


def test_what_may_only_be_read_takes_nothing_over(window, qtbot, theirs):
    said: list[str] = []
    window.session.doc.is_read_only = True

    def look(dialog):
        press(dialog, "Take it over")
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        press(dialog, "Cancel")

    answered(window, qtbot, look, theirs)

    assert any("can only be read" in text for text in said)


def test_the_file_is_asked_for_and_remembered(window, qtbot, theirs, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(theirs), ""))

    shown = when_asked(choosing("Cancel"))
    window.perform("import_project")
    qtbot.waitUntil(lambda: bool(shown), timeout=LOADED_MS)

    assert settings.folder("import") == str(theirs.parent)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    import_project(window)
