"""The catalogue: organisation, policy, procedures with volumes and append-only status records, and what is derived."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPEND_ONLY = ("status_records", "status_confirmations")


def upgrade() -> None:
    op.create_table(
        "catalogue_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("baseline_on", sa.Date(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_catalogue_state_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_state")),
    )
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "code", sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("code", name=op.f("uq_departments_code")),
        sa.UniqueConstraint("name", name=op.f("uq_departments_name")),
    )
    op.create_table(
        "policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("threshold", sa.BigInteger(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("designation_decides", sa.Boolean(), nullable=False),
        sa.Column("step1_first", sa.Integer(), nullable=False),
        sa.Column("step1_last", sa.Integer(), nullable=False),
        sa.Column("step2_first", sa.Integer(), nullable=False),
        sa.Column("step2_last", sa.Integer(), nullable=False),
        sa.Column("step_fiscal_year", sa.Integer(), nullable=False),
        sa.Column("base_fiscal_year", sa.Integer(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("partial", sa.String(length=20), nullable=False),
        sa.Column("exempt", sa.String(length=20), nullable=False),
        sa.Column("total_cases", sa.BigInteger(), nullable=True),
        sa.Column("total_cases_source", sa.String(length=500), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_policies_valid_from")),
    )
    op.create_table(
        "divisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column(
            "code", sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_divisions_department_id_departments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_divisions")),
        sa.UniqueConstraint("code", name=op.f("uq_divisions_code")),
        sa.UniqueConstraint("department_id", "name", name=op.f("uq_divisions_department_id_name")),
    )
    op.create_table(
        "coverage_changes",
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=30), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("many_cases", sa.Boolean(), nullable=False),
        sa.Column("designated", sa.Boolean(), nullable=False),
        sa.Column("procedures", sa.BigInteger(), nullable=False),
        sa.Column("online_procedures", sa.BigInteger(), nullable=False),
        sa.Column("partly_online_procedures", sa.BigInteger(), nullable=False),
        sa.Column("convenience_procedures", sa.BigInteger(), nullable=False),
        sa.Column("uncounted", sa.BigInteger(), nullable=False),
        sa.Column("known_cases", sa.BigInteger(), nullable=False),
        sa.Column("online_cases", sa.BigInteger(), nullable=False),
        sa.Column("partly_online_cases", sa.BigInteger(), nullable=False),
        sa.Column("convenience_cases", sa.BigInteger(), nullable=False),
        sa.Column("partly_convenience_cases", sa.BigInteger(), nullable=False),
        sa.Column("used_cases", sa.BigInteger(), nullable=False),
        sa.Column("used_online", sa.BigInteger(), nullable=False),
        sa.Column("enabled_cases", sa.BigInteger(), nullable=False),
        sa.Column("enabled_online", sa.BigInteger(), nullable=False),
        sa.Column("ceiling_offline", sa.BigInteger(), nullable=False),
        sa.Column("ceiling_online", sa.BigInteger(), nullable=False),
        sa.Column("without_ceiling_offline", sa.BigInteger(), nullable=False),
        sa.Column("without_ceiling_online", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_id"], ["divisions.id"], name=op.f("fk_coverage_changes_division_id_divisions")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_coverage_changes_policy_id_policies")),
        sa.PrimaryKeyConstraint(
            "policy_id",
            "day",
            "division_id",
            "theme",
            "step",
            "many_cases",
            "designated",
            name=op.f("pk_coverage_changes"),
        ),
    )
    op.create_table(
        "procedures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "code", sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("code_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("procedure_type", sa.String(length=8), nullable=True),
        sa.Column("life_events", sa.JSON(), nullable=False),
        sa.Column("national_lists", sa.JSON(), nullable=False),
        sa.Column("designated", sa.Boolean(), nullable=False),
        sa.Column("legal_basis", sa.String(length=10000), server_default="", nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("abolished_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=10000), server_default="", nullable=False),
        sa.Column("note", sa.String(length=10000), server_default="", nullable=False),
        sa.Column("planned_for", sa.Date(), nullable=True),
        sa.Column("planned_precision", sa.String(length=20), nullable=True),
        sa.Column("barrier", sa.String(length=2), nullable=True),
        sa.Column("plan_comment", sa.String(length=10000), server_default="", nullable=False),
        sa.CheckConstraint(
            "abolished_on IS NULL OR abolished_on >= active_from", name=op.f("ck_procedures_abolished_after_start")
        ),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_procedures_division_id_divisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedures")),
        sa.UniqueConstraint("code_key", name=op.f("uq_procedures_code_key")),
    )
    op.create_index("ix_procedures_division", "procedures", ["division_id", "position", "id"], unique=False)
    op.create_index("ix_procedures_name", "procedures", ["division_id", "name"], unique=False)
    op.create_index("ix_procedures_position", "procedures", ["position", "id"], unique=False)
    op.create_table(
        "annual_volumes",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("annual_cases", sa.BigInteger(), nullable=True),
        sa.Column("online_cases", sa.BigInteger(), nullable=True),
        sa.Column("ceiling", sa.BigInteger(), nullable=True),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint(
            "annual_cases >= 0 AND online_cases >= 0 AND ceiling >= 0", name=op.f("ck_annual_volumes_not_negative")
        ),
        sa.CheckConstraint(
            "annual_cases IS NULL OR ceiling IS NULL", name=op.f("ck_annual_volumes_ceiling_without_count")
        ),
        sa.CheckConstraint("online_cases <= annual_cases", name=op.f("ck_annual_volumes_online_within_all")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_annual_volumes_procedure_id_procedures")
        ),
        sa.PrimaryKeyConstraint("procedure_id", "fiscal_year", name=op.f("pk_annual_volumes")),
    )
    op.create_table(
        "placements",
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("many_cases", sa.Boolean(), nullable=False),
        sa.Column("cases", sa.BigInteger(), nullable=True),
        sa.Column("order_cases", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_placements_policy_id_policies")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_placements_procedure_id_procedures")
        ),
        sa.PrimaryKeyConstraint("policy_id", "procedure_id", name=op.f("pk_placements")),
    )
    op.create_index("ix_placements_cases", "placements", ["policy_id", "order_cases", "procedure_id"], unique=False)
    op.create_index(
        "ix_placements_order", "placements", ["policy_id", "step", "order_cases", "procedure_id"], unique=False
    )
    op.create_table(
        "procedure_themes",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_procedure_themes_procedure_id_procedures")
        ),
        sa.PrimaryKeyConstraint("procedure_id", "position", name=op.f("pk_procedure_themes")),
    )
    op.create_index("ix_procedure_themes_theme", "procedure_themes", ["theme", "procedure_id"], unique=False)
    op.create_table(
        "status_intervals",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=2), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("is_partly_online", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_status_intervals_procedure_id_procedures")
        ),
        sa.PrimaryKeyConstraint("procedure_id", "valid_from", name=op.f("pk_status_intervals")),
    )
    op.create_index("ix_status_intervals_days", "status_intervals", ["valid_from", "valid_to"], unique=False)
    op.create_table(
        "status_records",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=2), nullable=True),
        sa.Column("scope", sa.Integer(), nullable=True),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("url", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("note", sa.String(length=10000), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("supersedes", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IS NULL OR status IN ('1', '2', '3', '4', '5')", name=op.f("ck_status_records_status")
        ),
        sa.CheckConstraint("status IS NOT NULL OR supersedes IS NOT NULL", name=op.f("ck_status_records_withdrawal")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_status_records_procedure_id_procedures")
        ),
        sa.PrimaryKeyConstraint("procedure_id", "number", name=op.f("pk_status_records")),
    )
    op.create_table(
        "status_confirmations",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id", "number"],
            ["status_records.procedure_id", "status_records.number"],
            name=op.f("fk_confirmed_record"),
        ),
        sa.PrimaryKeyConstraint("procedure_id", "number", name=op.f("pk_status_confirmations")),
    )

    for table in APPEND_ONLY:
        _refuse_changes(table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
    op.drop_table("status_confirmations")
    op.drop_table("status_records")
    op.drop_index("ix_status_intervals_days", table_name="status_intervals")
    op.drop_table("status_intervals")
    op.drop_index("ix_procedure_themes_theme", table_name="procedure_themes")
    op.drop_table("procedure_themes")
    op.drop_index("ix_placements_order", table_name="placements")
    op.drop_index("ix_placements_cases", table_name="placements")
    op.drop_table("placements")
    op.drop_table("annual_volumes")
    op.drop_index("ix_procedures_position", table_name="procedures")
    op.drop_index("ix_procedures_name", table_name="procedures")
    op.drop_index("ix_procedures_division", table_name="procedures")
    op.drop_table("procedures")
    op.drop_table("coverage_changes")
    op.drop_table("divisions")
    op.drop_table("policies")
    op.drop_table("departments")
    op.drop_table("catalogue_state")


def _refuse_changes(table: str) -> None:
    """Let the database itself refuse to change or delete rows."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            """
            CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
            """
        )
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
