"""Reading and storing a file takes longer than a request may: a process of its own does it."""

from collections.abc import Callable
from typing import cast

from flask import current_app

from tracker.usecases.uploads.read_upload import note_ended
from tracker.web.database import engine
from tracker.web.identity import now
from tracker.web.processes import start_command

COMMAND = ("-m", "tracker", "examine")


def go_on(id_: int) -> None:
    """Have somebody do what the file waits for."""
    cast(Callable[[int], None], current_app.config["START_READING"])(id_)


def start_reading(id_: int) -> None:
    """Start ``tracker examine`` for a file."""
    database, moment = engine(), now()
    start_command((*COMMAND, str(id_)), f"file {id_}: tracker examine", lambda: note_ended(database, id_, moment))
