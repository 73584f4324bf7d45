"""The ward's catalogue, taken in as somebody would."""

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tracker import files
from tracker.usecases.import_catalogue import Options, import_catalogue


@pytest.fixture
def ward(engine: Engine) -> Engine:
    """A database with the ward's catalogue."""
    outcome = import_catalogue(engine, files.WARD_CATALOGUE, Options(), NOW, "dx")
    assert (len(outcome.added), outcome.warnings) == (54, ())
    return engine
