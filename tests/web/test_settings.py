"""What an installation must decide before anything is served."""

from pathlib import Path

import pytest

from tests.pages import Page, Pages
from tests.web.apps import KEY, NOON, running
from tests.web.conftest import AppWith
from tracker.settings import Settings, SettingsError, database_url, settings_from
from tracker.web import create_app

SECRET = "k3y-that-nobody-may-see"
ADDRESS = "postgresql+psycopg://tracker:p4ssw0rd@db/tracker"


def settings(**chosen: object) -> Settings:
    return Settings(**{"instance": Path("/nowhere"), "database_url": "sqlite://", "secret_key": KEY, **chosen})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "key", [None, "", "short", "0123456789abcde", "x" * 40, "changeme-changeme", "my-secret-0123456789"]
)
def test_without_a_secret_that_cannot_be_guessed_nothing_is_served(key: str | None) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        create_app(settings(secret_key=key))


def test_nothing_is_served_with_the_inside_of_the_program_on_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(SettingsError, match="FLASK_DEBUG"):
        create_app(settings())


def test_reading_is_closed_unless_somebody_opens_it(wards_copy: str) -> None:
    assert settings_from({}).open_reading is False
    with running(wards_copy, open_reading=settings_from({}).open_reading) as app:
        Pages(app).fetch("/", 303)


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_open_reading_is_switched_on_in_words(value: str) -> None:
    assert settings_from({"OPEN_READING": value}).open_reading is True


@pytest.mark.parametrize("value", ["2", "ja", "open", "いいえ"])
def test_a_switch_that_is_neither_on_nor_off_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match=f"OPEN_READING is “{value}”"):
        settings_from({"OPEN_READING": value})


def test_secrets_are_never_printed() -> None:
    known = settings_from({"SECRET_KEY": SECRET, "DATABASE_URL": ADDRESS})
    assert (known.secret_key, known.database_url) == (SECRET, ADDRESS)
    for text in (repr(known), str(known), f"{known}"):
        assert SECRET not in text
        assert "p4ssw0rd" not in text


def test_the_usual_spellings_of_a_postgresql_address_are_understood() -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        assert database_url(f"{scheme}://a@b/c", Path("x")) == "postgresql+psycopg://a@b/c"


def test_secrets_are_on_no_page(wards_copy: str) -> None:
    with running(wards_copy, secret_key=SECRET) as app:
        for address in ("/", "/method", "/procedures/K-002", "/healthz"):
            assert SECRET not in Pages(app).fetch(address).text
        answer = Pages(app).fetch("/?lang=en")
        assert SECRET not in str(answer.headers)


def test_the_municipality_is_named_on_every_page(app_with: AppWith) -> None:
    app = app_with(municipality='葛飾区<b>"')
    page = Pages(app).get("/method")
    assert '葛飾区<b>" 行政手続オンライン化の進捗管理' in [link.text for link in page.links]


@pytest.mark.parametrize(
    "code", ["131229", " 131016 ", "011002", "132012", "141003", "271004", "401307", "472018", "131237"]
)
def test_the_code_of_a_municipality_is_taken(code: str) -> None:
    """葛飾区, 千代田区, 札幌市, 八王子市, 横浜市, 大阪市, 福岡市, 那覇市 and 江戸川区."""
    assert settings_from({"TRACKER_MUNICIPALITY_CODE": code}).municipality_code == code.strip()


def test_without_a_code_there_is_none() -> None:
    assert settings_from({}).municipality_code == ""
    assert settings_from({"TRACKER_MUNICIPALITY_CODE": " "}).municipality_code == ""


@pytest.mark.parametrize("code", ["131228", "131292", "13122", "1312290", "13122９", "葛飾区", "-31229", "1 31229"])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(SettingsError, match=f"TRACKER_MUNICIPALITY_CODE is “{code}”"):
        settings_from({"TRACKER_MUNICIPALITY_CODE": code})


def test_the_cookie_of_the_language_is_for_this_site_only(app_with: AppWith) -> None:
    app = app_with()
    client = app.test_client()
    cookie = client.get("/?lang=en").headers["Set-Cookie"]
    assert cookie.startswith("lang=en;")
    for attribute in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in cookie
    assert "Secure" not in cookie
    assert "Secure" in client.get("/?lang=ja", base_url="https://tracker.lg.jp").headers["Set-Cookie"]
    assert Page("/", client.get("/?lang=en")).language == "en"
    assert Page("/", client.get("/")).language == "en"
    assert "Set-Cookie" not in client.get("/?lang=fr").headers


def test_browsers_are_told_to_stay_on_https(app_with: AppWith) -> None:
    client = app_with().test_client()
    assert "Strict-Transport-Security" not in client.get("/").headers
    told = client.get("/", base_url="https://tracker.lg.jp").headers["Strict-Transport-Security"]
    assert int(told.split("=")[1]) >= 365 * 24 * 60 * 60


def test_the_clock_is_asked_with_its_zone(app_with: AppWith) -> None:
    app = app_with()
    app.config["CLOCK"] = lambda: NOON.replace(tzinfo=None)
    Pages(app).fetch("/", 500)


MAIL = {"SMTP_HOST": "mail.example.lg.jp", "MAIL_FROM": "dx@city.example.lg.jp"}


def test_mail_is_sent_only_where_a_server_is_named() -> None:
    assert settings_from({}).smtp_host == ""
    known = settings_from(MAIL)
    assert (known.smtp_host, known.smtp_port, known.mail_from) == ("mail.example.lg.jp", 25, "dx@city.example.lg.jp")
    asked = {**MAIL, "SMTP_PORT": "587", "SMTP_USER": "tracker", "SMTP_PASSWORD": SECRET, "SMTP_STARTTLS": "1"}
    known = settings_from(asked)
    assert (known.smtp_port, known.smtp_user, known.smtp_password, known.smtp_starttls) == (
        587,
        "tracker",
        SECRET,
        True,
    )
    assert SECRET not in repr(known)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SMTP_HOST": ""}, "SMTP_HOST is not set"),
        ({"MAIL_FROM": ""}, "MAIL_FROM is “”"),
        ({"MAIL_FROM": "DX <dx@city.example.lg.jp>"}, "MAIL_FROM"),
        ({"MAIL_FROM": "推進@city.example.lg.jp"}, "MAIL_FROM"),
        ({"SMTP_PORT": "smtp"}, "SMTP_PORT is “smtp”"),
        ({"SMTP_PORT": "70000"}, "SMTP_PORT"),
        ({"SMTP_USER": "tracker"}, "belong together"),
        ({"SMTP_PASSWORD": SECRET}, "belong together"),
        ({"SMTP_STARTTLS": "maybe"}, "SMTP_STARTTLS"),
    ],
)
def test_half_of_what_mail_needs_is_refused(changed: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as refused:
        settings_from({**MAIL, **changed})
    assert SECRET not in str(refused.value)
