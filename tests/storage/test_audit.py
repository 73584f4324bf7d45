"""The activity log in the database: in the transaction of the change, unchangeable, whole."""

import os
from datetime import UTC, datetime
from random import Random
from threading import Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from tests.dump import dump
from tracker.domain.audit import Act, Action, first_bad
from tracker.storage import audit
from tracker.storage.transactions import reading, writing
from tracker.usecases.log.verify_log import verify_log

NOON = datetime(2026, 11, 20, 3, 0, 0, 123456, tzinfo=UTC)


def act(who: str = "dx") -> Act:
    return Act(NOON, who, "test", Action.IMPORT_CATALOGUE, "台帳.csv", {}, {"added": ["K-001"], "名称": "塡\u200b"})


def write(engine: Engine, number: int) -> None:
    for _ in range(number):
        with writing(engine) as connection:
            audit.append(connection, act())


def test_an_empty_log_is_whole(engine: Engine) -> None:
    result = verify_log(engine)
    assert (result.head.number, result.bad) == (0, None)


def test_what_was_written_is_read_back_and_whole(engine: Engine) -> None:
    write(engine, 3)
    with reading(engine) as connection:
        entries = list(audit.entries(connection))
    assert [(entry.number, entry.at, entry.who, entry.action) for entry in entries] == [
        (number, NOON, "dx", "catalogue.import") for number in (1, 2, 3)
    ]
    assert verify_log(engine).bad is None


def test_a_change_that_fails_leaves_no_entry(engine: Engine) -> None:
    def write_and_fail() -> None:
        with writing(engine) as connection:
            audit.append(connection, act())
            raise RuntimeError

    before = dump(engine)
    with pytest.raises(RuntimeError):
        write_and_fail()
    assert dump(engine) == before


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET who = 'x'", "DELETE FROM audit_log"])
def test_the_database_refuses_to_change_the_log(engine: Engine, statement: str) -> None:
    write(engine, 2)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert verify_log(engine).bad is None


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE audit_log SET who = 'x' WHERE number = 2", 2),
        ("DELETE FROM audit_log WHERE number = 1", 1),
        ("DELETE FROM audit_log WHERE number = 3", 3),
        ("DELETE FROM audit_log", 1),
    ],
)
def test_who_gets_past_the_triggers_is_found(engine: Engine, statement: str, bad: int) -> None:
    write(engine, 3)
    allow_changes(engine)
    with engine.begin() as connection:
        connection.execute(text(statement))
    assert verify_log(engine).bad == bad


TAMPERINGS = 500 if os.environ.get("TRACKER_FULL") == "1" else 50
LENGTH = 12
STATEMENTS = (
    "UPDATE audit_log SET who = who || 'x' WHERE number = {n}",
    "UPDATE audit_log SET origin = '' WHERE number = {n}",
    "UPDATE audit_log SET action = 'session.begin' WHERE number = {n}",
    "UPDATE audit_log SET subject = '別の台帳.csv' WHERE number = {n}",
    "UPDATE audit_log SET before = '{{\"n\":1}}' WHERE number = {n}",
    "UPDATE audit_log SET after = '{{}}' WHERE number = {n}",
    "UPDATE audit_log SET at = '2026-11-20 03:00:01' WHERE number = {n}",
    "UPDATE audit_log SET digest = '" + "0" * 64 + "' WHERE number = {n}",
    "UPDATE audit_log SET number = number + 100 WHERE number = {n}",
    "DELETE FROM audit_log WHERE number = {n}",
    "DELETE FROM audit_log WHERE number >= {n}",
    "INSERT INTO audit_log SELECT {after_all}, at, who, origin, action, subject, before, after, digest "
    "FROM audit_log WHERE number = {n}",
    "UPDATE audit_log SET subject = 'x', number = CASE number WHEN {n} THEN 1000 ELSE number END WHERE number >= {n}",
    "UPDATE audit_head SET number = number - 1",
    "UPDATE audit_head SET digest = '" + "f" * 64 + "'",
)


def test_random_tamperings_of_the_database_are_all_found(engine: Engine) -> None:
    """Each is taken back before the next. With ``TRACKER_FULL=1`` five hundred of them."""
    write(engine, LENGTH)
    chance = Random(20261121)
    allow_changes(engine)
    for _ in range(TAMPERINGS):
        statement = chance.choice(STATEMENTS).format(n=chance.randint(1, LENGTH), after_all=LENGTH + 1)
        with engine.connect().execution_options(writing=True) as connection, connection.begin() as transaction:
            connection.exec_driver_sql(statement)
            assert first_bad(audit.entries(connection), audit.head(connection)) is not None, statement
            transaction.rollback()
    assert verify_log(engine).bad is None


def allow_changes(engine: Engine) -> None:
    """What somebody does who may change the database itself."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))
        else:
            for event in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_log_no_{event}"))


def test_many_writers_make_one_chain(engine: Engine) -> None:
    writers = [Thread(target=write, args=(engine, 10)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    result = verify_log(engine)
    assert (result.head.number, result.bad) == (40, None)
