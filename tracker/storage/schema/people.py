"""Members of staff, and how they sign in."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from tracker.storage.schema.columns import (
    CODE_KEY,
    Instant,
    metadata,
    text,
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(100), nullable=False),
    Column("login_key", CODE_KEY, nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(300)),
    Column("totp_secret", String(100)),
    Column("totp_last_step", BigInteger),
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

account_divisions = Table(
    "account_divisions",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("division_id", ForeignKey("divisions.id"), nullable=False),
    PrimaryKeyConstraint("account_id", "division_id"),
)

one_time_keys = Table(
    "one_time_keys",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_one_time_keys_account", "account_id"),
)
"""Invitations and resets that have not been used: a used one is deleted. Only the digest of the secret is kept."""

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    text("address", 100),
    Index("ix_sessions_account", "account_id"),
)
"""Who is signed in. Only the digest of the session's id is kept; a session that ended is deleted."""

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("login_key", CODE_KEY, nullable=False),
    Column("address", String(100), nullable=False),
    Index("ix_sign_in_failures_at", "at"),
)
"""Tries to sign in, for slowing down who guesses. Old ones are deleted."""
