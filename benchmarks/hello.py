"""The floor of every page: Flask that says hello."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """One word."""
    return "hello"
