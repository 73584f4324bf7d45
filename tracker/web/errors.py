"""Errors as pages: what happened, and what to do. Never a stack trace, a statement or a path."""

from secrets import token_hex

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from tracker.domain.errors import Altered, NotThere
from tracker.web.access import note_refusal


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(BadHost, _without_host)
    app.register_error_handler(SecurityError, _without_host)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Altered, _altered)
    app.register_error_handler(NotThere, _not_there)
    app.register_error_handler(Exception, _unknown)


def _texts(status: int) -> tuple[str, str]:
    texts = {
        400: (
            _("読み取れない指定があります"),
            _("ページのアドレスに読み取れない指定があります。もう一度お試しください。"),
        ),
        403: (
            _("この画面は表示できません"),
            _("この画面を使うことができるのは、担当の職員だけです。必要な場合は、DX推進担当へご連絡ください。"),
        ),
        404: (
            _("ページが見つかりません"),
            _(
                "この手続又はページは見つからないか、所管外のため表示できません。"
                "所管が変わった場合は、DX推進担当へご連絡ください。"
            ),
        ),
        405: (_("この操作はできません"), _("このアドレスでは、その操作を受け付けていません。")),
        413: (
            _("送られた内容が大きすぎます"),
            _(
                "ファイルは%(most)sMBまで受け付けます。分けるか、不要なシートや画像を除いて、もう一度お試しください。",
                most=(request.max_content_length or 0) // 1_000_000,
            ),
        ),
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


def _not_there(_error: NotThere) -> ResponseReturnValue:
    """What another division keeps and what nobody keeps look the same."""
    note_refusal()
    return _page(404)


def _without_host(_error: HTTPException) -> Response:
    """Without the name of this server no address can be written, so there can be no page."""
    title, advice = _texts(400)
    return Response(f"{title}\n{advice}\n", status=400, content_type="text/plain; charset=utf-8")


def _database(error: DBAPIError) -> ResponseReturnValue:
    number = token_hex(4)
    current_app.logger.exception("database error %s", number, exc_info=error)
    page, _status = _page(503, number)
    return page, 503, {"Retry-After": "10"}


def _altered(error: Altered) -> ResponseReturnValue:
    """No figure is shown of a month that is not what was kept."""
    number = token_hex(4)
    current_app.logger.error("altered closing %s: %s", number, error)
    title = _("確定した月の内容が書き換えられています")
    advice = _("確定したときの内容と一致しないため、表示できません。データベースの管理者へご連絡ください。")
    return render_template("errors/error.html", title=title, advice=advice, number=number), 500


def _unknown(error: Exception) -> ResponseReturnValue:
    number = token_hex(4)
    current_app.logger.exception("error %s", number, exc_info=error)
    return _page(500, number)
