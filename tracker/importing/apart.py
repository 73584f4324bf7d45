"""Reading a file in a child process, so that no file can take this process with it.

The child has limits on memory, CPU time, open files and temporary files, writes no core dump, sees neither secrets nor
the environment of the server, and is ended with all its descendants when its time is over. Where the system has no
limits for a process (Windows), only the time by the clock is limited.
"""

import contextlib
import logging
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self, TypeVar

from tracker.domain.errors import Refused
from tracker.importing.apart_messages import Kind, Message, receive, send, unpickled
from tracker.importing.problem import CannotReadOn

Result = TypeVar("Result")
Progress = Callable[[int], None]
"""Is told how many rows are read by now."""

_KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: bytes of address space, and for each file seconds of CPU time and of time by the clock."""

    memory: int = 800_000_000
    cpu_seconds: int = 120
    seconds: int = 300


SMALL = Limits(memory=400_000_000, cpu_seconds=20, seconds=60)
"""For returned workbooks and lists of people."""


def apart(
    function: Callable[..., Result], *arguments: Any, limits: Limits | None = None, progress: Progress | None = None
) -> Result:
    """What a function at the top of a module answers, run in a child of its own. See ``Apart.call``."""
    with Apart(limits or Limits()) as child:
        return child.call(function, *arguments, progress=progress)


class Apart:
    """A child process that reads one file after the other; where it dies, the next file gets another one.

    It begins with the first file, and ends with the ``with`` block.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def call(self, function: Callable[..., Result], *arguments: Any, progress: Progress | None = None) -> Result:
        """What the function answers: our own dataclasses, named tuples, enumerations, days and plain values.

        ``progress`` is called now and then where the function takes an argument of that name. Raises ``CannotReadOn``
        or ``Refused`` where the function does, and ``CannotReadOn`` where it comes to no end of its own: too much
        memory or time, or whatever else ends the child.
        """
        asked = pickle.dumps((function.__module__, function.__qualname__, arguments, progress is not None))
        child, self._child = self._child or _Child(self._limits), None
        try:
            with child.watched():
                found: Result = _result(child.answer(asked, progress))
        except (CannotReadOn, Refused):
            self._child = child
            raise
        except _Ended as ended:
            child.end()
            _logger.warning("%s, run apart, came to no end: %s", function.__qualname__, ended.how)
            raise CannotReadOn(*ended.sentence) from None
        except BaseException:
            child.end()
            raise
        self._child = child
        return found


class _Ended(Exception):
    """The child has answered nothing: how that came, and what to say of it."""

    def __init__(self, sentence: tuple[str, str], how: str) -> None:
        super().__init__(how)
        self.sentence = sentence
        self.how = how


def _result(answer: Message) -> Any:
    if answer.kind is Kind.NO_MEMORY:
        raise _Ended(_TOO_LARGE, "no memory")
    if answer.kind is Kind.FAILED:
        raise _Ended(_FAILED, answer.content.decode("utf-8", "replace"))
    try:
        found = unpickled(answer.content)
        raised = _raised(answer.kind, found)
    except Exception as error:  # rubbish may raise anything
        raise _Ended(_FAILED, repr(error)) from None
    if raised is not None:
        raise raised
    return found


def _raised(kind: Kind, found: Any) -> Exception | None:
    if kind is Kind.CANNOT_READ_ON:
        return CannotReadOn.of(found)
    return Refused(*found) if kind is Kind.REFUSED else None


class _Child:
    """One process, the pipes to it, and a folder for its temporary files."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._out_of_time = False
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        arguments = ["-m", "tracker.importing.apart_child", str(limits.memory), str(limits.cpu_seconds)]
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-B", "-P", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(self._folder.name),
            start_new_session=True,
        )

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Kill the child when the time by the clock is over: whoever waits for its answer then waits no longer."""
        clock = Timer(self._limits.seconds, self._stop_in_time)
        clock.start()
        try:
            yield
        finally:
            clock.cancel()
            clock.join()

    def answer(self, asked: bytes, progress: Progress | None) -> Message:
        """The message that answers a request. Raises ``_Ended``."""
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, Kind.ASKED, asked)
        except OSError:
            raise self._gone() from None
        while (message := self._next()).kind is Kind.ROWS:
            if progress is not None:
                progress(int.from_bytes(message.content, "big"))
        return message

    def end(self) -> None:
        """Let nothing of the child remain."""
        self._kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # of what it was still to be asked
                    pipe.close()
        self._process.wait()
        self._folder.cleanup()

    def _next(self) -> Message:
        assert self._process.stdout is not None
        try:
            message = receive(self._process.stdout, self._limits.memory)
        except (OSError, ValueError):
            message = None
        if message is None:
            raise self._gone()
        return message

    def _gone(self) -> _Ended:
        try:
            code = self._process.wait(_MOMENT)
        except subprocess.TimeoutExpired:
            return _Ended(_FAILED, "rubbish instead of an answer")
        if self._out_of_time or code == _OUT_OF_TIME:
            return _Ended(_TOO_LONG, "out of time")
        return _Ended(_TOO_LARGE if code in _OUT_OF_MEMORY else _FAILED, f"exit code {code}")

    def _stop_in_time(self) -> None:
        self._out_of_time = True
        self._kill()

    def _kill(self) -> None:
        if self._process.returncode is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _environment(folder: str) -> dict[str, str]:
    """What the child needs to find us, and where it may write. Nothing else: the server's environment has secrets."""
    paths = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": paths, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)}


_MOMENT = 1.0
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 24)
_OUT_OF_MEMORY = {-getattr(signal, "SIGABRT", 6), -getattr(signal, "SIGKILL", 9)}
"""A library that gets no memory aborts, and a system that has none kills."""

_SMALLER = (
    "不要なシートや列を削除するか、行を分けて、複数のファイルにしてください。",
    "Delete sheets and columns not needed, or split the rows into several files.",
)
_TOO_LARGE = (
    f"読み取りに必要なメモリーが多すぎるため、中止しました。{_SMALLER[0]}",
    f"Reading was stopped because it takes too much memory. {_SMALLER[1]}",
)
_TOO_LONG = (
    f"読み取りに時間がかかりすぎるため、中止しました。{_SMALLER[0]}",
    f"Reading was stopped because it takes too long. {_SMALLER[1]}",
)
_FAILED = (
    "読み取りの途中で、このファイルを扱えなくなりました。Excelで開いて確かめ、"
    "「Excelブック（.xlsx）」か「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    "The file could not be dealt with to its end. Open it in Excel, check it, and save it as .xlsx or as “CSV UTF-8”.",
)
