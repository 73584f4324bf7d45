"""Catalogues as the use cases find them: the ward's, taken in as somebody would, and one with a past."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.engines import Databases, SqliteFiles, copy_of
from tests.people import actor
from tests.scripted_year import run_year
from tests.usecases import stating
from tests.usecases.asking import ask
from tests.usecases.catalogues import LATER_POLICY, dated, hold
from tracker import files
from tracker.domain.policy import WARD_POLICY
from tracker.storage.engines import open_engine
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.prepare_database import prepare_database
from tracker.usecases.reports.close_month import close_month


@pytest.fixture
def ward(engine: Engine) -> Engine:
    """A database with the ward's catalogue."""
    _take_in_the_wards(engine)
    return engine


def _take_in_the_wards(engine: Engine) -> None:
    outcome = import_catalogue(engine, files.WARD_CATALOGUE, Options(), NOW, "dx")
    assert (len(outcome.added), outcome.warnings) == (54, ())


@pytest.fixture(scope="session")
def closed_once(databases: Databases, prepared: str) -> str:
    """The address of the ward's database with 令和8年9月 and 10月 closed. To be copied, not used."""
    url = databases.create(like=prepared)
    engine = open_engine(url)
    _take_in_the_wards(engine)
    ask(engine)
    for month in (9, 10):
        close_month(engine, actor(), date(2026, month, 1), "照会中のため")
    engine.dispose()
    return url


@pytest.fixture
def closed(databases: Databases, closed_once: str) -> Iterator[Engine]:
    """A database with the ward's catalogue, the last two months of which are closed."""
    with copy_of(databases, closed_once) as engine:
        yield engine


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database after the scripted year, to read only. SQLite: a year takes long, and the other makes the same."""
    folder = tmp_path_factory.mktemp("year")
    with copy_of(SqliteFiles(folder), None) as engine:
        prepare_database(engine)
        run_year(engine, folder)
        yield engine


@pytest.fixture
def past(engine: Engine) -> Engine:
    """A database with the catalogue that has a past, under two policies in sequence."""
    hold(engine, dated(), WARD_POLICY, LATER_POLICY)
    return engine


@pytest.fixture
def stated(engine: Engine) -> Engine:
    """A database with the small catalogue of two divisions about which people state things."""
    hold(engine, stating.catalogue(), WARD_POLICY)
    return engine


@pytest.fixture(scope="module")
def past_to_read(databases: Databases, prepared: str) -> Iterator[Engine]:
    """The same for tests that only read: one for all of them."""
    with copy_of(databases, prepared) as engine:
        hold(engine, dated(), WARD_POLICY, LATER_POLICY)
        yield engine
