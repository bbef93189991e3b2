"""Clocks that repeat or were imported, what rules ask of activities, absences, and glances of plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OWNERS = {"partnership_id": "partnership", "person_id": "person"}
_NEW = {
    "activity": (sa.Column("traits", sa.JSON(), nullable=False, server_default="[]"),),
    "clock": (sa.Column("note", sa.String(400), nullable=False, server_default=""),),
    "clockperiod": (
        sa.Column("repeats", sa.String(), nullable=False, server_default=""),
        sa.Column("repeats_every", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("repeats_until", sa.Date(), nullable=True),
        sa.Column("uid", sa.String(400), nullable=False, server_default=""),
    ),
}


def _follows(column: str, target: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=f"fk_{table}_{column}_{target}",
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    )


def upgrade() -> None:
    """Add the columns, and create the tables of absences and of glances of plans."""
    for table, columns in _NEW.items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        *(_follows(column, target, "absence") for column, target in _OWNERS.items()),
    )
    for column in _OWNERS:
        op.create_index(f"ix_absence_{column}", "absence", [column])
    op.create_table(
        "plan_glance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shapes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_glance"),
        _follows("id", "partnership", "plan_glance"),
    )
