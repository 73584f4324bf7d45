"""The paper as a Word file: every sentence and figure in a style of its own, and pages that break where they may."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.report_sample import LONG, report
from tracker.domain.report.document import (
    Annex,
    Column,
    FigureBlock,
    Kind,
    MonthlyReport,
    Section,
    Sentence,
    Table,
    TableBlock,
)
from tracker.exporting.report.word import write_word


def read(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def paper() -> Document:
    return read(write_word(report()))


def in_style(paper: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.style.name == style]


def blocks_of(made: MonthlyReport, kind: type) -> list[Any]:
    parts: chain[Section | Annex] = chain(made.sections, made.annexes)
    return [block for part in parts for block in part.blocks if isinstance(block, kind)]


def with_table(table: Table, number: str = "", name: str = "") -> MonthlyReport:
    section = Section("key", "１", "見出し", (TableBlock(number, name, table),))
    return report(sections=(section,), annexes=())


def only_table(table: Table) -> Any:
    return read(write_word(with_table(table))).tables[1]


def test_the_title_block_has_a_frame_lines_at_the_right_and_the_title_in_the_middle(paper: Document) -> None:
    made = report()
    frame = paper.tables[0]
    assert [paragraph.text for paragraph in frame.cell(0, 0).paragraphs] == list(made.heading.box)
    assert frame._tbl.tblPr.find(qn("w:jc")).get(qn("w:val")) in ("right", "end")
    assert in_style(paper, "右寄せ") == [*made.heading.right, *made.closing]
    assert in_style(paper, "Title") == [made.heading.title]
    assert paper.styles["右寄せ"].paragraph_format.alignment == 2
    assert paper.styles["Title"].paragraph_format.alignment == 1


def test_a_mark_stands_below_the_title_and_no_frame_where_there_is_nothing_in_it() -> None:
    heading = replace(report().heading, mark="（案）", box=())
    paper = read(write_word(report(heading=heading)))
    assert in_style(paper, "Title") == [f"{heading.title}\n（案）"]
    assert paper.tables[0].cell(0, 0).text == "部"


def test_headings_carry_their_numbers_as_text(paper: Document) -> None:
    made = report()
    wanted = [f"{section.number}　{section.heading}" for section in made.sections]
    wanted += [f"{annex.label}　{annex.title}" for annex in made.annexes]
    assert in_style(paper, "Heading 1") == wanted
    assert paper.styles["Heading 1"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_every_sentence_stands_as_it_is_with_its_label_before_it(paper: Document) -> None:
    sentences = blocks_of(report(), Sentence)
    assert in_style(paper, "項目") == [f"{each.label}\t{each.text}" for each in sentences if each.label]
    assert in_style(paper, "Body Text") == [each.text for each in sentences if not each.label]
    hanging = paper.styles["項目"].paragraph_format
    assert hanging.left_indent > -hanging.first_line_indent > 0


def test_notes_begin_with_their_sign(paper: Document) -> None:
    made = report()
    tables = blocks_of(made, TableBlock)
    wanted = [note for block in tables[:1] for note in block.table.notes] + list(made.notes)
    wanted += [note for block in tables[1:] for note in block.table.notes]
    assert in_style(paper, "注") == [f"※　{note}" for note in wanted]


def test_every_cell_of_every_table_is_there(paper: Document) -> None:
    for block, written in zip(blocks_of(report(), TableBlock), paper.tables[1:], strict=True):
        head, *rows = ([cell.text for cell in row.cells] for row in written.rows)
        assert head == [column.heading for column in block.table.columns]
        assert rows == [list(row) for row in block.table.rows]


def test_numbers_stand_at_the_right_and_sums_are_bold() -> None:
    made = report().sheets.departments
    table = only_table(made)
    for row in table.rows[1:]:
        assert [cell.paragraphs[0].style.name for cell in row.cells] == ["表の文字", *["表の数値"] * 6]
    bold = [[run.bold for cell in row.cells for run in cell.paragraphs[0].runs] for row in table.rows]
    assert bold == [[None] * 7] * 6 + [[True] * 7]
    plain = only_table(replace(made, has_total=False))
    assert {run.bold for cell in plain.rows[-1].cells for run in cell.paragraphs[0].runs} == {None}
    assert read(write_word(report())).styles["表の数値"].paragraph_format.alignment == 2


def test_the_head_of_a_table_is_repeated_and_no_row_is_split(paper: Document) -> None:
    for table in paper.tables[1:]:
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_no_heading_caption_or_picture_is_left_alone_at_the_end_of_a_page(paper: Document) -> None:
    for style in ("Heading 1", "図", "表の見出し"):
        assert paper.styles[style].paragraph_format.keep_with_next
    (caption,) = (each for each in paper.paragraphs if each.text.startswith("表１"))
    assert caption.paragraph_format.keep_with_next


def kept(table: Any) -> list[bool]:
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows[1:]]


def test_short_tables_stay_whole_and_sums_and_notes_with_what_they_belong_to() -> None:
    columns = (Column("一"), Column("件数", Kind.COUNT))
    rows = (("あ", "1"),)
    assert kept(only_table(Table(columns, rows * 3))) == [True, True, False]
    assert kept(only_table(Table(columns, rows * 40))) == [False] * 40
    assert kept(only_table(Table(columns, rows * 40, has_total=True))) == [False] * 38 + [True, False]
    assert kept(only_table(Table(columns, rows * 40, notes=("注",)))) == [False] * 39 + [True]


def test_captions_stand_above_tables_with_the_unit_and_below_pictures(paper: Document) -> None:
    assert in_style(paper, "Caption") == [
        "図１　オンライン化率（件数ベース）の推移",
        "表１　部別の進捗状況\t単位：手続、件",
        "図２　部別の年間件数とオンライン化済みの件数",
        "\t単位：件",
    ]
    caption = next(each for each in paper.paragraphs if each.text.startswith("表１"))
    assert caption._p.getnext().tag == qn("w:tbl")
    (stop,) = caption.paragraph_format.tab_stops
    assert stop.position.mm == pytest.approx(165, abs=0.1)


def test_pictures_are_there_with_their_words(paper: Document) -> None:
    figures = blocks_of(report(), FigureBlock)
    about = [shape._inline.docPr for shape in paper.inline_shapes]
    assert [each.get("descr") for each in about] == [figure.alt for figure in figures]
    assert [each.get("name") for each in about] == [f"{figure.number}　{figure.name}" for figure in figures]
    assert {round(shape.width.cm, 2) for shape in paper.inline_shapes} == {16}
    following = [each._p.getnext() for each in paper.paragraphs if each.style.name == "図"]
    assert [Paragraph(each, paper).text[:2] for each in following] == ["図１", "図２"]


def test_tables_have_names_for_those_who_have_them_read(paper: Document) -> None:
    names = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in paper.tables[1:]]
    assert names == ["表１　部別の進捗状況", "手続別一覧", "用語の説明"]


def test_pages_are_a4_with_room_for_binding_also_when_they_are_turned(paper: Document) -> None:
    upright, turned, again = paper.sections
    assert [section.orientation for section in paper.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297)
    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)
    assert [round(section.left_margin.mm) for section in paper.sections] == [25, 20, 25]
    assert round(turned.top_margin.mm) == 25
    assert again.footer.is_linked_to_previous


def test_an_annex_begins_on_a_new_page_and_only_a_turned_one_in_a_section_of_its_own() -> None:
    annex = report().annexes[1]
    paper = read(write_word(report(annexes=(annex, annex))))
    assert len(paper.sections) == 1
    first, second = (each for each in paper.paragraphs if each.text.startswith("別紙"))
    assert first.paragraph_format.page_break_before
    assert second.paragraph_format.page_break_before


def test_every_page_has_its_number_among_all(paper: Document) -> None:
    footer = paper.sections[0].footer.paragraphs[0]._p
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "".join(text.text for text in footer.iter(qn("w:t"))) == "1/1"


def widths_of(table: Any) -> list[int]:
    return [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]


def test_columns_are_as_wide_as_their_shares_where_figures_have_room(paper: Document) -> None:
    wide = widths_of(paper.tables[1])
    assert wide[0] == pytest.approx(2 * wide[1], abs=2)
    assert sum(wide) == pytest.approx(165 / 25.4 * 1440, abs=10)
    assert sum(widths_of(paper.tables[2])) == pytest.approx(257 / 25.4 * 1440, abs=15)
    columns = (Column("件数", Kind.COUNT, 1), Column("名称", share=40))
    narrow, rest = widths_of(only_table(Table(columns, (("1,824,178,123", LONG),))))
    assert narrow > 13 * 80
    assert narrow + rest == pytest.approx(165 / 25.4 * 1440, abs=10)


def test_a_table_of_many_columns_still_fits_on_the_page() -> None:
    columns = tuple(Column("年間の件数", Kind.COUNT) for _ in range(30))
    assert len(widths_of(only_table(Table(columns, (("1,824,178",) * 30,))))) == 30


def test_all_is_japanese_in_a_japanese_typeface(paper: Document) -> None:
    languages = {tuple(each.attrib.values())[:2] for each in paper.styles.element.iter(qn("w:lang"))}
    assert languages == {("en-US", "ja-JP")}
    used = {paragraph.style.name for paragraph in paper.paragraphs} | {"表の文字", "表の数値", "表の見出し", "Footer"}
    for name in used:
        fonts = paper.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "eastAsia")} == {"游ゴシック"}


def test_the_file_says_its_title_and_its_day_and_nobodys_name(paper: Document) -> None:
    about = paper.core_properties
    assert (about.title, about.language) == (report().heading.title, "ja-JP")
    assert about.created == about.modified
    assert about.created.replace(tzinfo=None) == datetime(2026, 10, 31)  # noqa: DTZ001
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


def test_the_same_paper_gives_the_same_bytes() -> None:
    content = write_word(report())
    assert content == write_word(report())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in parts.namelist())


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "<w:br/>&amp;\"'", "{MERGEFIELD x}", "＋1"])
def test_what_people_type_stays_as_they_typed_it(text: str) -> None:
    paper = read(write_word(everywhere(text)))
    assert paper.tables[1].cell(1, 0).text == text
    for style, wanted in {
        "Title": f"{text}\n{text}",
        "Heading 1": f"１　{text}",
        "項目": f"(1)\t{text}",
        "Body Text": text,
        "注": f"※　{text}",
        "Caption": f"表１　{text}\t{text}",
    }.items():
        assert in_style(paper, style)[0] == wanted


def everywhere(text: str) -> MonthlyReport:
    made = report()
    table = Table((Column(text),), ((text,), (text,)), text, (text,), has_total=True)
    figure = replace(blocks_of(made, FigureBlock)[0], name=text, alt=text)
    blocks = (Sentence("a", text, "(1)"), Sentence("b", text), TableBlock("表１", text, table), figure)
    return report(
        heading=replace(made.heading, title=text, box=(text,), right=(text,), mark=text),
        sections=(Section("key", "１", text, blocks),),
        notes=(text,),
        annexes=(Annex("key", "別紙１", text, blocks, landscape=True),),
        closing=(text,),
    )


def test_what_word_cannot_hold_is_left_out_and_line_breaks_are_kept() -> None:
    content = write_word(everywhere("前\x0b\x00\ufffe\ud800後\r\n次"))
    paper = read(content)
    assert paper.tables[1].cell(1, 0).text == "前後\n次"
    assert in_style(paper, "項目")[0] == "(1)\t前後\n次"
    assert in_style(paper, "Body Text")[:2] == ["前後", "次"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        settings = parts.read("word/settings.xml").decode()
    # A line that was ended by hand is not stretched to the margin.
    assert re.search('<w:compat><w:doNotExpandShiftReturn/>.*compatibilityMode.*?w:val="15"', settings, re.DOTALL)


def test_a_table_without_rows_or_columns_is_no_fault() -> None:
    assert len(only_table(Table((Column("一"),), ())).rows) == 1
    assert len(read(write_word(with_table(Table((), ()), "表１", "なし"))).tables) == 1


@pytest.mark.parametrize("row", [("短い",), ("一", "二", "三")])
def test_a_row_of_another_length_is_an_error(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        write_word(with_table(Table((Column("一"), Column("二")), (row,))))


def test_two_tables_in_a_row_stay_two() -> None:
    block = TableBlock("", "", Table((Column("一"),), (("a",),)))
    paper = read(write_word(report(sections=(Section("key", "１", "見出し", (block, block)),), annexes=())))
    assert len(paper.tables) == 3
    assert all(table._tbl.getnext().tag == qn("w:p") for table in paper.tables)
