"""No csv cell begins a formula, and nothing that is stored is lost by seeing to that."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exporting.neutral import TRIGGERS, neutral

DANGEROUS = [
    "=1+1",
    "+81-3",
    "-いいえ",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－なし",
    "＠a",
    "-1-2",
    "+",
    "=",
]
HARMLESS = ["", "手続", "a=b", "-", "－", "-5", "+5", "-12.5", "0012", "1-2", "'90年代", "''", "'", " =1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_begins_a_formula_gets_one_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_does_not_stays(text: str) -> None:
    assert neutral(text) == text


def read_back(cell: str) -> str:
    """The reader's rule: of apostrophes before a character that begins a formula, one is ours."""
    return cell[1:] if re.match(f"'+[{re.escape(TRIGGERS)}]", cell) else cell


@given(st.text(st.sampled_from("'=+-@\t＝－5.あ"), max_size=5))
def test_what_is_stored_is_found_again(text: str) -> None:
    assert read_back(neutral(text)) == text


@given(st.text(st.sampled_from("'=+-@\t＝－5.あ"), max_size=5))
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = neutral(text)
    assert cell[:1] not in {*TRIGGERS} or cell in {"-", "－"} or float(cell) is not None
