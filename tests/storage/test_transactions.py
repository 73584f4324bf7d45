"""All or nothing, one writer after another, and readers who see one state."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import Connection, Engine

from tests.build import NOW, procedure, record
from tests.dump import dump
from tests.statements import Broken, breaking
from tracker.domain.audit import Act, Action, first_bad
from tracker.domain.procedure import Procedure
from tracker.storage import audit, policies, procedures, saving, state
from tracker.storage.saving import Change
from tracker.storage.transactions import alone, reading, writing, writing_logged

WRITERS = 3
WRITES = 8


def first(number: int = 1) -> Procedure:
    return procedure(f"K-{number:03}", online=True, position=number)


def save(engine: Engine, *changes: Change) -> None:
    with writing(engine) as connection:
        saving.save(connection, changes, policies.load(connection))


def everything(engine: Engine) -> list[Procedure]:
    with reading(engine) as connection:
        return list(procedures.everything(connection))


def version(engine: Engine) -> int:
    with reading(engine) as connection:
        return state.version(connection)


def save_and_fail(connection: Connection) -> None:
    saving.save(connection, [Change(None, first(99))], policies.load(connection))
    raise ZeroDivisionError


def test_a_write_that_raises_leaves_nothing(engine: Engine) -> None:
    before = dump(engine)
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        save_and_fail(connection)
    assert dump(engine) == before
    save(engine, Change(None, first()))
    assert everything(engine) == [first()]


def test_a_write_that_breaks_at_any_statement_leaves_nothing(engine: Engine) -> None:
    """Every statement fails in turn until one run gets through; only that one has stored anything."""
    stored = first()
    changed = replace(stored, volumes=(), designated=True, records=(*stored.records, record(2)))
    save(engine, Change(None, stored))
    before = dump(engine)
    for number in range(1, 100):
        try:
            with breaking(engine, number):
                save(engine, Change(stored, changed), Change(None, first(2)))
        except Broken:
            assert dump(engine) == before, f"after breaking at statement {number}"
        else:
            break
    assert number > 10
    assert everything(engine) == [changed, first(2)]


def test_the_version_goes_up_with_each_write_and_only_then(engine: Engine) -> None:
    begun = version(engine)
    save(engine)
    save(engine, Change(None, first()))
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        save_and_fail(connection)
    assert version(engine) == begun + 2


def test_writers_wait_for_each_other(engine: Engine) -> None:
    """Each reads what is there, then adds to it. Nothing is lost, doubled or refused as "locked"."""
    together = Barrier(WRITERS)
    failures: list[BaseException] = []

    def write() -> None:
        together.wait()
        try:
            for _ in range(WRITES):
                with writing(engine) as connection:
                    stored = list(procedures.everything(connection))
                    new = Change(None, first(len(stored) + 1))
                    touched = [Change(item, replace(item, note=item.note + "x")) for item in stored[:1]]
                    saving.save(connection, [new, *touched], policies.load(connection))
        except BaseException as error:
            failures.append(error)

    run_together([write] * WRITERS)
    assert not failures
    found = everything(engine)
    assert [item.code for item in found] == [f"K-{number:03}" for number in range(1, WRITERS * WRITES + 1)]
    assert found[0].note == "x" * (WRITERS * WRITES - 1)
    assert version(engine) == WRITERS * WRITES


def test_a_reader_sees_one_state_while_somebody_writes(engine: Engine) -> None:
    """On SQLite the writer may have to wait for the reader; it gets through as soon as the reader is done."""
    save(engine, Change(None, first()))
    writer = Thread(target=save, args=(engine, Change(None, first(2))))
    with reading(engine) as connection:
        seen = (state.version(connection), list(procedures.everything(connection)))
        writer.start()
        writer.join(timeout=0.5)
        assert (state.version(connection), list(procedures.everything(connection))) == seen
        assert engine.dialect.name == "sqlite" or not writer.is_alive()
    writer.join()
    assert everything(engine) == [first(), first(2)]


def test_readers_do_not_wait_for_a_writer_that_is_not_done(engine: Engine) -> None:
    save(engine, Change(None, first()))
    with writing(engine) as connection:
        saving.save(connection, [Change(None, first(2))], policies.load(connection))
        assert everything(engine) == [first()]
    assert everything(engine) == [first(), first(2)]


def test_a_connection_can_write_after_it_was_used_for_reading(engine: Engine) -> None:
    """Connections are used again: what makes one a reader must not stick to it."""
    for number in range(1, 4):
        everything(engine)
        save(engine, Change(None, first(number)))
    assert len(everything(engine)) == 3


def test_who_changes_the_schema_is_alone(engine: Engine) -> None:
    inside = Event()

    def enter() -> None:
        with alone(engine):
            inside.set()

    other = Thread(target=enter)
    with alone(engine):
        other.start()
        assert not inside.wait(timeout=0.3)
    other.join()
    assert inside.is_set()


def run_together(works: list[Callable[[], None]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_only_the_log_tells_leaves_the_catalogue_its_version_and_keeps_the_chain_whole(engine: Engine) -> None:
    """Signing in among changes of the catalogue: entries never get the same number."""
    together = Barrier(WRITERS)

    def write(transaction: Callable[[Engine], AbstractContextManager[Connection]]) -> Callable[[], None]:
        def add() -> None:
            together.wait()
            for _ in range(WRITES):
                with transaction(engine) as connection:
                    audit.append(connection, Act(NOW, "x", "test", Action.SIGN_IN, "x", {}, {}))

        return add

    run_together([write(writing), write(writing_logged), write(writing_logged)])
    with reading(engine) as connection:
        entries = list(audit.entries(connection))
        assert first_bad(entries, audit.head(connection)) is None
    assert len(entries) == WRITERS * WRITES
    assert version(engine) == WRITES
