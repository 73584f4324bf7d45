"""What the tables have in common: names of constraints, instants, codes and texts."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    MetaData,
    String,
    Text,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, always with its time zone in Python; SQLite stores it without."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Codes sort by code point on every engine, so that an order never depends on where the database runs.
CODE = String(64).with_variant(String(64, collation="C"), "postgresql")
CODE_KEY = Text().with_variant(Text(collation="C"), "postgresql")


def text(name: str, length: int = 500) -> Column[Any]:
    return Column(name, String(length), nullable=False, server_default="")


def on_behalf_columns() -> tuple[Column[Any], ...]:
    """回答者, 受付方法 and 受付日 of what somebody entered for a division."""
    return text("respondent", 200), Column("received_via", String(20)), Column("received_on", Date)
