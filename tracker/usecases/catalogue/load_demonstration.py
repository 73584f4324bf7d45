"""Fill an empty catalogue with the ward's own, so that there is something to look at."""

from datetime import datetime

from sqlalchemy import Engine

from tracker import files
from tracker.domain.errors import Refused
from tracker.storage import procedures
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue


def load_demonstration(engine: Engine, now: datetime, by: str) -> bool:
    """Import the catalogue that ships with the product if there is none yet. Returns whether it was imported."""
    with reading(engine) as connection:
        if next(procedures.everything(connection), None) is not None:
            return False
    outcome = import_catalogue(engine, files.WARD_CATALOGUE, Options(), now, by)
    if not outcome.accepted:
        problem = outcome.problems[0]
        raise Refused(
            f"同梱の台帳を読み込めませんでした。{problem.ja}",
            f"The catalogue that ships with us is damaged: {problem.en}",
        )
    return True
