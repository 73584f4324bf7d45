"""A real browser, and the application served to it: for the tests here and for ``tools/pictures.py``."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import waitress
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from waitress import wasyncore

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",  # tests run as root in containers; the only pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--font-render-hinting=none",
]


def executable() -> str | None:
    """Where Chromium is on this machine: the program that CHROMIUM names, or one on PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """The browser, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which the application answers, on a port that was free."""
    sockets: dict[int, wasyncore.dispatcher] = {}
    server = waitress.create_server(app, map=sockets, host="127.0.0.1", port=0, ident=None, threads=8)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown()
    # The server's own thread closes them: closed by another one, they may vanish while it waits for them.
    server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))
    thread.join(timeout=5)
    assert not thread.is_alive(), "The server did not stop."
