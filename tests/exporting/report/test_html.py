"""The paper as a file for a browser: whole, valid, alone, and the same every time."""

import re
from base64 import b64decode
from dataclasses import replace
from itertools import chain
from xml.etree.ElementTree import Element, fromstring

import pytest
from jinja2 import Environment, FileSystemLoader

from tests import markup, report_sample
from tests.web.hostile import TEXTS
from tracker.domain.report.document import (
    Annex,
    Block,
    Column,
    FigureBlock,
    Heading,
    Kind,
    MonthlyReport,
    Section,
    Sentence,
    Table,
    TableBlock,
)
from tracker.exporting.report.html import write_html
from tracker.files import TEMPLATES

PICTURE = "data:image/svg+xml;base64,"
REPORT = report_sample.report()
FILE = write_html(REPORT).decode("utf-8")


def read(report: MonthlyReport) -> Element:
    """The file, which has to be valid."""
    root, errors = markup.parse(write_html(report).decode("utf-8"))
    assert errors == []
    return root


def classed(root: Element, name: str) -> list[Element]:
    return [item for item in markup.elements(root) if name in item.get("class", "").split()]


def texts(root: Element, *names: str) -> list[str]:
    return [markup.text_of(item) for item in markup.elements(root, *names)]


def printed(table: Element) -> list[tuple[str, ...]]:
    """The cells below the headings."""
    return [tuple("".join(cell.itertext()) for cell in row) for row in markup.elements(table, "tr")[1:]]


def blocks(report: MonthlyReport) -> list[Block]:
    return list(chain.from_iterable(part.blocks for part in (*report.sections, *report.annexes)))


def with_table(*rows: tuple[str, ...], columns: tuple[Column, ...], has_total: bool = False) -> Element:
    """The only table of a paper that has but one."""
    block = TableBlock("表１", "名", Table(columns, rows, has_total=has_total))
    root = read(report_sample.report(sections=(Section("key", "１", "見出し", (block,)),), annexes=()))
    return markup.elements(root, "table")[0]


def test_nothing_is_missing_and_everything_stands_in_order() -> None:
    root = read(REPORT)
    assert texts(root, "title") == [REPORT.heading.title]
    assert texts(root, "h1") == [REPORT.heading.title]
    assert texts(root, "h2") == [
        "１ 主旨",
        "２ 全体の進捗状況",
        "３ 部別の進捗状況",
        "別紙１ 手続別一覧",
        "別紙２ 用語の説明",
    ]
    sentences = [block for block in blocks(REPORT) if isinstance(block, Sentence)]
    assert [markup.text_of(item) for item in classed(root, "paper__text")] == [
        f"{sentence.label} {sentence.text}".strip() for sentence in sentences
    ]
    whole = markup.text_of(root)
    for line in (*REPORT.heading.box, *REPORT.heading.right, *REPORT.notes, *REPORT.closing):
        assert re.sub(r"\s+", " ", line) in whole


def test_every_table_has_its_name_its_headings_and_every_cell() -> None:
    root = read(REPORT)
    written = [block for block in blocks(REPORT) if isinstance(block, TableBlock)]
    drawn = markup.elements(root, "table")
    assert len(drawn) == len(written) == 3
    for block, table in zip(written, drawn, strict=True):
        assert texts(table, "th")[: len(block.table.columns)] == [column.heading for column in block.table.columns]
        assert printed(table) == list(block.table.rows)
        assert all(note in markup.text_of(root) for note in block.table.notes)
    assert texts(root, "caption") == ["表１ 部別の進捗状況 単位：手続、件", "手続別一覧 単位：件", "用語の説明"]


@pytest.mark.parametrize(
    ("headings", "row", "name"),
    [
        (("手続ID", "部", "所管課", "手続名", "備考"), ("K-001", "福祉部", "介護保険課", "申請", ""), "申請"),
        (("部", "所管課", "時期"), ("福祉部", "介護保険課", "未定"), "介護保険課"),
        (("用語", "説明"), ("母数", "割る数。"), "母数"),
        (("部", "所管課"), ("計", ""), "計"),
        (("要因", "手続名"), ("計", ""), "計"),
    ],
)
def test_a_row_is_named_by_its_procedure_or_its_division_or_its_first_words(
    headings: tuple[str, ...], row: tuple[str, ...], name: str
) -> None:
    table = with_table(row, columns=tuple(Column(heading) for heading in headings))
    assert [markup.text_of(head) for head in markup.elements(table, "th") if head.get("scope") == "row"] == [name]


def test_numbers_name_no_row_and_stand_at_the_right() -> None:
    kinds = [Kind.COUNT, Kind.PERCENT, Kind.CHANGE, Kind.POINTS]
    table = with_table(("1", "54.2", "＋3", "△0.1"), columns=tuple(Column(kind.value, kind) for kind in kinds))
    assert all(cell.get("class") == "num" for cell in markup.elements(table, "th", "td"))
    assert [cell.get("data-label") for cell in markup.elements(table, "td")] == [kind.value for kind in kinds]


def test_the_last_row_is_emphasised_where_it_is_a_total() -> None:
    rows = (("甲", "1"), ("乙", "2"), ("計", "3"))
    columns = (Column("部"), Column("手続数", Kind.COUNT))
    table = with_table(*rows, columns=columns, has_total=True)
    assert [markup.text_of(row) for row in classed(table, "paper__total")] == ["計 3"]
    assert classed(with_table(*rows, columns=columns), "paper__total") == []


def test_pictures_are_in_the_file_and_are_said_in_words() -> None:
    root = read(REPORT)
    figures = [block for block in blocks(REPORT) if isinstance(block, FigureBlock)]
    assert [image.get("alt") for image in markup.elements(root, "img")] == [figure.alt for figure in figures]
    assert texts(root, "figcaption") == [f"{figure.number} {figure.name}" for figure in figures]
    wide = [image.get("src", "") for image in markup.elements(root, "img")]
    narrow = [source.get("srcset", "") for source in markup.elements(root, "source")]
    assert len({*wide, *narrow}) == 4
    for address in (*wide, *narrow):
        assert address.startswith(PICTURE)
        assert fromstring(b64decode(address.removeprefix(PICTURE), validate=True)).tag == f"{markup.SVG}svg"


def test_nothing_is_asked_of_any_address() -> None:
    alone = re.sub(rf'"{re.escape(PICTURE)}[\w+/=]+"', '""', FILE)
    assert "base64" not in alone
    assert not re.search(r"//|url\(|@import|<script|<link|<iframe|\son\w+=", alone, re.IGNORECASE)


def test_the_file_holds_to_what_every_page_holds_to() -> None:
    """But for its style and its pictures, which it carries."""
    found = [each for each in markup.findings(read(REPORT)) if PICTURE not in each]
    assert found == ["unknown element <style>", "inline <style>"]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_html(report_sample.report()) == FILE.encode("utf-8")


def test_the_mark_stands_with_the_title() -> None:
    root = read(report_sample.report(heading=Heading("報告について", mark="（案）")))
    assert (texts(root, "title"), texts(root, "h1")) == (["報告について（案）"], ["報告について（案）"])
    assert classed(root, "paper__box") == classed(root, "paper__right") == []


@pytest.mark.parametrize("annexes", [REPORT.annexes, ()])
def test_the_closing_lines_are_the_last(annexes: tuple[Annex, ...]) -> None:
    root = read(report_sample.report(annexes=annexes))
    (closing,) = classed(root, "paper__closing")
    last = markup.elements(root, "article")[0][-1]
    assert closing is (last[-1] if annexes else last)


def test_only_wide_annexes_lie_on_their_side() -> None:
    annexes = classed(read(REPORT), "paper__annex")
    assert ["paper__annex--landscape" in annex.get("class", "") for annex in annexes] == [True, False]


def test_line_breaks_within_a_sentence_are_kept() -> None:
    section = Section("key", "１", "見出し", (Sentence("key", "一行目\n二行目", "(1)"),))
    line = classed(read(report_sample.report(sections=(section,))), "paper__text")[0]
    assert "".join(line.itertext()) == "(1) 一行目\n二行目"


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_texts(text: str) -> None:
    heading = Heading(text, (text,), (text,), text)
    table = Table((Column(text), Column("数", Kind.COUNT)), ((text, "1"),), text, (text,))
    figures = [replace(block, alt=text, name=text) for block in blocks(REPORT) if isinstance(block, FigureBlock)]
    mine = (Sentence("key", text, text), TableBlock(text, text, table), *figures)
    hostile = report_sample.report(
        heading=heading,
        sections=(Section("key", text, text, mine),),
        notes=(text,),
        annexes=(Annex("key", text, text, mine),),
        closing=(text,),
    )
    root = read(hostile)
    assert {item.tag for item in markup.elements(root)} <= {item.tag for item in markup.elements(read(REPORT))}
    assert not any(name.startswith("on") for item in markup.elements(root) for name in item.attrib)
    assert [printed(table) for table in markup.elements(root, "table")] == [[(text, "1")]] * 2
    assert all(image.get("alt") == text for image in markup.elements(root, "img"))
    assert texts(root, "h1") == [markup.text_of(root.find("./head/title"))]  # type: ignore[arg-type]


def test_within_a_page_the_headings_begin_lower_and_nothing_is_inline() -> None:
    """With one picture each, by address, and in an environment whose blocks leave their white space."""
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    macro = templates.get_template("reports/_document.html").module.document  # type: ignore[attr-defined]
    page, errors = markup.parse(f"<!doctype html><title>x</title>{macro(REPORT, lambda block: '/picture', level=2)}")
    assert errors == []
    assert texts(page, "h2") == [REPORT.heading.title]
    assert len(texts(page, "h3")) == 5
    assert [image.get("src") for image in markup.elements(page, "img")] == ["/picture"] * 2
    assert markup.elements(page, "source") == []
    about_the_page = ("lang is", "0 <main>", "0 <h1>", "after <h0>")
    assert [each for each in markup.findings(page) if not each.startswith(about_the_page)] == []
