"""The command line: the whole journey without a window. It never imports the toolkit.

Exit codes: 0 fine, 1 findings at error level, 2 bad input or the machine refuses, 3 our fault.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from planner.errors import BadFile, PlannerError, StoreFailure
from ui.arguments import parser
from ui.request import Request, default_store
from ui.terminal import (
    FINE,
    FOUND_ERRORS,
    REFUSED,
    FaultBoundary,
    complain,
    no_more_output,
    on_one_line,
    speak_utf8,
)

if TYPE_CHECKING:
    from db.store import Store
    from planner.document import Edit, Snapshot
    from planner.library import Library
    from planner.model import Entity

EXAMPLE_TODAY = date(2026, 12, 9)

Options = argparse.Namespace
Command = Callable[[Options], int]


def run(argv: Sequence[str]) -> int:
    """Do what `argv` asks for; returns the exit code. Failures are one line on standard error."""
    speak_utf8()
    boundary = FaultBoundary()
    with boundary:
        try:
            boundary.code = _perform(parser().parse_args(argv))
            sys.stdout.flush()
        except SystemExit:  # argparse has printed the help that was asked for
            boundary.code = FINE
        except PlannerError as failure:
            complain(f"{failure} {failure.advice}".strip())
        except OSError as failure:
            no_more_output()
            if not isinstance(failure, BrokenPipeError):
                boundary.code = REFUSED
                complain(f"{failure.filename or 'The output'}: {failure.strerror or 'not accepted'}.")
        except KeyboardInterrupt:
            complain("Stopped.")
    return boundary.code


def _perform(options: Options) -> int:
    """Do one command; `--version` goes before any."""
    if getattr(options, "version", False):
        from importlib.metadata import version

        from planner.exchange.file import SCHEMA
        from planner.library import standard_library

        content = standard_library().version
        print(
            f"Partnership Planner {version('partnership-planner')}, content {content}, file format {SCHEMA}"
        )
        return FINE
    return _COMMANDS[options.command](options)


def _help(_: Options) -> int:
    print(parser().format_help(), end="")
    return FINE


def _open(_: Options) -> int:
    raise StoreFailure("There is no display to open a window on.", "Every other command works without.")


# Reaching partnerships


def _today(options: Options) -> date:
    return getattr(options, "today", None) or date.today()


def _place(options: Options) -> str:
    from db.places import default_path

    place = str(getattr(options, "store", default_path())).removeprefix("sqlite:///")
    if not place.strip():
        raise BadFile("--store names no database.")
    return place


def _database_file(options: Options) -> Path:
    """The database as a file; a server has backups of its own."""
    place = _place(options)
    if "://" in place:
        raise StoreFailure("A database server is backed up and restored with its own tools.")
    return Path(place)


def _library(options: Options) -> Library:
    """The content, with the user's own beside the database."""
    from planner.library import library_with, standard_library

    request = Request(str(getattr(options, "store", "") or default_store()))
    return (
        library_with(request.pack) if not request.is_server and request.pack.is_dir() else standard_library()
    )


def _is_there(options: Options) -> bool:
    place = _place(options)
    return "://" in place or Path(place).exists()


@contextmanager
def _store(options: Options, *, creates: bool = False) -> Iterator[Store]:
    from db.store import Store

    if not creates and not _is_there(options):
        raise BadFile(f"Nothing is stored at {_place(options)} yet.")
    store = Store.open(_place(options))
    try:
        yield store
    finally:
        store.close()


def _entities(options: Options) -> tuple[Entity, ...]:
    """The partnership that the user means: a file's, without touching a store, or a stored one."""
    from planner.exchange.tree import shown

    what: str = options.what
    if what.endswith(".json") or os.sep in what or os.path.isfile(what):  # unlike Path, accepts any text
        from planner.exchange.file import read_file

        return read_file(Path(what)).entities
    if not _is_there(options):
        raise BadFile(f"There is no file {shown(what)}, and nothing is stored at {_place(options)} yet.")
    with _store(options) as store:
        return _stored(store, what)


def _stored(store: Store, what: str) -> tuple[Entity, ...]:
    """The stored partnership with this title, or whose key begins so."""
    from planner.exchange.tree import shown

    titles = {UUID(row.id): row.title for row in store.partnerships()}
    found = [id for id, title in titles.items() if title == what]
    start = what.replace("-", "").lower()
    found = found or [id for id in titles if start and id.hex.startswith(start)]
    if len(found) != 1:
        many = "More than one partnership is" if found else "No partnership or file is"
        raise BadFile(f"{many} called {shown(what)}.", "Try: partnership-planner list")
    return store.load(found[0])


def _snapshot(options: Options) -> Snapshot:
    from planner.document import snapshot_of

    return snapshot_of(_entities(options))


# Commands


def _list(options: Options) -> int:
    from planner.portfolio import ordered
    from planner.terms import STAGE_NAMES

    if not _is_there(options):
        print(f"Nothing is stored at {_place(options)} yet.")
        return FINE
    with _store(options) as store:
        rows = [row for row in store.partnerships() if not row.binned_on]
    for row in ordered(rows, "title"):
        state = " - ".join(
            part for part in (STAGE_NAMES[row.stage], row.attention, row.archived and "archived") if part
        )
        print(f"{row.id[:8]}  {on_one_line(row.title)}  ({state})")
    return FINE


def _schema(_: Options) -> int:
    import json

    from planner.exchange.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return FINE


def _backup(options: Options) -> int:
    from db.backup import back_up
    from db.places import backup_folder

    path = _database_file(options)
    print(back_up(path, options.to or backup_folder(path), now=datetime.now(UTC)))
    return FINE


def _restore(options: Options) -> int:
    from db.backup import inside, restore

    path = _database_file(options)
    held = inside(options.file)
    kept = restore(options.file, path, now=datetime.now(UTC))
    print(f"Restored {path} with: {on_one_line('; '.join(held.titles)) or 'no partnerships'}")
    if kept:
        print(f"What was there is kept as {kept}")
    return FINE


def _import(options: Options) -> int:
    from planner.exchange.file import read_file
    from planner.exchange.taking import Choice, take_in

    if options.part == "timeline":
        return _import_timeline(options)
    files = [(str(path), read_file(path).entities) for path in options.files]
    choice: Choice = "copy" if options.copy else "replace" if options.replace else ""
    with _store(options, creates=True) as store:
        wanted = {entities[0].id for _, entities in files}
        stored = [store.load(id) for id in store.ids() if id in wanted]
        taken = take_in(files, stored, choice, _library(options))
        if taken.refused:
            print("\n".join(map(on_one_line, taken.lines)))
            raise BadFile(taken.refused, "Use --copy to keep both, or --replace to take the file's version.")
        _write(store, taken.edits, options)
    print("\n".join(map(on_one_line, taken.lines)))
    return FINE


def _import_timeline(options: Options) -> int:
    from ui.timeline_commands import taken_over

    if options.into is None or len(options.files) != 1:
        raise BadFile("A timeline goes into one partnership: give one file, and --into its title.")
    with _store(options) as store:
        edits, lines = taken_over(_stored(store, options.into), options.files[0], options.lane)
        if not options.dry_run:
            _write(store, edits, options)
    print("\n".join(map(on_one_line, lines)))
    return FINE


def _write(store: Store, edits: tuple[Edit, ...], options: Options) -> None:
    """Store an import, all of it or nothing, behind a backup, and bring the portfolio's rows up to date."""
    from db.backup import back_up
    from db.places import backup_folder
    from planner.document import snapshot_of
    from planner.model import Part
    from planner.summary import row_of

    if not edits:
        return
    now = datetime.now(UTC)
    if "://" not in _place(options):
        path = _database_file(options)
        back_up(path, backup_folder(path), now=now, reason="import")
    store.write(edits)
    for id in {e.entity.partnership_id if isinstance(e.entity, Part) else e.entity.id for e in edits}:
        snapshot = snapshot_of(store.load(id))
        store.write_glance(row_of(snapshot, _library(options), _today(options), changed_at=now))


def _export(options: Options) -> int:
    from planner.memorandum.exports import ENDINGS
    from planner.wording import joined

    if options.part == "timeline":
        from ui.timeline_commands import write_timeline_of

        write_timeline_of(_snapshot(options), _library(options), _today(options), options)
        print(options.to)
        return FINE
    target: Path = options.to
    kind = target.suffix.lower()
    if kind not in (*ENDINGS, ".json"):
        raise BadFile(f"{target} does not end in {joined((*ENDINGS, '.json'), 'or')}.")
    if kind != ".json" and options.private:
        raise BadFile("A memorandum never holds private notes; --private goes with a .json file.")
    if kind == ".json":
        _write_partnership(_entities(options), _library(options), target, private=options.private)
    else:
        _write_memorandum(_snapshot(options), _library(options), _today(options), target)
    print(target)
    return FINE


def _write_memorandum(snapshot: Snapshot, library: Library, today: date, target: Path) -> None:
    from planner.memorandum.current import current_paper
    from planner.memorandum.exports import write_paper

    write_paper(current_paper(snapshot, library, today), target)


def _write_partnership(
    entities: tuple[Entity, ...], library: Library, target: Path, *, private: bool
) -> None:
    from planner.exchange.file import to_json, write_file

    write_file(target, to_json(entities, library.version, private=private))


def _check(options: Options) -> int:
    from planner import checks
    from planner.terms import Severity

    found = checks.findings(_snapshot(options), _library(options), _today(options))
    if options.json:
        print(checks.as_json(found))
    else:
        for finding in found:
            severity = finding.severity.value.replace("_", " ")
            print(f"{severity:12}  {finding.screen:10}  {on_one_line(finding.message)}")
        if not found:
            print("Nothing was found.")
    return FOUND_ERRORS if checks.worst(found) is Severity.ERROR else FINE


def _demo(options: Options) -> int:
    from importlib.resources import files

    from planner.document import snapshot_of
    from planner.exchange.file import from_json
    from planner.library import standard_library

    name = "mindful-campus"
    example = files("resources") / "examples" / f"{name}.partnership.json"
    entities = from_json(example.read_bytes()).entities
    folder: Path = options.out
    today = getattr(options, "today", EXAMPLE_TODAY)
    folder.mkdir(parents=True, exist_ok=True)
    paper, file = folder / f"{name}.pdf", folder / f"{name}.partnership.json"
    library = standard_library()
    _write_memorandum(snapshot_of(entities), library, today, paper)
    print(paper)
    _write_partnership(entities, library, file, private=True)
    print(file)
    if not options.no_screens:
        _draw_screens(folder / "screens", entities, today)
    return FINE


def _draw_screens(folder: Path, entities: tuple[Entity, ...], today: date) -> None:
    from ui.pictures import write_screens

    try:
        for picture in write_screens(folder, entities, today):
            print(picture)
    except ModuleNotFoundError:
        raise
    except ImportError as fault:  # a library of the system that the toolkit needs
        reason = f"The screens cannot be drawn here: {fault.msg}."
        raise StoreFailure(reason, "Install what is missing, or add --no-screens.") from None


_COMMANDS: dict[str, Command] = {
    "help": _help,
    "open": _open,
    "demo": _demo,
    "list": _list,
    "schema": _schema,
    "backup": _backup,
    "restore": _restore,
    "import": _import,
    "export": _export,
    "check": _check,
}
