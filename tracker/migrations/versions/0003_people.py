"""People and what they do: accounts, sessions, answers, records sent back; validity of units; what the log is about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ON_BEHALF = (
    "respondent VARCHAR(200) DEFAULT '' NOT NULL",
    "received_via VARCHAR(20)",
    "received_on DATE",
)
NEW_COLUMNS = {
    "departments": (
        "valid_from DATE",
        "valid_to DATE",
        "successor_id INTEGER CONSTRAINT fk_departments_successor_id_departments REFERENCES departments (id)",
    ),
    "divisions": (
        "valid_from DATE",
        "valid_to DATE",
        "successor_id INTEGER CONSTRAINT fk_divisions_successor_id_divisions REFERENCES divisions (id)",
    ),
    "procedures": (
        "second_division_id INTEGER CONSTRAINT fk_procedures_second_division_id_divisions REFERENCES divisions (id)",
        "merged_into_id INTEGER CONSTRAINT fk_procedures_merged_into_id_procedures REFERENCES procedures (id)",
        "answered_at {instant}",
        "answered_by VARCHAR(200) DEFAULT '' NOT NULL",
        *ON_BEHALF,
    ),
    "status_records": ON_BEHALF,
}
LOG_INDEXES = {
    "ix_audit_log_action": ["action", "number"],
    "ix_audit_log_at": ["at"],
    "ix_audit_log_who": ["who", "number"],
}


def upgrade() -> None:
    instant = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    # Written out, because only so SQLite adds a column with a foreign key without making the table anew.
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(instant=instant)}")
    _create_status_returns()
    op.create_table(
        "audit_subjects",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["audit_log.number"], name=op.f("fk_audit_subjects_number_audit_log")),
        sa.PrimaryKeyConstraint("kind", "key", "number", name=op.f("pk_audit_subjects")),
    )
    for name, indexed in LOG_INDEXES.items():
        op.create_index(name, "audit_log", indexed)
    _create_accounts()
    _create_sign_in()


def downgrade() -> None:
    for name in LOG_INDEXES:
        op.drop_index(name, "audit_log")
    for table in ("sign_in_failures", "sessions", "one_time_keys", "account_divisions", "accounts", "audit_subjects"):
        op.drop_table(table)
    op.drop_table("status_returns")
    for table, columns in NEW_COLUMNS.items():
        for column in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")


def _create_status_returns() -> None:
    op.create_table(
        "status_returns",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("comment", sa.String(length=2000), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id", "number"],
            ["status_records.procedure_id", "status_records.number"],
            name=op.f("fk_returned_record"),
        ),
        sa.PrimaryKeyConstraint("procedure_id", "number", name=op.f("pk_status_returns")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER status_returns_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON status_returns "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER status_returns_no_{event.lower()} BEFORE {event} ON status_returns "
            "BEGIN SELECT RAISE(ABORT, 'status_returns is append-only'); END"
        )


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=100), nullable=False),
        sa.Column("login_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=300)),
        sa.Column("totp_secret", sa.String(length=100)),
        sa.Column("totp_last_step", sa.BigInteger()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("login_key", name=op.f("uq_accounts_login_key")),
    )
    op.create_table(
        "account_divisions",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        _reference("account_divisions", "account_id", "accounts"),
        _reference("account_divisions", "division_id", "divisions"),
        sa.PrimaryKeyConstraint("account_id", "division_id", name=op.f("pk_account_divisions")),
    )


def _create_sign_in() -> None:
    op.create_table(
        "one_time_keys",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _reference("one_time_keys", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_one_time_keys")),
    )
    op.create_index("ix_one_time_keys_account", "one_time_keys", ["account_id"])
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=100), server_default="", nullable=False),
        _reference("sessions", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_account", "sessions", ["account_id"])
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("login_key", KEY, nullable=False),
        sa.Column("address", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failures")),
    )
    op.create_index("ix_sign_in_failures_at", "sign_in_failures", ["at"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
