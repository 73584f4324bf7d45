"""The web application: parse, call a use case, render."""

from datetime import UTC, datetime

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import files, mailing
from tracker.settings import MINIMUM_KEY_LENGTH, Settings, SettingsError, is_strong_key, settings_from
from tracker.web import (
    access,
    caching,
    csrf,
    database,
    errors,
    formats,
    health,
    identity,
    languages,
    security,
)
from tracker.web.answers import correcting, counts, handover, own, planning, recording, seen
from tracker.web.catalogue import exporting, procedures
from tracker.web.confirmation import counts as count_confirmation
from tracker.web.confirmation import waiting, work
from tracker.web.figures import breakdown, charts, method, priorities, progress
from tracker.web.inquiries import overview, take_in, workbooks
from tracker.web.inspection import pages as inspection
from tracker.web.likeness import uniting
from tracker.web.log import entries
from tracker.web.people import account, account_keys, keys, signing_in, transfers
from tracker.web.reports import addresses, making, months, published
from tracker.web.settings import index, new_year, policies
from tracker.web.uploads import index as imports
from tracker.web.uploads import starting

PARTS = (security, languages, identity, access, csrf, caching, formats, seen, errors)
"""What belongs to every request, in the order in which it looks at one."""
PAGES = (
    *(progress, priorities, breakdown, method, charts),
    *(procedures, exporting),
    *(own, recording, planning, correcting, counts, handover),
    *(work, waiting, count_confirmation),
    *(overview, workbooks, take_in),
    inspection,
    uniting,
    *(months, published),
    *(signing_in, keys, account, account_keys, transfers),
    *(index, policies, new_year),
    imports,
    entries,
    health,
)
LARGEST_REQUEST = 3_000_000
"""Bytes. The largest that is sent is a list of staff; what is larger is not even read."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Raises ``SettingsError`` when it cannot be run safely as it is set up."""
    settings = settings or settings_from()
    if settings.secret_key is None or not is_strong_key(settings.secret_key):
        raise SettingsError(f"SECRET_KEY must be set to at least {MINIMUM_KEY_LENGTH} random characters.")
    app = Flask(
        __name__,
        static_folder=str(files.STATIC),
        template_folder=str(files.TEMPLATES),
        instance_path=str(settings.instance),
    )
    if app.debug:
        raise SettingsError("FLASK_DEBUG is set: pages of errors would show the inside of the program. Unset it.")
    # The code of a procedure is part of an address and may hold any character, several slashes too.
    app.url_map.merge_slashes = False
    app.url_map.converters.update(
        code=procedures.CodeConverter, month=addresses.MonthConverter, paper=addresses.PaperConverter
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        OPEN_READING=settings.open_reading,
        MUNICIPALITY=settings.municipality,
        MUNICIPALITY_CODE=settings.municipality_code,
        CLOCK=lambda: datetime.now(UTC),
        MAIL_SERVER=mailing.server_of(settings),
        START_MAKING=making.start_making,
        START_READING=starting.start_reading,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        PLAIN_HTTP=settings.plain_http,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        SESSION_COOKIE_NAME="session" if settings.plain_http else "__Host-session",
        SESSION_COOKIE_SECURE=not settings.plain_http,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    database.init(app, settings.database_url)
    for part in PARTS:
        part.init(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    return app
