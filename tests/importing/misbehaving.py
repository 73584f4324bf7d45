"""Functions that a child runs in place of a reader, each of which ends in a way of its own."""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.domain.errors import Refused
from tracker.importing.problem import CannotReadOn, Problem


def echo(*values: Any) -> Any:
    """What it was given."""
    return values


def environment() -> dict[str, str]:
    """What the child sees of the server."""
    return dict(os.environ)


def limits() -> dict[str, int]:
    """The limits in force."""
    names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_CORE", "RLIMIT_NOFILE", "RLIMIT_FSIZE")
    return {name: resource.getrlimit(getattr(resource, name))[0] for name in names}


def process() -> int:
    """Which process it is that reads."""
    return os.getpid()


def cannot_read_on() -> None:
    """As a reader ends at a place where it cannot go on."""
    raise CannotReadOn("ここまでです。", "So far.", row=7, value="x")


def refuse() -> None:
    """As the rules refuse something."""
    raise Refused("できません。", "No.", "field")


def count(rows: int, progress: Callable[[int], None] | None = None) -> int:
    """A reader that tells how far it has come."""
    for row in range(rows):
        if progress is not None:
            progress(row)
            time.sleep(0.02)
    return rows


def fill_memory() -> int:
    """Python itself gets no more memory."""
    return len([bytes(10_000_000) for _ in range(1_000)])


def abort() -> None:
    """As a library ends that gets no memory, or meets what it never expected."""
    os.abort()


def crash() -> None:
    """A fault in memory."""
    os.kill(os.getpid(), signal.SIGSEGV)


def be_killed() -> None:
    """As a system does that has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)


def work_for_ever() -> None:
    """CPU time without end."""
    while True:
        pass


def wait_for_ever() -> None:
    """Neither work nor an answer."""
    time.sleep(3_600)


def leave_a_descendant(told: Path) -> None:
    """Start a process that outlives a reader, and wait for it."""
    descendant = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    told.write_text(str(descendant.pid))
    descendant.wait()


def leave_without_a_word() -> None:
    """The end, in the middle."""
    os._exit(0)


def fail() -> None:
    """A fault in our own program."""
    raise ZeroDivisionError


class Panic(BaseException):
    """As libraries in other languages end: no ``Exception``."""


def panic() -> None:
    """End as such a library does."""
    raise Panic


def print_rubbish() -> str:
    """A library that prints where answers go."""
    os.write(1, b"warning: something\n" * 1_000)
    sys.stdout.write("rubbish")
    sys.stdout.flush()
    return "read"


def _answers() -> int:
    """The pipe that answers go through, found as damaged memory might find it."""
    pipes = [int(name) for name in os.listdir("/proc/self/fd") if int(name) > 2]  # noqa: PTH208
    return next(pipe for pipe in pipes if Path(f"/proc/self/fd/{pipe}").is_fifo() and _writes(pipe))


def _writes(pipe: int) -> bool:
    flags = int(Path(f"/proc/self/fdinfo/{pipe}").read_text().split("flags:")[1].split()[0], 8)
    return flags & os.O_ACCMODE == os.O_WRONLY


def write_rubbish(rubbish: bytes) -> None:
    """Something else than an answer, and then nothing."""
    os.write(_answers(), rubbish)
    time.sleep(3_600)


def write_rubbish_and_leave(rubbish: bytes) -> None:
    """Something else than an answer, and the end."""
    os.write(_answers(), rubbish)
    os._exit(0)


class Foreign:
    """What no reader answers."""


def answer_something_foreign() -> Foreign:
    """An answer that is no plain value of ours."""
    return Foreign()


def write_a_large_file() -> None:
    """More than a reader may keep in temporary files."""
    with tempfile.TemporaryFile() as file:
        for _ in range(100):
            file.write(bytes(1_000_000))


def leave_a_file() -> str:
    """A temporary file that nobody removes."""
    handle, name = tempfile.mkstemp()
    os.close(handle)
    return name


def problem_of(text: str) -> Problem:
    """A value of our own."""
    return Problem(1, "手続名", text, "日本語", "English")
