"""Closed months."""

from sqlalchemy import Column, Date, Integer, PrimaryKeyConstraint, String, Table, Text

from tracker.storage.schema.columns import Instant, metadata, text

month_closings = Table(
    "month_closings",
    metadata,
    Column("month", Date, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("closed_at", Instant, nullable=False),
    text("closed_by", 200),
    text("reason", 2000),
    Column("figures", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    PrimaryKeyConstraint("month", "edition"),
)
"""月次確定: what a month (its first day) was when it was closed, with the digest of that. Append-only.

``figures``: the sum of ``content``, so that a list of months need not read all of it.
"""
