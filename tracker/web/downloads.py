"""Files that are sent to be kept: named in the reader's language, never shown in the page."""

from collections.abc import Iterable
from itertools import chain, islice
from urllib.parse import quote

from flask import Response

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": CSV, "xlsx": XLSX}


def download(content: bytes | Iterable[bytes], name: str, extension: str) -> Response:
    """An attachment. ``name`` is for people, with an ASCII name for old programs beside it."""
    response = Response(content if isinstance(content, bytes) else _begun(content), content_type=TYPES[extension])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"download.{extension}\"; filename*=UTF-8''{quote(name)}.{extension}"
    )
    return response


def _begun(blocks: Iterable[bytes]) -> Iterable[bytes]:
    """The blocks, with the first rows made already: what fails at once is answered by a page, not by half a file."""
    blocks = iter(blocks)
    byte_order_mark_and_rows = list(islice(blocks, 2))
    return chain(byte_order_mark_and_rows, blocks)
