"""The pages under /reports are one part of the application, however many files they are written in."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
