"""The pages under /imports are one part of the application, however many files they are written in."""

from flask import Blueprint

blueprint = Blueprint("uploads", __name__, url_prefix="/imports")
ONE = "/<int(max=999999999):id_>"
