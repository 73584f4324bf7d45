"""Work that takes too long for a request is done by a command of this program, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from threading import Thread

from flask import current_app

from tracker.web.database import engine


def start_command(command: Sequence[str], name: str, on_failure: Callable[[], None]) -> None:
    """Start the interpreter with these arguments, on this application's database and in the same municipality's name.

    What the process says goes where the server's own messages go. ``name``: what it is called there when it fails.
    """
    config, logger = current_app.config, current_app.logger
    environment = {
        **os.environ,
        "DATABASE_URL": engine().url.render_as_string(hide_password=False),
        "TRACKER_INSTANCE": current_app.instance_path,
        "TRACKER_MUNICIPALITY": config["MUNICIPALITY"],
        "TRACKER_MUNICIPALITY_CODE": config["MUNICIPALITY_CODE"],
    }
    whole = [sys.executable, *command]

    def run() -> None:
        """Wait for the end of the process, so that one that could not even begin is not waited for in vain."""
        result = subprocess.run(whole, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
        if result.returncode:
            logger.error("%s ended with %s", name, result.returncode)
            on_failure()

    Thread(target=run, daemon=True).start()
