"""A monthly paper made by hand, with long names and every kind of block: for tests of how it is laid out.

What it says is invented; that its figures add up is what writers may rely on.
"""

from dataclasses import replace
from datetime import date

from tests.build import target
from tracker.domain.coverage import NOTHING, Coverage, Rate
from tracker.domain.progress import Group
from tracker.domain.report.document import (
    Annex,
    Column,
    DepartmentChart,
    FigureBlock,
    Heading,
    Kind,
    MonthlyReport,
    OpenData,
    Paper,
    Section,
    Sentence,
    Sheets,
    Stage,
    Table,
    TableBlock,
    TrendChart,
)

LONG = (
    "国民年金に関する届出（資格取得届、種別変更届、資格喪失届、付加保険料の申出、年金手帳の申請、任意加入、"
    "氏名・住所・死亡届など）"
)
DEPARTMENTS = ("政策経営部", "総務部", "地域振興部", "福祉部", "監査事務局・選挙管理委員会事務局")


def report(**overrides: object) -> MonthlyReport:
    """庁内報告 for October 令和8年, with 40 procedures of which the last has no count of cases."""
    rows = tuple(_row(number) for number in range(1, 41))
    coverage = Coverage(
        procedures=40, online_procedures=10, uncounted=1, known_cases=39_000 * 39, online_cases=39_000 * 10
    )
    sheets = Sheets(_overview(), _departments(), _procedures(rows), _priorities(), _changes(), _definitions())
    made = MonthlyReport(
        Paper.INTERNAL,
        date(2026, 10, 1),
        date(2026, 10, 31),
        1,
        Stage.FINAL,
        Heading(
            "行政手続のオンライン化の進捗状況について（令和８年10月末現在）",
            ("総務委員会", "資料№３（庶務報告）"),
            ("８葛政Ｄ第123号", "令和８年11月10日", "政策経営部ＤＸ推進担当課"),
        ),
        coverage,
        _sections(sheets),
        (
            "数値は単位未満を四捨五入しているため、合計と内訳の計が一致しないことがある。",
            "表中の符号　「－」該当なし　「…」件数未集計　「△」減",
            "出典：オンライン手続台帳（令和８年11月10日現在）",
        ),
        _annexes(sheets),
        ("照合番号　1a2b-3c4d-5e6f",),
        sheets,
        OpenData(
            ("全国地方公共団体コード", "手続ID", "手続名", "総手続件数"),
            (("131229", "K-001", LONG, "39000"), ("131229", "K-040", "=1+1", "")),
        ),
    )
    return replace(made, **overrides)  # type: ignore[arg-type]


def _row(number: int) -> tuple[str, ...]:
    online = number <= 10
    return (
        str(number),
        DEPARTMENTS[number % len(DEPARTMENTS)],
        "国保年金課" if number % 2 else "くらしのまるごと相談課",
        LONG if number % 7 == 0 else f"手続{number}の申請",
        "…" if number == 40 else "39,000",
        "済" if online else "－",
        "実施済" if online else "未実施",
        "申請から受取まで" if online else "－",
        "ぴったりサービス（マイナポータル）、コンビニ交付" if online else "－",
        "令和８年４月１日" if online else "令和９年度（予定）",
        "STEP 1　優先対象手続",
        "",
    )


def _overview() -> Table:
    columns = (
        Column("指標", share=5),
        Column("値（％）", Kind.PERCENT),
        Column("分子", Kind.COUNT),
        Column("分母", Kind.COUNT),
        Column("単位"),
        Column("前回からの増減（ポイント）", Kind.POINTS),
        Column("母数", share=4),
    )
    rows = (
        ("オンライン化率（件数ベース）", "25.6", "390,000", "1,521,000", "件", "＋2.6", "件数集計済み39手続"),
        ("オンライン化率（手続数ベース）", "25.0", "10", "40", "手続", "±0.0", "台帳に登録した手続"),
    )
    return Table(columns, rows)


def _departments() -> Table:
    columns = (
        Column("部", share=4),
        Column("手続数", Kind.COUNT),
        Column("うちオンライン化済み", Kind.COUNT),
        Column("年間件数", Kind.COUNT),
        Column("うちオンライン化済み", Kind.COUNT),
        Column("件数ベース（％）", Kind.PERCENT),
        Column("手続数ベース（％）", Kind.PERCENT),
    )
    parts = tuple((name, "8", "2", "312,000", "78,000", "25.0", "25.0") for name in DEPARTMENTS[:4])
    last = ("監査事務局・選挙管理委員会事務局", "8", "2", "273,000", "78,000", "28.6", "25.0")
    return Table(
        columns,
        (*parts, last, ("計", "40", "10", "1,521,000", "390,000", "25.6", "25.0")),
        "単位：手続、件",
        ("部の並びは建制順である。",),
        has_total=True,
    )


def _procedures(rows: tuple[tuple[str, ...], ...]) -> Table:
    headings = (
        "番号",
        "部",
        "所管課",
        "手続名",
        "年間件数",
        "集計",
        "状況",
        "範囲",
        "受付方法",
        "開始・予定時期",
        "優先区分",
        "備考",
    )
    shares = (1, 3, 3, 7, 2, 1, 2, 3, 4, 3, 3, 3)
    kinds = dict.fromkeys((0, 4), Kind.COUNT)
    columns = tuple(
        Column(heading, kinds.get(number, Kind.TEXT), share)
        for number, (heading, share) in enumerate(zip(headings, shares, strict=True))
    )
    return Table(columns, rows, "単位：件", ("年間件数は令和４年度の受付件数である。",))


def _priorities() -> Table:
    columns = (
        Column("順位", Kind.COUNT, 1),
        Column("手続名", share=7),
        Column("年間件数", Kind.COUNT),
        Column("優先区分"),
        Column("理由", share=5),
    )
    rows = (
        ("1", LONG, "284,125", "STEP 1", "年間284,125件（基準10,000件以上）"),
        ("2", "手続2の申請", "…", "判定保留", "件数未集計"),
    )
    return Table(columns, rows)


def _changes() -> Table:
    columns = (
        Column("要因", share=3),
        Column("手続名", share=6),
        Column("オンライン化済みの件数", Kind.CHANGE),
        Column("件数", Kind.CHANGE),
        Column("率への影響（ポイント）", Kind.POINTS),
    )
    rows = (
        ("新たにオンライン化", "手続1の申請", "＋39,000", "±0", "＋2.6"),
        ("手続の廃止", "（終了）旧手続", "±0", "△3", "±0.0"),
        ("計", "", "＋39,000", "△3", "＋2.6"),
    )
    return Table(columns, rows, "単位：件", has_total=True)


def _definitions() -> Table:
    columns = (Column("用語", share=2), Column("説明", share=8))
    return Table(
        columns,
        (
            (
                "オンライン化率（件数ベース）",
                "オンライン化済みの手続の年間件数の合計を、件数を集計している手続の年間件数の合計で割った割合。",
            ),
        ),
    )


def _sections(sheets: Sheets) -> tuple[Section, ...]:
    trend = TrendChart(
        (
            (date(2026, 8, 31), Rate(351, 1521)),
            (date(2026, 9, 30), Rate(351, 1521)),
            (date(2026, 10, 31), Rate(390, 1521)),
        ),
        target(),
    )
    groups = tuple(
        Group(
            f"B{number:02}", name, Coverage(procedures=8, online_procedures=2, known_cases=312_000, online_cases=78_000)
        )
        for number, name in enumerate(DEPARTMENTS)
    )
    chart = DepartmentChart((*groups, Group("B99", "施設部", NOTHING)))
    return (
        Section(
            "purpose",
            "１",
            "主旨",
            (
                Sentence(
                    "purpose",
                    "行政手続のオンライン化について、令和８年10月末現在の進捗状況を取りまとめたため、報告する。",
                ),
            ),
        ),
        Section(
            "whole",
            "２",
            "全体の進捗状況",
            (
                Sentence(
                    "by_cases",
                    "件数ベースのオンライン化率は25.6％（390,000件／1,521,000件）で、前回報告（令和８年９月末）から＋2.6ポイントである。"
                    "件数を集計している39手続を母数とする。うちコンビニ交付によるもの39,000件。一部実施済を含めた場合30.1％。",
                    "(1)",
                ),
                Sentence("target", "目標（令和７年度までに受付総件数の約８割）を54.4ポイント下回っている。", "(2)"),
                FigureBlock(
                    "図１",
                    "オンライン化率（件数ベース）の推移",
                    "令和8年8月末23.1％、9月末23.1％、10月末25.6％。",
                    trend,
                ),
            ),
        ),
        Section(
            "departments",
            "３",
            "部別の進捗状況",
            (
                TableBlock("表１", "部別の進捗状況", sheets.departments),
                FigureBlock(
                    "図２", "部別の年間件数とオンライン化済みの件数", "政策経営部は312,000件のうち78,000件。", chart
                ),
            ),
        ),
    )


def _annexes(sheets: Sheets) -> tuple[Annex, ...]:
    return (
        Annex("procedures", "別紙１", "手続別一覧", (TableBlock("", "", sheets.procedures),), landscape=True),
        Annex(
            "definitions",
            "別紙２",
            "用語の説明",
            (
                Sentence("definitions", "この報告で用いる用語は、次のとおりである。"),
                TableBlock("", "", sheets.definitions),
            ),
        ),
    )
