"""The tables of figures: the same numbers and words as the rules give, in both languages, with their base said."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import TODAY, department, policy, procedure, record, volume
from tests.strategies import DAYS, ORGANISATION, catalogues, policies
from tracker.domain.figures import Breakdown, Figure, break_down
from tracker.domain.left_out import LeftOut, why_left_out
from tracker.domain.policy import ExemptTreatment, Policy
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.progress import Progress, measure
from tracker.domain.standing import standings
from tracker.domain.status import OnlineStatus, Scope
from tracker.domain.todo import Todo, todo
from tracker.domain.vocabulary import Language, name_of
from tracker.exporting.breakdown import breakdown_table, left_out_table
from tracker.exporting.groups import groups_table
from tracker.exporting.priorities import priorities_table
from tracker.exporting.table import Cell, Kind, Table, write_csv, write_xlsx

WARD = (
    department("総務部", "税務課", code="B01"),
    department("施設部", code="B02"),
    department("福祉部", "介護保険課", "国保年金課", code="B03"),
)


def place(name: str, division: str) -> dict[str, str]:
    return {"department": name, "division": division}


CATALOGUE = [
    procedure("A", 6_000, online=True, themes=(Theme.TAX,)),
    procedure("B", 3_000, designated=True, themes=(Theme.CHILD_REARING,)),
    procedure("C", None, **place("福祉部", "介護保険課")),
    procedure("D", 1_001, **place("総務部", "税務課"), volumes=(volume(1_001, online_cases=0),)),
]


def progress_of(catalogue: Sequence[Procedure], rule: Policy | None = None) -> Progress:
    return measure(catalogue, rule or policy(), WARD, TODAY)


def todo_of(catalogue: Sequence[Procedure], target: Fraction = Fraction(4, 5)) -> Todo:
    return todo(standings(catalogue, policy(), TODAY), progress_of(catalogue).coverage, target)


def broken_down(figure: Figure, *catalogue: Procedure, rule: Policy | None = None) -> Breakdown:
    return break_down(figure, standings(catalogue, rule or policy(), TODAY))


def column(table: Table, heading: str) -> list[Cell]:
    headings = [column.heading for column in table.columns]
    return [row[headings.index(heading)] for row in table.rows]


# By group


def test_a_row_per_department_with_what_is_counted_and_what_is_not() -> None:
    progress = progress_of(CATALOGUE)
    table = groups_table(progress.by_department(), "department", progress)
    assert [list(row) for row in table.rows] == [
        ["総務部", 3, 1, 3, 10_001, 6_000, Decimal("60.0"), Decimal("33.3")],
        ["施設部", 0, 0, 0, "－", "－", "－", "－"],
        ["福祉部", 1, 0, 0, "…", "…", "－", Decimal("0.0")],
    ]
    assert [column.heading for column in table.columns] == [
        "部",
        "手続数",
        "うちオンライン化済みの手続数",
        "うち件数集計済みの手続数",
        "年間件数（件）",
        "うちオンライン化済みの件数（件）",
        "オンライン化率（件数ベース）（％）",
        "オンライン化率（手続数ベース）（％）",
    ]


def test_a_count_of_none_is_a_count() -> None:
    progress = progress_of([procedure("A", 0)])
    (row, *_) = groups_table(progress.by_department(), "department", progress).rows
    assert list(row) == ["総務部", 1, 0, 1, 0, 0, "－", Decimal("0.0")]
    catalogue = [*CATALOGUE, procedure("Z", 0)]
    table = priorities_table(todo_of(catalogue), progress_of(catalogue))
    assert column(table, "加わる割合（ポイント）")[3] == Decimal("0.0")
    assert str(column(table, "加わる割合（ポイント）")[3]) == "0.0"


def test_csv_leaves_marks_to_the_reader() -> None:
    progress = progress_of(CATALOGUE)
    lines = write_csv(groups_table(progress.by_department(), "department", progress)).decode().splitlines()
    assert lines[1:] == ["総務部,3,1,3,10001,6000,60.0,33.3", "施設部,0,0,0,,,,", "福祉部,1,0,0,,,,0.0"]


def test_divisions_stand_with_their_department() -> None:
    progress = progress_of(CATALOGUE)
    table = groups_table(progress.by_division(), "division", progress)
    assert [tuple(row[:2]) for row in table.rows] == [
        ("総務部", "税務課"),
        ("福祉部", "介護保険課"),
        ("福祉部", "国保年金課"),
    ]


@pytest.mark.parametrize(
    ("language", "names"), [("ja", ["子育て", "税", "その他"]), ("en", ["Child-rearing", "Tax", "Other"])]
)
def test_themes_and_steps_are_named_in_words(language: Language, names: list[str]) -> None:
    progress = progress_of(CATALOGUE)
    table = groups_table(progress.by_theme(), "theme", progress, language)
    assert [row[0] for row in table.rows] == names
    steps = groups_table(progress.by_step(), "step", progress)
    assert [row[0] for row in steps.rows] == ["STEP 1", "STEP 2", "判定保留（件数未集計）"]


def test_a_department_that_is_not_stated_is_named_so() -> None:
    progress = measure([procedure("A", **place("", "人事課"))], policy(), (department("", "人事課"),), TODAY)
    assert [row[0] for row in groups_table(progress.by_department(), "department", progress).rows] == [
        "（部の記載なし）"
    ]


def test_every_table_says_year_day_and_treatments() -> None:
    progress = progress_of(CATALOGUE, policy(exempt=ExemptTreatment.LEFT_OUT))
    notes = "\n".join(groups_table(progress.by_department(), "department", progress).notes)
    for words in (
        "令和4年度の受付件数",
        "令和8年11月20日現在",
        "一部実施済はオンライン化済みに含めない",
        "適用除外は母数から除く",
    ):
        assert words in notes


# Priorities


def test_the_to_do_list_by_rank() -> None:
    table = priorities_table(todo_of(CATALOGUE), progress_of(CATALOGUE))
    assert [row[:3] for row in table.rows] == [
        (1, "B", "手続B"),
        (2, "A", "手続A"),
        (3, "D", "手続D"),
        (4, "C", "手続C"),
    ]
    assert column(table, "加わる割合（ポイント）") == [Decimal("30.0"), None, Decimal("10.0"), None]
    running = "試算：この順位までオンライン化した場合のオンライン化率（件数ベース）（％）"
    assert column(table, running) == [Decimal("90.0"), None, Decimal("100.0"), None]
    assert column(table, "試算：目標に達する最少の組合せ") == ["該当", "", "", ""]
    assert column(table, "令和4年度の年間件数（件）") == [3_000, 6_000, 1_001, "…"]
    assert column(table, "理由")[:2] == ["分野「子育て」", "年間6,000件（基準10,000件未満）"]
    assert column(table, "優先対象手続") == ["該当", "", "", ""]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("0.6", "1位の手続で目標60.0％に達する"),
        ("0.5", "目標50.0％に達している"),
        ("0.95", "3位の手続で目標95.0％に達する"),
    ],
)
def test_where_the_target_is_reached_is_said(target: str, words: str) -> None:
    """6,000 of 10,001 print as 60.0 % and have not reached 60 %."""
    notes = priorities_table(todo_of(CATALOGUE, Fraction(target)), progress_of(CATALOGUE)).notes
    assert any(words in note for note in notes)


def test_a_target_out_of_reach_is_said() -> None:
    exempt = procedure("E", 9_000, records=(record(status=OnlineStatus.EXEMPT),))
    catalogue = [*CATALOGUE, exempt]
    notes = priorities_table(todo_of(catalogue), progress_of(catalogue)).notes
    assert "試算（庁内検討用）　この一覧の手続をすべてオンライン化しても、目標80.0％に達しない。" in notes


def test_what_rule_and_list_disagree_on_is_counted_with_what_is_not() -> None:
    catalogue = [
        procedure("large", 20_000),
        procedure("few", 300, designated=True),
        procedure("unknown", volumes=(volume(None, ceiling=9_999),), designated=True),
    ]
    japanese = priorities_table(todo_of(catalogue), progress_of(catalogue)).notes
    assert "優先対象手続のうち、STEP 1の基準に当たらないもの　2手続（300件、件数未集計1手続）" in japanese
    assert "年間10,000件以上でオンライン化済みでなく、優先対象手続でないもの　1手続（20,000件）" in japanese
    uncounted = priorities_table(todo_of(catalogue[2:]), progress_of(catalogue[2:])).notes
    assert "優先対象手続のうち、STEP 1の基準に当たらないもの　1手続（件数未集計1手続）" in uncounted
    english = priorities_table(todo_of(catalogue), progress_of(catalogue), "en").notes
    assert (
        "Designated, but meeting no criterion of STEP 1: 2 procedures (300 cases, 1 procedure not counted)." in english
    )


# What a figure is made of


def test_a_row_per_procedure_of_the_figure() -> None:
    online = procedure(
        "A",
        6_000,
        records=(
            record(1, date(2024, 4, 1), OnlineStatus.PARTIAL),
            record(2, date(2024, 6, 1), scope=Scope.APPLICATION, channels=("logo_form",)),
            record(3, date(2025, 6, 1), scope=Scope.END_TO_END, channels=("logo_form", "conveni")),
        ),
        designated=True,
    )
    breakdown = broken_down(Figure.BY_CASES, online, procedure("B", 3_000), procedure("C", None))
    table = breakdown_table(breakdown, progress_of([]))
    assert [column.heading for column in table.columns] == [
        *("手続ID", "手続名", "部", "所管課", "オンライン化状況", "オンライン化の範囲", "受付方法", "オンライン開始日"),
        *("令和4年度の年間件数（件）", "分子（件）", "分母（件）", "STEP", "優先対象手続"),
    ]
    place = ("総務部", "税務課")
    channels = "LoGoフォーム、コンビニ交付"
    assert list(table.rows) == [
        (
            "A",
            "手続A",
            *place,
            "実施済",
            "申請から受取まで",
            channels,
            date(2024, 6, 1),
            6_000,
            6_000,
            6_000,
            "STEP 2",
            "該当",
        ),
        ("B", "手続B", *place, "未実施", "", "", None, 3_000, 0, 3_000, "STEP 2", ""),
    ]


def test_the_note_says_the_figure_its_base_and_what_it_leaves_out() -> None:
    breakdown = broken_down(Figure.BY_CASES, *CATALOGUE)
    table = breakdown_table(breakdown, progress_of(CATALOGUE))
    assert table.title == "この数値の内訳　オンライン化率（件数ベース）"
    assert table.notes[:3] == (
        "オンライン化率（件数ベース）　60.0％（6,000件／10,001件）",
        "件数集計済み3手続を母数とする。",
        "この数値に含めない手続　1手続（件数未集計 1手続）",
    )
    assert breakdown_table(breakdown, progress_of(CATALOGUE), "en").notes[:3] == (
        "Availability rate, by cases: 60.0% (6,000 / 10,001 cases)",
        "Base: 3 procedures with cases counted.",
        "Left out: 1 procedure (not counted 1 procedure).",
    )


def test_a_figure_in_procedures_is_broken_down_in_procedures() -> None:
    table = breakdown_table(broken_down(Figure.BY_PROCEDURES, *CATALOGUE), progress_of(CATALOGUE))
    assert column(table, "分子（手続）") == [1, 0, 0, 0]
    assert column(table, "令和4年度の年間件数（件）")[2] == "…"
    assert table.notes[0] == "オンライン化率（手続数ベース）　25.0％（1手続／4手続）"
    assert table.notes[2] == "この数値に含めない手続はない。"


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    exempt = procedure("E", 9_000, records=(record(status=OnlineStatus.EXEMPT),))
    rule = policy(exempt=ExemptTreatment.LEFT_OUT)
    breakdown = broken_down(Figure.BY_CASES, exempt, procedure("C", None), rule=rule)
    table = left_out_table(breakdown, progress_of([]))
    assert [row[-3:] for row in table.rows] == [
        ("適用除外", 9_000, "適用除外（母数から除く）"),
        ("未実施", "…", "件数未集計"),
    ]
    assert (table.title, table.notes) == ("", ())


@pytest.mark.parametrize(
    ("figure", "overrides", "reason"),
    [
        (Figure.USAGE_ALL, {"annual_cases": None}, LeftOut.NOT_COUNTED),
        (Figure.USAGE_ALL, {}, LeftOut.USE_NOT_COUNTED),
        (Figure.USAGE_ENABLED, {}, LeftOut.NOT_ONLINE),
        (Figure.USAGE_ENABLED, {"online": True}, LeftOut.USE_NOT_COUNTED),
        (Figure.CONVENIENCE, {"annual_cases": None, "online": True}, LeftOut.NOT_COUNTED),
        (Figure.CONVENIENCE, {}, LeftOut.NOT_ONLINE),
    ],
)
def test_why_a_procedure_is_left_out(figure: Figure, overrides: dict[str, bool | None], reason: LeftOut) -> None:
    (standing,) = broken_down(figure, procedure("A", **overrides)).left_out
    assert why_left_out(figure, standing) is reason


@given(catalogues(), policies(), st.sampled_from(Figure), st.sampled_from(["ja", "en"]))
def test_every_table_adds_up_to_its_figure(
    catalogue: list[Procedure], rule: Policy, figure: Figure, language: Language
) -> None:
    progress = measure(catalogue, rule, ORGANISATION, DAYS[-1])
    breakdown = break_down(figure, standings(catalogue, rule, DAYS[-1]))
    table = breakdown_table(breakdown, progress, language)
    left_out = left_out_table(breakdown, progress, language)
    headings = [column.heading for column in table.columns]
    for number, total in ((-4, breakdown.rate.numerator), (-3, breakdown.rate.denominator)):
        assert sum(row[number] for row in table.rows) == total, headings[number]  # type: ignore[misc]
    codes = [row[0] for row in (*table.rows, *left_out.rows)]
    assert sorted(codes) == sorted(each.code for each in catalogue if each.is_active(DAYS[-1]))
    assert write_xlsx(table, left_out) == write_xlsx(table, left_out)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_figure_has_its_words(language: Language) -> None:
    for figure in Figure:
        table = breakdown_table(broken_down(figure, *CATALOGUE), progress_of(CATALOGUE), language)
        assert name_of(figure, language) in table.title
        if language == "en":
            words = "".join([column.heading for column in table.columns] + list(table.notes) + [table.title])
            assert words.replace("…", "").replace("－", "").isascii()


def test_every_column_of_numbers_holds_numbers_or_marks() -> None:
    progress = progress_of(CATALOGUE)
    tables = [
        groups_table(progress.by_division(), "division", progress),
        priorities_table(todo_of(CATALOGUE), progress),
        breakdown_table(broken_down(Figure.NOT_COUNTED, *CATALOGUE), progress),
        left_out_table(broken_down(Figure.BY_CASES, *CATALOGUE), progress),
    ]
    for table in tables:
        for row in table.rows:
            for cell, head in zip(row, table.columns, strict=True):
                if head.kind is Kind.TEXT:
                    assert isinstance(cell, str), head.heading
                elif isinstance(cell, str):
                    assert cell in {"－", "…"}, head.heading
