"""The web application: parse, call a use case, render."""

from datetime import UTC, datetime

from flask import Flask

from tracker import files
from tracker.settings import MINIMUM_KEY_LENGTH, Settings, SettingsError, is_strong_key, settings_from
from tracker.web import (
    access,
    caching,
    charts,
    database,
    errors,
    figures,
    formats,
    health,
    languages,
    method,
    priorities,
    procedures,
    progress,
    security,
)


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
    # The code of a procedure is part of an address and may hold any character, several slashes too.
    app.url_map.merge_slashes = False
    app.url_map.converters["code"] = procedures.CodeConverter
    app.config.update(
        SECRET_KEY=settings.secret_key,
        OPEN_READING=settings.open_reading,
        MUNICIPALITY=settings.municipality,
        CLOCK=lambda: datetime.now(UTC),
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    database.init(app, settings.database_url)
    for part in (security, languages, access, caching, formats, errors):
        part.init(app)
    for blueprint in (progress, procedures, priorities, figures, method, charts, health):
        app.register_blueprint(blueprint.blueprint)
    return app
