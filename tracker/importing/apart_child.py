"""The child that reads files for another process: its own limits first, then one request after the other."""

import contextlib
import gc
import inspect
import math
import os
import pickle
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import IO, Any

from tracker.domain.errors import Refused
from tracker.importing.apart_messages import Kind, pickled, receive, send
from tracker.importing.problem import CannotReadOn

try:
    import resource
except ImportError:  # Windows: only whoever started us watches the clock
    resource = None  # type: ignore[assignment]

MOST_OPEN_FILES = 64
LARGEST_TEMPORARY_FILE = 20_000_000
SECONDS_BETWEEN_REPORTS = 0.25


def main() -> None:
    """Answer requests until there are no more. Arguments: bytes of address space, seconds of CPU time per request."""
    memory, seconds = map(int, sys.argv[1:])
    asked, answers = _streams()
    _limit("RLIMIT_AS", memory)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_NOFILE", MOST_OPEN_FILES)
    _limit("RLIMIT_FSIZE", LARGEST_TEMPORARY_FILE)
    gc.disable()
    while (message := receive(asked, memory)) is not None:
        _limit("RLIMIT_CPU", math.ceil(time.process_time()) + seconds)
        for kind, content in _answers(message.content, answers):
            send(answers, kind, content)
        gc.collect()


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Where requests come from and where answers go; what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    asked = os.fdopen(os.dup(0), "rb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return asked, answers


def _limit(name: str, most: int) -> None:
    """Set a limit as far as the system knows it and nobody has set a lower one."""
    kind = getattr(resource, name, None)
    if kind is None:
        return
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, hard))


def _answers(asked: bytes, answers: IO[bytes]) -> Iterator[tuple[Kind, bytes]]:
    try:
        content = _read(asked, answers)
    except CannotReadOn as stop:
        yield Kind.CANNOT_READ_ON, pickled(stop.problem)
    except Refused as refused:
        yield Kind.REFUSED, pickled((refused.ja, refused.en, refused.field))
    except MemoryError:
        yield Kind.NO_MEMORY, b""
    except BaseException:  # whatever it is, even a library's panic, it is told
        yield Kind.FAILED, traceback.format_exc().encode("utf-8", "replace")
    else:
        yield Kind.RESULT, content


def _read(asked: bytes, answers: IO[bytes]) -> bytes:
    module, name, arguments, watched = pickle.loads(asked)  # noqa: S301 - from the process that started us
    function = getattr(import_module(module), name)
    options = {"progress": _reporter(answers)} if watched and _can_report(function) else {}
    return pickled(function(*arguments, **options))


def _can_report(function: Callable[..., Any]) -> bool:
    return "progress" in inspect.signature(function).parameters


def _reporter(answers: IO[bytes]) -> Callable[[int], None]:
    due = 0.0

    def report(rows: int) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due:
            send(answers, Kind.ROWS, rows.to_bytes(8, "big"))
            due = now + SECONDS_BETWEEN_REPORTS

    return report


if __name__ == "__main__":
    main()
