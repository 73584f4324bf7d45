"""Two people on the same procedure at the same moment: one of them is stored, the other hears of it.

With ``TRACKER_FULL=1`` a thousand pairs instead of a hundred.
"""

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.usecases.files import catalogue_file
from tests.usecases.stating import DX, EDITOR, ONLINE, REPLY, log, seen, stored
from tracker.domain.audit import Entry
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.selection import Order, Selection
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.catalogue.list_procedures import export_procedures
from tracker.usecases.changing import Conflict, Seen, about_procedure
from tracker.usecases.log.verify_log import verify_log

PAIRS = 1_000 if os.environ.get("TRACKER_FULL") == "1" else 100
FEW = PAIRS // 10
Act = Callable[[], Any]


class Pair:
    """Two threads that act at the same moment, again and again."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._start = Barrier(2, timeout=60)

    def act(self, *acts: Act) -> list[Any]:
        """What each of the two comes to: a result, or its conflict."""
        return [each.result(timeout=60) for each in [self._threads.submit(self._one, act) for act in acts]]

    def _one(self, act: Act) -> Any:
        self._start.wait()
        try:
            return act()
        except Conflict as conflict:
            return conflict


def entries_about(engine: Engine, item: Procedure) -> list[Entry]:
    with reading(engine) as connection:
        return audit.entries_about(connection, about_procedure(item))


def test_one_of_two_editors_is_stored_and_the_other_hears_of_it(stated: Engine) -> None:
    accepted: list[tuple[int, int]] = []
    with ThreadPoolExecutor(2) as threads:
        pair = Pair(threads)
        for number in range(PAIRS):
            [each] = seen(stated, EDITOR, "T-1")
            urls = [f"https://example.jp/{number}/{who}" for who in "ab"]
            outcomes = pair.act(*(_record(stated, each, url) for url in urls))
            [conflict] = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
            [winner] = [url for url, outcome in zip(urls, outcomes, strict=True) if outcome is not conflict]
            assert stored(stated, "T-1").records[-1].url == winner
            assert [json.loads(entry.after)["申請URL"] for entry in conflict.since] == [winner]
            accepted.append((each.version, conflict.since[-1].number))
    assert len(stored(stated, "T-1").records) == PAIRS
    numbers = [entry.number for entry in entries_about(stated, stored(stated, "T-1"))]
    assert accepted == list(zip([0, *numbers], numbers, strict=False)), "a write did not see the version just before"
    assert verify_log(stated).bad is None


def _record(engine: Engine, each: Seen, url: str) -> Act:
    return lambda: record_status(engine, [each], replace(ONLINE, url=url), EDITOR)


def test_an_editor_and_a_whole_list_with_the_same_procedure_in_it(stated: Engine) -> None:
    with ThreadPoolExecutor(2) as threads:
        pair = Pair(threads)
        lists = 0
        for number in range(FEW):
            many = seen(stated, DX, "T-1", "T-2", "C-1")
            before = len(log(stated))
            one, several = pair.act(
                _record(stated, many[1], f"https://example.jp/{number}"),
                lambda many=many: record_status(stated, many, ONLINE, DX, REPLY),
            )
            assert isinstance(one, Conflict) != isinstance(several, Conflict)
            assert len(log(stated)) - before == (1 if isinstance(several, Conflict) else 3), "a list was half stored"
            lists += isinstance(one, Conflict)
    assert len(stored(stated, "C-1").records) == lists
    assert verify_log(stated).bad is None


def test_an_editor_and_an_import(stated: Engine, tmp_path: Path) -> None:
    """An import takes the catalogue as it finds it, so it never fails; what the editor stored is still there."""
    entries = list(export_procedures(stated, TODAY, Selection(), Order.CATALOGUE))
    without = ["planned_for", "barrier"]
    recorded = 0
    with ThreadPoolExecutor(2) as threads:
        pair = Pair(threads)
        for number in range(FEW):
            [each] = seen(stated, EDITOR, "T-1")
            path = catalogue_file(tmp_path, [replace(item, note=f"{number}") for item in entries], without=without)
            plan = Plan(comment=f"コメント{number}")
            outcome, taken = pair.act(
                lambda each=each, plan=plan: record_plan(stated, each, plan, EDITOR),
                lambda path=path: import_catalogue(stated, path, Options(), NOW, "dx"),
            )
            assert taken.problems == ()
            found = stored(stated, "T-1")
            assert found.note == f"{number}"
            assert (found.plan == plan) is not isinstance(outcome, Conflict)
            recorded += found.plan == plan
    assert len(log(stated)) == FEW + recorded
    assert verify_log(stated).bad is None
