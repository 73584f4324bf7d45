"""Files on their way in, how their columns are read, and what was said of findings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        _instant("received_at"),
        _text("received_by", 200),
        sa.Column("stage", sa.String(length=20), nullable=False),
        _instant("touched_at"),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        _text("confirmed_by", 200),
        _text("confirmed_from", 500),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_table(
        "upload_pieces",
        _reference("upload_pieces", "upload_id", "uploads.id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", "number", name=op.f("pk_upload_pieces")),
    )
    op.create_table(
        "column_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _instant("kept_at"),
        _text("kept_by", 200),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mappings")),
        sa.UniqueConstraint("name", name=op.f("uq_column_mappings_name")),
    )
    op.create_table(
        "acknowledgements",
        _reference("acknowledgements", "procedure_id", "procedures.id"),
        sa.Column("finding", sa.String(length=30), nullable=False),
        sa.Column("seen", sa.String(length=200), nullable=False),
        _text("reason", 2000),
        _instant("acknowledged_at"),
        _text("acknowledged_by", 200),
        sa.PrimaryKeyConstraint("procedure_id", "finding", "seen", name=op.f("pk_acknowledgements")),
    )
    op.create_table(
        "kept_apart",
        _reference("kept_apart", "procedure_id", "procedures.id"),
        _reference("kept_apart", "other_id", "procedures.id"),
        _instant("said_at"),
        _text("said_by", 200),
        sa.PrimaryKeyConstraint("procedure_id", "other_id", name=op.f("pk_kept_apart")),
    )
    op.create_index("ix_procedures_merged", "procedures", ["merged_into_id"])
    op.create_index("ix_procedures_active", "procedures", ["active_from", "abolished_on"])
    op.create_index("ix_procedures_designated", "procedures", ["designated"])
    _arrange_roll_up(*_CELL, "day")
    op.create_index(
        "ix_coverage_changes_trend", "coverage_changes", ["policy_id", "day", "known_cases", "online_cases"]
    )


_CELL = ("policy_id", "division_id", "theme", "step", "many_cases", "designated")


def _arrange_roll_up(*key: str) -> None:
    """Give the roll-up another primary key. Where SQLite keeps the rows in its order, each cell's stand together."""
    by_cell = key[-1] == "day"
    with op.batch_alter_table("coverage_changes", table_kwargs={"sqlite_with_rowid": not by_cell}) as table:
        table.drop_constraint("pk_coverage_changes", type_="primary")
        table.create_primary_key("pk_coverage_changes", list(key))


def _text(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


def _instant(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _reference(table: str, name: str, target: str) -> "sa.Column[int]":
    constraint = op.f(f"fk_{table}_{name}_{target.partition('.')[0]}")
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target, name=constraint), nullable=False)


def downgrade() -> None:
    """Only while nothing was said of findings and no mapping is kept: an older version has no place for them."""
    for table in ("kept_apart", "acknowledgements", "column_mappings"):
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table}")).first() is not None:  # noqa: S608  (fixed names)
            raise RuntimeError(f"{table} would be lost")
    op.drop_index("ix_coverage_changes_trend", "coverage_changes")
    _arrange_roll_up("policy_id", "day", *_CELL[1:])
    for index in ("ix_procedures_merged", "ix_procedures_active", "ix_procedures_designated"):
        op.drop_index(index, "procedures")
    for table in ("kept_apart", "acknowledgements", "column_mappings", "upload_pieces", "uploads"):
        op.drop_table(table)
