"""An MS Project XML file as rows of text, however hostile: within limits of time and memory, or refused.

The file is read as a stream. Entities, document types and anything outside the file are never looked
at; what is not kept is counted under its name.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planner.errors import BadFile
from planner.exchange.plan.project_words import NAMESPACE

MAX_MEGABYTES = 64
MAX_ELEMENTS = 2_000_000
MAX_ROWS = 20_000
MAX_DEPTH = 40
MAX_TEXT = 20_000
MAX_NAMES = 2_000

_LISTS = {
    "Tasks": "Task",
    "Resources": "Resource",
    "Assignments": "Assignment",
    "ExtendedAttributes": "ExtendedAttribute",
}
KEPT = {
    "Project": frozenset({"Name", "Title", "GUID", "MinutesPerDay", *_LISTS}),
    "Task": frozenset(
        {
            "UID", "GUID", "Name", "IsNull", "OutlineLevel", "Start", "Duration", "DurationFormat", "Manual",
            "Milestone", "Summary", "PercentComplete", "ConstraintType", "ConstraintDate", "Deadline",
            "Notes", "PredecessorLink", "ExtendedAttribute", "Active",
        }
    ),
    "Resource": frozenset({"UID", "Name"}),
    "Assignment": frozenset({"TaskUID", "ResourceUID", "Units"}),
    "ExtendedAttribute": frozenset({"FieldID", "FieldName", "Alias"}),
}  # fmt: skip
# What is worked out here anew, or only numbers other things of the file.
WORKED_OUT = {
    "Task": frozenset(
        {
            "ID", "WBS", "WBSLevel", "OutlineNumber", "Finish", "EarlyStart", "EarlyFinish", "LateStart",
            "LateFinish", "StartVariance", "FinishVariance", "FreeSlack", "TotalSlack", "StartSlack",
            "FinishSlack", "Critical", "RemainingDuration", "ManualStart", "ManualFinish", "ManualDuration",
        }
    ),
    "Resource": frozenset({"ID"}),
    "Assignment": frozenset({"UID"}),
}  # fmt: skip


@dataclass
class Record:
    """A row of the file: its fields by name, and the lists inside it."""

    fields: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A field, nothing where there is none."""
        return self.fields.get(name, "")


@dataclass(frozen=True)
class ProjectFile:
    """What an MS Project file holds that we know, and how often it holds what we do not keep."""

    head: Mapping[str, str]
    rows: Mapping[str, tuple[Record, ...]]
    left_out: Mapping[str, int]
    worked_out: Mapping[str, int]


def read_project(path: Path) -> ProjectFile:
    """The plan in an MS Project XML file. Raises BadFile with one sentence when it cannot be read."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise BadFile(f"{path} is not an ordinary file.")
        if state.st_size > MAX_MEGABYTES * 1_000_000:
            raise BadFile(f"{path} is larger than {MAX_MEGABYTES} MB, which no plan is.")
        return project_of(path.read_bytes())
    except FileNotFoundError:
        raise BadFile(f"There is no file {path}.") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "its name cannot be used"
        raise BadFile(f"{path} could not be read: {reason}.") from None


def project_of(content: bytes) -> ProjectFile:
    """The plan in the bytes of a file. Raises BadFile with one sentence saying what is wrong."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    if len(content) > MAX_MEGABYTES * 1_000_000:
        raise BadFile(f"This is larger than {MAX_MEGABYTES} MB, which no plan is.")
    rows = _Rows()
    parser = DefusedXMLParser(target=rows, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException:
        raise BadFile(
            "This file defines entities or a document type, which no plan needs.",
            "Save it again from MS Project as XML.",
        ) from None
    except ParseError as fault:
        raise BadFile(f"This is not an XML file: its line {fault.position[0]} cannot be read.") from None
    except (LookupError, ValueError):
        raise BadFile("This file is written in an encoding that is not known here.") from None
    return ProjectFile(
        rows.head,
        {name: tuple(found) for name, found in rows.found.items()},
        dict(rows.left_out),
        dict(rows.worked_out),
    )


class _Rows:
    """Takes the elements of a file one by one, as an XML parser finds them."""

    def __init__(self) -> None:
        self.head: dict[str, str] = {}
        self.found: dict[str, list[Record]] = {name: [] for name in _LISTS.values()}
        self.left_out: Counter[str] = Counter()
        self.worked_out: Counter[str] = Counter()
        self._path: list[str] = []
        self._elements = 0
        self._skipped_at = 0
        self._text: list[str] = []
        self._length = 0
        self._part: dict[str, str] | None = None

    def start(self, tag: str, _: object) -> None:
        """An element begins."""
        space, _, name = tag.rpartition("}")
        self._path.append(name)
        self._elements += 1
        depth = len(self._path)
        if depth > MAX_DEPTH:
            raise BadFile("This file is nested more deeply than a plan is.")
        if self._elements > MAX_ELEMENTS:
            raise BadFile("This file holds more elements than a plan can have.")
        if depth == 1:
            if name != "Project" or space.lstrip("{") not in ("", NAMESPACE):
                raise BadFile("This is not an MS Project XML file.")
            return
        self._text, self._length = [], 0
        if self._skipped_at:
            return
        if depth == 2:
            self._keep_or_count("Project", name)
        elif depth == 3:
            self._row(name)
        elif depth == 4:
            self._keep_or_count(self._path[2], name)
        elif depth == 5:
            self._inside()

    def _row(self, name: str) -> None:
        wanted = _LISTS.get(self._path[1])
        if name != wanted:
            self._skip(f"{self._path[1]}/{name}")
            return
        if len(self.found[name]) >= MAX_ROWS:
            raise BadFile(f"This file holds more than {MAX_ROWS:,} rows of one kind, which no plan does.")
        self.found[name].append(Record())

    def _inside(self) -> None:
        """The first element inside a field makes that field a list of its own."""
        if self._part is None:
            self._part = {}
            parts = self.found[self._path[2]][-1].parts
            parts.setdefault(self._path[3], []).append(self._part)

    def _keep_or_count(self, owner: str, name: str) -> None:
        if name in KEPT[owner]:
            return
        if name in WORKED_OUT.get(owner, ()):
            self.worked_out[f"{owner}/{name}"] += 1
            self._skipped_at = len(self._path)
        else:
            self._skip(f"{owner}/{name}")

    def _skip(self, name: str) -> None:
        # A file may make up any number of names.
        if name in self.left_out or len(self.left_out) < MAX_NAMES:
            self.left_out[name] += 1
        else:
            self.left_out["other elements"] += 1
        self._skipped_at = len(self._path)

    def data(self, text: str) -> None:
        """Text of the element that has begun last."""
        if self._length < MAX_TEXT and not self._skipped_at:
            self._text.append(text)
            self._length += len(text)

    def end(self, _: str) -> None:
        """An element ends."""
        depth, name = len(self._path), self._path[-1]
        if self._skipped_at:
            self._skipped_at = 0 if depth == self._skipped_at else self._skipped_at
        elif depth == 2 and name not in _LISTS:
            self.head[name] = self._said()
        elif depth == 4:
            if self._part is None:
                self.found[self._path[2]][-1].fields.setdefault(name, self._said())
            self._part = None
        elif depth == 5 and self._part is not None:
            self._part.setdefault(name, self._said())
        self._text, self._length = [], 0
        self._path.pop()

    def _said(self) -> str:
        return "".join(self._text)[:MAX_TEXT].strip()

    def close(self) -> None:
        """The file has ended."""
