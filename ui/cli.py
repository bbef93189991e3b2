"""The command line: the whole journey without a window. It never imports the toolkit.

Exit codes: 0 fine, 1 findings at error level, 2 bad input or the machine refuses, 3 our fault.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from uuid import UUID

from planner.errors import BadFile, PlannerError, StoreFailure
from ui.arguments import parser

if TYPE_CHECKING:
    from db.store import Store
    from planner.document import Edit, Snapshot
    from planner.model import Entity

FINE, FOUND_ERRORS, REFUSED, OUR_FAULT = 0, 1, 2, 3
_ROOMS = ("planner", "db", "ui")
EXAMPLE_TODAY = date(2026, 12, 9)

Options = argparse.Namespace
Command = Callable[[Options], int]


def run(argv: Sequence[str]) -> int:
    """Do what `argv` asks for; returns the exit code. Failures are one line on standard error."""
    _speak_utf8()
    boundary = _FaultBoundary()
    with boundary:
        try:
            boundary.code = _perform(parser().parse_args(argv))
            sys.stdout.flush()
        except SystemExit:  # argparse has printed the help that was asked for
            boundary.code = FINE
        except PlannerError as failure:
            _complain(f"{failure} {failure.advice}".strip())
        except OSError as failure:
            _no_more_output()
            if not isinstance(failure, BrokenPipeError):
                boundary.code = REFUSED
                _complain(f"{failure.filename or 'The output'}: {failure.strerror or 'not accepted'}.")
        except KeyboardInterrupt:
            _complain("Stopped.")
    return boundary.code


def _no_more_output() -> None:
    """What standard output did not take is dropped, or Python would try again and fail while it ends."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _FaultBoundary(AbstractContextManager["_FaultBoundary"]):
    """Where a fault of our own becomes one line and exit code 3; the line holds none of the user's text."""

    code = REFUSED

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(fault, Exception):
            return False
        where = ""
        while trace is not None:
            module = str(trace.tb_frame.f_globals.get("__name__"))
            if module.split(".")[0] in _ROOMS:
                where = f" in {module}, line {trace.tb_lineno}"
            trace = trace.tb_next
        _complain(f"This is a fault of the program, not yours: {type(fault).__name__}{where}.")
        self.code = OUR_FAULT
        return True


def _speak_utf8() -> None:
    """Piped output is UTF-8 everywhere; a terminal that lacks a character shows a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")


def _complain(sentence: str) -> None:
    print(f"partnership-planner: {_on_one_line(sentence)}", file=sys.stderr)


def _on_one_line(text: str) -> str:
    """Text of users and files without line breaks and without what a terminal would act on."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


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
        print(f"{row.id[:8]}  {_on_one_line(row.title)}  ({state})")
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
    print(f"Restored {path} with: {_on_one_line('; '.join(held.titles)) or 'no partnerships'}")
    if kept:
        print(f"What was there is kept as {kept}")
    return FINE


def _import(options: Options) -> int:
    from planner.exchange.file import read_file
    from planner.exchange.taking import Choice, take_in
    from planner.library import standard_library

    files = [(str(path), read_file(path).entities) for path in options.files]
    choice: Choice = "copy" if options.copy else "replace" if options.replace else ""
    with _store(options, creates=True) as store:
        wanted = {entities[0].id for _, entities in files}
        stored = [store.load(id) for id in store.ids() if id in wanted]
        taken = take_in(files, stored, choice, standard_library())
        if taken.refused:
            print("\n".join(map(_on_one_line, taken.lines)))
            raise BadFile(taken.refused, "Use --copy to keep both, or --replace to take the file's version.")
        _write(store, taken.edits, options)
    print("\n".join(map(_on_one_line, taken.lines)))
    return FINE


def _write(store: Store, edits: tuple[Edit, ...], options: Options) -> None:
    """Store an import, all of it or nothing, behind a backup, and bring the portfolio's rows up to date."""
    from db.backup import back_up
    from db.places import backup_folder
    from planner.document import snapshot_of
    from planner.library import standard_library
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
        store.write_glance(row_of(snapshot, standard_library(), _today(options), changed_at=now))


def _export(options: Options) -> int:
    from planner.memorandum.exports import ENDINGS
    from planner.wording import joined

    target: Path = options.to
    kind = target.suffix.lower()
    if kind not in (*ENDINGS, ".json"):
        raise BadFile(f"{target} does not end in {joined((*ENDINGS, '.json'), 'or')}.")
    if kind != ".json" and options.private:
        raise BadFile("A memorandum never holds private notes; --private goes with a .json file.")
    if kind == ".json":
        _write_partnership(_entities(options), target, private=options.private)
    else:
        _write_memorandum(_snapshot(options), _today(options), target)
    print(target)
    return FINE


def _write_memorandum(snapshot: Snapshot, today: date, target: Path) -> None:
    from planner.library import standard_library
    from planner.memorandum.current import current_paper
    from planner.memorandum.exports import write_paper

    write_paper(current_paper(snapshot, standard_library(), today), target)


def _write_partnership(entities: tuple[Entity, ...], target: Path, *, private: bool) -> None:
    from planner.exchange.file import to_json, write_file
    from planner.library import standard_library

    write_file(target, to_json(entities, standard_library().version, private=private))


def _check(options: Options) -> int:
    from planner import checks
    from planner.library import standard_library
    from planner.terms import Severity

    found = checks.findings(_snapshot(options), standard_library(), _today(options))
    if options.json:
        print(checks.as_json(found))
    else:
        for finding in found:
            severity = finding.severity.value.replace("_", " ")
            print(f"{severity:12}  {finding.screen:10}  {_on_one_line(finding.message)}")
        if not found:
            print("Nothing was found.")
    return FOUND_ERRORS if checks.worst(found) is Severity.ERROR else FINE


def _demo(options: Options) -> int:
    from importlib.resources import files

    from planner.document import snapshot_of
    from planner.exchange.file import from_json

    name = "mindful-campus"
    example = files("resources") / "examples" / f"{name}.partnership.json"
    entities = from_json(example.read_bytes()).entities
    folder: Path = options.out
    today = getattr(options, "today", EXAMPLE_TODAY)
    folder.mkdir(parents=True, exist_ok=True)
    paper, file = folder / f"{name}.pdf", folder / f"{name}.partnership.json"
    _write_memorandum(snapshot_of(entities), today, paper)
    print(paper)
    _write_partnership(entities, file, private=True)
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
