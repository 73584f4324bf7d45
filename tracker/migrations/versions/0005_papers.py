"""Monthly papers: drafts, proposals, closed papers, releases, and papers made so far."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_APPEND_ONLY = ("closed_papers", "month_releases")


def upgrade() -> None:
    op.create_table(
        "paper_drafts",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        *(_text(name, 100) for name in ("committee", "paper_number", "document_number")),
        *(_text(name, 100) for name in ("dated", "office", "approved_on")),
        sa.Column("digits", sa.String(length=20), nullable=False),
        sa.Column("compared_with", sa.Date()),
        sa.Column("wordings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("month", "paper", name=op.f("pk_paper_drafts")),
    )
    op.create_table(
        "month_proposals",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        _text("proposed_by", 200),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_month_proposals")),
    )
    op.create_table(
        "closed_papers",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("month", "edition", "paper", "format", name=op.f("pk_closed_papers")),
    )
    op.create_table(
        "month_releases",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer()),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        _text("released_by", 200),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_month_releases")),
    )
    op.create_table(
        "made_papers",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("month", "paper", "format", name=op.f("pk_made_papers")),
    )
    op.create_table(
        "makings",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        _text("failure", 500),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_makings")),
    )
    for table in _APPEND_ONLY:
        _refuse_changes(table)


def _text(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


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
    """Only while no paper is kept: an older version has no place to keep one."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM closed_papers")).first() is not None:
        raise RuntimeError("closed papers would be lost")
    for table in ("makings", "made_papers", "month_releases", "closed_papers", "month_proposals", "paper_drafts"):
        op.drop_table(table)
