"""G11: the figures from a terminal, as a whole process."""

import os
import subprocess
import sys

from benchmarks.places import AS_OF, Place
from benchmarks.results import Line, Section
from benchmarks.timing import alternate

SUMMARIZE = 0.310
"""Seconds that a command line tool over the same survey takes to summarize it: a constant of a study."""


def measure(place: Place, rounds: int) -> Section:
    """``tracker progress --as-of`` beside a Python that does nothing."""
    environment = os.environ | {"DATABASE_URL": place.url, "TRACKER_INSTANCE": str(place.folder)}
    work = "from tracker.cli import main; main()"

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)

    taken = alternate(
        {
            "python -c pass": lambda: run("-c", "pass"),
            "tracker progress --as-of": lambda: run(
                "-c", work, "progress", "--as-of", AS_OF.isoformat(), "--by", "department"
            ),
        },
        rounds,
    )
    return Section(
        f"G11, {place.size:,} procedures, {place.engine_name}, {rounds} rounds",
        place.size,
        taken,
        (Line("G11 process / summarize", taken["tracker progress --as-of"] / SUMMARIZE, 1),),
        (f"The time to summarize is a constant of a study at 75,000 procedures: {SUMMARIZE} s.",),
    )
