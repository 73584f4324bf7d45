"""The English pages: English throughout, with what the catalogue says in Japanese marked as such."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree.ElementTree import Element

import openpyxl
import pytest

from tests.markup import elements, parse, text_of
from tests.pages import Page, Pages
from tests.people import registered
from tests.web.apps import engine_of
from tests.web.conftest import AppWith
from tests.web.crawl import crawl
from tests.web.reading import CSV, UNITS, WARD, XLSX, csv_rows
from tests.web.states import ABOLISHED, EVERYTHING, STATES
from tests.web.test_translations import japanese
from tracker.domain.account import Role
from tracker.domain.catalogue import HEADINGS
from tracker.domain.procedure import Procedure

READ_ALOUD = ("aria-label", "alt", "title", "data-label", "placeholder", "content", "label", "summary")
SWITCH = "日本語"
MUNICIPALITY = "葛飾区"


def unmarked(element: Element) -> Iterator[str]:
    """Japanese that is read out with an English voice: in no element with ``lang="ja"``."""
    if element.get("lang") == "ja":
        return
    texts = [element.text, *(child.tail for child in element), *(element.get(name) for name in READ_ALOUD)]
    yield from (text.strip() for text in texts if text and isinstance(element.tag, str) and japanese(text))
    for child in element:
        yield from unmarked(child)


def marked(root: Element) -> set[str]:
    """The texts that stand in elements with ``lang="ja"``."""
    return {text_of(item) for item in elements(root) if item.get("lang") == "ja"}


@pytest.mark.parametrize(
    "markup",
    [
        "<p>件数</p>",
        "<p><em>x</em>。</p>",
        '<p title="件数">x</p>',
        '<p><span lang="ja">税務課</span>、</p>',
        '<img alt="件数">',
    ],
)
def test_unmarked_japanese_is_found(markup: str) -> None:
    assert list(unmarked(parse(f"<!doctype html><title>x</title>{markup}")[0]))


def test_marked_japanese_and_signs_are_left_alone() -> None:
    markup = '<p>－ … <a href="/" lang="ja" title="件数">件<b>数</b></a> “x”</p><!-- 件 -->'
    assert list(unmarked(parse(f"<!doctype html><title>x</title>{markup}")[0])) == []


# Pages


def said_in(catalogue: Sequence[Procedure]) -> set[str]:
    """What stands in a catalogue in Japanese."""
    texts = {text for item in catalogue for text in (item.name, item.legal_basis, item.source, item.note)}
    return texts | units((item.department, item.division) for item in catalogue)


def units(places: Iterable[tuple[str, str]]) -> set[str]:
    """Departments and divisions, as they are printed together and apart."""
    return {text for place in places for text in (*place, " ".join(place))}


def hold_to_english(page: Page, data: set[str]) -> None:
    """Fail where a page is not English, or marks as Japanese what is neither data nor a heading of the file."""
    assert page.language == "en"
    assert list(unmarked(page.root)) == [], page.address
    assert marked(page.root) <= data | {SWITCH, MUNICIPALITY, *HEADINGS.values()}, page.address


def test_every_page_of_the_wards_catalogue_is_english(english: Pages) -> None:
    data = {re.sub(r"\s+", " ", row[name]) for row in WARD for name in ("手続名", "出典", "備考", "根拠法令等")}
    found = crawl(english, charts=False).pages
    assert len(found) > 70
    for page in found.values():
        hold_to_english(page, data | units(UNITS))
    shown = set().union(*(marked(page.root) for page in found.values()))
    assert {"戸籍住民課", "地域振興部 戸籍住民課", WARD[0]["備考"]} <= shown


@pytest.mark.parametrize("name", STATES)
def test_whatever_the_catalogue_says_its_pages_are_english(app_with: AppWith, name: str) -> None:
    state = STATES[name]
    english = Pages(app_with(state.catalogue, state.rules, municipality=MUNICIPALITY), "en")
    data = said_in(state.catalogue) | units(UNITS) | state.also_said
    for page in crawl(english, charts=False).pages.values():
        hold_to_english(page, data)
    for address in ("/", "/priorities"):
        hold_to_english(english.get(address, as_of="2025-07-01"), data)


def test_units_are_offered_as_japanese_names(english: Pages) -> None:
    page = english.get("/procedures")
    for place, name in enumerate(("department", "division")):
        chooser = next(item for item in elements(page.root, "select") if item.get("name") == name)
        every, *options = elements(chooser, "option")
        assert (text_of(every), every.get("lang")) == ("All", None)
        names = dict.fromkeys(unit[place] for unit in UNITS if unit[place])
        assert [text_of(option) for option in options] == list(names)
        assert {option.get("lang") for option in options} == {"ja"}


def test_a_target_is_named_by_what_it_means(english: Pages) -> None:
    assert "25.8 points below the target (about 80%)" in english.get("/").text
    assert "25.8 points to the target (about 80% by 31 Mar 2026)" in english.get("/", as_of="2026-01-01").text


def test_a_part_of_the_catalogue_is_named_in_english(english: Pages) -> None:
    query = {"department": "地域振興部", "status": "2", "step": "1", "counted": "1", "words": "カード"}
    page = english.get("/figures/availability_rate_by_cases", **query)
    hold_to_english(page, units(UNITS) | {row["手続名"] for row in WARD} | {"カード"})
    assert "Department: 地域振興部 Status: Not online STEP: STEP 1 Cases: Counted only" in page.text


# Charts and files


@pytest.mark.parametrize("address", ["/charts/departments.svg", "/charts/departments.svg?width=narrow"])
def test_a_chart_is_english_except_for_the_names_of_departments(english: Pages, address: str) -> None:
    picture = english.file(address, "image/svg+xml").decode()
    words = re.findall(r"<!-- (.*?) -->", picture)  # what is drawn as outlines stands beside them as a comment
    assert {"Online", "Other", "Unit: cases a year"} <= set(words)
    names = " ".join(department for department, _division in UNITS)
    assert [word for word in words if japanese(word) and word not in names] == []


@pytest.mark.parametrize("width", ["", "narrow"])
def test_the_trend_is_english(app_with: AppWith, width: str) -> None:
    english = Pages(app_with([EVERYTHING, ABOLISHED]), "en")
    picture = english.file("/charts/trend.svg", "image/svg+xml", width=width).decode()
    words = re.findall(r"<!-- (.*?) -->", picture)
    assert "Target 80.0%" in words
    assert not japanese("".join(words))


FILES = ["/priorities", "/figures/availability_rate_by_cases", "/figures/not_counted_procedures"]
NAMED_IN_JAPANESE = {"Procedure", "Department", "Division"}


@pytest.mark.parametrize("address", FILES)
def test_a_csv_has_english_headings_and_codes(english: Pages, address: str) -> None:
    rows = csv_rows(english.file(f"{address}.csv", CSV))
    assert rows[0].keys() >= NAMED_IN_JAPANESE
    assert [
        (name, cell) for row in rows for name, cell in row.items()
        if japanese(name) or (japanese(cell) and name not in NAMED_IN_JAPANESE)
    ] == []  # fmt: skip


@pytest.mark.parametrize("address", FILES)
def test_a_workbook_has_english_sheets_headings_codes_and_notes(english: Pages, address: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(english.file(f"{address}.xlsx", XLSX)))
    assert len(book.worksheets) >= 2
    for sheet in book.worksheets:
        headings = [str(cell.value) for cell in sheet[1]]
        texts = [sheet.title, *headings]
        for row in sheet.iter_rows(min_row=2, values_only=True):
            texts += [str(cell) for name, cell in zip(headings, row, strict=True) if name not in NAMED_IN_JAPANESE]
        assert [text for text in texts if japanese(text)] == []


def test_files_are_named_in_the_readers_language(pages: Pages, english: Pages) -> None:
    names = {
        "/priorities.csv": ("優先順位_20261120.csv", "Priorities_20261120.csv"),
        "/procedures.xlsx": ("手続一覧_20261120.xlsx", "Procedures_20261120.xlsx"),
        "/figures/usage_rate_all.csv": (
            "内訳_オンライン利用率（全件）_20261120.csv",
            "Breakdown_Usage rate, all_20261120.csv",
        ),
    }
    for address, expected in names.items():
        sent = [client.fetch(address).headers["Content-Disposition"] for client in (pages, english)]
        assert tuple(unquote(header.split("''")[1]) for header in sent) == expected


# What goes wrong, in both languages


@pytest.mark.parametrize(
    ("address", "status", "ja", "en"),
    [
        ("/procedures?after=x", 400, "読み取れない指定があります", "Part of the address cannot be read"),
        ("/nowhere", 404, "ページが見つかりません", "Page not found"),
        ("/procedures/none", 404, "ページが見つかりません", "Page not found"),
    ],
)
def test_an_error_is_explained_in_the_readers_language(
    pages: Pages, english: Pages, address: str, status: int, ja: str, en: str
) -> None:
    assert pages.get(address, status).heading == ja
    page = english.get(address, status)
    hold_to_english(page, set())
    assert page.heading == en


def test_what_may_not_be_seen_and_what_fails_is_explained_in_english(app_with: AppWith) -> None:
    page = registered(app_with(), Role.VIEWER, language="en", name="Hanako").get("/nowhere", 404)
    hold_to_english(page, {"Hanako"})
    assert page.heading == "Page not found"
    broken = app_with()
    with engine_of(broken).execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DROP TABLE policies")
    page = Pages(broken, "en").get("/", 503)
    hold_to_english(page, set())
    assert "please give this number:" in page.text


@pytest.mark.parametrize(
    ("address", "field_name", "value", "message"),
    [
        ("/", "as_of", "tomorrow", "“tomorrow” is not a date. Write it like 2026-04-01 or R8.4.1."),
        ("/", "as_of", "2099-12-31", "Enter today or an earlier day."),
        ("/procedures", "status", "9", "This choice is not on offer. Please choose again."),
        ("/procedures", "words", "x" * 201, "Enter at most 200 characters."),
    ],
)
def test_a_field_says_in_english_what_is_wrong(
    english: Pages, address: str, field_name: str, value: str, message: str
) -> None:
    page = english.get(address, 400, **{field_name: value})
    assert list(unmarked(page.root)) == []
    assert page.title.startswith("Error: ")
    assert page.field(field_name).invalid
    assert message in page.field(field_name).described


# The switch


@pytest.mark.parametrize("query", ["endpoint=x", "_external=1&_scheme=javascript", "_method=POST", "code=1&a=1&a=2"])
def test_the_switch_passes_on_what_stands_in_the_address(english: Pages, query: str) -> None:
    switch = english.get(f"/procedures/K-001?{query}").link(SWITCH)
    assert urlsplit(switch).path == "/procedures/K-001"
    assert parse_qsl(urlsplit(switch).query) == [*parse_qsl(query), ("lang", "ja")]
