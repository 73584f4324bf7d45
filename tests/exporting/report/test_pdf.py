"""The paper as PDF: everything in it is printed, as it was typed, on A4, and the same each time."""

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from tests.exporting.report.pdf_files import Paper, poppler, squeezed
from tests.report_sample import report
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
from tracker.exporting.report.pdf import write_pdf

UPRIGHT, ON_ITS_SIDE = "595.276 x 841.89 pts (A4)", "841.89 x 595.276 pts (A4)"
HOSTILE = (
    '#panic("x") #read("paper.typ") #sys.inputs',
    "$x^2$ *bold* _slanted_ `raw` ~ -- ---",
    "[content] @label <label> \\ \\u{41} // comment /* comment */",
    "= heading",
    "- item + item / term: thing",
    '"quoted" {code} &amp; <b>html</b>',
)
LONG_WORD = "https://www.example.lg.jp/" + "0123456789" * 20


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "paper.pdf")


def said(made: MonthlyReport) -> list[str]:
    """Every text that is to be printed, in order."""
    heading = made.heading
    sections = chain.from_iterable((part.number, part.heading, *blocks(part.blocks)) for part in made.sections)
    annexes = chain.from_iterable((part.label, part.title, *blocks(part.blocks)) for part in made.annexes)
    return [
        *(*heading.box, *heading.right, heading.title, heading.mark),
        *(*sections, *made.notes, *annexes, *made.closing),
    ]


def blocks(given: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in given:
        if isinstance(block, Sentence):
            found += [block.label, block.text]
        elif isinstance(block, FigureBlock):
            found += [block.number, block.name]
        else:
            table = block.table
            found += [block.number, block.name, table.unit, *(column.heading for column in table.columns)]
            found += [*chain.from_iterable(table.rows), *table.notes]
    return found


def only(*given: Block, landscape: bool = False) -> MonthlyReport:
    """A paper with these blocks and nothing else, in an annex if it is on its side."""
    if landscape:
        annex = Annex("a", "別紙１", "一覧", given, landscape=True)
        return report(heading=Heading("題"), sections=(), notes=(), annexes=(annex,), closing=())
    section = Section("s", "１", "見出し", given)
    return report(heading=Heading("題"), sections=(section,), notes=(), annexes=(), closing=())


def sentence(text: str) -> Sentence:
    return Sentence("key", text)


def test_every_word_of_the_paper_is_printed(paper: Paper) -> None:
    printed = paper.write(report()).text()
    missing = [text for text in said(report()) if squeezed(text) not in printed]
    assert missing == []


def test_the_parts_stand_in_their_order(paper: Paper) -> None:
    made = report()
    printed = paper.write(made).text()
    parts = [*made.heading.box, *made.heading.right, made.heading.title]
    parts += [part.number + part.heading for part in made.sections]
    parts += [*made.notes, "別紙１", "別紙２", *made.closing]
    places = [printed.index(squeezed(part)) for part in parts]
    assert places == sorted(places)


def test_it_is_printed_on_a4_and_wide_annexes_on_their_side(paper: Paper) -> None:
    info = paper.write(report()).info()
    sizes = re.findall(r"Page +\d+ size: +(.*)", info)
    assert sizes == [UPRIGHT] * 2 + [ON_ITS_SIDE] * (len(sizes) - 3) + [UPRIGHT]
    assert len(sizes) > 3


def test_every_page_says_which_of_how_many_it_is(paper: Paper) -> None:
    pages = paper.write(report()).pages()
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"{number}/{len(pages)}")


def test_it_has_a_title_and_tags_and_no_date(paper: Paper) -> None:
    info = paper.write(report()).info()
    assert re.search(r"^Title: +行政手続のオンライン化の進捗状況について（令和８年10月末現在）$", info, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", info, re.MULTILINE)
    assert "Date" not in info
    structure = poppler("pdfinfo", "-struct", paper.path)
    for tag, least in (("H1", 5), ("Table", 3), ("TH", 10), ("Figure", 2)):
        assert len(re.findall(rf"^ *{tag}\b", structure, re.MULTILINE)) >= least, tag


def test_the_pictures_are_put_in_words(paper: Paper) -> None:
    found = paper.write(report()).path.read_bytes()
    figures = [block for part in report().sections for block in part.blocks if isinstance(block, FigureBlock)]
    assert figures
    for figure in figures:
        assert f"/Alt<FEFF{figure.alt.encode('utf-16-be').hex().upper()}>".encode() in found


def test_only_the_products_fonts_are_in_it(paper: Paper) -> None:
    made = report(notes=(*report().notes, "Привет, שלום ∮"))
    fonts = poppler("pdffonts", paper.write(made).path).splitlines()[2:]
    assert {font.split()[0].partition("+")[2] for font in fonts} == {"NotoSansJP-Regular", "NotoSansJP-Bold"}
    assert all(re.search(r"Identity-H +yes yes yes", font) for font in fonts), (
        "embedded, in part, with their characters"
    )


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_pdf(report()) == write_pdf(report())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_never_a_command(paper: Paper, text: str) -> None:
    columns = (Column(text), Column("数", Kind.COUNT))
    table = TableBlock(text, text, Table(columns, ((text, "1"), (text, text)), text, (text,), has_total=True))
    made = report(
        heading=Heading(text, (text,), (text,), text),
        sections=(Section("s", text, text, (sentence(text), Sentence("t", text, "(1)"), table)),),
        notes=(text,),
        annexes=(Annex("a", text, text, (table,)),),
        closing=(text,),
    )
    printed = paper.write(made).text()
    assert printed.count(squeezed(text)) == 28
    assert squeezed(text) in squeezed(paper.info())


def test_lines_of_a_text_stay_lines(paper: Paper) -> None:
    table = TableBlock("", "", Table((Column("列"),), (("一行目\n二行目",),)))
    lines = paper.write(only(sentence("上の行\n下の行\r\n最後の行"), table)).lines()
    assert [line for line in lines if "行" in line] == ["上の行", "下の行", "最後の行", "一行目", "二行目"]


@pytest.mark.parametrize("landscape", [False, True])
def test_a_word_longer_than_a_line_stays_on_the_page(paper: Paper, landscape: bool) -> None:
    columns = (Column("細い列", share=1), Column("広い列", share=9), Column("数", Kind.COUNT, 1))
    table = TableBlock("", "", Table(columns, ((LONG_WORD, LONG_WORD, "123,456,789"), ("", "", LONG_WORD))))
    paper.write(only(sentence(LONG_WORD), table, landscape=landscape))
    width = 297 if landscape else 210
    for left, right in paper.edges():
        assert left > (17.9 if landscape else 24.9)
        assert right < width - 17.9


def test_a_number_stays_whole_and_in_its_column_however_narrow_that_is(paper: Paper) -> None:
    columns = (Column("数", Kind.CHANGE, 1), Column("名", share=30), Column("数", Kind.COUNT, 1))
    row = ("△1,234,567", "手続", "1,234,567")
    paper.write(only(TableBlock("", "", Table(columns, (row,)))))
    assert any(tuple(line.split()) == row for line in paper.lines())
    assert min(left for left, _ in paper.edges()) > 24.9


def test_the_headings_of_a_table_are_repeated_on_every_page(paper: Paper) -> None:
    made = report()
    pages = [page for page in paper.write(made).pages() if "監査事務局" in page and "受付方法" in page]
    assert len(pages) >= 3
    assert sum("別紙１" in page for page in pages) == 1


def test_a_heading_and_a_caption_keep_with_what_follows(paper: Paper) -> None:
    """However far down the page they come to stand."""
    table = TableBlock("表９", "部の表", Table((Column("部"),), (("総務部",), ("福祉部",))))
    end = Section("end", "２", "おわり", (table,))
    for lines in range(30, 46, 3):
        made = only(*(sentence("あ") for _ in range(lines)))
        pages = paper.write(replace(made, sections=(*made.sections, end))).pages()
        page = next(page for page in pages if "おわり" in page)
        assert "表９" in page
        assert "総務部" in page


def test_empty_parts_leave_nothing_behind(paper: Paper) -> None:
    paper.write(report(heading=Heading("題"), sections=(), notes=(), annexes=(), closing=()))
    assert paper.pages() == ["題1/1"]


def test_a_table_without_rows_or_columns_is_no_fault(paper: Paper) -> None:
    columns = (Column("部"), Column("数", Kind.COUNT))
    empty = TableBlock("表１", "空の表", Table(columns, (), has_total=True))
    printed = paper.write(only(empty, TableBlock("表２", "無い表", Table((), ())), sentence(""))).text()
    assert "表１空の表部数" in printed


def test_the_number_for_checking_stands_at_the_very_end(paper: Paper) -> None:
    assert paper.write(report()).pages()[-1].endswith("照合番号1a2b-3c4d-5e6f6/6")
    assert paper.write(report(annexes=())).pages()[-1].endswith("照合番号1a2b-3c4d-5e6f2/2")


def test_the_mark_stands_behind_the_title_or_below_it_if_it_is_long(paper: Paper) -> None:
    title = report().heading.title
    assert title + "（案）" in paper.write(report(heading=Heading(title, mark="（案）"))).lines()
    lines = paper.write(report(heading=Heading(title, mark="（令和８年11月20日訂正）"))).lines()
    assert lines[lines.index(title) + 1 :][0] == "（令和８年11月20日訂正）"
