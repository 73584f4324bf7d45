"""照会: what divisions are asked, what they have answered, the workbooks that go to and fro, and the counts replied."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from tracker.storage.schema.columns import Instant, metadata, on_behalf_columns, text

inquiries = Table(
    "inquiries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("reference_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("frequency", String(20), nullable=False),
    Column("whom", String(20), nullable=False),
    Column("topics", JSON, nullable=False),
    Column("fiscal_year", Integer),
    Column("months", JSON, nullable=False),
    text("note", 2000),
    Column("asked_at", Instant, nullable=False),
    text("asked_by", 200),
)
"""照会, numbered from 1. ``fiscal_year`` and ``months`` (first days): of the counts asked for."""

inquiry_items = Table(
    "inquiry_items",
    metadata,
    Column("inquiry", ForeignKey("inquiries.number"), nullable=False),
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("answered_at", Instant),
    PrimaryKeyConstraint("inquiry", "procedure_id", "topic"),
    Index("ix_inquiry_items_procedure", "procedure_id", "inquiry"),
)
"""What is asked about which procedure, and when it was first answered."""

last_asked = Table(
    "last_asked",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), primary_key=True),
    Column("inquiry", ForeignKey("inquiries.number"), nullable=False),
)
"""The last inquiry about a procedure: a later one takes the place of what was not answered before."""

reminders = Table(
    "reminders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inquiry", ForeignKey("inquiries.number"), nullable=False),
    Column("division_id", ForeignKey("divisions.id"), nullable=False),
    Column("reminded_at", Instant, nullable=False),
    text("reminded_by", 200),
    Column("by_mail", Boolean, nullable=False),
    Index("ix_reminders_inquiry", "inquiry", "division_id"),
)
"""督促: which division was reminded when."""

division_contacts = Table(
    "division_contacts",
    metadata,
    Column("division_id", ForeignKey("divisions.id"), primary_key=True, autoincrement=False),
    text("title", 100),
    text("name", 100),
    text("mail", 254),
)
"""所属長 of a division (職・氏名), and the address to which mail for it goes."""

issued_workbooks = Table(
    "issued_workbooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inquiry", ForeignKey("inquiries.number"), nullable=False),
    Column("division_id", ForeignKey("divisions.id"), nullable=False),
    Column("issued_at", Instant, nullable=False),
    text("issued_by", 200),
    Column("content", Text, nullable=False),
    Index("ix_issued_workbooks_inquiry", "inquiry", "division_id"),
)
"""回答用Excel: what stood in a workbook when it was made, as JSON, to compare with what comes back."""

received_workbooks = Table(
    "received_workbooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inquiry", ForeignKey("inquiries.number")),
    Column("division_id", ForeignKey("divisions.id")),
    Column("issued_id", ForeignKey("issued_workbooks.id")),
    Column("file_name", String(255), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary),
    Column("received_at", Instant, nullable=False),
    text("received_by", 200),
    Column("received_on", Date, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("findings", Text, nullable=False),
    Index("ix_received_workbooks_sha256", "sha256"),
)
"""返送されたExcel: the verdict on a file, and as JSON what was found. ``content``: while questions are open."""

count_reports = Table(
    "count_reports",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("span", String(10), nullable=False),
    Column("begins_on", Date, nullable=False),
    Column("cases", BigInteger),
    Column("online_cases", BigInteger),
    Column("basis", String(20), nullable=False),
    text("note", 2000),
    Column("recorded_at", Instant, nullable=False),
    text("recorded_by", 200),
    *on_behalf_columns(),
    PrimaryKeyConstraint("procedure_id", "number"),
    CheckConstraint("cases >= 0 AND online_cases >= 0", name="not_negative"),
    CheckConstraint("online_cases <= cases", name="online_within_all"),
    CheckConstraint("span IN ('year', 'month')", name="span"),
)
"""Counts that a division replied, of a fiscal year or a month that begins on ``begins_on``. Append-only."""

count_decisions = Table(
    "count_decisions",
    metadata,
    Column("procedure_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("decided_at", Instant, nullable=False),
    text("decided_by", 200),
    text("comment", 2000),
    PrimaryKeyConstraint("procedure_id", "number"),
    ForeignKeyConstraint(
        ["procedure_id", "number"], ["count_reports.procedure_id", "count_reports.number"], name="fk_decided_report"
    ),
)
"""Who confirmed which count or sent it back, when and why. Append-only."""
