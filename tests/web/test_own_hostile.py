"""The pages of divisions on a catalogue whose every text would do harm if anybody took it for more than text."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.pages import Page, Pages
from tests.people import registered
from tests.web.hostile import CODES, TEXTS, running_hostile

REPLY = {"respondent": TEXTS[0], "received_on": "R8.11.19"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on that catalogue."""
    with running_hostile(tmp_path_factory.mktemp("own")) as app:
        yield app


@pytest.fixture(scope="module")
def dx(hostile: Flask) -> Pages:
    """Somebody who keeps all of it."""
    return registered(hostile, name=TEXTS[1])


@pytest.mark.parametrize("code", [*CODES, "H-05", "H-06", "H-13"])
def test_whatever_its_code_a_procedure_can_be_recorded_and_planned(dx: Pages, code: str) -> None:
    form = dx.get("/own/record", code=code)
    assert code in form.text
    dx.submit(form, effective_on="R8.10", note=TEXTS[0], url="https://example.jp/?a=1&lt=2'()", **REPLY)
    page = dx.follow(dx.submit(dx.get("/own/plan", code=code), planned_for="R9.4", comment=TEXTS[4], **REPLY))
    back = dx.submit(form, 409, effective_on="R8.10", note=TEXTS[1], **REPLY)
    assert TEXTS[4] in Page("/own/record", back).text
    for link in page.links:
        if link.address.startswith("/procedures/"):
            dx.get(link.address)


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_is_typed_comes_back_as_text(dx: Pages, text: str) -> None:
    form = dx.get("/own/record", code="H-01")
    answer = dx.submit(
        form, 400, effective_on=text, note=text, url=text, legal_basis=text, **{**REPLY, "respondent": text}
    )
    back = Page(form.address, answer)
    for name in ("effective_on", "url", "legal_basis", "respondent"):
        assert back.field(name).value == text
    answer = dx.submit(dx.get("/own/plan", code="H-01"), 400, planned_for=text, comment=text, **REPLY)
    assert Page("/own/plan", answer).field("comment").value == text
