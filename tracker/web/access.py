"""Who may see what. Default deny: a view without a rule answers 403, whatever it does.

Reading is open to everybody where the setting ``OPEN_READING`` says so (a demonstration on one's own machine).
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request

View = TypeVar("View", bound=Callable[..., Any])


class Access(Enum):
    """The rules that a view can declare."""

    ANYONE = "anyone"
    READING = "reading"


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


def _check() -> None:
    if request.endpoint is None:
        return
    rule = rule_of(current_app, request.endpoint)
    if rule is Access.ANYONE or (rule is Access.READING and current_app.config["OPEN_READING"]):
        return
    abort(403)
