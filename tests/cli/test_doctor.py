"""What ``tracker doctor`` finds, and that it says what to do."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, text

from tests.cli.conftest import Run
from tests.engines import ENGINES, past_the_program
from tracker.cli.checks import database, shipped
from tracker.domain.account import Account, Role
from tracker.storage import migrating
from tracker.storage.engines import WAL_IS_SAFE


def examined(run: Run, *, sound: bool) -> dict[str, dict[str, Any]]:
    found = json.loads(run("doctor", "--json", code=0 if sound else 1).stdout)
    assert found["sound"] is sound
    return {check["check"]: check for check in found["checks"]}


def unsound(run: Run) -> dict[str, str]:
    return {key: check["message"] for key, check in examined(run, sound=False).items() if not check["sound"]}


def test_a_fresh_installation_is_sound_and_nothing_is_created(run: Run, instance: Path) -> None:
    checks = examined(run, sound=True)
    assert {"program", "python", "sqlite", "fonts", "instance", "space", "database", "secret key", "cookies"} <= set(
        checks
    )
    assert not instance.exists()


@pytest.mark.usefixtures("ward")
def test_a_database_in_use_is_reached_and_its_journal_named(run: Run) -> None:
    checks = examined(run, sound=True)
    assert checks["schema"]["message"] == "最新です"
    assert checks["journal"]["message"].startswith("WAL" if WAL_IS_SAFE else "DELETE")


@pytest.mark.usefixtures("ward")
def test_each_line_says_whether_something_is_to_be_done(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(line.startswith("良好") for line in run("doctor").stdout.splitlines())
    monkeypatch.setenv("SECRET_KEY", "guess-me")
    lines = run("doctor", code=1).stdout.splitlines()
    (bad,) = (line for line in lines if not line.startswith("良好"))
    assert bad.startswith("要対応　秘密鍵（SECRET_KEY）：推測されるおそれがあります。")
    assert "guess-me" not in "".join(lines)
    assert "attention" in run("--lang", "en", "doctor", code=1).stdout


def test_a_strong_key_is_not_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "Qy6-vt0pL9_rnE4wXz82")
    assert "設定されています" in examined(run, sound=True)["secret key"]["message"]
    assert "Qy6" not in run("doctor").stdout


@pytest.mark.skipif("postgresql" not in ENGINES, reason="PostgreSQL is left out on purpose")
def test_a_server_is_reached_and_named(run: Run, monkeypatch: pytest.MonkeyPatch, postgres_server: URL) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_server.render_as_string(hide_password=False))
    checks = examined(run, sound=True)
    assert int(checks["server"]["message"].split(".")[0]) >= 12


@pytest.mark.usefixtures("ward")
def test_an_older_database_says_how_to_upgrade(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "HEAD_REVISION", "a later one")
    assert "tracker upgrade" in unsound(run)["schema"]


@pytest.mark.usefixtures("ward")
def test_how_people_reach_it_and_sign_in_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = examined(run, sound=True)
    assert "HTTPS" in checks["cookies"]["message"]
    assert "TRUSTED_HOSTS" in checks["hosts"]["message"]
    assert "TRUSTED_PROXIES" in checks["proxies"]["message"]
    assert "tracker create-admin" in checks["administrators"]["message"]
    monkeypatch.setenv("PLAIN_HTTP", "1")
    monkeypatch.setenv("TRUSTED_HOSTS", "tracker.lg.jp")
    monkeypatch.setenv("TRUSTED_PROXIES", "2")
    checks = examined(run, sound=True)
    assert "PLAIN_HTTP=1" in checks["cookies"]["message"]
    assert checks["hosts"]["message"] == "tracker.lg.jp"
    assert "2台" in checks["proxies"]["message"]


@pytest.mark.usefixtures("ward")
def test_a_password_that_would_be_read_along_needs_attention(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SMTP_HOST" in examined(run, sound=True)["mail"]["message"]
    chosen = {"SMTP_HOST": "mail.lg.jp", "SMTP_USER": "tracker", "SMTP_PASSWORD": "p4ss", "MAIL_FROM": "dx@city.lg.jp"}
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    message = unsound(run)["mail"]
    assert "SMTP_STARTTLS=1" in message
    assert "p4ss" not in message
    monkeypatch.setenv("SMTP_STARTTLS", "1")
    assert examined(run, sound=True)["mail"]["message"] == "mail.lg.jp:25 (dx@city.lg.jp)"


def test_somebody_of_the_team_must_be_able_to_sign_in_once_others_can() -> None:
    leader = Account("dx", "x", Role.DX, has_password=True)
    editor = Account("e", "x", Role.EDITOR, has_password=True)
    assert database.administrators([]).sound
    assert database.administrators([Account("dx", "x", Role.DX)]).sound
    assert database.administrators([leader, editor]).sound
    assert not database.administrators([editor]).sound
    assert not database.administrators([replace(leader, disabled_at=datetime(2026, 11, 20, tzinfo=UTC))]).sound


def test_closed_months_are_what_was_kept(run: Run, ward: Path) -> None:
    assert examined(run, sound=True)["closings"]["message"].startswith("0版")
    run("close", "2024-10", "--reason", "照会の前のため")
    assert examined(run, sound=True)["closings"]["message"].startswith("1版")
    engine = create_engine(f"sqlite:///{(ward / 'tracker.db').as_posix()}")
    with past_the_program(engine, "closed_papers") as connection:
        connection.execute(text("UPDATE closed_papers SET content = x'00' WHERE format = 'pdf' AND paper = 'internal'"))
    engine.dispose()
    message = unsound(run)["closings"]
    assert "（Oct 2024, edition 1, internal.pdf）" in message
    assert "バックアップから元に戻してください。" in message
    assert "Restore it from a backup." in run("--lang", "en", "doctor", code=1).stdout


def test_a_file_that_is_no_database_is_said(run: Run, instance: Path) -> None:
    instance.mkdir()
    (instance / "tracker.db").write_text("手続ID,手続名\n" * 100)
    assert list(unsound(run)) == ["database"]


@pytest.mark.parametrize("address", ["postgresql://somebody:hush-hush@127.0.0.1:1/tracker", "hush-hush"])
def test_a_database_out_of_reach_is_said_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert list(unsound(run)) == ["database"]
    assert "hush-hush" not in run("doctor", code=1).output


def test_a_folder_that_cannot_be_written_to_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_INSTANCE", "/proc/nowhere")
    assert "TRACKER_INSTANCE" in unsound(run)["instance"]


def test_a_setting_that_cannot_be_used_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_READING", "perhaps")
    assert "OPEN_READING" in unsound(run)["settings"]


def test_what_did_not_come_with_the_program_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shipped, "SHIPPED", [("fonts", "フォント", "Fonts", tmp_path, shipped.FONTS)])
    (tmp_path / shipped.FONTS[0]).touch()
    assert all(font in unsound(run)["fonts"] for font in shipped.FONTS)


def test_a_journal_is_judged_by_the_sqlite_that_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAL_IS_SAFE", True)
    assert database.journal("wal").sound
    assert database.journal("delete").sound
    monkeypatch.setattr(database, "WAL_IS_SAFE", False)
    assert not database.journal("wal").sound
    assert database.journal("delete").sound
