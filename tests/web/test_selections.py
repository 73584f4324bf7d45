"""手続一覧: what a reader filters, searches and sorts for is what is shown and downloaded, and nothing else."""

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest

from tests.pages import Page, Pages, with_query
from tests.web.apps import opened, running, store
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tests.web.reading import CSV, UNITS, WARD, XLSX, Row, codes, downloaded, xlsx_rows

Keeps = Callable[[Row], bool]


def cases(row: Row) -> int:
    return int(row["年間受付件数"] or -1)


def is_step_one(row: Row) -> bool:
    return cases(row) >= 10_000 or bool({"子育て", "教育"} & set(row["分野"].split(";")))


FILTERS: list[tuple[str, str, Keeps]] = [
    ("department", "総務部", lambda row: row["部"] == "総務部"),
    ("department", "産業観光部", lambda row: False),
    ("division", "戸籍住民課", lambda row: row["所管課"] == "戸籍住民課"),
    ("theme", "健康", lambda row: "健康" in row["分野"].split(";")),
    ("theme", "教育", lambda row: "教育" in row["分野"].split(";")),
    ("status", "実施済", lambda row: row["オンライン化状況"] == "実施済"),
    ("status", "未実施", lambda row: row["オンライン化状況"] == "未実施"),
    ("status", "適用除外", lambda row: False),
    ("step", "STEP 1", is_step_one),
    ("step", "STEP 2", lambda row: not is_step_one(row)),
    ("counted", "件数未集計のみ", lambda row: not row["年間受付件数"]),
    ("counted", "件数集計済みのみ", lambda row: bool(row["年間受付件数"])),
    ("designated", "該当のみ", lambda row: row["優先対象手続"] == "該当"),
    ("many", "基準件数以上のみ", lambda row: cases(row) >= 10_000),
]


@pytest.fixture(scope="module")
def values(pages: Pages) -> dict[tuple[str, str], str]:
    """What the filter sends for each choice that it offers."""
    page = pages.get("/procedures")
    names = dict.fromkeys([name for name, *_ in FILTERS] + ["order"])
    return {(name, text): value for name in names for value, text in page.field(name).choices}


def shown(page: Page) -> list[str]:
    return page.table("手続").column("手続ID") if "条件に合う手続はありません" not in page.text else []


@pytest.mark.parametrize(("name", "choice", "keeps"), FILTERS)
def test_a_filter_keeps_what_it_says(
    each_pages: Pages, values: dict[tuple[str, str], str], name: str, choice: str, keeps: Keeps
) -> None:
    expected = [row["手続ID"] for row in WARD if keeps(row)]
    page = each_pages.get("/procedures", **{name: values[name, choice]})
    assert f"{len(expected)}手続" in page.text
    assert shown(page) == expected[:50]
    assert page.field(name).value == values[name, choice]
    rows = downloaded(each_pages, page.link("CSVで"))
    assert codes(rows) == expected
    assert [row["手続ID"] for row in xlsx_rows(each_pages.file(page.link("Excelで"), XLSX))] == expected


def test_filters_hold_together(pages: Pages, values: dict[tuple[str, str], str]) -> None:
    found_something = 0
    for pair in combinations(FILTERS, 2):
        if pair[0][0] == pair[1][0]:
            continue
        query = {name: values[name, choice] for name, choice, _ in pair}
        expected = [row["手続ID"] for row in WARD if all(keeps(row) for *_, keeps in pair)]
        if {"department", "division"} <= query.keys():
            continue  # a division of another department is not offered
        assert codes(downloaded(pages, with_query("/procedures.csv", query))) == expected
        found_something += bool(expected)
    assert found_something > 30


def test_the_parts_of_a_filter_make_the_whole(pages: Pages, values: dict[tuple[str, str], str]) -> None:
    for name in ("status", "step", "counted", "department", "division"):
        parts = [
            codes(downloaded(pages, f"/procedures.csv?{name}={value}"))
            for (filter_name, _), value in values.items()
            if filter_name == name and value
        ]
        assert sorted(code for part in parts for code in part) == sorted(codes(WARD))


ORDERS: list[tuple[str, Callable[[Row], tuple[int | str, ...]]]] = [
    ("台帳の順", lambda row: ()),
    ("建制順", lambda row: (UNITS.index((row["部"], row["所管課"])),)),
    ("年間件数の多い順", lambda row: (-cases(row),)),
    ("優先順位の順", lambda row: (not is_step_one(row), -cases(row), row["手続ID"])),
    ("手続IDの順", lambda row: (row["手続ID"],)),
]


@pytest.mark.parametrize(("order", "key"), ORDERS)
def test_the_list_is_sorted_as_asked(
    each_pages: Pages, values: dict[tuple[str, str], str], order: str, key: Callable[[Row], tuple[int | str, ...]]
) -> None:
    page = each_pages.get("/procedures", order=values["order", order])
    expected = codes(sorted(WARD, key=key))
    assert shown(page) == expected[:50]
    assert codes(downloaded(each_pages, page.link("CSVで"))) == expected


@pytest.fixture(scope="module")
def odd_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """A reader of a catalogue with names that are hard to search for."""
    url = f"sqlite:///{tmp_path_factory.mktemp('odd') / 'odd.db'}"
    with running(url) as app, opened(url) as engine:
        store(engine, many(12))
        yield Pages(app)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("住民票", {"住民票の写し"}),
        ("%", {"100%達成届"}),
        ("％", {"100%達成届"}),
        ("_", {"A_B申請"}),
        ("Ａ＿Ｂ", {"A_B申請"}),
        ("axb", {"AXB申請"}),
        ("100 達成", {"100%達成届", "１００点達成届"}),
        ("１００　達成届", {"100%達成届", "１００点達成届"}),
        ("デジタル", {"ﾃﾞｼﾞﾀﾙ届 (新規)"}),
        ("届（新規）", {"ﾃﾞｼﾞﾀﾙ届 (新規)"}),
        ("達成 申請", set()),
        ("\\", set()),
        ("' OR 1=1 --", set()),
        ("。", set()),
    ],
)
def test_search_finds_words_whatever_their_width(odd_names: Pages, words: str, names: set[str]) -> None:
    page = odd_names.get("/procedures", words=words)
    found = page.table("手続").column("手続名") if names else []
    assert {name.rsplit(" ", 1)[0] for name in found} == names
    assert f"{len(names) * 2}手続" in page.text
    assert page.field("words").value == words


def test_search_looks_in_the_code_too(each_pages: Pages) -> None:
    assert shown(each_pages.get("/procedures", words="ｋ－０２")) == [f"K-02{digit}" for digit in range(7)]


INVALID = [("status", "9"), ("step", "3"), ("theme", "税"), ("counted", "2"), ("order", "name"), ("words", "あ" * 201)]
INVALID += [("department", "どこにもない部"), ("division", "どこにもない課"), ("many", "yes"), ("designated", "on")]


@pytest.mark.parametrize(("name", "value"), INVALID)
def test_a_value_that_is_not_offered_is_pointed_out(pages: Pages, name: str, value: str) -> None:
    other = {"designated": "1"} if name != "designated" else {"many": "1"}
    page = pages.get("/procedures", 400, **{name: value, **other})
    assert page.title.startswith("エラー：")
    field = page.field(name)
    assert field.invalid
    assert "選び直してください" in field.described or "文字" in field.described
    assert page.field(*other).value == "1"
    if name == "words":
        assert field.value == value
    for address in ("/procedures.csv", "/procedures.xlsx", "/figures/usage_rate_all.csv"):
        assert pages.get(address, 400, **{name: value}).heading == "読み取れない指定があります"


def test_a_filter_that_finds_nothing_says_so_and_offers_a_way_back(pages: Pages) -> None:
    page = pages.get("/procedures", words="そのような手続はない")
    assert "条件に合う手続はありません。" in page.text
    assert page.link("条件をすべて外す") == "/procedures"


def test_a_download_of_nothing_has_its_headings(pages: Pages) -> None:
    content = pages.file("/procedures.csv", CSV, words="そのような手続はない")
    assert content.decode("utf-8-sig").startswith("手続ID,手続名,部,所管課")
    assert content.count(b"\r\n") == 1


def test_only_divisions_of_the_chosen_department_are_offered(pages: Pages) -> None:
    page = pages.get("/procedures", department="福祉部")
    assert [text for _value, text in page.field("division").choices] == ["すべて", "国保年金課", "介護保険課"]


def test_not_counted_is_never_a_small_number(app_with: AppWith) -> None:
    pages = Pages(app_with(many(20)))
    page = pages.get("/procedures", order="cases")
    counts = page.table("手続").column("年間件数")
    assert counts[-4:] == ["…"] * 4
    assert "…" not in counts[:-4]
    assert "0" in counts[:-4]
