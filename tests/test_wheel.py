"""What is shipped: everything a user needs, nothing else, and each folder because somebody decided so."""

import os
import subprocess
import sys
from configparser import ConfigParser
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tracker import __version__

ROOT = Path(__file__).resolve().parents[1]
IGNORED = {"__pycache__"}
MAPPED = {"tracker.data": ROOT / "data", "tracker.templates": ROOT / "templates"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel, built from the files that belong to the project."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in tracked():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes((ROOT / path).read_bytes())
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"})
    (built,) = target.iterdir()
    return ZipFile(built)


def tracked() -> list[str]:
    """The files of the checkout, by git where there is one."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        return [path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]
    left_out = {".venv", ".git", "build", "dist", "instance", *IGNORED}
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in files if not left_out & set(path.parts)]


def packages() -> set[str]:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return set(config["options"]["packages"].split())


def metadata(wheel: ZipFile) -> Message:
    (path,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(path).decode())


def test_the_packages_of_setup_cfg_are_those_of_the_tree() -> None:
    folders = {path.parent for path in (ROOT / "tracker").rglob("*.py") if not IGNORED & set(path.parts)}
    in_code = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert packages() == in_code | {"tracker.static", "tracker.translations", *MAPPED}


def test_every_file_of_every_package_is_in_the_wheel(wheel: ZipFile) -> None:
    kept_back = {".po", ".md"}
    expected = set()
    for folder, place in [
        ("tracker", ROOT / "tracker"),
        *((name.replace(".", "/"), at) for name, at in MAPPED.items()),
    ]:
        expected |= {
            f"{folder}/{path.relative_to(place).as_posix()}"
            for path in place.rglob("*")
            if path.is_file() and path.suffix not in kept_back and not IGNORED & set(path.parts)
        }
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert (sorted(expected - shipped), sorted(shipped - expected)) == ([], [])


@pytest.mark.parametrize(
    "name",
    [
        "tracker/templates/base.html",
        "tracker/data/procedures.csv",
        "tracker/data/organisation.csv",
        "tracker/static/fonts/noto-sans-jp-400.ttf",
        "tracker/static/fonts/OFL.txt",
        "tracker/static/css/LICENSE.design-tokens",
        "tracker/migrations/env.py",
        "tracker/migrations/versions/0001_catalogue.py",
        "tracker/translations/en/LC_MESSAGES/messages.mo",
        "tracker/py.typed",
    ],
)
def test_what_would_be_missed_most_is_in_the_wheel_unchanged(wheel: ZipFile, name: str) -> None:
    folder, _, rest = name.removeprefix("tracker/").partition("/")
    place = MAPPED.get(f"tracker.{folder}")
    assert wheel.read(name) == (place / rest if place else ROOT / name).read_bytes()


def test_nothing_of_the_workshop_is_in_the_wheel(wheel: ZipFile) -> None:
    first_parts = {name.split("/")[0] for name in wheel.namelist()}
    assert first_parts == {"tracker", f"procedure_tracker-{__version__}.dist-info"}


def test_the_wheel_says_what_it_is(wheel: ZipFile) -> None:
    about = metadata(wheel)
    assert (about["Name"], about["Version"]) == ("procedure-tracker", __version__)
    assert about["License-Expression"] == "MIT AND OFL-1.1"
    assert {"LICENSE", "tracker/static/fonts/OFL.txt"} <= set(about.get_all("License-File") or [])
    assert about["Requires-Python"] == ">=3.11"
    (entry_points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "tracker = tracker.cli:main" in wheel.read(entry_points).decode()
