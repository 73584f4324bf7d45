"""Files that are sent to be kept: named in the reader's language, never shown in the page."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Response

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": CSV, "xlsx": XLSX}


def download(content: bytes | Iterable[bytes], name: str, extension: str) -> Response:
    """An attachment. ``name`` is for people, with an ASCII name for old programs beside it."""
    response = Response(content, content_type=TYPES[extension])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"download.{extension}\"; filename*=UTF-8''{quote(name)}.{extension}"
    )
    return response
