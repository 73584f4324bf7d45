"""Inserting many rows through the driver: what SQLAlchemy does for each single row costs more than storing it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

FEW = 100
"""So many rows reach PostgreSQL as statements, more of them by COPY."""


def insert_rows(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], added_up: Sequence[str] = ()
) -> None:
    """Insert rows that all have the same columns in the same order. Values for JSON are tuples.

    ``added_up``: columns whose values are added to those of a row that has the same primary key already.
    """
    if not rows:
        return
    columns = list(rows[0])
    values = list(zip(*(_sent(connection, table, name, [row[name] for row in rows]) for name in columns), strict=True))
    into, conflict = f"{table.name} ({', '.join(columns)})", _adding(table, added_up) if added_up else ""
    if connection.dialect.name == "sqlite" or len(rows) <= FEW:
        marks = ", ".join(["?" if connection.dialect.name == "sqlite" else "%s"] * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks}) {conflict}", values)  # noqa: S608  (our names)
    elif conflict:
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE added (LIKE {table.name}) ON COMMIT DROP")
        _copy(connection, f"COPY added ({', '.join(columns)}) FROM STDIN", values)
        connection.exec_driver_sql(f"INSERT INTO {into} SELECT {', '.join(columns)} FROM added {conflict}")  # noqa: S608
        connection.exec_driver_sql("DROP TABLE added")
    else:
        _copy(connection, f"COPY {into} FROM STDIN", values)


def new_ids(connection: Connection, table: Table, number: int) -> Sequence[int]:
    """Ids for so many new rows. Only within ``transactions.writing``: nobody else hands out any meanwhile."""
    if connection.dialect.name == "postgresql":
        following = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
        return connection.execute(select(following).select_from(func.generate_series(1, number))).scalars().all()
    last = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    return range(last + 1, last + 1 + number)


def _sent(connection: Connection, table: Table, column: str, values: list[Any]) -> list[Any]:
    """The values of a column as the driver takes them. Each different one is converted once: most repeat a few."""
    kind = table.c[column].type
    convert: Callable[[Any], Any] | None = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if convert is None:
        return values
    converted = {value: convert(value) for value in set(values)}
    return [converted[value] for value in values]


def _adding(table: Table, columns: Sequence[str]) -> str:
    sums = ", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in columns)
    return f"ON CONFLICT ({', '.join(table.primary_key.columns.keys())}) DO UPDATE SET {sums}"


def _copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    error_of_driver = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except error_of_driver as error:
        raise DBAPIError.instance(statement, None, error, error_of_driver) from error
