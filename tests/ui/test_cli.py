from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from db.backup import backups
from db.store import Store
from planner.exchange.file import read_file, to_json, write_file
from planner.model import Entity, NextStep, Organisation, Partnership, Person, PrivateNote
from planner.terms import Seat, Side
from ui import cli

WHOLE = Partnership(title="Mindful Campus", summary="Stress support")
P = WHOLE.id
NORTHFIELD = Organisation(partnership_id=P, name="Northfield University")
BRIGHTPATH = Organisation(partnership_id=P, name="Brightpath Digital Ltd", side=Side.INDUSTRY)
LEAD = Person(partnership_id=P, organisation_id=NORTHFIELD.id, name="Lead", may_sign=True)
MANAGER = Person(partnership_id=P, organisation_id=BRIGHTPATH.id, name="Manager", may_sign=True)
STEP = NextStep(partnership_id=P, text="Meet", due_on=date(2026, 12, 14))
NOTE = PrivateNote(partnership_id=P, seat=Seat.ACADEMIC, place="overview", text="Canary in a cage")
ENTITIES: tuple[Entity, ...] = (WHOLE, NORTHFIELD, BRIGHTPATH, LEAD, MANAGER, NOTE, STEP)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "kept" / "planner.sqlite")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "mindful.partnership.json", *ENTITIES)


def written(path: Path, *entities: Entity) -> Path:
    write_file(path, to_json(entities, "abcd1234", private=True))
    return path


def run(*argv: object) -> int:
    return cli.run([str(word) for word in argv])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What went to standard output, when nothing went to standard error."""
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error."""
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith("partnership-planner: ")
    return error


def stored(store: str) -> dict[str, tuple[Entity, ...]]:
    opened = Store.open(store)
    try:
        return {
            row.title: opened.load(id)
            for row in opened.partnerships()
            for id in opened.ids()
            if id.hex == row.id
        }
    finally:
        opened.close()


# Words


def test_without_a_command_the_help_lists_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0

    text = said(capsys)
    for command in ("open", "demo", "list", "schema", "backup", "restore", "import", "export", "check"):
        assert f"    {command} " in text


@pytest.mark.parametrize("argv", [("--help",), ("check", "--help"), ("-h",)])
def test_help_is_fine(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*argv) == 0
    assert "--store PATH_OR_URL" in said(capsys)


@pytest.mark.parametrize("argv", [("--version",), ("list", "--version"), ("--version", "list")])
def test_the_version_names_program_content_and_format(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*argv) == 0
    assert said(capsys).startswith("Partnership Planner 0.")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("frob",), "invalid choice"),
        (("list", "--frob"), "--frob"),
        (("list", "--sto", "x"), "--sto"),
        (("export", "a"), "--to"),
        (("demo",), "--out"),
        (("check",), "ID_OR_FILE"),
        (("import",), "FILE"),
        (("import", "a", "--copy", "--replace"), "not allowed with"),
        (("--today", "2026-13-01", "list"), "not a day such as 2026-12-09"),
        (("list", "--today", "soon"), "not a day such as 2026-12-09"),
        (("open", "a.json"), "no display"),
        (("check", "gone.partnership.json"), "There is no file"),
        (("export", "a.json", "--to", "a.odt"), "does not end in .pdf, .docx, .txt, .md, .eml or .json"),
        (("export", "a.json", "--to", "a"), "does not end in .pdf"),
        (("export", "a.json", "--to", "a.pdf", "--private"), "never holds private notes"),
        (("export", "a.json", "--to", "a.docx", "--private"), "never holds private notes"),
        (("import", "gone\n\x1b[31m.json"), "gone ?[31m.json"),
        (("restore", "gone.sqlite"), "gone.sqlite"),
        (("backup", "--store", "postgresql://localhost/x"), "own tools"),
        (("list", "--store", ""), "--store names no database"),
        (("check", "gone"), "There is no file “gone”, and nothing is stored at"),
        (("check", os.curdir + os.sep), "is not an ordinary file"),
        (("check", "x" * 5_000), f"“{'x' * 60}...”"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(
    argv: tuple[str, ...], words: str, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = argv if "--store" in argv else ("--store", store, *argv)

    assert run(*given) == 2
    assert words in complaint(capsys)
    assert not Path(store).exists()


def test_an_instant_before_the_calendar_is_bad_input_and_not_our_fault(
    file: Path, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = json.loads(file.read_text(encoding="utf-8"))
    tree["partnership"]["created_at"] = "0001-01-01T00:00:00+14:00"
    file.write_text(json.dumps(tree), encoding="utf-8")

    assert run("import", file, "--store", store) == 2
    assert "outside the calendar" in complaint(capsys)


def test_a_fault_of_ours_is_exit_code_3_without_the_users_text(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise KeyError(NOTE.text)

    monkeypatch.setattr("planner.checks.findings", broken)

    assert run("check", file) == 3
    text = complaint(capsys)
    assert "fault of the program, not yours: KeyError in ui.cli, line " in text
    assert NOTE.text not in text


def test_stopping_is_not_a_fault(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.checks.findings", stopped)

    assert run("check", file) == 2
    assert complaint(capsys) == "partnership-planner: Stopped.\n"


# Files alone


def test_a_file_is_checked_without_touching_a_store(
    file: Path, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("check", file, "--json", "--store", store, "--today", "2026-12-20")

    findings = json.loads(said(capsys))
    assert code == (1 if any(f["severity"] == "error" for f in findings) else 0)
    assert f"overview.overdue/{STEP.id}" in {f["id"] for f in findings}
    assert set(findings[0]) == {"id", "severity", "screen", "message", "place", "basis", "sources"}
    assert not Path(store).parent.exists()


def test_findings_at_error_level_are_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lonely = written(tmp_path / "lonely.json", WHOLE, NORTHFIELD)

    assert run("check", lonely) == 1
    assert "error         overview    No organisation stands on the industry side yet." in said(capsys)


def test_nothing_found_is_said(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.checks.findings", lambda *_: ())

    assert run("check", file) == 0
    assert said(capsys) == "Nothing was found.\n"


def test_a_file_is_exported_as_a_pdf_and_as_a_file(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, shared, own = tmp_path / "m.pdf", tmp_path / "shared.JSON", tmp_path / "own.json"

    assert run("--store", store, "export", file, "--to", paper) == 0
    assert run("--store", store, "export", file, "--to", shared) == 0
    assert run("--store", store, "export", file, "--to", own, "--private") == 0

    assert said(capsys).split() == [str(paper), str(shared), str(own)]
    assert paper.read_bytes().startswith(b"%PDF-")
    assert NOTE.text not in shared.read_text()
    assert set(read_file(own).entities) == set(ENTITIES)
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert not Path(store).parent.exists()


@pytest.mark.parametrize(
    ("ending", "begins", "holds"),
    [
        ("docx", b"PK", b"word/document.xml"),
        ("txt", b"Draft 1", b"Northfield University"),
        ("md", b"*Draft 1", b"# "),
        ("eml", b"X-Unsent: 1", b"application/pdf"),
        ("DOCX", b"PK", b"word/numbering.xml"),
    ],
)
def test_the_memorandum_is_exported_in_the_format_of_the_ending(
    ending: str, begins: bytes, holds: bytes, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"m.{ending}"

    assert run("export", file, "--to", target) == 0

    assert said(capsys) == f"{target}\n"
    assert target.read_bytes().startswith(begins)
    assert holds in target.read_bytes()
    assert NOTE.text.encode() not in target.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_help_of_an_export_lists_the_endings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--help") == 0
    assert "OUT.(pdf|docx|txt|md|eml|json)" in said(capsys)


def test_the_same_file_and_day_give_the_same_bytes(file: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        for kind in ("pdf", "docx", "txt", "md", "eml", "json"):
            run("export", file, "--to", tmp_path / f"{name}.{kind}", "--today", "2026-12-09")

    for kind in ("pdf", "docx", "txt", "md", "eml", "json"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


def test_an_export_into_nowhere_is_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("pdf", "docx", "eml", "json"):
        assert run("export", file, "--to", tmp_path / "gone" / f"a.{kind}") == 2
        assert "No such file" in complaint(capsys)


def test_the_schema_describes_what_is_exported(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0

    jsonschema.validate(json.loads(file.read_text()), json.loads(said(capsys)))


# The store


def test_an_empty_place_lists_nothing_and_makes_nothing(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("list", "--store", store) == 0
    assert said(capsys) == f"Nothing is stored at {store} yet.\n"
    assert not Path(store).parent.exists()


def test_an_imported_partnership_is_listed_and_found_by_key_and_title(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", file, "--store", store, "--today", "2026-12-09") == 0
    assert said(capsys) == f"{file}: Mindful Campus is stored ({P.hex[:8]})\n"

    assert run("list", "--store", f"sqlite:///{store}") == 0
    line = said(capsys)
    assert line.startswith(f"{P.hex[:8]}  Mindful Campus  (Project initiation")
    for name in (P.hex[:8], str(P), P.hex[:4].upper(), "Mindful Campus"):
        target = tmp_path / "again.json"
        assert run("export", name, "--to", target, "--private", "--store", store) == 0
        assert set(read_file(target).entities) == set(ENTITIES)


@pytest.mark.parametrize("name", ["Calm", "zz", "", "-"])
def test_a_name_that_is_none_is_said(
    name: str, file: Path, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", file, "--store", store)
    capsys.readouterr()

    assert run("export", "--to", "a.json", "--store", store, "--", name) == 2
    assert "No partnership or file is called" in complaint(capsys)


def test_two_of_one_name_are_told_apart_by_key(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = written(tmp_path / "other.json", Partnership(title="Mindful Campus"))
    run("import", file, other, "--store", store)
    capsys.readouterr()

    assert run("check", "Mindful Campus", "--store", store) == 2
    assert "More than one partnership is called" in complaint(capsys)


def test_what_is_in_the_bin_is_not_listed(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    binned = written(tmp_path / "a.json", Partnership(title="Gone", binned_on=date(2026, 12, 1)))
    archived = written(tmp_path / "b.json", Partnership(title="Kept\x1b[31m", archived=True))
    run("import", binned, archived, "--store", store)
    capsys.readouterr()

    assert run("list", "--store", store) == 0
    text = said(capsys)
    assert "Gone" not in text
    assert "Kept?[31m" in text
    assert "archived)" in text


def test_importing_again_changes_nothing(file: Path, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", file, "--store", store)
    before = stored(store)
    capsys.readouterr()

    assert run("import", file, "--store", store) == 0
    assert "already here, and nothing differs" in said(capsys)
    assert stored(store) == before
    assert len(backups(Path(store).parent / "backups")) == 1


def test_a_different_file_is_refused_with_what_differs(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", file, "--store", store)
    before = stored(store)
    changed = written(tmp_path / "changed.json", WHOLE.model_copy(update={"summary": "Calm"}), *ENTITIES[1:])
    fresh = written(tmp_path / "fresh.json", Partnership(title="Fresh"))
    capsys.readouterr()

    assert run("import", fresh, changed, "--store", store) == 2

    captured = capsys.readouterr()
    assert captured.out == "The partnership: summary differs\n"
    assert "--copy to keep both" in captured.err
    assert stored(store) == before


def test_the_files_version_is_taken_and_the_private_note_stays(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", file, "--store", store)
    calm = WHOLE.model_copy(update={"summary": "Calm"})
    changed = written(tmp_path / "changed.json", calm, NORTHFIELD, BRIGHTPATH, LEAD)

    assert run("import", changed, "--replace", "--store", store) == 0

    assert "is replaced" in said(capsys)
    after = {e.id: e for e in stored(store)["Mindful Campus"]}
    assert set(after) == {P, NORTHFIELD.id, BRIGHTPATH.id, LEAD.id, NOTE.id}
    assert after[P] == calm.model_copy(update={"version": 2})


def test_both_are_kept(file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", file, "--store", store)
    changed = written(tmp_path / "changed.json", WHOLE.model_copy(update={"summary": "Calm"}), *ENTITIES[1:])

    assert run("import", changed, "--copy", "--store", store) == 0

    assert "stored beside the one that was here" in said(capsys)
    assert set(stored(store)) == {"Mindful Campus", "Mindful Campus (copy)"}


def test_one_bad_file_keeps_every_file_out(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.json").write_text("{")

    assert run("import", file, tmp_path / "bad.json", "--store", store) == 2
    assert "cannot be read as JSON" in complaint(capsys)
    assert not Path(store).exists()


def test_a_backup_is_made_and_restored(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", file, "--store", store)
    before = stored(store)
    capsys.readouterr()
    assert run("backup", "--to", tmp_path / "safe", "--store", store) == 0
    made = said(capsys).strip()
    run("import", written(tmp_path / "new.json", Partnership(title="New")), "--store", store)
    capsys.readouterr()

    assert run("restore", made, "--store", store) == 0

    text = said(capsys)
    assert "with: Mindful Campus" in text
    assert "kept as" in text
    assert stored(store) == before


def test_a_restore_where_nothing_was_keeps_nothing(
    file: Path, store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", file, "--store", store)
    run("backup", "--store", store)
    made = backups(Path(store).parent / "backups")[0].path
    capsys.readouterr()

    assert run("restore", made, "--store", tmp_path / "new" / "planner.sqlite") == 0
    assert "kept as" not in said(capsys)


@pytest.mark.parametrize("command", [("list",), ("backup",), ("check", "x"), ("import", "FILE")])
def test_a_foreign_database_is_refused_and_unchanged(
    command: tuple[str, ...], file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "picture.png"
    foreign.write_bytes(b"\x89PNG\r\n\x1a\n" * 99)
    words = [str(file) if word == "FILE" else word for word in command]

    assert run(*words, "--store", foreign) == 2
    complaint(capsys)
    assert foreign.read_bytes() == b"\x89PNG\r\n\x1a\n" * 99


# As a program


def program(*argv: object, **options: object) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in argv]
    code = "import sys; from ui.cli import run; sys.exit(run(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *words], text=True, timeout=120, check=False, **options
    )  # type: ignore[call-overload,no-any-return]


def test_checking_a_file_loads_no_toolkit_and_no_database(file: Path) -> None:
    code = (
        "import sys; from ui.cli import run; run(sys.argv[1:]); "
        "heavy = {'PySide6', 'alembic', 'reportlab', 'docx', 'db'}; "
        "print(sorted({n.split('.')[0] for n in sys.modules} & heavy))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(file)], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["schema", "--version"])
def test_output_that_cannot_be_written_is_exit_code_2(command: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = program(command, stdout=full, stderr=subprocess.PIPE)

    assert done.returncode == 2
    assert done.stderr == "partnership-planner: The output: No space left on device.\n"


def test_output_that_nobody_reads_is_dropped_in_silence() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = program("schema", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)

    assert done.stderr == ""


def test_piped_output_is_utf8_in_every_locale(file: Path) -> None:
    code = "import sys; from ui.cli import run; run(sys.argv[1:])"
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}

    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--json", "--today", "2026-12-20", str(file)],
        capture_output=True,
        env=environment,
        check=True,
    )

    assert "“Meet” was due" in done.stdout.decode("utf-8")


def test_a_library_that_the_system_lacks_is_not_our_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_library(*_: object) -> object:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr("ui.pictures.write_screens", without_library)

    assert run("demo", "--out", tmp_path) == 2
    assert "The screens cannot be drawn here: libEGL.so.1" in complaint(capsys)
    assert (tmp_path / "mindful-campus.pdf").exists()


def test_the_demo_draws_the_screens_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pictures.write_screens", lambda folder, *_: [folder / "overview.png"])

    assert run("demo", "--out", tmp_path) == 0
    assert said(capsys).splitlines()[-1] == str(tmp_path / "screens" / "overview.png")


def test_a_missing_piece_of_the_program_is_our_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_module(*_: object) -> object:
        raise ModuleNotFoundError("ui.screens.gone")

    monkeypatch.setattr("ui.pictures.write_screens", without_module)

    assert run("demo", "--out", tmp_path) == 3
    assert "ModuleNotFoundError" in complaint(capsys)


def test_the_demo_leaves_a_memorandum_and_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo", "--out", tmp_path / "demo", "--no-screens") == 0

    paper, file = (Path(line) for line in said(capsys).splitlines())
    assert paper.read_bytes().startswith(b"%PDF-")
    assert read_file(file).entities[0].model_dump()["title"] == "Mindful Campus"
