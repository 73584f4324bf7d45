"""What the tests in a real browser share: the browser, the application served, and every page looked at once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import executable, launched, served
from tests.browser.visits import Visits
from tests.web.apps import engine_of, fill_with_the_wards, opened, running, store
from tests.web.catalogues import many
from tests.web.hostile import running_hostile
from tracker.usecases.prepare_database import prepare_database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Skipped where there is none, unless REQUIRE_BROWSER=1 says that there must be one."""
    program = executable()
    if program is None:
        missing = "no Chromium found (Debian: apt-get install chromium); CHROMIUM can name one"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    with launched(program) as browser:
        yield browser


@pytest.fixture(scope="session")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application on the ward's catalogue."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'ward.db'}"
    fill_with_the_wards(url)
    with running(url) as app, served(app) as address:
        yield address


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application on a catalogue with dated statuses of every kind, so that there is a trend."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'grown.db'}"
    with opened(url) as engine:
        prepare_database(engine)
    with running(url) as app, served(app) as address:
        store(engine_of(app), many(120))
        yield address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application on a catalogue of hostile texts."""
    with running_hostile(tmp_path_factory.mktemp("browser")) as app, served(app) as address:
        yield address


@pytest.fixture(scope="session")
def visits(browser: Browser) -> Iterator[Visits]:
    """Looks at pages; each is looked at once, whatever the tests want to know about it."""
    found = Visits(browser)
    yield found
    found.close()
