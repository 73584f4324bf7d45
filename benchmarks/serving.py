"""Servers as they run in production, asked over HTTP by one client."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection

PATIENCE_SECONDS = 120


class Answer(Exception):
    """An answer that is not the page that was asked for."""


class Client:
    """Asks one server, each time on a connection of its own, as the worker closes it."""

    def __init__(self, port: int) -> None:
        self._port = port

    def get(self, path: str, status: int = 200, **headers: str) -> Mapping[str, str]:
        """Fetch a page to its end; its headers. Raises ``Answer`` for another status."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            body = response.read()
            if response.status != status:
                raise Answer(f"{path}: {response.status} {body[:200]!r}")
            return dict(response.getheaders())
        finally:
            connection.close()


@contextmanager
def application(module: str, environment: Mapping[str, str] = os.environ) -> Iterator[Client]:
    """A WSGI application under gunicorn with one sync worker."""
    port = _free_port()
    command = ["-m", "gunicorn", "--workers", "1", "--worker-class", "sync", "--timeout", "600", "--log-level", "error"]
    with _process([sys.executable, *command, "--bind", f"127.0.0.1:{port}", module], port, environment) as client:
        yield client


@contextmanager
def datasette(database: str) -> Iterator[Client]:
    """datasette on a SQLite file."""
    port = _free_port()
    limits = ("--setting", "sql_time_limit_ms", "60000", "--setting", "facet_time_limit_ms", "60000")
    command = [sys.executable, "-m", "datasette", "serve", database, "--port", str(port), *limits]
    with _process(command, port, os.environ) as client:
        yield client


@contextmanager
def _process(command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[Client]:
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield Client(port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Answer(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise Answer("the server did not answer")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
