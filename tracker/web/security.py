"""What every request must keep to, and headers that every answer carries: errors, downloads and static files too."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_YEAR = 365 * 24 * 60 * 60


def init(app: Flask) -> None:
    """Look at requests first; set the headers last, so that nothing can leave them out."""
    app.before_request(_refuse_nul)
    app.after_request(_harden)


def largest_request(most: int) -> Callable[[View], View]:
    """Declare that a view takes requests larger than others do, in bytes."""

    def declare(view: View) -> View:
        view.largest_request = most  # type: ignore[attr-defined]
        return view

    return declare


def allow_largest() -> None:
    """Take as much as the view does, now that whoever asks is known to be allowed: of others that much is not read."""
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "largest_request", None)
    if most is not None:
        request.max_content_length = most


def _refuse_nul() -> None:
    """No page sends a NUL, and PostgreSQL has no place for one. What reaches no view is refused for its own reason."""
    if request.routing_exception is not None:
        return
    texts = (text for pair in request.args.items(multi=True) for text in pair)
    if "\0" in request.path or any("\0" in text for text in texts):
        abort(400)


def _harden(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return response
