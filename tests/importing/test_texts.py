"""Text is stored as typed, apart from trimming, NFC and our own guard against formulas."""

from pathlib import Path

import pytest

from tests.importing.catalogue_files import ReadCell, entry, places, problem, read_rows, row, several, warning


@pytest.mark.parametrize(
    "text",
    ["塡補金の請求", "𠮷野", "㈱①№Ⅳ", "Ａｂｃ　ｄ", "ｶﾅ", "a=b", "'90年代", "-", "a  b", "a\u200bb", '5"管', "葛󠄀"],
)
def test_text_stays_as_typed(read_cell: ReadCell, text: str) -> None:
    reading = read_cell(name=text)
    assert entry(reading).name == text
    assert reading.warnings == ()


@pytest.mark.parametrize("text", [" 税 ", "\u3000税\u3000", "\u200b税\ufeff", "\t税", "税\n", "\u00a0税\u2009"])
def test_the_ends_are_trimmed_with_a_warning(read_cell: ReadCell, text: str) -> None:
    reading = read_cell(name=text)
    assert entry(reading).name == "税"
    found = warning(reading)
    assert (found.row, found.column) == (2, "手続名")
    assert found.ja == "前後の空白を取り除きました。"


def test_decomposed_text_is_composed_with_a_warning(read_cell: ReadCell) -> None:
    reading = read_cell(name="カ\u3099ス")
    assert entry(reading).name == "ガス"
    assert "NFC" in warning(reading).ja


def test_trimming_is_said_once_for_all_places(tmp_path: Path) -> None:
    rows = several(row(department=" 総務部"), row(department="総務部 ", note=" 備考"))
    found = warning(read_rows(tmp_path, *rows))
    assert (found.row, found.column, found.value) == (2, "部", " 総務部")
    assert found.ja == "前後の空白を取り除きました。（ほか2か所も同じです。）"
    assert found.en.endswith("(The same in 2 more places.)")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("'=1+1", "=1+1"),
        ("'+81", "+81"),
        ("'-いいえ", "-いいえ"),
        ("'@SUM", "@SUM"),
        ("'＝1", "＝1"),
        ("'＋", "＋"),
        ("'－なし", "－なし"),
        ("'＠a", "＠a"),
        ("''=1", "'=1"),
        ("'''=1", "''=1"),
        ("'\t=1", "=1"),
    ],
)
def test_one_apostrophe_of_our_own_is_taken_away(read_cell: ReadCell, written: str, stored: str) -> None:
    reading = read_cell(note=written)
    assert entry(reading).note == stored
    assert "「'」" in warning(reading).ja


@pytest.mark.parametrize("text", ["'", "'abc", "''", "'90年代", "=1", "-5", "－", "' =1"])
def test_any_other_apostrophe_stays(read_cell: ReadCell, text: str) -> None:
    reading = read_cell(note=text)
    assert entry(reading).note == text
    assert reading.warnings == ()


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\t"])
@pytest.mark.parametrize("column", ["code", "name", "online_status", "note"])
def test_a_control_character_is_refused_and_shown(read_cell: ReadCell, character: str, column: str) -> None:
    found = problem(read_cell(**{column: f"a{character}b"}))
    headings = {"code": "手続ID", "name": "手続名", "online_status": "オンライン化状況", "note": "備考"}
    assert (found.row, found.column, found.value) == (2, headings[column], f"a<U+{ord(character):04X}>b")
    assert "制御文字" in found.ja


@pytest.mark.parametrize("column", ["legal_basis", "source", "note"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_lines_are_kept_where_officers_write_them(read_cell: ReadCell, column: str, line_break: str) -> None:
    text = f"一行目{line_break}二行目"
    assert getattr(entry(read_cell(**{column: text})), column) == text


@pytest.mark.parametrize("column", ["code", "name", "division", "themes", "annual_cases"])
def test_elsewhere_a_line_break_is_refused(read_cell: ReadCell, column: str) -> None:
    assert problem(read_cell(**{column: "教育\n教育"})).row == 2


@pytest.mark.parametrize("character", ["\ue000", "\uf8ff", "\ufffd"])
def test_private_characters_are_pointed_out(read_cell: ReadCell, character: str) -> None:
    reading = read_cell(name=f"高{character}")
    assert entry(reading).name == f"高{character}"
    assert "外字" in warning(reading).ja


@pytest.mark.parametrize(("column", "limit"), [("code", 64), ("name", 500), ("note", 10_000)])
def test_text_has_its_length(read_cell: ReadCell, column: str, limit: int) -> None:
    assert getattr(entry(read_cell(**{column: "字" * limit})), column) == "字" * limit
    found = problem(read_cell(**{column: "字" * (limit + 1)}))
    assert f"{limit + 1:,}文字あります。{limit:,}文字以内にしてください。" == found.ja
    assert found.value == "字" * 59 + "…"


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b"])
@pytest.mark.parametrize("column", ["code", "name", "division"])
def test_what_must_be_there_is_asked_for(read_cell: ReadCell, column: str, text: str) -> None:
    reading = read_cell(**{column: text})
    assert places(reading.problems) == [(2, {"code": "手続ID", "name": "手続名", "division": "所管課"}[column])]


@pytest.mark.parametrize(
    "text",
    [
        "https://www.city.example.lg.jp/a/b.html?x=1#y",
        "http://example.jp:8080/",
        "HTTPS://EXAMPLE.JP",
        "https://日本語.jp/申請",
        "https://intra/form",
    ],
)
def test_a_web_address_is_kept(read_cell: ReadCell, text: str) -> None:
    assert entry(read_cell(url=text)).url == text


@pytest.mark.parametrize(
    "text",
    [
        "www.example.jp",
        "javascript:alert(1)",
        "ftp://example.jp",
        "https://",
        "https:///a",
        "https://a b.jp",
        "https://example.jp/a b",
        "https://user@example.jp",
        "https://example.jp:99999",
        "https://exa mple",
        "https://-a.jp",
        'https://example.jp/"onclick',
        "https://example.jp/<script>",
        "https://example.jp\\a",
        "ｈｔｔｐｓ://example.jp",
        "data:text/html,x",
        "//example.jp",
        "https://[::1",
        "https://example..jp",
    ],
)
def test_what_is_no_web_address_is_refused(read_cell: ReadCell, text: str) -> None:
    found = problem(read_cell(url=text))
    assert (found.row, found.column, found.value) == (2, "申請URL", text)
