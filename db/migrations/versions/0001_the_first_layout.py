"""The first layout: a table for each noun, and the portfolio's glances.

Written out, and never edited again: it says how the layout was on that day, whatever the nouns
are now. Columns stand in the order in which the nouns declared them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _short(name: str) -> sa.Column:
    return sa.Column(name, sa.String(400), nullable=False)


def _long(name: str) -> sa.Column:
    return sa.Column(name, sa.String(20_000), nullable=False)


def _word(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _many(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False)


def _yes_no(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date())


def _owner(name: str, table: str) -> tuple[sa.Column, str, str]:
    return sa.Column(name, sa.Uuid(), nullable=False), table, "CASCADE"


def _refers(name: str, table: str) -> tuple[sa.Column, str, str]:
    return sa.Column(name, sa.Uuid()), table, "SET NULL"


def _table(name: str, *columns: sa.Column | tuple[sa.Column, str, str]) -> None:
    """Create a table; a tuple is a column that names another table, and what removal there does."""
    references = [column for column in columns if isinstance(column, tuple)]
    op.create_table(
        name,
        *(column[0] if isinstance(column, tuple) else column for column in columns),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(
            sa.ForeignKeyConstraint(
                [column.name],
                [f"{target}.id"],
                name=f"fk_{name}_{column.name}_{target}",
                ondelete=on_removal,
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target, on_removal in references
        ),
    )
    for column, _, _ in references:
        if column.name != "id":
            _index(name, column.name)


def _part(name: str, *columns: sa.Column | tuple[sa.Column, str, str]) -> None:
    """Create the table of something that belongs to one partnership."""
    _table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        _number("version"),
        _owner("partnership_id", "partnership"),
        _number("rank"),
        *columns,
    )


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    """Create every table of the first layout."""
    _create_parties()
    _create_agreement()
    _create_plan()
    _create_roles()
    _create_readiness()
    _create_agenda()
    _create_drafts()
    _create_glance()


def _create_parties() -> None:
    _table(
        "partnership",
        sa.Column("id", sa.Uuid(), nullable=False),
        _number("version"),
        _short("title"),
        _short("summary"),
        _word("seat"),
        _word("stage"),
        _word("standing"),
        _word("paper"),
        _many("situations"),
        _day("start_on"),
        _yes_no("shows_months"),
        _number("draft_number"),
        _many("printed"),
        _short("page_size"),
        sa.Column("currency", sa.String(3), nullable=False),
        _yes_no("is_example"),
        _yes_no("archived"),
        _day("binned_on"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    _part(
        "organisation",
        sa.Column("shared_id", sa.Uuid(), nullable=False),
        _short("name"),
        _short("legal_name"),
        _word("kind"),
        _word("side"),
        _short("registration"),
        sa.Column("address", sa.String(2000), nullable=False),
        _short("department"),
        _short("country"),
    )
    _index("organisation", "shared_id")
    _part(
        "person",
        sa.Column("shared_id", sa.Uuid(), nullable=False),
        _owner("organisation_id", "organisation"),
        _short("name"),
        _short("post"),
        sa.Column("time_percent", sa.Integer()),
        _yes_no("to_be_hired"),
        _day("from_on"),
        _day("until_on"),
        _refers("deputy_id", "person"),
        _yes_no("may_sign"),
        sa.Column("contact", sa.String(2000), nullable=False),
        _yes_no("prints_contact"),
    )
    _index("person", "shared_id")


def _create_agreement() -> None:
    _part(
        "answer",
        _short("question"),
        _word("side"),
        _long("text"),
        _many("chosen"),
        sa.Column("amount", sa.String()),
        _short("currency"),
        _day("on_date"),
        _word("firmness"),
        _long("note"),
        _yes_no("not_sure"),
        _yes_no("confirmed"),
    )
    _index("answer", "question")
    _part(
        "privatenote",
        _word("seat"),
        _short("place"),
        _long("text"),
    )
    _part(
        "position",
        _short("clause"),
        _word("side"),
        _short("option"),
        _long("text"),
        _word("stance"),
        _long("reason"),
        _long("note"),
        _yes_no("confirmed"),
    )
    _index("position", "clause")
    _part(
        "clausechoice",
        _short("clause"),
        sa.Column("included", sa.Boolean()),
        _short("option"),
        _many("values"),
        sa.Column("binds", sa.Boolean()),
        _long("own_text"),
        _yes_no("agreed"),
    )
    _index("clausechoice", "clause")
    _part(
        "contribution",
        _owner("organisation_id", "organisation"),
        _short("kind"),
        _long("what"),
        sa.Column("amount", sa.String()),
        _short("currency"),
        _long("note"),
    )


def _create_plan() -> None:
    _part(
        "activity",
        _short("name"),
        _word("lane"),
        _refers("organisation_id", "organisation"),
        _refers("owner_id", "person"),
        _short("kind"),
        _yes_no("is_milestone"),
        _day("start_on"),
        _yes_no("is_fixed"),
        _number("min_days"),
        _number("likely_days"),
        _number("late_days"),
        _word("unit"),
        _day("deadline_on"),
        sa.Column("effort_percent", sa.Integer()),
        _number("progress_percent"),
        _yes_no("needs_committee"),
        _short("sublane"),
        _short("template_item"),
        _short("clause"),
        _many("basis"),
        _long("notes"),
    )
    _part(
        "link",
        _owner("before_id", "activity"),
        _owner("after_id", "activity"),
        _word("kind"),
        _number("lag_days"),
    )
    _part(
        "clock",
        _owner("organisation_id", "organisation"),
        _short("name"),
        _short("pattern"),
    )
    _part(
        "clockperiod",
        _owner("clock_id", "clock"),
        _short("kind"),
        _short("name"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        _day("ends_on"),
    )


def _create_roles() -> None:
    _part(
        "roleactivity",
        _short("title"),
        _short("phase"),
        _short("suggestion"),
        _refers("activity_id", "activity"),
        _long("done_when"),
        _day("starts_on"),
        _day("ends_on"),
        sa.Column("effort_percent", sa.Integer()),
    )
    _part(
        "assignment",
        _owner("role_activity_id", "roleactivity"),
        _owner("person_id", "person"),
        _word("letter"),
        sa.Column("effort_percent", sa.Integer()),
    )
    _part(
        "accountabilityview",
        _owner("role_activity_id", "roleactivity"),
        _word("side"),
        _refers("person_id", "person"),
    )


def _create_readiness() -> None:
    _part(
        "rating",
        _short("topic"),
        _word("side"),
        _number("value"),
        sa.Column("rated_on", sa.Date(), nullable=False),
        _long("note"),
        _yes_no("confirmed"),
    )
    _index("rating", "topic")
    _part(
        "risk",
        _long("text"),
        _short("factor"),
        _short("likelihood"),
        _short("severity"),
        _refers("owner_id", "person"),
        _long("answer"),
        _day("due_on"),
    )


def _create_agenda() -> None:
    _part(
        "openpoint",
        _short("origin"),
        _long("text"),
        _word("side"),
        _refers("owner_id", "person"),
        _day("due_on"),
        _yes_no("settled"),
    )
    _part(
        "nextstep",
        _long("text"),
        _word("side"),
        _refers("owner_id", "person"),
        _day("due_on"),
        _yes_no("done"),
    )
    _part(
        "assumption",
        _short("key"),
        _short("value"),
        _long("reason"),
    )
    _part(
        "dismissal",
        _short("finding"),
        _long("reason"),
        sa.Column("dismissed_on", sa.Date(), nullable=False),
    )


def _create_drafts() -> None:
    _part(
        "baseline",
        _short("name"),
        sa.Column("taken_on", sa.Date(), nullable=False),
        _many("dates"),
    )
    _part(
        "draft",
        _number("number"),
        sa.Column("issued_on", sa.Date(), nullable=False),
        _short("issued_to"),
        _short("fingerprint"),
        _short("content_version"),
        _word("blocks"),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        _day("signed_on"),
        _short("signed_by"),
        sa.Column("signed_pdf", sa.LargeBinary(), nullable=False),
    )


def _create_glance() -> None:
    id_of_partnership = sa.Column("id", sa.Uuid(), nullable=False), "partnership", "CASCADE"
    _table(
        "glance",
        id_of_partnership,
        sa.Column("organisations", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("attention", sa.Text(), nullable=False),
        _word("attention_level"),
        sa.Column("next_label", sa.Text(), nullable=False),
        _word("next_on"),
        _word("updated_at"),
        sa.Column("words", sa.Text(), nullable=False),
    )
    _index("glance", "updated_at")
