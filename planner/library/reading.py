"""Reading content files. Each kind of entry lives in `<table>.toml`, or in a folder of such files.

A file holds arrays of tables, named after the kind: `[[question]]`, `[[clause]]`. Sections are
read when first asked for, so that opening a partnership reads no more than it shows.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from planner.errors import ContentFault
from planner.library import clause_entries as agreed
from planner.library import entries as kinds

T = TypeVar("T", bound=BaseModel)

# Table name -> its type and the file or folder that holds it.
TABLES: dict[str, tuple[type[BaseModel], str]] = {
    "source": (kinds.Source, "sources"),
    "step": (kinds.Step, "scope"),
    "question": (kinds.Question, "scope"),
    "situation": (agreed.Situation, "papers"),
    "paper": (agreed.PaperKind, "papers"),
    "clause": (agreed.Clause, "clauses"),
    "post": (kinds.Post, "roles"),
    "phase": (kinds.Phase, "roles"),
    "activity": (kinds.SuggestedActivity, "roles"),
    "role_rule": (kinds.RoleRule, "roles"),
    "topic": (kinds.Topic, "readiness"),
    "gate": (kinds.GateQuestion, "readiness"),
    "factor": (kinds.Factor, "readiness"),
    "fact": (kinds.Fact, "facts"),
    "clash_rule": (kinds.ClashRule, "clash_rules"),
    "template": (kinds.Template, "templates"),
    "calendar": (kinds.CalendarPattern, "calendars"),
    "activity_kind": (kinds.ActivityKind, "activity_kinds"),
}


class Library:
    """All content. Each property maps permanent keys to entries, in the order of the files."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, list[dict[str, Any]]]] = {}

    def _table(self, table: str, _kind: type[T]) -> dict[str, T]:
        model, section = TABLES[table]
        if section not in self._read:
            self._read[section] = _tables(self._folder, section)
        entries: dict[str, T] = {}
        for row in self._read[section].get(table, []):
            name = f"{section}: {table} {row.get('key', row.get('paper', '?'))}"
            try:
                entry = model.model_validate(row)
            except ValidationError as fault:
                first = fault.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                raise ContentFault(f"{name}: {where}: {first['msg']}") from None
            key = str(entry.key)  # type: ignore[attr-defined]
            if key in entries:
                raise ContentFault(f"{name}: the key is used twice.")
            entries[key] = entry  # type: ignore[assignment]
        return entries

    @cached_property
    def sources(self) -> dict[str, kinds.Source]:
        """Publications and pages."""
        return self._table("source", kinds.Source)

    @cached_property
    def steps(self) -> dict[str, kinds.Step]:
        """Steps of the scoping wizard."""
        return self._table("step", kinds.Step)

    @cached_property
    def questions(self) -> dict[str, kinds.Question]:
        """Scoping questions."""
        return self._table("question", kinds.Question)

    @cached_property
    def situations(self) -> dict[str, agreed.Situation]:
        """Facts that choose the kind of paper."""
        return self._table("situation", agreed.Situation)

    @cached_property
    def papers(self) -> dict[str, agreed.PaperKind]:
        """Kinds of paper."""
        return self._table("paper", agreed.PaperKind)

    @cached_property
    def clauses(self) -> dict[str, agreed.Clause]:
        """The clauses, by number."""
        found = self._table("clause", agreed.Clause)
        return dict(sorted(found.items(), key=lambda pair: pair[1].number))

    @cached_property
    def posts(self) -> dict[str, kinds.Post]:
        """Posts to offer."""
        return self._table("post", kinds.Post)

    @cached_property
    def phases(self) -> dict[str, kinds.Phase]:
        """Groups of the role matrix."""
        return self._table("phase", kinds.Phase)

    @cached_property
    def suggested_activities(self) -> dict[str, kinds.SuggestedActivity]:
        """Rows to suggest for the role matrix."""
        return self._table("activity", kinds.SuggestedActivity)

    @cached_property
    def role_rules(self) -> dict[str, kinds.RoleRule]:
        """Rules of the role matrix."""
        return self._table("role_rule", kinds.RoleRule)

    @cached_property
    def topics(self) -> dict[str, kinds.Topic]:
        """Readiness topics."""
        return self._table("topic", kinds.Topic)

    @cached_property
    def gate(self) -> dict[str, kinds.GateQuestion]:
        """Questions of the readiness gate."""
        return self._table("gate", kinds.GateQuestion)

    @cached_property
    def factors(self) -> dict[str, kinds.Factor]:
        """Risks and their mirrors."""
        return self._table("factor", kinds.Factor)

    @cached_property
    def facts(self) -> dict[str, kinds.Fact]:
        """Lead times."""
        return self._table("fact", kinds.Fact)

    @cached_property
    def clash_rules(self) -> dict[str, kinds.ClashRule]:
        """Clash rules."""
        return self._table("clash_rule", kinds.ClashRule)

    @cached_property
    def templates(self) -> dict[str, kinds.Template]:
        """Phase templates."""
        return self._table("template", kinds.Template)

    @cached_property
    def calendars(self) -> dict[str, kinds.CalendarPattern]:
        """Calendars and patterns to pick."""
        return self._table("calendar", kinds.CalendarPattern)

    @cached_property
    def activity_kinds(self) -> dict[str, kinds.ActivityKind]:
        """Kinds of activity."""
        return self._table("activity_kind", kinds.ActivityKind)

    @cached_property
    def version(self) -> str:
        """First 8 hex digits of SHA-256 over the content files."""
        digest = hashlib.sha256()
        for section in sorted({section for _, section in TABLES.values()}):
            for file in _section_files(self._folder, section):
                digest.update(file.read_bytes())
        return digest.hexdigest()[:8]


def _section_files(folder: Traversable, section: str) -> Iterable[Traversable]:
    single = folder / f"{section}.toml"
    if single.is_file():
        yield single
    nested = folder / section
    if nested.is_dir():
        yield from sorted(
            (f for f in nested.iterdir() if f.name.endswith(".toml")), key=lambda found: found.name
        )


def _tables(folder: Traversable, section: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for file in _section_files(folder, section):
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise ContentFault(f"{file.name}: {fault}") from None
        for table, rows in content.items():
            if TABLES.get(table, (None, ""))[1] != section or not isinstance(rows, list):
                raise ContentFault(f"{file.name}: [[{table}]] does not belong here.")
            found.setdefault(table, []).extend(rows)
    return found


@cache
def standard_library() -> Library:
    """The content that ships with the program."""
    return Library(files("resources") / "content")
