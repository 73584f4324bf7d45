"""Errors as pages: what happened, and what to do. Never a stack trace, a statement or a path."""

from secrets import token_hex

from flask import Flask, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import BadHost, HTTPException, SecurityError


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(BadHost, _without_host)
    app.register_error_handler(SecurityError, _without_host)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _unknown)


def _texts(status: int) -> tuple[str, str]:
    texts = {
        400: (
            _("読み取れない指定があります"),
            _("ページのアドレスに読み取れない指定があります。もう一度お試しください。"),
        ),
        403: (
            _("この画面は表示できません"),
            _("閲覧にはサインインが必要です。DX推進担当へご連絡ください。"),
        ),
        404: (
            _("ページが見つかりません"),
            _("この手続又はページは見つかりません。アドレスを確かめるか、手続一覧から探してください。"),
        ),
        405: (_("この操作はできません"), _("このアドレスでは、その操作を受け付けていません。")),
    }
    return texts.get(status, (_("処理できませんでした"), _("しばらくしてから、もう一度お試しください。")))


def _page(status: int, number: str = "") -> tuple[str, int]:
    title, advice = _texts(status)
    return render_template("errors/error.html", title=title, advice=advice, number=number), status


def _known(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    page, status = _page(error.code)
    return page, status, [(name, value) for name, value in error.get_headers() if name != "Content-Type"]


def _without_host(_error: HTTPException) -> Response:
    """Without the name of this server no address can be written, so there can be no page."""
    title, advice = _texts(400)
    return Response(f"{title}\n{advice}\n", status=400, content_type="text/plain; charset=utf-8")


def _database(error: DBAPIError) -> ResponseReturnValue:
    number = token_hex(4)
    current_app.logger.exception("database error %s", number, exc_info=error)
    page, _status = _page(503, number)
    return page, 503, {"Retry-After": "10"}


def _unknown(error: Exception) -> ResponseReturnValue:
    number = token_hex(4)
    current_app.logger.exception("error %s", number, exc_info=error)
    return _page(500, number)
