"""Forty divisions, their reply workbooks, and how careless officers fill them in: what is done, and what is to follow.

Each division has four procedures: 12-1 to 12-4 are those of the twelfth.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests import returned as by
from tests.build import procedure, record
from tests.returned import Edit
from tracker.domain.procedure import Procedure
from tracker.domain.reply.verdict import Verdict
from tracker.domain.status import OnlineStatus

DIVISIONS, EACH = 40, 4
YEAR = "年間受付件数（令和7年度）"
ONLINE_CASES = "うちオンライン（令和7年度）"
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_200
ODS = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
ALL_UNCHANGED = by.every({"回答": "変更なし", YEAR: "1000"})
NOBODY_ANSWERED = (0, 0, EACH)
EVERYBODY_UNCHANGED = (EACH, 0, 0)
"""変更なし and a count, which is something new, for each."""


@dataclass(frozen=True)
class Case:
    """What a division does, and what becomes of its file.

    ``counted``: procedures changed, unchanged and left open. ``found``: under which headings there are problems or
    questions, with the row. ``stored``: what is new of each procedure, by its number: the status, or the count, or
    both. ``content``: what comes back instead of the workbook. ``edits`` None: it comes back untouched, byte by byte.
    """

    edits: tuple[Edit, ...] | None = (ALL_UNCHANGED,)
    verdict: Verdict = Verdict.ACCEPTED
    counted: tuple[int, int, int] = EVERYBODY_UNCHANGED
    found: tuple[tuple[int | None, str], ...] = ()
    noticed: tuple[tuple[int | None, str], ...] = ()
    stored: Mapping[int, Any] | None = None
    name: str = ""
    content: bytes | None = None
    settled: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def new(self) -> Mapping[int, Any]:
        """What is new of each procedure once the file was taken in."""
        if self.verdict is not Verdict.ACCEPTED:
            return {}
        return dict.fromkeys(range(1, EACH + 1), (None, 1000)) if self.stored is None else self.stored


def answered(*edits: Edit, **expected: Any) -> Case:
    """All is 変更なし with a count, but for these edits."""
    return Case((ALL_UNCHANGED, *edits), **expected)


def online(day: Any, **cells: Any) -> dict[str, Any]:
    """Cells that say that a procedure has gone online."""
    return {"回答": "変更あり", "オンライン化状況": "実施済", "オンライン開始日": day, **cells}


def question(number: int, cells: dict[str, Any], *headings: str, settled: Mapping[str, tuple[str, ...]]) -> Case:
    """The first procedure needs to be asked about under these headings; all else is 変更なし with a count.

    ``settled``: how, by the identifiers of columns: a choice, and what is typed.
    """
    return answered(
        by.typed(f"{number:02}-1", cells),
        verdict=Verdict.QUESTIONS,
        counted=(0, 0, 0),
        found=tuple((6, heading) for heading in headings),
        settled={(6, identifier): choice for identifier, choice in settled.items()},
    )


def refusal(*edits: Edit, found: tuple[tuple[int | None, str], ...] = ((None, ""),), **expected: Any) -> Case:
    """The file is refused."""
    return Case((ALL_UNCHANGED, *edits), Verdict.REFUSED, (0, 0, 0), found, **expected)


def no_workbook(content: bytes, name: str) -> Case:
    """Something else comes back."""
    return Case((), Verdict.REFUSED, (0, 0, 0), ((None, ""),), content=content, name=name)


_ONLINE = OnlineStatus.IMPLEMENTED
_OTHERS = {2: (None, 1000), 3: (None, 1000), 4: (None, 1000)}
EXTRA = {"手続ID": "99-9", "手続名": "新しい手続", "回答": "変更あり", "オンライン化状況": "実施済"}
FOREIGN = {"手続ID": "01-1", "手続名": "手続01-1", "回答": "変更なし"}

CASES: dict[int, Case] = {
    1: answered(by.every({YEAR: "１，０００"}), by.replied_by("第1課 係長 山田")),
    2: answered(by.blank_rows("02-3"), by.every({YEAR: "1,000件"})),
    3: answered(name="コピー ～ 回答 (1)（最終）.xlsx"),
    4: answered(by.sheet_renamed("Sheet1"), noticed=((None, ""),)),
    5: answered(by.backwards),
    6: answered(
        by.typed("06-1", {**online("Ｒ８．１０．１", オンライン化状況="実施済み"), "受付方法１": "ＬｏＧｏフォーム"}),
        stored={1: (_ONLINE, 1000), **_OTHERS},
    ),
    7: answered(
        by.typed("07-1", online(date(2026, 10, 1), オンライン化状況="1.実施済")),
        by.typed("07-2", online("令和8年10月1日", オンライン化状況="一部実施済", 備考="代理人は不可")),
        by.typed("07-3", online("2026/10/1")),
        stored={1: (_ONLINE, 1000), 2: (OnlineStatus.PARTIAL, 1000), 3: (_ONLINE, 1000), 4: (None, 1000)},
    ),
    8: question(
        8, online("R8.10.1", オンライン化状況="済"), "オンライン化状況", settled={"online_status": ("typed", "実施済")}
    ),
    9: question(9, {YEAR: "約500"}, YEAR, settled={"annual_cases": ("typed", "500")}),
    10: answered(by.typed("10-1", online("R8.10.1")), stored={1: (_ONLINE, 1000), **_OTHERS}),
    11: answered(),
    12: Case(None, Verdict.REFUSED, (0, 0, 0), ((None, ""),)),
    13: refusal(by.pasted(FOREIGN), found=((10, "手続ID"),)),
    14: refusal(by.typed("14-2", {"手続ID": "14-22"}), found=((7, "手続ID"),)),
    15: refusal(by.pasted(EXTRA), found=((10, "手続ID"),)),
    16: refusal(by.deleted("16-2"), found=((None, "手続ID"),)),
    17: question(17, {"回答": "変更あり", "備考": "課の備考"}, "備考", settled={"note": ("returned",)}),
    18: question(18, online("R9.1.1"), "オンライン開始日", settled={"online_on": ("typed", "R8.10.1")}),
    19: question(
        19,
        {"備考": "直しました"},
        "回答",
        settled={"reply": ("typed", "変更あり"), "online_status": ("typed", "未実施")},
    ),
    20: question(20, {ONLINE_CASES: "2000"}, ONLINE_CASES, settled={"online_cases": ("typed", "200")}),
    21: question(21, online("R8.10.1", オンライン化状況="一部実施済"), "備考", settled={"note": ("typed", "窓口は別")}),
    22: Case((), counted=NOBODY_ANSWERED, stored={}),
    23: refusal(by.copied("23-2"), found=((10, "手続ID"),)),
    24: refusal(by.typed("24-3", {"手続名": "別の名称"}), found=((8, "手続名"),)),
    25: no_workbook(b"", "空.xlsx"),
    26: no_workbook("手続ID,手続名\n26-1,手続".encode("cp932"), "一覧.xlsx"),
    27: no_workbook(ENCRYPTED, "秘密.xlsx"),
    28: no_workbook(OLD_EXCEL, "昔.xls"),
    29: no_workbook(ODS, "別の形式.ods"),
    30: refusal(by.without_hidden_sheets),
    31: question(
        31,
        {"回答": "変更あり", "オンライン化状況": "適用除外"},
        "根拠法令等",
        settled={"legal_basis": ("typed", "法第1条")},
    ),
    32: question(32, {"回答": "変更あり", YEAR: None}, "回答", settled={"reply": ("typed", "変更なし")}),
    33: refusal(by.column_deleted("備考"), found=((None, "備考"),)),
    34: answered(
        by.written_below("※よろしくお願いします"),
        by.column_added("メモ", "要確認"),
        noticed=((None, "メモ"), (12, "")),
    ),
    35: answered(by.typed("35-1", {"回答": None, "予定時期": "R9年度", "未実施の理由": "3.システムが未整備"})),
    36: Case(
        (by.typed("36-1", {"回答": "変更なし", YEAR: "1000"}), by.typed("36-2", {"回答": "変更なし"})),
        counted=(1, 1, 3),
        stored={1: (None, 1000)},
    ),
    37: answered(by.every({YEAR: "未集計"}), stored=dict.fromkeys(range(1, EACH + 1), (None, "未集計"))),
    38: question(38, {YEAR: "999999"}, YEAR, settled={"annual_cases": ("returned", "", "制度改正のため")}),
    39: Case(None, counted=NOBODY_ANSWERED, stored={}),
    40: answered(by.replied_by("第40課 主任 佐藤"), by.every({YEAR: 1000})),
}


def catalogue() -> list[Procedure]:
    """Four procedures of each of forty divisions, ten to a department; the last of each is online."""
    return [
        procedure(
            f"{number:02}-{place}",
            1_000,
            department=f"第{(number - 1) // 10 + 1}部",
            division=f"第{number}課",
            records=(record(1, date(2025, 4, 1)),) if place == EACH else (),
        )
        for number in range(1, DIVISIONS + 1)
        for place in range(1, EACH + 1)
    ]
