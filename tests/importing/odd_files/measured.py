"""Reading a file of the table in the child, with what it cost there."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.build import TODAY
from tracker.importing.catalogue import Reading, read_catalogue
from tracker.importing.files_read import read_file
from tracker.importing.look import look_at
from tracker.importing.manner import Manner


class Cost(NamedTuple):
    """Seconds of CPU time, and the most memory held at once, in bytes."""

    seconds: float
    memory: int


def read(path: Path, options: Mapping[str, Any]) -> tuple[Reading, tuple[float, int]]:
    """What the reader of catalogue files makes of it."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    begun = time.process_time()
    reading = read_catalogue(path, **{"today": TODAY, **options})
    seconds = time.process_time() - begun
    peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    return reading, (seconds, int(peak) * 1024)


def look_and_read(path: Path) -> tuple[bool, bool]:
    """Whether the first look finds nothing in the way, and whether the file is accepted in the manner recognised."""
    look = look_at(path, Manner())
    return look.problem is None, read_file(path, Manner(), TODAY).accepted
