"""The machine: versions, the instance folder, free space."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile

from tracker import __version__
from tracker.cli.checks import Finding
from tracker.settings import Settings

OLDEST_PYTHON = (3, 11)
LIBRARIES = ("flask", "sqlalchemy", "alembic", "pandas", "matplotlib", "xlsxwriter", "python-calamine", "waitress")
ENOUGH_BYTES = 500_000_000


def versions() -> Iterator[Finding]:
    """The program, Python, and the libraries that matter."""
    yield Finding("program", "プログラム", "Program", True, __version__, __version__)
    python = f"{platform.python_version()} ({sys.executable})"
    yield Finding("python", "Python", "Python", sys.version_info >= OLDEST_PYTHON, python, python)
    yield Finding("sqlite", "SQLite", "SQLite", True, sqlite3.sqlite_version, sqlite3.sqlite_version)
    for library in LIBRARIES:
        yield _library(library)


def _library(name: str) -> Finding:
    key = f"library:{name}"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(
            key, name, name, False, "ありません。インストールし直してください。", "Missing. Install the program again."
        )
    return Finding(key, name, name, True, version, version)


def places(settings: Settings) -> Iterator[Finding]:
    """The instance folder, which may not be there yet, and the space on its disk."""
    folder = _existing(settings.instance)
    writable = _is_writable(folder)
    yield Finding(
        "instance",
        "データのフォルダー",
        "Instance folder",
        writable,
        f"{settings.instance}"
        + ("" if writable else "　書き込めません。権限を確かめるか、TRACKER_INSTANCE で別の場所を指定してください。"),
        f"{settings.instance}"
        + ("" if writable else " cannot be written to. Check its permissions, or set TRACKER_INSTANCE."),
    )
    free = shutil.disk_usage(folder).free
    megabytes = f"{free // 1_000_000:,} MB"
    enough = free >= ENOUGH_BYTES
    yield Finding(
        "space",
        "空き容量",
        "Free space",
        enough,
        megabytes + ("" if enough else "　容量が不足しています。空きを増やしてください。"),
        megabytes + ("" if enough else ". This is too little: make room."),
    )


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def _is_writable(folder: Path) -> bool:
    """Tried, because permissions alone do not tell (read-only disks, quotas)."""
    if not os.access(folder, os.W_OK):
        return False
    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
