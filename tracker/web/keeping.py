"""What somebody typed is not lost when their sign-in or their form has run out.

The fields travel through the sign-in page and come back to the form they belong to, which shows them again and stores
nothing until it is sent once more.
"""

import json
from typing import Any, NamedTuple

from flask import current_app, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.web.people.sign_in_form import SignInForm, sign_in_page

RESUMED = "resumed"
_NEVER_KEPT = ("csrf_token", RESUMED, "kept", "password", "new_password", "again", "old_password", "code", "secret")
_SECONDS = 12 * 60 * 60


class Kept(NamedTuple):
    """The address a form was sent to, and its fields in order."""

    address: str
    fields: list[tuple[str, str]]


def is_submitted() -> bool:
    """Whether a form was sent to be stored, not merely handed back after signing in again."""
    return request.method == "POST" and RESUMED not in request.form


def sign_in_again() -> tuple[str, int, dict[str, str]]:
    """The sign-in page in place of an answer, with what was typed."""
    page = sign_in_page(SignInForm(kept=_sealed_fields()), ran_out=True)
    return page, 401, {"WWW-Authenticate": 'Cookie realm="sign-in"'}


def send_again(text: str) -> tuple[str, int]:
    """The fields of a form whose token does not hold, to be sent from a page of ours."""
    kept = read_kept(_sealed_fields())
    return render_template("signing_in/resume.html", kept=kept, text=text), 400


def read_kept(sealed: str) -> Kept | None:
    """What ``sign_in_again`` put into its page; None when there is nothing, or somebody changed it."""
    try:
        address, fields = json.loads(_seal().loads(sealed, max_age=_SECONDS))
    except (BadSignature, ValueError):
        return None
    return Kept(address, [(name, value) for name, value in fields])


def _sealed_fields() -> str:
    """Only of a form of ours: what another site sends is not kept for anybody."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return ""
    fields: list[tuple[str, Any]] = [
        (name, value) for name, value in _form().items(multi=True) if name not in _NEVER_KEPT
    ]
    if not fields:
        return ""
    sealed: str = _seal().dumps(json.dumps([request.full_path.rstrip("?"), fields]))
    return sealed


def _form() -> MultiDict[str, str]:
    """The fields; none where the form is larger than what is read of whoever sends it."""
    try:
        return request.form
    except RequestEntityTooLarge:
        return MultiDict()


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="kept input")
