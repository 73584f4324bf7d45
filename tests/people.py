"""Members of staff for tests, and readers of the application who are signed in as one of them."""

from itertools import count

from flask import Flask
from sqlalchemy import Engine

from tests.build import NOW
from tests.pages import Pages
from tracker.domain.account import Account, Actor, Role, acting
from tracker.domain.procedure import Unit
from tracker.storage import accounts
from tracker.storage.transactions import writing
from tracker.usecases.people.passwords import hash_password
from tracker.web.database import db

PASSWORD = "ふくろう 1873 のぼりざか"
HASHED = hash_password(PASSWORD)
TAX: Unit = ("総務部", "税務課")
REGISTER: Unit = ("地域振興部", "戸籍住民課")
_numbers = count(1)


def account(role: Role = Role.DX, *units: Unit, login: str = "", name: str = "田中 太郎") -> Account:
    """Somebody of the DX team, unless said otherwise."""
    return Account(login or f"staff-{next(_numbers)}", name, role, units)


def actor(role: Role = Role.DX, *units: Unit, at=NOW, login: str = "tester", name: str = "田中 太郎") -> Actor:  # type: ignore[no-untyped-def]
    """The same, doing something."""
    return acting(Account(login, name, role, units), "a test", at)


def register(engine: Engine, person: Account) -> Account:
    """Store an account with the password of all tests. Its divisions must be there."""
    with writing(engine) as connection:
        id_ = accounts.add(connection, person, NOW)
        accounts.set_secrets(connection, id_, password_hash=HASHED)
    return person


def sign_in(app: Flask, person: Account, language: str = "ja") -> Pages:
    """A reader who has signed in through the page."""
    pages = Pages(app, language)
    form = pages.get("/sign-in")
    pages.submit(form, login=person.login, password=PASSWORD)
    return pages


def registered(app: Flask, role: Role = Role.DX, *units: Unit, language: str = "ja", name: str = "田中 太郎") -> Pages:
    """A reader with an account of their own, signed in."""
    with app.app_context():
        engine = db.engine
    return sign_in(app, register(engine, account(role, *units, name=name)), language)
