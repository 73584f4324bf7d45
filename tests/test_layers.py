"""The contracts of setup.cfg hold, and each of them notices an import that breaks it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

BREACHES = {
    "Imports point inwards": {
        "tracker/domain/text.py": "import tracker.storage.schema",
        "tracker/storage/blocks.py": "import tracker.usecases.figures.show_progress",
        "tracker/importing/limits.py": "import tracker.exporting.neutral",
        "tracker/exporting/neutral.py": "def late():\n    from tracker.storage import schema",
        "tracker/web/clock.py": "import tracker.cli.console",
    },
    "Files and settings know nothing of the rest": {"tracker/settings.py": "import tracker.domain.errors"},
    "Only the web knows Flask": {
        "tracker/usecases/figures/find_path.py": "import flask",
        "tracker/exporting/neutral.py": "import werkzeug",
    },
    "Readers and writers of files know no database": {"tracker/importing/limits.py": "import sqlalchemy"},
    "The domain knows the standard library only": {"tracker/domain/text.py": "import pandas"},
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The package and its contracts, to be spoilt."""
    shutil.copytree(ROOT / "tracker", tmp_path / "tracker", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def contracts(checkout: Path) -> tuple[bool, str]:
    """Whether all contracts are kept, and the report."""
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = subprocess.run(
        [sys.executable, "-c", program, "--config", "setup.cfg", "--no-cache", "--no-logo"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    return result.returncode == 0, result.stdout + result.stderr


def test_imports_are_as_agreed(checkout: Path) -> None:
    kept, report = contracts(checkout)
    assert kept, report
    assert f"{len(BREACHES)} kept, 0 broken" in report


@pytest.mark.parametrize(
    ("contract", "path", "line"),
    [(contract, path, line) for contract, lines in BREACHES.items() for path, line in lines.items()],
)
def test_a_breach_is_noticed(checkout: Path, contract: str, path: str, line: str) -> None:
    with (checkout / path).open("a") as file:
        file.write(f"\n{line}\n")
    kept, report = contracts(checkout)
    assert not kept
    assert any(said.startswith(contract) and said.endswith("BROKEN") for said in report.splitlines()), report
