"""Sixteen processes that write at the same time: every write succeeds, and none is lost."""

import os
import random
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from tests.build import NOW, procedure
from tracker.domain.account import Actor, Role
from tracker.domain.audit import Action
from tracker.domain.recording import answered
from tracker.storage import policies, procedures, saving
from tracker.storage.engines import open_engine
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.storing import store_change

WRITERS = 16
SECONDS = 10 if os.environ.get("TRACKER_FULL") else 3
CODES = [f"K-{number:03}" for number in range(1, 9)]


def write_for_a_while(url: str, seed: int) -> tuple[int, list[str]]:
    """Answer for one procedure after another; how often it worked, and what went wrong."""
    chosen, done, failed = random.Random(seed), 0, []
    engine = open_engine(url)
    until = monotonic() + SECONDS
    while monotonic() < until:
        actor = Actor(f"writer {seed}", Role.DX, "a test", NOW + timedelta(seconds=done))
        try:
            with writing(engine) as connection:
                before = procedures.find(connection, chosen.choice(CODES))
                assert before is not None
                change = Change(before, answered(before, actor))
                store_change(connection, actor, Action.ANSWER_UNCHANGED, change, {}, {"done": done})
            done += 1
        except Exception as error:
            failed.append(repr(error))
    engine.dispose()
    return done, failed


def test_no_write_fails_and_none_is_lost(engine: Engine, database_url: str) -> None:
    with writing(engine) as connection:
        added = [Change(None, procedure(code, position=place)) for place, code in enumerate(CODES, 1)]
        saving.save(connection, added, policies.load(connection))
    engine.dispose()
    with get_context("spawn").Pool(WRITERS) as pool:
        results = pool.starmap(write_for_a_while, [(database_url, seed) for seed in range(WRITERS)])
    assert [failed for _done, failed in results if failed] == []
    verified = verify_log(engine)
    assert verified.bad is None
    assert verified.head.number == sum(done for done, _failed in results)


def test_without_taking_the_lock_at_once_writes_would_fail(tmp_path: Path) -> None:
    """Reading first and writing later is refused by SQLite when somebody else wrote meanwhile, whatever the timeout."""
    engine = create_engine(f"sqlite:///{(tmp_path / 'control.db').as_posix()}", connect_args={"timeout": 1})
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE counter (value INTEGER)")
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql("SELECT value FROM counter").all()
        first.exec_driver_sql("INSERT INTO counter VALUES (1)")
        with pytest.raises(OperationalError, match="locked"):
            second.exec_driver_sql("INSERT INTO counter VALUES (2)")
        first.rollback()
        second.rollback()
    engine.dispose()
