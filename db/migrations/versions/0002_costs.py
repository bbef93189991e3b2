"""What the work costs: the lines of full economic cost, beside what each organisation contributes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OWNERS = {"partnership_id": "partnership", "organisation_id": "organisation"}


def upgrade() -> None:
    """Create the table of costs."""
    op.create_table(
        "cost",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(20_000), nullable=False),
        sa.Column("amount", sa.String()),
        sa.Column("currency", sa.String(400), nullable=False),
        sa.Column("note", sa.String(20_000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cost"),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=f"fk_cost_{column}_{table}",
                ondelete="CASCADE",
                deferrable=True,
                initially="DEFERRED",
            )
            for column, table in _OWNERS.items()
        ),
    )
    for column in _OWNERS:
        op.create_index(f"ix_cost_{column}", "cost", [column])
