"""Under which names the application answers, and whom it believes about where a request comes from."""

import pytest
from flask import Flask

from tests.people import account, register
from tests.web.apps import engine_of
from tests.web.conftest import AppWith
from tracker.storage import schema

OURS = ("127.0.0.1", "localhost", "dx.city.example")
FOREIGN = ("evil.example", "localhost.evil.example", "dx.city.example.evil", "127.0.0.2", "[::2]")


@pytest.fixture
def named(app_with: AppWith) -> Flask:
    """The application as an office runs it, under a name of its own."""
    return app_with(trusted_hosts=OURS)


@pytest.mark.parametrize("host", OURS)
def test_it_answers_under_its_names(named: Flask, host: str) -> None:
    assert named.test_client().get("/", headers={"Host": f"{host}:8000"}).status_code == 200


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/sign-in", "/static/css/base.css", "/nowhere"])
def test_it_answers_under_no_other(named: Flask, host: str, path: str) -> None:
    answer = named.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_without_a_setting_only_this_machine_is_meant(app_with: AppWith) -> None:
    client = app_with().test_client()
    assert client.get("/", headers={"Host": "localhost"}).status_code == 200
    assert client.get("/", headers={"Host": "dx.city.example"}).status_code == 400


@pytest.mark.parametrize(("proxies", "noted"), [(0, "127.0.0.1"), (1, "10.1.1.1"), (2, "203.0.113.9")])
def test_an_address_is_believed_from_configured_proxies_only(app_with: AppWith, proxies: int, noted: str) -> None:
    """Otherwise whoever guesses passwords could claim another address for each try."""
    app = app_with(trusted_proxies=proxies)
    person = register(engine_of(app), account())
    headers = {"X-Forwarded-For": "203.0.113.9, 10.1.1.1"}
    client = app.test_client()
    page = client.get("/sign-in", headers=headers).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "login": person.login, "password": "wrong"}
    assert client.post("/sign-in", data=form, headers=headers).status_code == 400
    with engine_of(app).connect() as connection:
        assert connection.execute(schema.sign_in_failures.select()).one().address == noted
