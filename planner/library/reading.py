"""Reading content files. Each kind of entry lives in `<table>.toml`, or in a folder of such files.

A file holds arrays of tables, named after the kind: `[[question]]`, `[[clause]]`. Sections are
read when first asked for, so that opening a partnership reads no more than it shows.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from planner.errors import ContentFault
from planner.library import clause_entries as agreed
from planner.library import entries as kinds
from planner.library import family_entries as family
from planner.library import forecast_entries as forecast
from planner.library import language_entries as language
from planner.library import period_entries as periods
from planner.library import plan_entries as plans
from planner.library import price_entries as prices

T = TypeVar("T", bound=BaseModel)

# Table name -> its type and the file or folder that holds it.
Rows = dict[str, list[dict[str, Any]]]
TABLES: dict[str, tuple[type[BaseModel], str]] = {
    "source": (kinds.Source, "sources"),
    "step": (kinds.Step, "scope"),
    "question": (kinds.Question, "scope"),
    "situation": (agreed.Situation, "papers"),
    "paper": (agreed.PaperKind, "papers"),
    "companion": (agreed.Companion, "papers"),
    "clause": (agreed.Clause, "clauses"),
    "slow_clause": (forecast.SlowClause, "slow_clauses"),
    "pace": (forecast.Pace, "slow_clauses"),
    "family_rules": (family.FamilyRules, "family"),
    "family_step": (family.FamilyStep, "family"),
    "family_question": (family.FamilyQuestion, "family"),
    "family_band": (family.FamilyBand, "family"),
    "family_model": (family.FamilyModel, "family"),
    "family_note": (family.FamilyNote, "family"),
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
    "plan_question": (plans.PlanQuestion, "plan_questions"),
    "activity_kind": (kinds.ActivityKind, "activity_kinds"),
    "phrase": (language.Phrase, "binding_words"),
    "binding_words": (language.BindingWords, "binding_words"),
    "innocent_words": (language.InnocentWords, "binding_words"),
    "measure": (language.Measure, "budget"),
    "price_part": (prices.PricePart, "price"),
    "price_figure": (prices.PriceFigure, "price"),
    "price_lever": (prices.PriceLever, "price"),
    "clause_period": (periods.ClausePeriod, "clause_periods"),
    "duty": (periods.PromisedDuty, "promises"),
    "milestone_duty": (periods.MilestoneDuty, "promises"),
}


class Library:
    """All content. Each property maps permanent keys to entries, in the order of the files.

    A `pack` is a folder of the user's own, laid out like the content: what it holds is added, or
    stands in place of what has the same key. What cannot be read there is left out and told in `faults`.
    """

    def __init__(self, folder: Traversable, pack: Traversable | None = None) -> None:
        self._folder = folder
        self._pack = pack
        self._read: dict[str, Rows] = {}
        self.faults: list[str] = []

    def _table(self, table: str, _kind: type[T]) -> dict[str, T]:
        section = TABLES[table][1]
        if section not in self._read:
            self._read[section] = _tables(_section_files(self._folder, section), section)
        entries: dict[str, Any] = {}
        for row in self._read[section].get(table, []):
            entry = _entry(table, row)
            if entry.key in entries:
                raise ContentFault(f"{_named(table, row)}: the key is used twice.")
            entries[entry.key] = entry
        return {**entries, **self._own(table, entries)}

    def _own(self, table: str, shipped: Mapping[str, Any]) -> dict[str, Any]:
        """What the pack holds of a table: each file and each entry stands for itself."""
        section = TABLES[table][1]
        found: dict[str, Any] = {}
        try:
            files = list(_section_files(self._pack, section)) if self._pack is not None else []
        except OSError as fault:
            self.faults.append(f"{section}: {fault.strerror or fault}")
            return found
        for file in files:
            try:
                for row in _tables([file], section).get(table, []):
                    entry = _entry(table, row)
                    lacking = _lacking(entry, shipped.get(entry.key))
                    if lacking:
                        self.faults.append(f"{file.name}: {_named(table, row)}: {lacking}")
                    else:
                        found[entry.key] = entry
            except ContentFault as fault:
                self.faults.append(f"{file.name}: {fault}")
        return found

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
    def companions(self) -> dict[str, agreed.Companion]:
        """What goes beside the paper, or comes first."""
        return self._table("companion", agreed.Companion)

    @cached_property
    def clauses(self) -> dict[str, agreed.Clause]:
        """The clauses, by number."""
        found = self._table("clause", agreed.Clause)
        return dict(sorted(found.items(), key=lambda pair: pair[1].number))

    @cached_property
    def slow_clauses(self) -> dict[str, forecast.SlowClause]:
        """What makes a clause slow."""
        return self._table("slow_clause", forecast.SlowClause)

    @cached_property
    def paces(self) -> dict[str, forecast.Pace]:
        """How long whole agreements take."""
        return self._table("pace", forecast.Pace)

    @cached_property
    def family_questions(self) -> dict[str, family.FamilyQuestion]:
        """Questions on the closest family of model agreements."""
        return self._table("family_question", family.FamilyQuestion)

    @cached_property
    def families(self) -> family.Families:
        """Which family of model agreements is closest: questions, bands, models, notes."""
        rules = self._table("family_rules", family.FamilyRules)
        if len(rules) != 1:
            raise ContentFault("family: there is one rule set, no more and no fewer.")
        return family.Families(
            rules=next(iter(rules.values())),
            steps=self._table("family_step", family.FamilyStep),
            questions=self.family_questions,
            bands=self._table("family_band", family.FamilyBand),
            models=self._table("family_model", family.FamilyModel),
            notes=self._table("family_note", family.FamilyNote),
        )

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
    def plan_questions(self) -> dict[str, plans.PlanQuestion]:
        """What the clash rules ask about a plan, by key."""
        return self._table("plan_question", plans.PlanQuestion)

    @cached_property
    def activity_kinds(self) -> dict[str, kinds.ActivityKind]:
        """Kinds of activity."""
        return self._table("activity_kind", kinds.ActivityKind)

    @cached_property
    def clause_periods(self) -> dict[str, periods.ClausePeriod]:
        """Stretches of time that clauses give the timeline."""
        return self._table("clause_period", periods.ClausePeriod)

    @cached_property
    def duties(self) -> dict[str, periods.PromisedDuty]:
        """What the wording of clauses promises."""
        return self._table("duty", periods.PromisedDuty)

    @cached_property
    def milestone_duties(self) -> dict[str, periods.MilestoneDuty]:
        """Who sees to which kind of milestone."""
        return self._table("milestone_duty", periods.MilestoneDuty)

    @cached_property
    def phrases(self) -> dict[str, language.Phrase]:
        """Parts that the patterns of binding words share."""
        return self._table("phrase", language.Phrase)

    @cached_property
    def binding_words(self) -> dict[str, language.BindingWords]:
        """Words that may bind by accident, and words that weaken what binds."""
        return self._table("binding_words", language.BindingWords)

    @cached_property
    def innocent_words(self) -> dict[str, language.InnocentWords]:
        """Where such words do no harm."""
        return self._table("innocent_words", language.InnocentWords)

    @cached_property
    def measures(self) -> dict[str, language.Measure]:
        """What the language of the paper is held against."""
        return self._table("measure", language.Measure)

    @cached_property
    def price_parts(self) -> dict[str, prices.PricePart]:
        """What a price is made of, in plain words."""
        return self._table("price_part", prices.PricePart)

    @cached_property
    def price_figures(self) -> dict[str, prices.PriceFigure]:
        """What others ask or pay."""
        return self._table("price_figure", prices.PriceFigure)

    @cached_property
    def price_levers(self) -> dict[str, prices.PriceLever]:
        """What lowers a price."""
        return self._table("price_lever", prices.PriceLever)

    @cached_property
    def version(self) -> str:
        """First 8 hex digits of SHA-256 over the content files."""
        digest = hashlib.sha256()
        for section in sorted({section for _, section in TABLES.values()}):
            for folder in (self._folder, self._pack):
                for file in _section_files(folder, section) if folder is not None else ():
                    digest.update(file.read_bytes())
        return digest.hexdigest()[:8]


def _named(table: str, row: Mapping[str, Any]) -> str:
    return f"{TABLES[table][1]}: {table} {row.get('key', row.get('paper', '?'))}"


def _entry(table: str, row: dict[str, Any]) -> Any:
    try:
        return TABLES[table][0].model_validate(row)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContentFault(f"{_named(table, row)}: {where}: {first['msg']}") from None


def _lacking(entry: BaseModel, shipped: object) -> str:
    """What a clash rule lacks to stand in place of another: its function asks for the same parameters."""
    if not isinstance(entry, kinds.ClashRule) or not isinstance(shipped, kinds.ClashRule):
        return ""
    missing = [name for name in shipped.params if name not in entry.params]
    if missing:
        return f"left out, because these parameters are missing: {', '.join(missing)}."
    other = [name for name, value in shipped.params.items() if _sort(value) != _sort(entry.params[name])]
    return f"left out, because these parameters cannot be used: {', '.join(other)}." if other else ""


def _sort(value: kinds.Parameter) -> type | None:
    """What a parameter is used as: a number, words, or yes and no; None for what is no usable number."""
    if isinstance(value, bool | str | tuple):
        return type(value)
    return float if isfinite(value) else None


def _section_files(folder: Traversable, section: str) -> Iterable[Traversable]:
    single = folder / f"{section}.toml"
    if single.is_file():
        yield single
    nested = folder / section
    if nested.is_dir():
        yield from sorted(
            (f for f in nested.iterdir() if f.name.endswith(".toml")), key=lambda found: found.name
        )


def _tables(files: Iterable[Traversable], section: str) -> Rows:
    found: Rows = {}
    for file in files:
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except (ValueError, OSError, RecursionError) as fault:
            # Besides what is no TOML: numbers of thousands of digits, brackets in thousands of brackets.
            raise ContentFault(f"{file.name}: {fault}") from None
        for table, rows in content.items():
            is_rows = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
            if TABLES.get(table, (None, ""))[1] != section or not is_rows:
                raise ContentFault(f"{file.name}: [[{table}]] does not belong here.")
            found.setdefault(table, []).extend(rows)
    return found


@cache
def standard_library() -> Library:
    """The content that ships with the program."""
    return Library(files("resources") / "content")


@cache
def library_with(pack: Path) -> Library:
    """The content that ships with the program, and the user's own pack; `cache_clear` reads it anew."""
    return Library(files("resources") / "content", pack)
