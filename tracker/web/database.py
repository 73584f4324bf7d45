"""The database of the web application, through Flask-SQLAlchemy."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine

from tracker.storage import engines
from tracker.storage.schema import metadata
from tracker.usecases.prepare_database import prepare_database

db = SQLAlchemy(metadata=metadata)


def init(app: Flask, url: str) -> None:
    """Connect the application; an empty database is created, an older one is refused."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engines.engine_options(url)
    db.init_app(app)
    with app.app_context():
        engines.set_up(db.engine)
        prepare_database(db.engine)


def engine() -> Engine:
    """The engine of the current application, for use cases."""
    return db.engine
