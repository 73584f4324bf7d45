"""Finding entries: by each condition, page after page, with the help of an index."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from tests.build import NOW
from tracker.domain.audit import About, Act, Action, Entry, Kind
from tracker.domain.audit_reading import LogSelection
from tracker.storage import audit
from tracker.storage.transactions import writing
from tracker.usecases.log.see_log import extract_log, see_log

MIDNIGHT = datetime(2026, 4, 1, 15, tzinfo=UTC)
"""The first moment of 2 April 2026 in Japan."""
K1, K2 = (About(Kind.PROCEDURE, code) for code in ("K-001", "K-002"))
ACTS = (
    ("田中 太郎", Action.SIGN_IN, "tanaka", MIDNIGHT - timedelta(days=1), ()),
    ("田中 太郎", Action.RECORD_STATUS, "K-001 住民票", MIDNIGHT - timedelta(microseconds=1), (K1,)),
    ("Suzuki 100%", Action.RECORD_STATUS, "K-002 戸籍", MIDNIGHT, (K2,)),
    ("鈴木_花子", Action.CONFIRM_STATUS, "2件", MIDNIGHT + timedelta(hours=1), (K1, K2)),
    ("dx", Action.IMPORT_CATALOGUE, "台帳.csv", MIDNIGHT + timedelta(days=1), (About(Kind.ACCOUNT, "K-001"),)),
)


@pytest.fixture
def log(engine: Engine) -> Engine:
    with writing(engine) as connection:
        for who, action, subject, at, about in ACTS:
            audit.append(connection, Act(at, who, "test", action, subject, {}, {}, about))
    return engine


def numbers(entries: tuple[Entry, ...]) -> list[int]:
    return [entry.number for entry in entries]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param(LogSelection(), [5, 4, 3, 2, 1], id="everything"),
        pytest.param(LogSelection(who="田中"), [2, 1], id="who"),
        pytest.param(LogSelection(who="SUZUKI"), [3], id="case"),
        pytest.param(LogSelection(who="%"), [3], id="a percent sign is one"),
        pytest.param(LogSelection(who="_"), [4], id="an underscore is one"),
        pytest.param(LogSelection(who="だれか"), [], id="nobody"),
        pytest.param(LogSelection(action=Action.RECORD_STATUS), [3, 2], id="action"),
        pytest.param(LogSelection(words="_"), [], id="so in words"),
        pytest.param(LogSelection(words="k-00"), [3, 2], id="words"),
        pytest.param(LogSelection(about=K1), [4, 2], id="about a procedure"),
        pytest.param(LogSelection(about=About(Kind.ACCOUNT, "K-001")), [5], id="about an account"),
        pytest.param(LogSelection(first=date(2026, 4, 2)), [5, 4, 3], id="from a day in Japan"),
        pytest.param(LogSelection(last=date(2026, 4, 1)), [2, 1], id="to the end of a day in Japan"),
        pytest.param(LogSelection(first=date(2026, 4, 2), last=date(2026, 4, 2)), [4, 3], id="one day"),
        pytest.param(LogSelection(who="田中", about=K1, words="住民", last=date(2026, 4, 1)), [2], id="all at once"),
    ],
)
def test_each_condition(log: Engine, selection: LogSelection, expected: list[int]) -> None:
    assert numbers(see_log(log, selection, 50).entries) == expected
    assert numbers(extract_log(log, selection).entries) == expected


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_page_after_page_there_and_back(log: Engine, size: int) -> None:
    page = see_log(log, LogSelection(), size)
    there = [numbers(page.entries)]
    while page.older is not None:
        page = see_log(log, LogSelection(), size, before=page.older)
        there.append(numbers(page.entries))
    assert [number for each in there for number in each] == [5, 4, 3, 2, 1]
    back: list[int] = []
    while page.newer is not None:
        page = see_log(log, LogSelection(), size, after=page.newer)
        back = [*numbers(page.entries), *back]
    assert back == [5, 4, 3, 2, 1][: 5 - len(there[-1])]


def test_a_file_holds_so_many_and_says_so(log: Engine) -> None:
    assert (numbers(extract_log(log, LogSelection(), 4).entries), extract_log(log, LogSelection(), 4).is_cut) == (
        [5, 4, 3, 2],
        True,
    )
    assert not extract_log(log, LogSelection(), 5).is_cut


@pytest.mark.parametrize(
    ("selection", "index"),
    [
        (LogSelection(action=Action.SIGN_IN), "ix_audit_log_action"),
        (LogSelection(who="田中"), "ix_audit_log_who"),
        (LogSelection(about=K1), "audit_subjects"),
    ],
)
def test_an_index_finds_them(engine: Engine, selection: LogSelection, index: str) -> None:
    """Read from SQLite's plan; PostgreSQL chooses by the sizes that it finds."""
    if engine.dialect.name != "sqlite":
        pytest.skip("the plan of SQLite")
    asked: list[tuple[str, object]] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, text, given, *_rest: asked.append((text, given)))
    see_log(engine, selection, 50)
    statement, given = asked[-1]
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()  # type: ignore[arg-type]
    assert any(index in str(row) for row in plan), plan
    assert not any("TEMP B-TREE FOR ORDER BY" in str(row) and index == "ix_audit_log_action" for row in plan), plan


def test_now_is_a_moment_in_the_log(log: Engine) -> None:
    with writing(log) as connection:
        audit.append(connection, Act(NOW, "dx", "test", Action.SIGN_OUT, "", {}, {}))
    assert see_log(log, LogSelection(), 1).entries[0].at == NOW
