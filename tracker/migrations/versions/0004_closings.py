"""Closed months: what each was, and the digest of that."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "month_closings",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("month", "edition", name=op.f("pk_month_closings")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER month_closings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_closings "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER month_closings_no_{event.lower()} BEFORE {event} ON month_closings "
            "BEGIN SELECT RAISE(ABORT, 'month_closings is append-only'); END"
        )


def downgrade() -> None:
    """Only while no month is closed: an older version has no place to keep one."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM month_closings")).first() is not None:
        raise RuntimeError("closed months would be lost")
    op.drop_table("month_closings")
