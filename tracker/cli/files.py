"""Files that commands write."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(output: Path, blocks: Iterable[bytes]) -> None:
    """Write the file beside its place and move it there, so that a half-written one never lies under its name."""
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
