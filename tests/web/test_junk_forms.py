"""Forms filled in as no browser would, by people who are signed in: an answer each time, and nothing stored by half."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.actors import Client, Who, World, populated, world
from tests.web.matrix import MATRIX, prepare
from tests.web.test_junk import PAYLOADS
from tracker.usecases.log.verify_log import verify_log

EXAMPLES = 600 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 120
ENDING = ("signing_in.end", "account.password")
"""Forms that end the session with which the junk is sent."""
FORMS = {key: row[0] for key, row in MATRIX.items() if key[1] == "POST" and key[0] not in ENDING}
ADDRESSES = sorted({request.path for request in FORMS.values()})
PAGES = sorted({row[0].path.split("?")[0] for key, row in MATRIX.items() if key[1] == "GET" and key[0] != "static"})
NAMES = [
    *("seen", "code", "number", "reason", "status", "effective_on", "scope", "channels", "url", "note", "anyway"),
    *("planned_for", "barrier", "comment", "respondent", "route", "received_on", "unit", "act", "chosen", "single"),
    *("login", "name", "role", "divisions", "use", "password", "new_password", "again", "secret", "step", "previewed"),
    *("line", "0-cases", "0-online_cases", "0-not_counted", "0-basis", "0-note", "1-cases"),
    *("valid_from", "threshold", "themes", "target1-share", "target1-due_on", "partial", "on", "into", "active_from"),
    *("reference_on", "due_on", "topics", "whom", "frequency", "fiscal_year", "months", "division", "d0-mail"),
    *("files", "6-online_status-present", "6-online_status-choice", "6-online_status-text", "x-present", "-present"),
    *("subject", "digest", "seen", "c0-key", "c0-to", "w0-word", "w0-means", "k0", "k0-to", "sheet", "layout"),
    *("header_row", "heading_rows", "keep_as", "code_prefix", "create_divisions", "allow_unknown_columns"),
    *("resumed", "kept", "next", "who", "action", "words", "first", "last", "about", "before", "after", "all"),
]
texts = st.sampled_from([text for text in PAYLOADS if len(text) < 1_000]) | st.text(max_size=20)
fields = st.dictionaries(st.sampled_from(NAMES) | texts, texts | st.lists(texts, max_size=3), max_size=6)


@pytest.fixture(scope="module")
def busy(_wards_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The ward's office, to be filled with junk."""
    path = tmp_path_factory.mktemp("junk") / "office.db"
    shutil.copyfile(_wards_file, path)
    url = f"sqlite:///{path.as_posix()}"
    populated(url)
    prepare(url)
    with world(url, Who.ANONYMOUS) as (here, _nobody):
        yield here


@settings(max_examples=EXAMPLES)
@given(address=st.sampled_from(ADDRESSES), sent=fields, whole=st.booleans(), who=st.sampled_from([Who.DX, Who.OWN]))
def test_a_form_full_of_junk_is_answered(
    busy: World, address: str, sent: dict[str, Any], whole: bool, who: Who
) -> None:
    """``whole``: on top of what a page would send, so that more of it is read."""
    client = Client(busy.app, who)
    request = next(request for request in FORMS.values() if request.path == address)
    try:
        usual = request.fields(busy) if whole and request.fields else {}
    except AssertionError:
        usual = {}  # what the form is about is gone by now
    answer = client.browser.post(address, data={**usual, **sent, "csrf_token": client.token()}, buffered=True)
    assert answer.status_code < 500, answer.text[-2_000:]
    assert answer.status_code != 401, "nobody is signed in any more, so that nothing is tried"


@settings(max_examples=EXAMPLES)
@given(address=st.sampled_from(PAGES), query=fields, who=st.sampled_from([Who.DX, Who.OWN, Who.VIEWER]))
def test_a_page_asked_for_with_junk_is_answered(busy: World, address: str, query: dict[str, Any], who: Who) -> None:
    answer = Client(busy.app, who).browser.get(address, query_string=query, buffered=True)
    assert answer.status_code < 500, answer.text[-2_000:]


def test_the_log_is_whole_after_all_of_it(busy: World) -> None:
    assert verify_log(busy.engine).bad is None
