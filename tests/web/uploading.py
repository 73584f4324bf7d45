"""Files that are sent through the page 台帳の取込み, for the tests of it."""

import io
from typing import Any

from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.pages import Page, Pages
from tests.usecases.uploading import wards
from tests.web.apps import engine_of
from tracker.storage import uploads
from tracker.storage.transactions import writing

CHANGED = wards("給与支払報告書の提出", "給与支払報告書等の提出")
UNKNOWN = "番号,届出の名称,担当課,件数,電子申請\nX-1,転入の届,税務課,100,◎\n"
ASSIGNED = {"c0-to": "code", "c1-to": "name", "c2-to": "division", "c3-to": "annual_cases", "c4-to": "online_status"}


def send(pages: Pages, content: bytes | str, name: str = "台帳.csv", expected: int = 303) -> Page:
    """The page of a file that was sent."""
    page = pages.get("/imports")
    form = page.form(action="/imports")
    file = FileStorage(io.BytesIO(content.encode() if isinstance(content, str) else content), name)
    boundary, body = encode_multipart({**form.fields, "file": file})
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = pages.fetch("/imports", expected, "POST", data=body, headers=kind)
    return pages.follow(answer) if expected == 303 else Page("/imports", answer)


def put(app: Flask, id_: int = 1, **values: Any) -> None:
    """Bring a file into another state, as a process of its own would."""
    with writing(engine_of(app)) as connection:
        connection.execute(uploads.uploads.update().where(uploads.uploads.c.id == id_).values(**values))
