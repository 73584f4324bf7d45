"""The pages under /settings are one part of the application, however many files they are written in."""

from flask import Blueprint

blueprint = Blueprint("settings", __name__, url_prefix="/settings")
