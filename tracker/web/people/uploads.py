"""A list that somebody sends to be taken in."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import request
from flask_babel import gettext as _

LARGEST_LIST = 2_000_000


def sent_list() -> tuple[bytes, str]:
    """What the file of the form holds; or why there is none to read."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return b"", _("取り込むファイルを選んでください。")
    content = file.stream.read(LARGEST_LIST + 1)
    if len(content) > LARGEST_LIST:
        return b"", _("ファイルが2MBを超えています。一覧を分けてください。")
    return content, ""


@contextmanager
def as_file(content: bytes) -> Iterator[Path]:
    """The same where readers of files find it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list")
        path.write_bytes(content)
        yield path
