"""A form that writes is taken only from a page of ours that was made for the same session."""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect

from tracker.web.keeping import send_again

csrf = CSRFProtect()


def init(app: Flask) -> None:
    """Check the token of every request that can write. No view is exempt."""
    app.config.update(WTF_CSRF_TIME_LIMIT=12 * 60 * 60, WTF_CSRF_CHECK_DEFAULT=True)
    app.before_request(_refuse_other_sites)
    csrf.init_app(app)
    app.register_error_handler(CSRFError, _refused)


def _refuse_other_sites() -> None:
    """Browsers say where a request comes from; one that another site sent is refused, whatever token it carries."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and request.headers.get("Sec-Fetch-Site") in (
        "cross-site",
        "same-site",
    ):
        raise CSRFError("another site")


def _refused(_error: CSRFError) -> ResponseReturnValue:
    return send_again(_("画面を開いてから時間が経過したため、受け付けませんでした。"))
