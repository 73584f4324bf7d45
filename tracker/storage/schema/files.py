"""Files that officers send: what was sent, how it is read, and what came of it."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, PrimaryKeyConstraint, String, Table, Text

from tracker.storage.schema.columns import Instant, metadata, text

uploads = Table(
    "uploads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String(20), nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("received_at", Instant, nullable=False),
    text("received_by", 200),
    Column("stage", String(20), nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("manner", Text, nullable=False),
    Column("look", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    text("confirmed_by", 200),
    text("confirmed_from"),
)
"""A file on its way into the catalogue. ``manner``: how it is read; ``look``: what was seen in it; ``result``: what it
changes or why it is refused; all JSON, "" where there is none. ``digest``: over what it changes. ``touched_at``: the
last sign of life of the process that is at work on it. ``confirmed_by`` and ``confirmed_from``: who had it stored, and
from which address; "" as long as nobody has."""

upload_pieces = Table(
    "upload_pieces",
    metadata,
    Column("upload_id", ForeignKey("uploads.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("upload_id", "number"),
)
"""The file itself, a piece at a time, so that a large one never lies in memory as a whole. Gone once it is stored."""

column_mappings = Table(
    "column_mappings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("content", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    text("kept_by", 200),
)
"""列の対応付け, kept under a name for the next file of the same make, as JSON."""
