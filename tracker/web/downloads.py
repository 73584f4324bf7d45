"""Files that are sent to be kept: named in the reader's language, never shown in the page."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from flask import Response

from tracker.exporting.report.formats import FORMATS
from tracker.exporting.table import Table, write_csv, write_xlsx

OF_TABLES = ("csv", "xlsx")
TYPES = {
    **{extension: found.media_type for extension, found in FORMATS.items()},
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}


CP932 = "text/csv; charset=windows-31j"


def download(content: bytes | Iterable[bytes], name: str, extension: str, media_type: str = "") -> Response:
    """An attachment, complete before it is sent. ``name`` is for people, with an ASCII name for old programs beside it.

    What fails is then answered by a page, not by half a file, and a slow reader keeps no transaction open: on SQLite
    nobody could write meanwhile.
    """
    complete = content if isinstance(content, bytes) else b"".join(content)
    response = Response(complete, content_type=media_type or TYPES[extension])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"download.{extension}\"; filename*=UTF-8''{quote(name)}.{extension}"
    )
    return response


def download_tables(tables: Sequence[Table], name: str, extension: str) -> Response:
    """Tables as an attachment: a sheet each in Excel; a text file holds the first alone."""
    return download(write_csv(tables[0]) if extension == "csv" else write_xlsx(*tables), name, extension)
