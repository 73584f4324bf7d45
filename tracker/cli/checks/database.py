"""The database: can it be reached, does it fit this version, and is SQLite's journal safe."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from tracker.cli.checks import Finding
from tracker.cli.database import address, connected
from tracker.cli.failures import failure
from tracker.domain.account import Account, Role
from tracker.settings import Settings
from tracker.storage import accounts, engine_facts, migrating
from tracker.storage.engines import WAL_IS_SAFE
from tracker.storage.migrating import SchemaState
from tracker.usecases.reports.verify_closings import verify_closings

_NAME = ("データベース", "Database")
_SCHEMA = {
    SchemaState.EMPTY: (True, "まだ空です。最初に使うときに作られます。", "Empty. It is created on first use."),
    SchemaState.CURRENT: (True, "最新です", "up to date"),
    SchemaState.OLDER: (
        False,
        "古い形式です。バックアップを取ってから「tracker upgrade」を実行してください。",
        "It is of an older version. Make a backup, then run “tracker upgrade”.",
    ),
    SchemaState.UNKNOWN: (
        False,
        "このプログラムより新しい版で作られています。新しい版のプログラムをお使いください。",
        "It was made by a newer version of this program. Use that version.",
    ),
}


def examine(settings: Settings) -> Iterator[Finding]:
    """Connect as the program would. A SQLite file that is not there yet is not created."""
    try:
        url = address(settings)
        place = url.render_as_string(hide_password=True)
        if _is_not_made_yet(url):
            ja, en = f"{place}　最初に使うときに作られます", f"{place} is created on first use"
            yield Finding("database", *_NAME, True, ja, en)
        else:
            yield from _look(settings, place)
    except Exception as error:
        yield Finding(
            "database", *_NAME, False, failure(error, "ja") or repr(error), failure(error, "en") or repr(error)
        )


def _look(settings: Settings, place: str) -> list[Finding]:
    with connected(settings) as engine, engine.connect() as connection:
        state = migrating.schema_state(connection)
        found = [
            Finding("database", *_NAME, True, f"{place}　接続できます", f"{place} can be reached"),
            Finding("schema", "データベースの形式", "Schema", *_SCHEMA[state]),
            _server(connection),
        ]
        if state is SchemaState.CURRENT:
            found.append(administrators(accounts.everybody(connection)))
            found.append(closed_months(*verify_closings(engine)))
        return found


def closed_months(editions: int, altered: Sequence[str]) -> Finding:
    """Whether closed months are what was kept, to the byte."""
    name = ("closings", "確定した月次", "Closed months")
    if not altered:
        return Finding(
            *name, True, f"{editions}版が確定したときのままです", f"{editions} editions are as they were kept"
        )
    listed = "; ".join(altered)
    return Finding(
        *name,
        False,
        f"確定した内容が、後から書き換えられています（{listed}）。バックアップから元に戻してください。",
        f"What was kept has been changed ({listed}). Restore it from a backup.",
    )


def administrators(people: Collection[Account]) -> Finding:
    """Whether somebody of the DX team can sign in. While nobody has a password the product is only read."""
    name = ("administrators", "DX推進担当", "DX team")
    able = [each for each in people if each.role is Role.DX and each.is_enabled and each.has_password]
    if able:
        return Finding(*name, True, f"{len(able)}人がサインインできます", f"{len(able)} can sign in")
    return Finding(
        *name,
        not any(each.has_password for each in people),
        "サインインできる職員がいません。「tracker create-admin 職員ID --name 氏名」で登録してください。",
        "Nobody can sign in. Register somebody with “tracker create-admin ID --name NAME”.",
    )


def _is_not_made_yet(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and bool(url.database) and not Path(str(url.database)).exists()


def _server(connection: Connection) -> Finding:
    mode = engine_facts.journal_mode(connection)
    if mode is not None:
        return journal(mode)
    version = engine_facts.server_version(connection)
    return Finding("server", "PostgreSQL", "PostgreSQL", True, version, version)


def journal(mode: str) -> Finding:
    """Whether the journal of a SQLite file is safe with the SQLite of this Python."""
    name = ("SQLiteのジャーナル", "SQLite's journal")
    if mode != "wal":
        reason = ("（この版のSQLiteではWALを使いません）", " (WAL is not used with this version of SQLite)")
        ja, en = ("", "") if WAL_IS_SAFE else reason
        return Finding("journal", *name, True, f"{mode.upper()}{ja}", f"{mode.upper()}{en}")
    if WAL_IS_SAFE:
        return Finding("journal", *name, True, "WAL", "WAL")
    return Finding(
        "journal",
        *name,
        False,
        "WALのままです。この版のSQLiteでは、WALのデータベースが壊れるおそれがあります。"
        "このデータベースを使っているプログラムをすべて止めてから、もう一度点検してください。",
        "It is still WAL, which can corrupt the database with this version of SQLite. "
        "Stop every program that uses the database, then check again.",
    )
