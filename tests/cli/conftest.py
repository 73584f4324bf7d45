"""The command line as somebody at a terminal meets it, on a catalogue of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker import files
from tracker.cli import main

Run = Callable[..., Result]
SETTINGS = (
    "DATABASE_URL",
    "OPEN_READING",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "PLAIN_HTTP",
    "TRUSTED_HOSTS",
    "TRUSTED_PROXIES",
    "TRACKER_MUNICIPALITY",
    "TRACKER_MUNICIPALITY_CODE",
    "TRACKER_LANG",
    "PORT",
    "SMTP_HOST",
    "SMTP_PORT",
    "SMTP_USER",
    "SMTP_PASSWORD",
    "SMTP_STARTTLS",
    "MAIL_FROM",
)


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installation that nobody has used yet, with no settings besides."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TRACKER_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance"


@pytest.fixture
def run(instance: Path) -> Run:
    """Run ``tracker`` with arguments; ``code`` is the exit code that it must end with."""

    def invoke(*arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return invoke


@pytest.fixture(scope="session")
def ward_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the ward's catalogue. To be copied, not used."""
    folder = tmp_path_factory.mktemp("ward")
    result = CliRunner().invoke(main, ["import", str(files.WARD_CATALOGUE)], env=_only(folder))
    assert result.exit_code == 0, result.output
    return folder / "tracker.db"


@pytest.fixture
def ward(instance: Path, ward_database: Path) -> Path:
    """An installation with the ward's catalogue."""
    instance.mkdir()
    shutil.copyfile(ward_database, instance / "tracker.db")
    return instance


def _only(folder: Path) -> dict[str, str | None]:
    return {**dict.fromkeys(SETTINGS), "TRACKER_INSTANCE": str(folder)}
