"""Catalogues as the use cases find them: the ward's, taken in as somebody would, and one with a past."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.engines import Databases, copy_of
from tests.usecases import stating
from tests.usecases.catalogues import LATER_POLICY, dated, hold
from tracker import files
from tracker.domain.policy import WARD_POLICY
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue


@pytest.fixture
def ward(engine: Engine) -> Engine:
    """A database with the ward's catalogue."""
    outcome = import_catalogue(engine, files.WARD_CATALOGUE, Options(), NOW, "dx")
    assert (len(outcome.added), outcome.warnings) == (54, ())
    return engine


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
