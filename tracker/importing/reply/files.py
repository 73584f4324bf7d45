"""A returned file before it is read: whether it can be a reply workbook at all, and what to do if not."""

from tracker.domain.labels import number
from tracker.importing.problem import CannotReadOn

MAX_BYTES = 5_000_000
_ZIP = b"PK"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"

_EMPTY = (
    "ファイルが空です。課に、もう一度送ってもらってください。",
    "The file is empty. Ask the division to send it again.",
)
_TOO_LARGE = (
    f"ファイルが{number(MAX_BYTES // 1_000_000)}MBを超えています。画像などを削除して保存し直してください。",
    f"The file is larger than {number(MAX_BYTES // 1_000_000)} MB. Delete pictures and the like, and save it again.",
)
_PASSWORD = (
    "パスワードの付いたExcelファイルは読み取れません。パスワードを外して保存し直してください。",
    "A workbook with a password cannot be read. Save it without one.",
)
_OLD_EXCEL = (
    "古い形式のExcelファイル（.xls）は読み取れません。Excelで開き、「Excelブック（.xlsx）」で保存し直してください。",
    "An Excel file of the old kind (.xls) cannot be read. Open it in Excel and save it as .xlsx.",
)
_ODS = (
    "OpenDocument形式（.ods）は読み取れません。「Excelブック（.xlsx）」で保存し直してください。",
    "An OpenDocument spreadsheet (.ods) cannot be read. Save it as .xlsx.",
)
_NOT_EXCEL = (
    "Excelブック（.xlsx）ではありません（CSVやPDFなど）。回答用Excelのまま返送してもらってください。",
    "This is not an .xlsx workbook but, say, a CSV or PDF file. Ask for the reply workbook itself.",
)


def check_kind(content: bytes) -> None:
    """Raise ``CannotReadOn`` for what is no workbook; its content decides, never its name."""
    reason = _reason(content)
    if reason is not None:
        raise CannotReadOn(*reason)


def _reason(content: bytes) -> tuple[str, str] | None:
    if not content.strip():
        return _EMPTY
    if len(content) > MAX_BYTES:
        return _TOO_LARGE
    if content.startswith(_COMPOUND_FILE):
        return _PASSWORD if _ENCRYPTED in content else _OLD_EXCEL
    if not content.startswith(_ZIP):
        return _NOT_EXCEL
    return _ODS if _OPEN_DOCUMENT in content[:200] else None
