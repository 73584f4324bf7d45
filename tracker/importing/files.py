"""Opening a file of whatever kind: its content decides, never its name."""

from pathlib import Path

from tracker.importing.delimited import open_delimited
from tracker.importing.headings import CATALOGUE, Layout
from tracker.importing.limits import MAX_FILE_BYTES
from tracker.importing.problem import CannotReadOn
from tracker.importing.table import Choose, Table

_ZIP = b"PK"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_table(path: Path, sheet: str | None, layout: Layout = CATALOGUE, choose: Choose | None = None) -> Table:
    """The table of a file. Raises ``CannotReadOn``.

    ``sheet`` names one of a workbook; otherwise ``choose`` says which, or it is the one with headings of the layout.
    """
    try:
        if not path.exists():
            raise CannotReadOn("ファイルが見つかりません。", "There is no such file.", value=path.name)
        if not path.is_file():
            raise CannotReadOn("ファイルではありません。", "This is not a file.", value=path.name)
        return _open(path, sheet, layout, choose)
    except OSError:
        raise CannotReadOn(
            "ファイルを開けません。ほかのソフトで開いていないか、読み取る権限があるかを確かめてください。",
            "The file cannot be opened. Check that you may read it and that no other program holds it.",
            value=path.name,
        ) from None


def _open(path: Path, sheet: str | None, layout: Layout, choose: Choose | None) -> Table:
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1_000_000
        raise CannotReadOn(
            f"ファイルが{limit}MBを超えています。{limit}MBまでにしてください。",
            f"The file is larger than {limit} MB. Keep to {limit} MB.",
        )
    with path.open("rb") as file:
        head = file.read(len(_COMPOUND_FILE))
        if head == _COMPOUND_FILE:
            raise CannotReadOn(*_compound_file(encrypted=_ENCRYPTED in head + file.read()))
    if head.startswith(_ZIP):
        from tracker.importing import workbook  # its reader is loaded only where it is needed

        return workbook.open_chosen(path, sheet, choose) if choose else workbook.open_workbook(path, sheet, layout)
    return open_delimited(path, layout)


def _compound_file(*, encrypted: bool) -> tuple[str, str]:
    if encrypted:
        return (
            "パスワードの付いたExcelファイルは読み取れません。パスワードを外して保存し直してください。",
            "A workbook with a password cannot be read. Save it without one.",
        )
    return (
        "古い形式のExcelファイル（.xls）は読み取れません。「Excelブック（.xlsx）」で保存し直してください。",
        "An Excel file of the old kind (.xls) cannot be read. Save it as an .xlsx workbook.",
    )
