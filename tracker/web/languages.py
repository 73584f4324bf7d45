"""Japanese, and English behind a switch in the footer. The switch is a link, remembered in a cookie."""

from typing import cast
from urllib.parse import urlencode

from flask import Flask, Response, request, url_for
from flask_babel import Babel

from tracker import files
from tracker.domain.errors import Refused
from tracker.domain.vocabulary import Language

LANGUAGES = ("ja", "en")
COOKIE = "lang"
_YEAR = 365 * 24 * 60 * 60


def language() -> Language:
    """The language of this request: the one asked for in the address, else the one remembered, else Japanese."""
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return cast(Language, wish)
    return "ja"


def in_readers_language(refused: Refused) -> str:
    """The sentence of a refusal in the language of this request."""
    return refused.ja if language() == "ja" else refused.en


def init(app: Flask) -> None:
    """Translate texts with gettext; their source is Japanese."""
    Babel(
        app,
        default_locale="ja",
        default_translation_directories=str(files.TRANSLATIONS),
        locale_selector=language,
    )
    app.after_request(_remember)
    app.jinja_env.globals.update(language=language, in_language=_in_language, gap=_gap)


def _remember(response: Response) -> Response:
    wish = request.args.get("lang")
    if wish in LANGUAGES and wish != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, wish, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    response.vary.add("Cookie")
    return response


def _in_language(code: str) -> str:
    """The address of this very page in another language."""
    if request.endpoint is None or request.method != "GET":
        return url_for("progress.show", lang=code)
    # What stands in the address is only ever passed on: as an argument of url_for it could be one of its options.
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{url_for(request.endpoint, **(request.view_args or {}))}?{urlencode([*query, ('lang', code)])}"


def _gap() -> str:
    """What stands between two sentences: nothing in Japanese."""
    return "" if language() == "ja" else " "
