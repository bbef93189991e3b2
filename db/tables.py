"""One table for each noun, made from the noun's own fields, and the portfolio's table of glances."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from sqlalchemy import Column, Float, ForeignKey, Index, MetaData, String, Table, Text, Uuid
from sqlmodel.main import SQLModelMetaclass

from planner.model import NOUNS, Entity, references

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _table_class(noun: type[Entity]) -> type[Entity]:
    """The class that stores `noun`: its fields as columns, its references as the model owns them."""
    name = noun.__name__
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"A stored {name}.",
        "__annotations__": {"model_config": ClassVar[Any], "metadata": ClassVar[Any]},
        "__tablename__": name.lower(),
        # A row inherits "frozen" from its noun otherwise, and then cannot be built. It is never validated.
        "model_config": {"frozen": False, "defer_build": True},
        "metadata": METADATA,
    }
    made = cast("type[Entity]", SQLModelMetaclass(f"{name}Row", (noun,), body, table=True))
    owned = references(noun)
    for constraint in cast("Any", made).__table__.foreign_key_constraints:
        (field,) = constraint.column_keys
        constraint.ondelete = "CASCADE" if owned[field][1] else "SET NULL"
        constraint.deferrable, constraint.initially = True, "DEFERRED"
        # Without one, every removal reads the whole table for rows that refer to what is removed.
        (column,) = constraint.columns
        if not column.index:
            Index(None, column)
    return made


TABLE_OF: dict[type[Entity], type[Entity]] = {noun: _table_class(noun) for noun in NOUNS}

# Derived from the partnership whenever it changes; only what the partnership's own row lacks.
GLANCE = Table(
    "glance",
    METADATA,
    Column(
        "id",
        Uuid,
        ForeignKey("partnership.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("organisations", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("progress", Float, nullable=False),
    Column("attention", Text, nullable=False),
    Column("attention_level", String, nullable=False),
    Column("next_label", Text, nullable=False),
    Column("next_on", String, nullable=False),
    # The window's first frame asks for the rows that changed last.
    Column("updated_at", String, nullable=False, index=True),
    Column("words", Text, nullable=False),
)

# The timeline as it was drawn last, so that opening a plan paints it before anything is worked out.
PLAN_GLANCE = Table(
    "plan_glance",
    METADATA,
    Column(
        "id",
        Uuid,
        ForeignKey("partnership.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("shapes", Text, nullable=False),
)


def table_of(noun: type[Entity]) -> Table:
    """The table that holds the values of `noun`."""
    return cast("Table", cast("Any", TABLE_OF[noun]).__table__)
