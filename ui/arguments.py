"""The words of the command line: its commands, their options, and what is wrong with them."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import NoReturn

from planner.errors import PlannerError


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise PlannerError(f"{message[:1].upper()}{message[1:]}.", f"Try: {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """The commands and their options; the common ones may stand before or after the command."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--store", metavar="PATH_OR_URL", help="the database to use instead of your own")
    common.add_argument("--today", metavar="YYYY-MM-DD", type=_day, help="the day to take for today")
    common.add_argument("--version", action="store_true", help="show versions and stop")
    made = _Parser(
        prog="partnership-planner",
        parents=[common],
        allow_abbrev=False,
        description="Plan a partnership of a university and a company. Without a command, opens the window.",
        epilog="Exit codes: 0 fine, 1 errors found, 2 bad input or the machine refuses, 3 our fault.",
    )
    made.set_defaults(command="help")
    commands = made.add_subparsers(metavar="COMMAND")

    def command(name: str, does: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], allow_abbrev=False, help=does, description=does)
        added.set_defaults(command=name)
        return added

    add = command("open", "Open the window, and in it a partnership file.").add_argument
    add("file", metavar="FILE", nargs="?")
    add = command("demo", "Run the worked example: PDF, file and a picture of each screen.").add_argument
    add("--out", metavar="DIR", type=Path, required=True)
    add("--no-screens", action="store_true", help="leave the pictures of the screens out")
    command("list", "List the stored partnerships.")
    command("schema", "Print the JSON Schema of a partnership file.")
    add = command("backup", "Make a verified backup of the database.").add_argument
    add("--to", metavar="DIR", type=Path)
    command("restore", "Put a backup in the place of the database, which is kept.").add_argument(
        "file", metavar="FILE", type=Path
    )
    importing = command("import", "Store the partnerships of files.")
    importing.add_argument("files", metavar="FILE", type=Path, nargs="+")
    choice = importing.add_mutually_exclusive_group()
    choice.add_argument("--copy", action="store_true", help="keep both when a partnership is stored already")
    choice.add_argument("--replace", action="store_true", help="take the file's version")
    _timeline_in(importing)
    exporting = command(
        "export",
        "Write the memorandum or the timeline in the format of the name's ending, or the partnership.",
    )
    add = exporting.add_argument
    add("what", metavar="ID_OR_FILE")
    add("--to", metavar="OUT.(pdf|docx|txt|md|eml|json)", type=Path, required=True)
    add("--private", action="store_true", help="with your private notes (.json only)")
    _timeline_out(exporting)
    add = command("check", "Say what is missing or contradictory.").add_argument
    add("what", metavar="ID_OR_FILE")
    add("--json", action="store_true", help="as one JSON array")
    return made


def _timeline_out(exporting: argparse.ArgumentParser) -> None:
    """How the timeline is exported, and as what."""
    add = exporting.add_argument
    add("--what", dest="part", choices=("memorandum", "timeline"), default="memorandum",
        help="the timeline goes to OUT.(pdf|png|svg|ics|csv|xlsx|xml)")  # fmt: skip
    group = exporting.add_argument_group("with --what timeline")
    add = group.add_argument
    add("--paper", choices=("A4", "A3", "Letter"), default="A4")
    add("--portrait", action="store_true", help="upright; otherwise landscape")
    add("--tiled", action="store_true", help="several readable pages to be laid side by side (.pdf)")
    add("--columns", action="store_true", help="time running down, the two sides side by side")
    axis = group.add_mutually_exclusive_group()
    axis.add_argument("--months", dest="in_months", action="store_const", const=True, help="project months")
    axis.add_argument("--dates", dest="in_months", action="store_const", const=False, help="dates")
    add("--black-and-white", action="store_true", help="patterns instead of colours")
    add("--look", choices=("plan", "proposal"), default="plan",
        help="a proposal shows work and milestones by month, in black and white")  # fmt: skip
    add("--journal-width", metavar="MM", type=int, choices=(85, 170), default=170, help="85 or 170 mm")
    add("--dpi", type=int, choices=range(72, 601), default=300, metavar="72-600", help="how fine a .png is")
    add("--clashes", action="store_true", help="with clashes and the runway, for your own eyes")


def _timeline_in(importing: argparse.ArgumentParser) -> None:
    """How a timeline of another program is taken over."""
    add = importing.add_argument
    add("--what", dest="part", choices=("partnership", "timeline"), default="partnership",
        help="a timeline is an MS Project XML file")  # fmt: skip
    group = importing.add_argument_group("with --what timeline")
    add = group.add_argument
    add("--into", metavar="ID_OR_TITLE", help="the stored partnership that it goes into")
    add("--lane", choices=("academic", "joint", "industry"), default="joint",
        help="where rows stand that do not say")  # fmt: skip
    add("--dry-run", action="store_true", help="only say what would happen")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-12-09") from None
