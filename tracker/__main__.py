"""``python -m tracker``: the command line where the command itself is not on the path."""

from tracker.cli import main

main(prog_name="tracker")
