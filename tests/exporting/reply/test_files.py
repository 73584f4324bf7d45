"""The names of reply workbooks, and the archive of all of them."""

import io
import zipfile

import pytest

from tracker.domain.reply.form import ReplyForm
from tracker.exporting.reply.files import archive, file_name


@pytest.mark.parametrize(
    ("division", "expected"),
    [
        ("国保年金課", "回答用_B03-01_国保年金課_第3回.xlsx"),
        ('a/b\\c:d*e?f"g<h>i|j', "回答用_B03-01_abcdefghij_第3回.xlsx"),
        ("改\n行　課", "回答用_B03-01_改行課_第3回.xlsx"),
    ],
)
def test_a_name_is_good_on_any_machine(division: str, expected: str) -> None:
    assert file_name(ReplyForm(3, "B03-01", ("福祉部", division), 3, ())) == expected


def test_an_archive_holds_its_files_in_order_under_names_in_utf8() -> None:
    files = {"二.xlsx": b"2", "一.xlsx": b"1"}
    packed = archive(files)
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == files
        assert opened.namelist() == list(files)
        assert all(part.flag_bits & 0x800 for part in opened.infolist())
    assert archive(files) == packed
