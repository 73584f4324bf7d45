"""What the README tells people to type works, in both languages."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker import settings

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.ja.md")
TRACKER = ".venv/bin/tracker "


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    """The lines of the blocks that begin with a command, without the remarks beside them."""
    blocks = re.findall(r"^```\n(.*?)^```", read(name), re.MULTILINE | re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if re.match(r"make |\S*python|py |\S*tracker ", line)]


def test_both_readmes_give_the_same_commands() -> None:
    english, japanese = map(commands, READMES)
    assert english == japanese
    assert {"make run", "make test"} <= set(english)


@pytest.mark.parametrize("command", [line for line in commands("README.md") if line.startswith(TRACKER)])
@pytest.mark.usefixtures("ward")
def test_a_command_works(run: Run, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(command.removeprefix(TRACKER))
    run(*arguments, *(["--help"] if arguments[0] == "serve" else []))


@pytest.mark.parametrize("name", READMES)
def test_what_make_is_asked_for_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    asked = set(re.findall(r"\bmake ([a-z]+)", " ".join([*commands(name), *re.findall(r"`(make [a-z]+)", read(name))])))
    assert asked <= targets
    listed = set(re.findall(r'@echo "make ([a-z]+) ', read("Makefile")))
    assert targets - {"help"} == listed


@pytest.mark.parametrize("name", [*READMES, "docs/operations.md"])
def test_every_setting_is_in_the_table(name: str) -> None:
    known = set(re.findall(r'"([A-Z_]{6,})"', Path(settings.__file__).read_text(encoding="utf-8")))
    assert len(known) >= 5
    assert known <= set(re.findall(r"^\| `([A-Z_]+)`", read(name), re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_is_named_exists(name: str) -> None:
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", read(name)) if "pictures/" not in link]
    places = [*linked, *re.findall(r"`([a-z]+/[a-z/.]*)`", read(name))]
    assert [place for place in places if not (ROOT / place).exists() and place != "instance/"] == []
