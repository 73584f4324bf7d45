"""Files that are sent to be kept: named in the reader's language, never shown in the page."""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from urllib.parse import quote

from flask import Response
from werkzeug.wsgi import FileWrapper

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": CSV, "xlsx": XLSX}

IN_MEMORY = 1 << 20
"""Longer files than this many bytes are kept on disk while they are sent."""


def download(content: bytes | Iterable[bytes], name: str, extension: str) -> Response:
    """An attachment. ``name`` is for people, with an ASCII name for old programs beside it."""
    response = Response(content if isinstance(content, bytes) else _complete(content), content_type=TYPES[extension])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"download.{extension}\"; filename*=UTF-8''{quote(name)}.{extension}"
    )
    return response


def _complete(blocks: Iterable[bytes]) -> bytes | FileWrapper:
    """All blocks, made before the first is sent.

    What fails is answered by a page, not by half a file, and a slow reader keeps no transaction open: on SQLite nobody
    could write meanwhile.
    """
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (closed with the answer)
    for block in blocks:
        file.write(block)
    length = file.tell()
    file.seek(0)
    if length > IN_MEMORY:
        return FileWrapper(file)
    with file:
        return file.read()
