"""A year of a ward's catalogue, told day by day: twelve months with everything that can happen between two papers.

``SCRIPT`` says what happens; the tests say, each in its own way, what the papers must make of it.
"""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from tests.build import volume
from tests.doing import (
    Now,
    Step,
    abolishes,
    asks,
    closes,
    confirms,
    corrects,
    counts_arrive,
    creates,
    decides,
    describes,
    everybody_answers,
    merges,
    percent,
    plans,
    renames,
    states,
    takes_in,
    withdraws,
    writes,
)
from tracker import files
from tracker.domain.inquiry import Whom
from tracker.domain.policy import Target
from tracker.domain.procedure import Procedure
from tracker.domain.report.document import Paper
from tracker.domain.status import OnlineStatus, Scope

MONTHS = (date(2025, 11, 1), date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 11)))
"""令和7年11月 to 令和8年10月: the target is due on 令和8年3月31日, between the fifth and the sixth paper."""

DONE, PARTLY, NOT, EXEMPT = (
    OnlineStatus.IMPLEMENTED,
    OnlineStatus.PARTIAL,
    OnlineStatus.NOT_IMPLEMENTED,
    OnlineStatus.EXEMPT,
)
INTERNAL, COMMITTEE = Paper.INTERNAL, Paper.COMMITTEE
ASKED = "照会中の所管課があるが、前回の回答内容により集計できるため"
USED_ONLINE = {"K-001": 250_000, "K-003": 9_000, "K-005": 60_000, "K-006": 12_345, "K-018": 3_001}
"""Cases of 令和4年度 that came online; K-018 is not online itself."""


def of_fiscal_2023(item: Procedure) -> int | None:
    """令和5年度 counts a tenth less of every procedure that was counted in 令和4年度."""
    cases = item.volume_of(2022).annual_cases
    return None if cases is None else cases * 9 // 10


def used_online(item: Procedure) -> int | None:
    """Of 令和4年度, in a few procedures."""
    return USED_ONLINE.get(item.code)


SCRIPT: tuple[tuple[str, Step], ...] = (
    ("2025-10-20", takes_in(files.WARD_CATALOGUE)),
    # 令和7年11月: the first inquiry and the first paper. Everything is asked again each quarter.
    ("2025-11-04", asks("2025-11-14")),
    ("2025-11-04", plans("K-006", "令和7年12月")),
    ("2025-11-04", plans("K-012", "令和8年1月")),
    ("2025-11-17", states("K-024", DONE, since="2025-11-15")),
    ("2025-11-20", confirms("K-024")),
    ("2025-12-05", closes("2025-11", ASKED)),
    # 令和7年12月: one goes online, one in part; the first paper that goes to the council.
    ("2025-12-08", states("K-006", DONE, since="2025-12-01")),
    ("2025-12-10", confirms("K-006")),
    ("2025-12-15", states("K-007", PARTLY, since="2025-12-15", scope=Scope.APPLICATION, note="新規の申請に限る。")),
    ("2025-12-18", confirms("K-007")),
    ("2026-01-07", writes("2025-12", COMMITTEE, committee="総務委員会", paper_number="３", office="ＤＸ推進担当課")),
    ("2026-01-08", closes("2025-12", ASKED)),
    # 令和8年1月: one goes online but is not confirmed when the month is closed; K-012 gets late; one is exempt by law.
    ("2026-01-13", asks("2026-01-23")),
    ("2026-01-13", states("K-013", DONE, since="2026-01-05")),
    ("2026-01-20", states("K-026", EXEMPT, since="2026-01-20", legal_basis="介護保険法", url="")),
    ("2026-01-22", confirms("K-026")),
    ("2026-02-05", writes("2026-01", INTERNAL, {"late_reason": "標準準拠システムへの移行と調整しているため。"})),
    ("2026-02-06", closes("2026-01", "確認中の登録が1件あるため")),
    # 令和8年2月: what waited is confirmed; a new year's counts come in, and two of the base year are put right.
    ("2026-02-10", confirms("K-013")),
    ("2026-02-16", counts_arrive(2023, annual_cases=of_fiscal_2023)),
    ("2026-02-17", describes("K-022", volumes=(volume(13_459), volume(12_595, 2023)))),
    ("2026-02-17", describes("P-001", volumes=(volume(320),))),
    ("2026-03-06", closes("2026-02", ASKED)),
    # 令和8年3月: the target is due. Two go online, one is taken back; a division is renamed before the month is closed.
    ("2026-03-16", states("K-012", DONE, since="2026-03-16")),
    ("2026-03-23", states("K-014", DONE, since="2026-03-20")),
    ("2026-03-25", withdraws("K-024", "受付の開始前であったため")),
    ("2026-03-27", confirms("K-012", "K-014", "K-024")),
    ("2026-03-30", abolishes("P-028", on="2026-04-01")),
    ("2026-04-02", renames(("福祉部", "国保年金課"), "国民健康保険課", on="2026-04-01")),
    ("2026-04-06", writes("2026-03", COMMITTEE, paper_number="７", dated="令和８年４月20日")),
    ("2026-04-07", closes("2026-03", ASKED)),
    # 令和8年4月: two procedures are new, one of them online; how much is used online is known of a few.
    ("2026-04-10", asks("2026-04-24")),
    ("2026-04-13", creates("N-001", "公園施設の利用登録", ("総務部", "税務課"), "2026-04-01", volume(4_200))),
    ("2026-04-13", creates("N-002", "電子契約の利用申出", ("総務部", "契約管財課"), "2026-04-01", volume(150))),
    ("2026-04-14", states("N-002", DONE, since="2026-04-10")),
    ("2026-04-15", confirms("N-002")),
    ("2026-04-20", counts_arrive(2022, online_cases=used_online)),
    ("2026-05-08", closes("2026-04", ASKED)),
    # 令和8年5月: nothing happens.
    ("2026-06-05", closes("2026-05", ASKED)),
    # 令和8年6月: two become one; what was in part is whole; a day is put right; a sentence is worded.
    ("2026-06-10", states("K-007", DONE, since="2026-06-10")),
    ("2026-06-15", merges("K-023", "K-009", on="2026-06-15")),
    ("2026-06-22", corrects("K-014", DONE, since="2026-04-20", reason="開始日の誤り")),
    ("2026-06-24", confirms("K-007", "K-014")),
    ("2026-07-06", writes("2026-06", INTERNAL, {"purpose": "６月末の状況を取りまとめたので、報告する。"})),
    (
        "2026-07-06",
        writes("2026-06", COMMITTEE, {"issues": "電子署名の要る手続が課題である。"}, paper_number="２"),
    ),
    ("2026-07-07", closes("2026-06", ASKED)),
    # 令和8年7月: a new target, on a new base year; everybody has answered, so that no reason is needed.
    ("2026-07-08", asks("2026-07-22")),
    (
        "2026-07-13",
        decides("2026-07-01", Target(percent(90), "約９割", date(2029, 3, 31)), base_fiscal_year=2023),
    ),
    ("2026-07-21", everybody_answers),
    ("2026-08-07", closes("2026-07")),
    # 令和8年8月: the largest goes online, another stops; a plan gets late within the month.
    ("2026-08-12", plans("P-036", "令和8年8月")),
    ("2026-08-12", asks("2026-08-26", Whom.PLANNED)),
    ("2026-08-20", states("K-002", DONE, since="2026-08-17")),
    ("2026-08-24", states("K-003", NOT, since="2026-08-24", url="", note="障害のため休止")),
    ("2026-08-25", confirms("K-002", "K-003")),
    ("2026-09-07", closes("2026-08", ASKED)),
    # 令和8年9月: what stopped is back; what was late is there.
    ("2026-09-14", states("P-036", DONE, since="2026-09-14")),
    ("2026-09-21", states("K-003", DONE, since="2026-09-21")),
    ("2026-09-24", confirms("P-036", "K-003")),
    ("2026-10-05", asks("2026-10-16")),
    ("2026-10-06", writes("2026-09", COMMITTEE, paper_number="５")),
    ("2026-10-07", closes("2026-09", ASKED)),
    # 令和8年10月: one is said to be online, and put right within the month: no paper ever counts it.
    ("2026-10-15", states("K-010", DONE, since="2026-10-01")),
    ("2026-10-20", confirms("K-010")),
    ("2026-10-27", corrects("K-010", DONE, since="2026-10-01", reason="予約に限る", scope=Scope.BOOKING)),
    ("2026-10-29", confirms("K-010")),
    ("2026-11-09", closes("2026-10", ASKED)),
)


def run_year(engine: Engine, folder: Path, until: date = date.max) -> None:
    """Let the year, or its first part, happen in a database as after installation. ``folder``: for files taken in."""
    for day, step in SCRIPT:
        if date.fromisoformat(day) <= until:
            step(Now(engine, date.fromisoformat(day), folder))
