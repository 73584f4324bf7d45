"""Errors as pages: what happened, and what to do. Never a stack trace, a statement or a path."""

from secrets import token_hex

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(HTTPException, _known)
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
    return _page(error.code)


def _database(error: DBAPIError) -> ResponseReturnValue:
    number = token_hex(4)
    current_app.logger.exception("database error %s", number, exc_info=error)
    page, _status = _page(503, number)
    return page, 503, {"Retry-After": "10"}


def _unknown(error: Exception) -> ResponseReturnValue:
    number = token_hex(4)
    current_app.logger.exception("error %s", number, exc_info=error)
    return _page(500, number)
