"""Who is asking: the session behind a request's cookie, and the account it belongs to.

The cookie holds nothing but a random id, signed; the session itself is a row in the database, so that signing out,
disabling an account or moving somebody to another division holds from the next request on.
"""

import secrets
from datetime import datetime
from typing import cast

from flask import Flask, current_app, g, request, session

from tracker.domain.account import Account, Actor, acting
from tracker.usecases.people.recognise import recognise
from tracker.web.database import engine


def init(app: Flask) -> None:
    """Offer the account to templates."""
    app.jinja_env.globals.update(signed_in=signed_in)


def signed_in() -> Account | None:
    """The account of whoever sent this request; None when nobody is signed in, or no longer."""
    if "account" not in g:
        g.account = recognise(engine(), session_id(), now()) if session_id() else None
    return cast("Account | None", g.account)


def actor() -> Actor:
    """Whoever sent this request, for a use case. Only behind an access rule that asks for signing in."""
    account = signed_in()
    assert account is not None
    return acting(account, origin(), now())


def origin() -> str:
    """Where a request comes from, for the log."""
    return f"{request.method} {request.path} {request.remote_addr or ''}".strip()[:500]


def now() -> datetime:
    """The moment of this request."""
    return cast(datetime, current_app.config["CLOCK"]())


def session_id() -> str:
    """The id in the cookie; "" without one."""
    return str(session.get("id", ""))


def fresh_id() -> str:
    """An id for a session that may yet fail to begin."""
    return secrets.token_urlsafe(32)


def go_on_under(id_: str) -> None:
    """Begin a new cookie: nothing of the one before goes on, so an id that somebody planted is worth nothing."""
    session.clear()
    session["id"] = id_


def new_session_id() -> str:
    """A new cookie with a fresh id."""
    go_on_under(fresh_id())
    return session_id()
