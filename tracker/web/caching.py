"""A page that has not changed is not made again.

What a reading page shows depends on its address, its language, the day, the data's version and the program's; when the
browser holds the page of exactly these, it is told so.
"""

import hashlib

from flask import Flask, Response, current_app, g, request

from tracker import __version__
from tracker.storage import state
from tracker.storage.transactions import reading
from tracker.web.access import Access, rule_of
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.identity import signed_in
from tracker.web.languages import language


def init(app: Flask) -> None:
    """Answer 304 where nothing changed, and let browsers ask each time."""
    app.before_request(_answer_unchanged)
    app.after_request(_mark)


def _answer_unchanged() -> Response | None:
    if request.method not in ("GET", "HEAD") or request.endpoint is None:
        return None
    if rule_of(current_app, request.endpoint) not in (Access.READING, Access.PUBLISHED):
        return None
    if signed_in() is not None:
        return None  # what somebody signed in sees is not to be found on the machine afterwards
    with reading(engine()) as connection:
        version = state.version(connection)
    parts = (request.full_path, language(), today().isoformat(), str(version), __version__, current_app.debug)
    g.page_etag = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    if request.if_none_match.contains(g.page_etag):
        return Response(status=304)
    return None


def _mark(response: Response) -> Response:
    if "page_etag" in g and response.status_code in (200, 304):
        response.set_etag(g.page_etag)
        response.headers["Cache-Control"] = "private, no-cache"
    elif request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
