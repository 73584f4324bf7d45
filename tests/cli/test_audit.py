"""``tracker audit verify``: whole or not, and where."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Run


def test_the_log_of_an_import_is_whole(ward: Path, run: Run) -> None:
    assert "操作履歴1件は、書き込まれたときのままです。照合番号 " in run("audit", "verify").output


def test_the_first_bad_entry_is_named(ward: Path, run: Run) -> None:
    with closing(sqlite3.connect(ward / "tracker.db")) as somebody:
        somebody.execute("DROP TRIGGER audit_log_no_update")
        somebody.execute("UPDATE audit_log SET who = '誰か'")
        somebody.commit()
    assert "操作履歴の1件目が、書き込まれたときと違います。" in run("audit", "verify", code=1).output
    assert "Entry 1 of the activity log" in run("--lang", "en", "audit", "verify", code=1).output


def test_an_unused_installation_has_an_empty_log(run: Run) -> None:
    assert "操作履歴0件" in run("audit", "verify").output
