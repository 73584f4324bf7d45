"""Who may use what. Default deny: a view without a rule answers 403, whatever it does.

Whether somebody may touch one procedure and not another is decided by the use case, which says of both the one that
does not exist and the one of another division that it is not there.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, redirect, request, url_for

from tracker.domain.account import Account, Role
from tracker.usecases.people.log_refusal import log_refusal
from tracker.web.database import engine
from tracker.web.identity import actor, signed_in
from tracker.web.keeping import sign_in_again
from tracker.web.security import allow_largest

View = TypeVar("View", bound=Callable[..., Any])


class Access(Enum):
    """The rules that a view can declare."""

    ANYONE = "anyone"
    PUBLISHED = "published"
    """Everybody, too: what has been released, and the same for all."""
    READING = "reading"
    """Who is signed in; everybody where the setting ``OPEN_READING`` says so."""
    SIGNED_IN = "signed in"
    EDITING = "editing"
    """Editors and the DX team."""
    DX = "dx"


_ROLES = {
    Access.READING: frozenset(Role),
    Access.SIGNED_IN: frozenset(Role),
    Access.EDITING: frozenset({Role.EDITOR, Role.DX}),
    Access.DX: frozenset({Role.DX}),
}


def requires(access: Access) -> Callable[[View], View]:
    """Declare the access rule of a view."""

    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return declare


def rule_of(app: Flask, endpoint: str) -> Access | None:
    """The rule of an endpoint; None when it declares none."""
    if endpoint == "static":
        return Access.ANYONE
    rule: Access | None = getattr(app.view_functions[endpoint], "access", None)
    return rule


def init(app: Flask) -> None:
    """Check the rule before every view."""
    app.before_request(_check)
    app.jinja_env.globals.update(may_use=may_use, Role=Role)
    app.jinja_env.tests.update(offered=may_use)


def may_use(endpoint: str) -> bool:
    """Whether whoever asks may use an endpoint: what templates offer links to."""
    return endpoint in current_app.view_functions and _allows(rule_of(current_app, endpoint), signed_in())


def _allows(rule: Access | None, account: Account | None) -> bool:
    if rule is None:
        return False
    if rule in (Access.ANYONE, Access.PUBLISHED) or (rule is Access.READING and current_app.config["OPEN_READING"]):
        return True
    return account is not None and account.role in _ROLES[rule]


def _check() -> Any:
    if request.endpoint is None:
        return None
    rule = rule_of(current_app, request.endpoint)
    if rule is Access.ANYONE:
        return None
    account = signed_in()
    if _allows(rule, account):
        allow_largest()
        return None
    if account is None and rule is not None:
        return _ask_to_sign_in()
    note_refusal()
    return abort(403)


def note_refusal() -> None:
    """Log that somebody signed in tried to change what they may not. Looking is not logged: links go astray."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and signed_in() is not None:
        log_refusal(engine(), actor())


def _ask_to_sign_in() -> Any:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        wanted = request.full_path.rstrip("?")
        response: Response = redirect(url_for("signing_in.show", next=wanted), 303)  # type: ignore[assignment]
        return response
    return sign_in_again()
