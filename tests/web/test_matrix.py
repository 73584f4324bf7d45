"""Every address and method against every kind of actor: the answer, and that what is refused changes nothing.

The same table then shows that each guard matters: with any one of them removed, an answer differs.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.dump import Dump
from tests.web.actors import OTHER_TOKEN, SIGNED_OUT, Client, Who, World, populated, world
from tests.web.matrix import MATRIX, OWN_CODE, OWN_DIVISION, UNANSWERED_CODE, UNCHANGING, WAITING_CODE, Request, prepare
from tracker.domain.account import Actor
from tracker.storage import schema
from tracker.web.access import Access, rule_of

SIGN_IN_STATE = frozenset({"sessions", "sign_in_failures"})
"""When somebody was last seen, and what is counted of tries: no state that a page shows."""
_DRAWN = re.compile(r"[0-9a-f]{64}|\$argon2[^\s']+")
LOG = frozenset({"audit_log", "audit_head", "audit_subjects", "catalogue_state"})
"""A refusal is written down as well."""
ALLOWED = (200, 303)
NOTHING = "Q-999"
"""A code that no procedure and no division has."""
ROWS = [pytest.param(key, id="-".join(key)) for key in MATRIX]
READ = [pytest.param(key, id=key[0]) for key in MATRIX if key[1] == "GET"]
WRITING = [pytest.param(key, id="-".join(key)) for key in MATRIX if key[1] == "POST"]


CLOSED = [pytest.param(key, id="-".join(key)) for key, row in MATRIX.items() if len(set(row[1])) > 1]
OF_DIVISIONS = [pytest.param(key, id="-".join(key)) for key, row in MATRIX.items() if 404 in row[1]]
Shared = Callable[[Who], World]


@pytest.fixture(scope="module")
def prepared_file(_wards_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ward's catalogue with everybody in it, and something of everything to ask for."""
    path = tmp_path_factory.mktemp("matrix") / "prepared.db"
    shutil.copyfile(_wards_file, path)
    url = f"sqlite:///{path.as_posix()}"
    populated(url)
    prepare(url)
    return path


@pytest.fixture
def fresh(prepared_file: Path, tmp_path: Path) -> Iterator[Any]:
    """Gives the address of another copy each time."""
    made = iter(range(100))

    def copy() -> str:
        path = tmp_path / f"{next(made)}.db"
        shutil.copyfile(prepared_file, path)
        return f"sqlite:///{path.as_posix()}"

    return copy


def send(here: World, client: Client, method: str, request: Request, **changed: Any) -> TestResponse:
    """Send a request as a browser would from a page of this application."""
    if method != "POST":
        return client.browser.open(request.path, method=method, buffered=True)
    assert request.fields is not None, "what writes is sent with fields"
    fields = {"csrf_token": client.token(), **request.fields(here)}
    headers = changed.pop("headers", {})
    return client.browser.post(request.path, data={**fields, **changed}, headers=headers, buffered=True)


def state(here: World) -> Dump:
    """Everything that must stay as it was when a request is refused."""
    with here.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in schema.metadata.sorted_tables
            if table.name not in SIGN_IN_STATE and table.name not in LOG
        }


def test_every_address_and_method_has_a_row(app: Flask) -> None:
    known = {
        (rule.endpoint, method) for rule in app.url_map.iter_rules() for method in (rule.methods or ()) - {"OPTIONS"}
    }
    with_head = set(MATRIX) | {(endpoint, "HEAD") for endpoint, method in MATRIX if method == "GET"}
    assert known - with_head == set(), "not in the table"
    assert with_head - known == set(), "too many in the table"


def test_every_view_declares_its_rule(app: Flask) -> None:
    assert [endpoint for endpoint in app.view_functions if rule_of(app, endpoint) is None] == []


@pytest.fixture(scope="module")
def shared(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Two applications on one database, one closed and one open for reading, for requests that change nothing."""
    path = tmp_path_factory.mktemp("matrix") / "shared.db"
    shutil.copyfile(prepared_file, path)
    url = f"sqlite:///{path.as_posix()}"
    with world(url, Who.ANONYMOUS) as (closed, _nobody), world(url, Who.PUBLIC) as (opened, _public):
        yield lambda who: opened if who is Who.PUBLIC else closed


@pytest.mark.parametrize("key", ROWS)
def test_who_may(key: tuple[str, str], shared: Shared, fresh: Any) -> None:
    request, expected = MATRIX[key]
    before = state(shared(Who.DX))
    for who, status in zip(Who, expected, strict=True):
        if key[1] == "POST" and status in ALLOWED:
            with world(fresh(), who) as (here, client):
                assert_status(send(here, client, "POST", request), status, who)
                assert key in UNCHANGING or logged(here) > 0, f"{who.value}: what changes something is in the log"
        else:
            here = shared(who)
            assert_status(send(here, Client(here.app, who), key[1], request), status, who)
            if key[1] == "POST" and status in (403, 404):
                assert last_action(here) == "request.refused", f"{who.value} was refused and nobody knows"
    assert state(shared(Who.DX)) == before, "what was refused, or only read, changed something"


def last_action(here: World) -> str:
    """What the last entry of the log says."""
    with here.engine.connect() as connection:
        statement = "SELECT action FROM audit_log ORDER BY number DESC LIMIT 1"
        return str(connection.exec_driver_sql(statement).scalar_one())


def assert_status(answer: TestResponse, status: int, who: Who) -> None:
    assert answer.status_code == status, f"{who.value}: {answer.status_code}\n{answer.text[:3000]}"


def logged(here: World) -> int:
    """How many entries came to the log while the world was there."""
    with here.engine.connect() as connection:
        number: int = connection.exec_driver_sql("SELECT number FROM audit_head").scalar_one()
        return number - here.first_entry


@pytest.mark.parametrize("key", READ)
def test_asking_for_less_tells_no_more(key: tuple[str, str], shared: Shared) -> None:
    """HEAD answers like GET; OPTIONS is as closed as GET is."""
    request, expected = MATRIX[key]
    for who in (Who.ANONYMOUS, Who.OTHER, Who.DX):
        here = shared(who)
        client = Client(here.app, who)
        status = expected[list(Who).index(who)]
        assert send(here, client, "HEAD", request).status_code == status
        options = send(here, client, "OPTIONS", request).status_code
        assert options == (status if status == 403 or who is Who.ANONYMOUS else 200)


@pytest.mark.parametrize("key", WRITING)
def test_nothing_is_written_for_another_site(key: tuple[str, str], shared: Shared) -> None:
    """Without a token, with another session's, with a broken one, and from another site with a good one."""
    request, _expected = MATRIX[key]
    here = shared(Who.DX)
    client = Client(here.app, Who.DX)
    before = state(here)
    for changed in (
        {"csrf_token": ""},
        {"csrf_token": client.token(OTHER_TOKEN)},
        {"csrf_token": client.token()[:-2] + "zz"},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
    ):
        assert send(here, client, "POST", request, **changed).status_code == 400
    assert state(here) == before


@pytest.mark.parametrize("key", WRITING)
def test_without_the_check_of_tokens_they_would_be(key: tuple[str, str], fresh: Any) -> None:
    """The test above can fail: with the guard removed, the answer is another one."""
    request, expected = MATRIX[key]
    with world(fresh(), Who.DX) as (here, client):
        here.app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        assert send(here, client, "POST", request, csrf_token="").status_code == expected[-1]


@pytest.mark.parametrize("key", CLOSED)
def test_each_rule_of_a_view_matters(key: tuple[str, str], fresh: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its rule removed, somebody who is refused would get another answer."""
    endpoint, method = key
    request, expected = MATRIX[key]
    refused = {Access.READING: Who.ANONYMOUS, Access.SIGNED_IN: Who.ANONYMOUS}
    with world(fresh(), Who.ANONYMOUS) as (here, _client):
        rule = rule_of(here.app, endpoint)
    who = refused.get(rule or Access.DX, Who.VIEWER)
    with world(fresh(), who) as (here, client):
        here.app.config["PROPAGATE_EXCEPTIONS"] = False
        monkeypatch.setattr(here.app.view_functions[endpoint], "access", Access.ANYONE)
        assert send(here, client, method, request).status_code != expected[list(Who).index(who)]


@pytest.mark.parametrize("key", OF_DIVISIONS)
def test_the_rule_of_divisions_matters(key: tuple[str, str], fresh: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """If everybody answered for every division, the editor of another one would get in."""
    request, _expected = MATRIX[key]
    monkeypatch.setattr(Actor, "answers_for", lambda _actor, _unit: True)
    with world(fresh(), Who.OTHER) as (here, client):
        assert send(here, client, key[1], request).status_code in ALLOWED


def test_the_table_has_a_column_for_everybody() -> None:
    assert len(Who) == 9
    assert set(SIGNED_OUT) < set(Who)


@pytest.mark.parametrize("key", OF_DIVISIONS)
def test_what_another_division_keeps_looks_like_what_nobody_keeps(key: tuple[str, str], shared: Shared) -> None:
    here = shared(Who.OTHER)
    client = Client(here.app, Who.OTHER)
    there = send(here, client, key[1], MATRIX[key][0])
    nowhere = send(here, client, key[1], _of_nothing(MATRIX[key][0]))
    assert there.status_code == nowhere.status_code == 404
    assert _without_tokens(_renamed(there.text)) == _without_tokens(nowhere.text)


def _without_tokens(text: str) -> str:
    """The page without what the moment puts into its forms."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text)


def _of_nothing(request: Request) -> Request:
    """The same request about a procedure that does not exist."""
    fields = request.fields
    if fields is None:
        return Request(_renamed(request.path))
    return Request(
        _renamed(request.path), lambda here: {name: _renamed(str(value)) for name, value in fields(here).items()}
    )


def _renamed(text: str) -> str:
    for code in (OWN_CODE, WAITING_CODE, UNANSWERED_CODE, OWN_DIVISION):
        text = text.replace(code, NOTHING)
    return text


UNASKED = {
    "id": "1",
    "role": "dx",
    "is_admin": "1",
    "account_id": "1",
    "division_id": "1",
    "confirmed_at": "2026-01-01",
    "confirmed_by": "somebody",
    "recorded_by": "somebody",
    "version": "999",
    "number": "1",
    "who": "somebody",
}
"""Fields that a form does not have and that somebody might try."""


@pytest.mark.parametrize("key", WRITING)
def test_fields_that_nobody_asked_for_change_nothing_more(key: tuple[str, str], fresh: Any) -> None:
    request, expected = MATRIX[key]
    who = Who.OWN if expected[list(Who).index(Who.OWN)] in ALLOWED else Who.DX
    ends = []
    for unasked in ({}, UNASKED):
        with world(fresh(), who) as (here, client):
            asked = request.fields(here) if request.fields else {}
            more = {name: value for name, value in unasked.items() if name not in asked}
            ends.append((send(here, client, "POST", request, **more).status_code, without_chance(state(here))))
    assert ends[0] == ends[1]


def without_chance(rows: Dump) -> Dump:
    """The rows without what is drawn by chance: digests of keys, salts of passwords."""
    return {table: sorted(_DRAWN.sub("", row) for row in found) for table, found in rows.items()}
