"""The first account, from the console of the machine."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.cli.conftest import Run
from tests.dump import dump
from tests.web.apps import opened
from tracker.storage import accounts
from tracker.storage.transactions import reading

LINK = re.compile(r"^ {4}(\S+)/welcome/([\w-]{43})$", re.MULTILINE)


def told(instance: Path) -> str:
    with opened(f"sqlite:///{instance / 'tracker.db'}") as engine:
        return "".join(row for rows in dump(engine).values() for row in rows)


def logins(instance: Path) -> list[str]:
    engine: Engine
    with opened(f"sqlite:///{instance / 'tracker.db'}") as engine, reading(engine) as connection:
        return [account.signature for account in accounts.everybody(connection)]


def test_it_registers_and_prints_a_link_that_is_stored_nowhere(run: Run, instance: Path) -> None:
    said = run("create-admin", "0012345", "--name", "田中 太郎", "--url", "https://tracker.lg.jp/").stdout
    found = LINK.search(said)
    assert found is not None
    assert found[1] == "https://tracker.lg.jp"
    assert "田中 太郎（0012345）" in said
    assert logins(instance) == ["田中 太郎（DX推進担当、0012345）"]
    assert found[2] not in told(instance)
    assert "tracker create-admin" in told(instance)


def test_for_one_of_the_team_it_prints_another_link(run: Run, instance: Path) -> None:
    first = LINK.search(run("create-admin", "dx1", "--name", "x").stdout)
    second = LINK.search(run("--lang", "en", "create-admin", "DX1").stdout)
    assert first is not None
    assert second is not None
    assert first[1] == "http://127.0.0.1:8000"
    assert first[2] != second[2]
    assert len(logins(instance)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dx1"], "氏名"),
        (["田中", "--name", "x"], "職員ID"),
        (["dx1", "--name", "x", "--url", "tracker.lg.jp"], "http:// か https://"),
        (["dx1", "--name", "x", "--url", "javascript://x"], "http:// か https://"),
        (["dx1", "--name", "x", "--url", "http://[x"], "http:// か https://"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, instance: Path, arguments: list[str], said: str) -> None:
    result = run("create-admin", *arguments, code=1)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert said in line
    assert not (instance / "tracker.db").exists() or logins(instance) == []


def test_doctor_says_whether_somebody_can_sign_in(run: Run) -> None:
    run("create-admin", "dx1", "--name", "x")
    assert "tracker create-admin" in run("doctor").stdout
