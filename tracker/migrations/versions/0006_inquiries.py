"""Inquiries with their replies, workbooks and counts; the division that was in charge before a move."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_APPEND_ONLY = ("count_reports", "count_decisions")


def upgrade() -> None:
    _create_inquiries()
    _create_divisions()
    _create_workbooks()
    _create_counts()
    for table in _APPEND_ONLY:
        _refuse_changes(table)


def _create_inquiries() -> None:
    op.create_table(
        "inquiries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reference_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("frequency", sa.String(length=20), nullable=False),
        sa.Column("whom", sa.String(length=20), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("fiscal_year", sa.Integer()),
        sa.Column("months", sa.JSON(), nullable=False),
        _text("note", 2000),
        _instant("asked_at"),
        _text("asked_by", 200),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_inquiries")),
    )
    op.create_table(
        "inquiry_items",
        _reference("inquiry_items", "inquiry", "inquiries.number"),
        _reference("inquiry_items", "procedure_id", "procedures.id"),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("inquiry", "procedure_id", "topic", name=op.f("pk_inquiry_items")),
    )
    op.create_index("ix_inquiry_items_procedure", "inquiry_items", ["procedure_id", "inquiry"])
    op.create_table(
        "last_asked",
        _reference("last_asked", "procedure_id", "procedures.id"),
        _reference("last_asked", "inquiry", "inquiries.number"),
        sa.PrimaryKeyConstraint("procedure_id", name=op.f("pk_last_asked")),
    )


def _create_divisions() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("reminders", "inquiry", "inquiries.number"),
        _reference("reminders", "division_id", "divisions.id"),
        _instant("reminded_at"),
        _text("reminded_by", 200),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_index("ix_reminders_inquiry", "reminders", ["inquiry", "division_id"])
    op.create_table(
        "division_contacts",
        _reference("division_contacts", "division_id", "divisions.id"),
        _text("title", 100),
        _text("name", 100),
        _text("mail", 254),
        sa.PrimaryKeyConstraint("division_id", name=op.f("pk_division_contacts")),
    )
    op.create_table(
        "procedure_moves",
        _reference("procedure_moves", "procedure_id", "procedures.id"),
        sa.Column("moved_on", sa.Date(), nullable=False),
        _reference("procedure_moves", "from_division_id", "divisions.id"),
        sa.PrimaryKeyConstraint("procedure_id", "moved_on", name=op.f("pk_procedure_moves")),
    )


def _create_workbooks() -> None:
    op.create_table(
        "issued_workbooks",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("issued_workbooks", "inquiry", "inquiries.number"),
        _reference("issued_workbooks", "division_id", "divisions.id"),
        _instant("issued_at"),
        _text("issued_by", 200),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_workbooks")),
    )
    op.create_index("ix_issued_workbooks_inquiry", "issued_workbooks", ["inquiry", "division_id"])
    op.create_table(
        "received_workbooks",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("received_workbooks", "inquiry", "inquiries.number", nullable=True),
        _reference("received_workbooks", "division_id", "divisions.id", nullable=True),
        _reference("received_workbooks", "issued_id", "issued_workbooks.id", nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        _instant("received_at"),
        _text("received_by", 200),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_workbooks")),
    )
    op.create_index("ix_received_workbooks_sha256", "received_workbooks", ["sha256"])


def _create_counts() -> None:
    op.create_table(
        "count_reports",
        _reference("count_reports", "procedure_id", "procedures.id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("span", sa.String(length=10), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("cases", sa.BigInteger()),
        sa.Column("online_cases", sa.BigInteger()),
        sa.Column("basis", sa.String(length=20), nullable=False),
        _text("note", 2000),
        _instant("recorded_at"),
        _text("recorded_by", 200),
        _text("respondent", 200),
        sa.Column("received_via", sa.String(length=20)),
        sa.Column("received_on", sa.Date()),
        sa.PrimaryKeyConstraint("procedure_id", "number", name=op.f("pk_count_reports")),
        sa.CheckConstraint("cases >= 0 AND online_cases >= 0", name=op.f("ck_count_reports_not_negative")),
        sa.CheckConstraint("online_cases <= cases", name=op.f("ck_count_reports_online_within_all")),
        sa.CheckConstraint("span IN ('year', 'month')", name=op.f("ck_count_reports_span")),
    )
    op.create_table(
        "count_decisions",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _instant("decided_at"),
        _text("decided_by", 200),
        _text("comment", 2000),
        sa.PrimaryKeyConstraint("procedure_id", "number", name=op.f("pk_count_decisions")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "number"],
            ["count_reports.procedure_id", "count_reports.number"],
            name="fk_decided_report",
        ),
    )


def _text(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


def _instant(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _reference(table: str, name: str, target: str, *, nullable: bool = False) -> "sa.Column[int]":
    constraint = op.f(f"fk_{table}_{name}_{target.partition('.')[0]}")
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target, name=constraint), nullable=nullable)


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def downgrade() -> None:
    """Only while nothing was asked and nothing has moved: an older version has no place to keep it."""
    for table in ("inquiries", "procedure_moves", "count_reports"):
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table}")).first() is not None:  # noqa: S608  (fixed names)
            raise RuntimeError(f"{table} would be lost")
    for table in (
        "count_decisions",
        "count_reports",
        "received_workbooks",
        "issued_workbooks",
        "procedure_moves",
        "division_contacts",
        "reminders",
        "last_asked",
        "inquiry_items",
        "inquiries",
    ):
        op.drop_table(table)
