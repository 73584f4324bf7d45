"""The activity log in the database: in the transaction of the change, unchangeable, whole."""

from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from tests.dump import dump
from tracker.domain.audit import Act, Action
from tracker.storage import audit
from tracker.storage.transactions import reading, writing
from tracker.usecases.verify_log import verify_log

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
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))
        else:
            for event in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_log_no_{event}"))
        connection.execute(text(statement))
    assert verify_log(engine).bad == bad


def test_many_writers_make_one_chain(engine: Engine) -> None:
    writers = [Thread(target=write, args=(engine, 10)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    result = verify_log(engine)
    assert (result.head.number, result.bad) == (40, None)
