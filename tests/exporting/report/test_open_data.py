"""The paper's open data: a csv file of headings and rows, safe to open and with nothing filled in."""

import csv
import io
from dataclasses import replace

import pytest

from tests.exporting.test_neutral import DANGEROUS
from tests.report_sample import LONG, report
from tracker.domain.report.document import OpenData
from tracker.exporting.neutral import neutral
from tracker.exporting.report.open_data import write_open_data


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_is_headings_and_rows_and_nothing_else() -> None:
    assert (
        write_open_data(report())
        == (
            "\ufeff全国地方公共団体コード,手続ID,手続名,総手続件数\r\n"
            f"131229,K-001,{LONG},39000\r\n"
            "131229,K-040,'=1+1,\r\n"
        ).encode()
    )


def test_what_nobody_counted_is_an_empty_cell() -> None:
    assert rows_of(write_open_data(report()))[2][3] == ""


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_begins_a_formula(text: str) -> None:
    content = write_open_data(report(open_data=OpenData(("手続名",), ((text,),))))
    assert rows_of(content)[1] == [neutral(text.replace("\r", "\n"))]


def test_control_characters_are_left_out_and_line_breaks_kept() -> None:
    content = write_open_data(report(open_data=OpenData(("手続名",), (("転入\x0b届\r\n（別記）\x00",),))))
    assert rows_of(content)[1] == ["転入届\n（別記）"]


def test_a_row_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError):
        write_open_data(replace(report(), open_data=OpenData(("一", "二"), (("短い",),))))
