"""The tables, by what they are about."""

from tracker.storage.schema.catalogue import (
    annual_volumes,
    catalogue_state,
    departments,
    divisions,
    policies,
    procedure_moves,
    procedure_themes,
    procedures,
    status_confirmations,
    status_records,
    status_returns,
)
from tracker.storage.schema.closings import month_closings
from tracker.storage.schema.columns import metadata
from tracker.storage.schema.derived import (
    coverage_changes,
    placements,
    status_intervals,
)
from tracker.storage.schema.files import column_mappings, upload_pieces, uploads
from tracker.storage.schema.inquiries import (
    count_decisions,
    count_reports,
    division_contacts,
    inquiries,
    inquiry_items,
    issued_workbooks,
    last_asked,
    received_workbooks,
    reminders,
)
from tracker.storage.schema.inspection import acknowledgements, kept_apart
from tracker.storage.schema.log import (
    audit_head,
    audit_log,
    audit_subjects,
)
from tracker.storage.schema.papers import (
    closed_papers,
    made_papers,
    makings,
    month_proposals,
    month_releases,
    paper_drafts,
)
from tracker.storage.schema.people import (
    account_divisions,
    accounts,
    one_time_keys,
    sessions,
    sign_in_failures,
)

HEAD_REVISION = "0007"
"""The migration that the code is written for. A test compares it with the migrations."""

__all__ = [
    "HEAD_REVISION",
    "account_divisions",
    "accounts",
    "acknowledgements",
    "annual_volumes",
    "audit_head",
    "audit_log",
    "audit_subjects",
    "catalogue_state",
    "closed_papers",
    "column_mappings",
    "count_decisions",
    "count_reports",
    "coverage_changes",
    "departments",
    "division_contacts",
    "divisions",
    "inquiries",
    "inquiry_items",
    "issued_workbooks",
    "kept_apart",
    "last_asked",
    "made_papers",
    "makings",
    "metadata",
    "month_closings",
    "month_proposals",
    "month_releases",
    "one_time_keys",
    "paper_drafts",
    "placements",
    "policies",
    "procedure_moves",
    "procedure_themes",
    "procedures",
    "received_workbooks",
    "reminders",
    "sessions",
    "sign_in_failures",
    "status_confirmations",
    "status_intervals",
    "status_records",
    "status_returns",
    "upload_pieces",
    "uploads",
]
