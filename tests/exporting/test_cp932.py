"""What CP932 holds comes back as it was; what it does not hold is named, or replaced on request."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import TODAY, entry
from tracker.exporting.catalogue import HEADINGS, list_unheld, write_catalogue_cp932, write_catalogue_csv
from tracker.exporting.cp932 import CannotHold, Unheld, held, named, replaced, unheld_in, unheld_table
from tracker.exporting.table import write_csv
from tracker.importing.catalogue import read_catalogue

PLAIN = entry("K-001", name="髙﨑①Ⅳ㈱～－∥№の届出", note="1行目\n2行目")
OTHERS = [
    PLAIN,
    entry("K-002", name="𠮷野の届出", note="㋿と㋿、塡"),
    entry("K-003", name="手続", source="１０〜２０−３０"),
]


@pytest.mark.parametrize("text", ["亜腕熙", "①⑳Ⅰⅹ㍻№℡㈱", "纊黑", "ｱｶﾞ｡", "～∥－￠￡￢", "〓", "\n\t ", "\ue000"])
def test_what_windows_has_is_held(text: str) -> None:
    assert unheld_in(text) == ""
    assert replaced(text) == text


@pytest.mark.parametrize(
    "character", ["𠮷", "㋿", "塡", "—", "〜", "−", "‖", "¢", "\u00a0", "\u309a", "é", "\uf8f0", "\x80"]
)
def test_what_windows_has_not_or_gives_back_as_another_is_not_held(character: str) -> None:
    assert unheld_in(f"甲{character}乙{character}") == character
    assert replaced(f"甲{character}乙{character}") == "甲〓乙〓"


def test_whatever_is_held_comes_back() -> None:
    text = "".join(sorted(held()))
    assert text.encode("cp932").decode("cp932") == text
    assert len(text) > 9_000


@given(st.text(max_size=8))
def test_what_is_replaced_is_held(text: str) -> None:
    assert unheld_in(replaced(text)) == ""
    assert len(replaced(text)) == len(text)


def test_a_character_is_named_so_that_it_can_be_found() -> None:
    assert named("𠮷㋿") == "𠮷（U+20BB7）、㋿（U+32FF）"
    assert named("\u00a0\u309a\U000e0100") == "U+00A0、U+309A、U+E0100"
    assert named("é" * 20) == "、".join(["é（U+00E9）"] * 20)
    assert named("é" * 21).endswith("…")


def test_a_file_that_cp932_holds_is_the_same_in_it() -> None:
    content = b"".join(write_catalogue_cp932([PLAIN]))
    assert content.decode("cp932") == b"".join(write_catalogue_csv([PLAIN])).decode("utf-8-sig")


def test_one_that_it_does_not_hold_is_refused_with_every_place() -> None:
    expected = (
        Unheld(3, "K-002", "𠮷野の届出", "手続名", "𠮷"),
        Unheld(3, "K-002", "𠮷野の届出", "備考", "㋿塡"),
        Unheld(4, "K-003", "手続", "出典", "〜−"),
    )
    with pytest.raises(CannotHold, match="3か所") as refused:
        write_catalogue_cp932(OTHERS)
    assert refused.value.unheld == expected == list_unheld(OTHERS)
    assert "3 cells" in refused.value.en


def test_only_the_columns_of_the_file_count() -> None:
    assert b"".join(write_catalogue_cp932(OTHERS, ("code", "division"))).count(b"\r\n") == 4


def test_replaced_it_is_read_as_cp932_with_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    path.write_bytes(b"".join(write_catalogue_cp932(OTHERS, replacing=True)))
    read = read_catalogue(path, today=TODAY)
    assert (read.problems, read.encoding) == ((), "CP932")
    assert [(row.entry.name, row.entry.note, row.entry.source) for row in read.rows] == [
        (PLAIN.name, PLAIN.note, ""),
        ("〓野の届出", "〓と〓、〓", ""),
        ("手続", "", "１０〓２０〓３０"),
    ]


@pytest.mark.parametrize(("language", "heading"), [("ja", "表せない文字"), ("en", "Characters")])
def test_the_places_are_a_table(language: str, heading: str) -> None:
    table = unheld_table(list_unheld(OTHERS), "ja" if language == "ja" else "en")
    rows = list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"), newline="")))
    assert rows[0][-1] == heading
    assert rows[1] == ["3", "K-002", "𠮷野の届出", "手続名", "𠮷（U+20BB7）"]
    assert len(rows) == 4


def test_headings_are_held() -> None:
    assert unheld_in("".join(HEADINGS.values())) == ""
