"""Guessing is slowed down whichever worker is asked, and also when all of them were started anew."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.people import PASSWORD, account, register
from tracker.domain.account import Role
from tracker.domain.errors import Refused
from tracker.domain.throttle import EVERYBODY, PER_ADDRESS, PER_LOGIN_AND_ADDRESS, WINDOW
from tracker.storage import failures
from tracker.storage.engines import open_engine
from tracker.storage.transactions import reading, writing
from tracker.usecases.people.sign_in import Credentials, TooOften, sign_in

HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


def attempt(engine: Engine, login: str, password: str = "wrong", address: str = HERE, later: int = 0) -> str:
    """How a try ends, in a word."""
    try:
        sign_in(engine, Credentials(login, password), f"{login}-{later}-{password}", address, "test", NOW)
    except TooOften:
        return "too often"
    except Refused:
        return "wrong"
    return "in"


def test_failures_at_one_worker_count_at_every_other_and_after_a_restart(engine: Engine, database_url: str) -> None:
    person = register(engine, account(Role.VIEWER))
    workers = [open_engine(database_url) for _worker in range(4)]
    tries = [attempt(workers[number % 4], person.login) for number in range(PER_LOGIN_AND_ADDRESS)]
    for worker in workers:
        worker.dispose()
    restarted = open_engine(database_url)
    assert tries == ["wrong"] * PER_LOGIN_AND_ADDRESS
    assert attempt(restarted, person.login, PASSWORD) == "too often"
    assert attempt(restarted, person.login, PASSWORD, ELSEWHERE) == "in", "nobody locks somebody else out"
    restarted.dispose()


def test_many_tries_at_the_same_moment_do_not_slip_past_the_limit(engine: Engine) -> None:
    person = register(engine, account(Role.VIEWER))
    with ThreadPoolExecutor(8) as threads:
        tries = list(threads.map(lambda _number: attempt(engine, person.login), range(30)))
    assert tries.count("wrong") == PER_LOGIN_AND_ADDRESS
    assert tries.count("too often") == 30 - PER_LOGIN_AND_ADDRESS


@pytest.mark.parametrize(("most", "address"), [(PER_ADDRESS, HERE), (EVERYBODY, ELSEWHERE)])
def test_an_address_and_everybody_together_have_limits_as_well(engine: Engine, most: int, address: str) -> None:
    """Whoever tries a different login each time, and many who try from many addresses."""
    with writing(engine) as connection:
        for number in range(most - 1):
            failures.add(connection, f"login-{number}", HERE if address == HERE else f"10.1.{number}", NOW)
    assert attempt(engine, "nobody", address=address) == "wrong"
    assert attempt(engine, "nobody-else", address=address) == "too often"


def test_what_counts_no_more_is_forgotten(engine: Engine) -> None:
    with writing(engine) as connection:
        failures.add(connection, "somebody", HERE, NOW - WINDOW - timedelta(seconds=1))
    attempt(engine, "nobody")
    with reading(engine) as connection:
        assert failures.counts(connection, "somebody", HERE, NOW - 2 * WINDOW).everybody == 1


def test_success_takes_its_try_back(engine: Engine) -> None:
    person = register(engine, account(Role.VIEWER))
    tries = [attempt(engine, person.login, PASSWORD, later=number) for number in range(PER_LOGIN_AND_ADDRESS + 2)]
    assert set(tries) == {"in"}
