"""別紙: the lists behind the figures, the corrections, and what the terms mean."""

from tracker.domain import labels
from tracker.domain.figures import Figure
from tracker.domain.policy import Policy
from tracker.domain.priority import Step
from tracker.domain.report.changes import changes_table
from tracker.domain.report.document import Annex, Column, Sentence, Sheets, Table, TableBlock
from tracker.domain.report.lists import overview_table, priority_table, procedure_table
from tracker.domain.report.material import Material
from tracker.domain.report.parts import department_chart, department_table, division_table
from tracker.domain.report.words import theme_names
from tracker.domain.vocabulary import name_of

Correction = tuple[str, str, str, str]
"""A line of the 正誤表: place, wrong, right, reason."""
LONGEST_LIST = 300
"""Procedures on some twenty pages. Nobody prints more; longer lists are in the files that are made for them."""


def sheets(material: Material) -> Sheets:
    """The tables of the Excel file."""
    return Sheets(
        overview_table(material),
        department_table(material),
        procedure_table(material),
        priority_table(material),
        changes_table(material),
        definition_table(material),
    )


def annexes(material: Material, made: Sheets, corrections: tuple[Correction, ...]) -> list[Annex]:
    """In the order of the paper, without their numbers."""
    found = [
        _procedures(made.procedures),
        Annex("divisions", "", "部別・所管課別の進捗状況", (*department_chart(material), _divisions(material))),
        Annex("definitions", "", "用語の説明", (TableBlock("", "", made.definitions),)),
    ]
    if corrections:
        # Last, so that the places it names are numbered as in the editions before.
        found.append(Annex("errata", "", "正誤表", (TableBlock("", "", _errata_table(corrections)),)))
    return found


def _procedures(listed: Table) -> Annex:
    """The list itself, or where it is to be found when nobody would print it."""
    if len(listed.rows) <= LONGEST_LIST:
        return Annex("procedures", "", "手続別一覧", (TableBlock("", "", listed),), landscape=True)
    text = f"手続別一覧（{len(listed.rows):,}手続）は、この報告のExcelファイル及びCSVファイルに収めた。"
    return Annex("procedures", "", "手続別一覧", (Sentence("procedures", text),))


def _divisions(material: Material) -> TableBlock:
    return TableBlock("", "所管課別の進捗状況", division_table(material))


def _errata_table(corrections: tuple[Correction, ...]) -> Table:
    columns = (Column("箇所", share=4), Column("誤", share=5), Column("正", share=5), Column("理由", share=4))
    return Table(columns, corrections)


def definition_table(material: Material) -> Table:
    """What the terms of the paper mean, by the policy valid on its day."""
    policy = material.snapshot.policy
    partial, exempt = name_of(policy.partial), name_of(policy.exempt)
    year = labels.fiscal_year(policy.base_fiscal_year)
    both = f"両方の件数を集計している手続について、{year}の件数により算出する。"
    rows = (
        (
            name_of(Figure.BY_CASES),
            f"オンライン化済みの手続の年間件数の合計を、件数を集計している手続の年間件数の合計で割った割合。件数は、{year}の受付件数による。",
        ),
        (
            name_of(Figure.BY_PROCEDURES),
            f"オンライン化済みの手続の数を、台帳に登録した手続の数で割った割合。適用除外の手続は、{exempt}。",
        ),
        (name_of(Figure.USAGE_ALL), f"オンラインで受け付けた件数を、全ての方法で受け付けた件数で割った割合。{both}"),
        (name_of(Figure.USAGE_ENABLED), f"オンライン化済みの手続に限ったオンライン利用率。{both}"),
        (
            "オンライン化済み",
            "申請等をインターネットを通じて行えること、又はコンビニ交付により取得できること。",
        ),
        ("一部実施済", f"一部の申請等に限りオンラインで行うことができること。{partial}。"),
        ("適用除外", f"法令等により書面等によることとされていること。{exempt}。"),
        ("件数未集計", "年間の受付件数を集計していないこと。0件とは扱わず、件数ベースの集計に含めない。"),
        (name_of(Step.ONE), f"{_first(policy)}。{labels.fiscal_years(policy.step1)}に取り組む。"),
        (name_of(Step.TWO), f"STEP 1及び判定保留以外の手続。{labels.fiscal_years(policy.step2)}に取り組む。"),
        ("判定保留", "件数を集計していないため、STEP 1又はSTEP 2のいずれに当たるかを判定していない手続。"),
        ("優先対象手続", "優先してオンライン化を進める対象として公表している手続。"),
        ("国が示す優先手続", "地方公共団体が優先的にオンライン化を推進すべきものとして国が示す手続。"),
        ("ポイント", "割合（％）の差。"),
    )
    return Table((Column("用語", share=3), Column("説明", share=9)), rows)


def _first(policy: Policy) -> str:
    """What makes a procedure go first: 令和4年度の受付件数が10,000件以上の手続又は子育て・教育などの手続."""
    year = labels.fiscal_year(policy.step_fiscal_year)
    conditions = [f"{year}の受付件数が{labels.cases(policy.threshold)}以上の手続"]
    if policy.themes:
        conditions.append(f"{theme_names(policy)}などの手続")
    if policy.designation_decides:
        conditions.append("優先対象手続")
    *others, last = conditions
    return f"{'、'.join(others)}又は{last}" if others else last
