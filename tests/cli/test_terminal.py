"""What holds for every command: help, languages, errors in a sentence, and terminals that know few characters."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.conftest import Run
from tracker import __version__
from tracker.cli import COMMANDS, main
from tracker.storage import migrating

HEAVY = ("flask", "pandas", "matplotlib", "numpy", "alembic", "sqlalchemy.orm", "xlsxwriter", "waitress")


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A real process. The fixtures have set up the environment."""
    command = [sys.executable, "-m", "tracker", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, timeout=60)


def imported(*arguments: str) -> set[str]:
    """The modules that a run imports."""
    program = (
        "import sys; from tracker.cli import main; main(sys.argv[1:], standalone_mode=False);"
        "print(*sys.modules, file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return set(result.stderr.split())


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize(
    "arguments",
    [["progress", "--json"], ["progress", "--by", "division"], ["path"], ["priorities"]],
    ids=lambda arguments: " ".join(arguments),
)
def test_figures_do_not_wait_for_the_web_or_for_charts(arguments: list[str]) -> None:
    modules = imported(*arguments)
    assert "sqlalchemy" in modules
    assert sorted(module for module in modules if module in HEAVY) == []


@pytest.mark.usefixtures("instance")
def test_help_lists_the_commands_without_importing_them() -> None:
    modules = imported("--help")
    assert not {"sqlalchemy", *HEAVY} & modules
    assert not {f"tracker.cli.{listed.module}" for listed in COMMANDS.values()} & modules


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=lambda command: "".join(command) or "all")
def test_every_command_and_option_explains_itself(run: Run, command: list[str], language: str) -> None:
    text = run("--lang", language, *command, "--help").stdout
    lines = [
        line for line in text.splitlines() if line.strip() and not line.startswith(("Usage", "Options", "Commands"))
    ]
    words = [line for line in lines if line.isascii() == (language == "ja")]
    # What is left are names of options that are too long to have their explanation beside them.
    assert [line for line in words if len(line.split()) > 2] == []
    assert len(lines) > len(words)


@pytest.mark.usefixtures("ward")
def test_english_is_complete(run: Run) -> None:
    for command in ("progress", "path", "priorities"):
        text = run("--lang", "en", command).stdout
        heading_and_numbers = [line for line in text.splitlines() if not line.lstrip()[:1].isdigit()]
        assert [line for line in heading_and_numbers if not line.isascii()] == []


def test_the_language_can_be_set_once_for_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("progress").stdout.startswith("進捗状況")
    monkeypatch.setenv("TRACKER_LANG", "en")
    assert run("progress").stdout.startswith("Progress")
    assert run("--lang", "ja", "progress").stdout.startswith("進捗状況")


def test_the_version_can_be_asked_for(run: Run) -> None:
    assert run("--version").stdout == f"tracker {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["progress", "--as-of", "来年"],
        ["progress", "--by", "colour"],
        ["progress", "--file", "nowhere.csv"],
        ["path", "--target", "0"],
        ["path", "--target", "0.0"],
        ["path", "--target", "101"],
        ["path", "--target", "-0.5"],
        ["path", "--target", "1e-1"],
        ["path", "--target", "nan"],
        ["path", "--target", "八割"],
        ["import"],
        ["import", "nowhere.csv"],
        ["import", ".", "--json"],
        ["serve", "--port", "70000"],
        ["fly"],
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_a_wrong_use_is_told_from_a_failure(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, code=2)
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith("Error: ")


def failed(run: Run, *arguments: str) -> str:
    """The one line that a failing command prints."""
    result = run(*arguments, code=1)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.usefixtures("ward")
def test_an_older_database_says_how_to_upgrade(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "HEAD_REVISION", "a later one")
    assert "tracker upgrade" in failed(run, "progress")


def test_a_newer_database_is_left_alone(run: Run, ward: Path) -> None:
    with closing(sqlite3.connect(ward / "tracker.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'a later one'")
    line = failed(run, "progress")
    assert "新しい版" in line
    assert failed(run, "upgrade") == line


def test_upgrade_makes_a_database_fit_for_use(run: Run, instance: Path) -> None:
    assert run("upgrade").stdout == "データベースの形式は最新です。\n"
    assert (instance / "tracker.db").exists()
    assert run("upgrade").stdout == "データベースの形式は最新です。\n"


@pytest.mark.usefixtures("instance")
def test_a_database_that_does_not_answer_is_one_sentence_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:hush-hush@127.0.0.1:1/tracker")
    line = failed(run, "progress")
    assert "DATABASE_URL" in line
    assert "hush-hush" not in line


@pytest.mark.parametrize("address", ["hush-hush", "postgresql://somebody:hush-hush@127.0.0.1:port/x", "oracle://x"])
def test_an_address_that_cannot_be_read_is_not_repeated(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    line = failed(run, "progress")
    assert "DATABASE_URL" in line
    assert "hush-hush" not in line


def test_a_file_that_is_no_database_is_one_sentence(run: Run, instance: Path) -> None:
    instance.mkdir()
    (instance / "tracker.db").write_text("手続ID,手続名\n" * 100)
    assert "データベースを使えませんでした" in failed(run, "progress")


def test_a_setting_that_cannot_be_used_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_READING", "perhaps")
    assert "OPEN_READING" in failed(run, "progress")


def test_a_folder_that_cannot_be_made_is_named(run: Run, instance: Path) -> None:
    instance.write_text("a file, where the folder should be")
    assert str(instance) in failed(run, "progress")


@pytest.mark.usefixtures("instance")
@pytest.mark.parametrize("encoding", ["ascii", "cp932", "latin-1"])
@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=lambda command: "".join(command) or "all")
def test_help_prints_on_a_terminal_that_knows_few_characters(command: list[str], encoding: str) -> None:
    result = CliRunner(charset=encoding).invoke(main, [*command, "--help"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.isascii() == (encoding != "cp932")


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("encoding", ["ascii", "cp932"])
def test_figures_print_on_a_terminal_that_knows_few_characters(encoding: str) -> None:
    terminal = CliRunner(charset=encoding)
    assert "54.2" in terminal.invoke(main, ["progress"]).stdout
    assert terminal.invoke(main, ["priorities"]).exit_code == 0
    found = json.loads(terminal.invoke(main, ["priorities", "--json"]).stdout_bytes)["procedures"]
    assert found[1]["name"] == "住民票の交付(除票・改製前住民票の発行も含む)"


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["ascii", "C"],
)
def test_a_real_terminal_of_few_characters_gets_the_figures(environment: dict[str, str]) -> None:
    result = process("progress", **environment)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"54.2" in result.stdout


@pytest.mark.usefixtures("ward")
def test_exit_codes_reach_the_shell(tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    refused.write_text("手続ID\nK-001\n", encoding="utf-8")
    assert process("import", str(refused)).returncode == 2
    assert process("progress").returncode == 0
    broken = process("progress", DATABASE_URL="nonsense")
    assert broken.returncode == 1
    assert b"Traceback" not in broken.stderr
