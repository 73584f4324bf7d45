"""The nine kinds of people who may send a request, and a database in which all of them exist."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import Enum
from typing import NamedTuple

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, select

from tests.people import REGISTER, TAX, account, register
from tests.web.apps import KEY, NOON, engine_of, opened, running
from tracker.domain.account import Account, Role
from tracker.storage import accounts, schema, sessions
from tracker.storage.transactions import writing


class Who(Enum):
    """The columns of the matrix."""

    ANONYMOUS = "anonymous"
    PUBLIC = "public"
    """Nobody signed in, where reading is open."""
    VIEWER = "viewer"
    OWN = "own"
    """An editor of the division that the request is about."""
    OTHER = "other"
    """An editor of another division."""
    WITHOUT = "without"
    """An editor without any division."""
    DISABLED = "disabled"
    EXPIRED = "expired"
    DX = "dx"


SIGNED_OUT = (Who.ANONYMOUS, Who.PUBLIC, Who.DISABLED, Who.EXPIRED)
PEOPLE: dict[Who, Account] = {
    Who.VIEWER: account(Role.VIEWER, login="viewer", name="閲覧 花子"),
    Who.OWN: account(Role.EDITOR, TAX, login="own", name="税務 一郎"),
    Who.OTHER: account(Role.EDITOR, REGISTER, login="other", name="戸籍 次郎"),
    Who.WITHOUT: account(Role.EDITOR, login="without", name="異動 三郎"),
    Who.DISABLED: account(Role.DX, login="disabled", name="退職 四郎"),
    Who.EXPIRED: account(Role.DX, login="expired", name="休憩 五郎"),
    Who.DX: account(Role.DX, login="dx", name="推進 六子"),
}
RAW_TOKEN = "the token of this session"
OTHER_TOKEN = "the token of another session"


def populate(engine: Engine) -> None:
    """Everybody has an account and a session; one account is disabled, one session has run out."""
    for who, person in PEOPLE.items():
        register(engine, person)
        began = NOON - timedelta(hours=11) if who is Who.EXPIRED else NOON
        with writing(engine) as connection:
            stored = accounts.find(connection, person.login)
            assert stored is not None
            sessions.begin(connection, session_of(who), stored.id, began, "127.0.0.1")
            if who is Who.DISABLED:
                connection.execute(
                    schema.accounts.update().where(schema.accounts.c.id == stored.id).values(disabled_at=NOON)
                )


def session_of(who: Who) -> str:
    """The id in the cookie of somebody."""
    return f"session-of-{who.value}"


def cookie_of(app: Flask, who: Who) -> str:
    """What the browser of somebody holds."""
    cookie = {"csrf_token": RAW_TOKEN, **({"id": session_of(who)} if who in PEOPLE else {})}
    sealed: str = app.session_interface.get_signing_serializer(app).dumps(cookie)  # type: ignore[attr-defined]
    return sealed


class Client:
    """Somebody's browser, without its checks: it sends what it is told."""

    def __init__(self, app: Flask, who: Who) -> None:
        self._app = app
        self.browser = app.test_client()
        self.browser.set_cookie("session", cookie_of(app, who))

    def token(self, raw: str = RAW_TOKEN) -> str:
        """What a page of this session holds in its forms."""
        return URLSafeTimedSerializer(KEY, salt="wtf-csrf-token").dumps(raw)


class World(NamedTuple):
    """A database for requests to be about. ``engine`` belongs to the application."""

    app: Flask
    engine: Engine
    first_entry: int
    """The number of the last entry of the log when the world began."""

    def seen(self, kind: str, key: str) -> int:
        """The version of a thing."""
        table = schema.audit_subjects
        with self.engine.connect() as connection:
            numbers = select(table.c.number).where(table.c.kind == kind, table.c.key == key)
            return max(connection.execute(numbers).scalars(), default=0)

    def form_seen(self, code: str) -> str:
        """What the hidden field of a form says of a procedure."""
        return f"{self.seen('procedure', code)}:{code}"


@contextmanager
def world(url: str, who: Who) -> Iterator[tuple[World, Client]]:
    """The application as this actor finds it, and their browser."""
    with running(url, open_reading=who is Who.PUBLIC) as app:
        with engine_of(app).connect() as connection:
            number = connection.execute(select(schema.audit_head.c.number)).scalar_one()
        yield World(app, engine_of(app), number), Client(app, who)


def populated(url: str) -> None:
    """Fill a database that is not in use."""
    with opened(url) as engine:
        populate(engine)
