"""For the machine that watches the service."""

from flask import Blueprint, Response

from tracker.storage import state
from tracker.storage.transactions import reading
from tracker.web.access import Access, requires
from tracker.web.database import engine

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@requires(Access.ANYONE)
def check() -> Response:
    """ "ok" when the database answers."""
    with reading(engine()) as connection:
        state.version(connection)
    return Response("ok\n", mimetype="text/plain")
