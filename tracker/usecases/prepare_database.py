"""Before anything else: an empty database is created, an older one says how to upgrade."""

from sqlalchemy import Engine

from tracker import files
from tracker.domain.errors import Refused
from tracker.domain.policy import BASELINE_DATE, WARD_POLICY
from tracker.importing.organisation import read_organisation
from tracker.storage import migrating, organisation, policies, state
from tracker.storage.migrating import SchemaState
from tracker.storage.transactions import alone


def prepare_database(engine: Engine) -> None:
    """Make sure the database can be used. Raises ``Refused`` when it is older or newer than this version."""
    with engine.connect() as connection:
        found = migrating.schema_state(connection)
    if found is SchemaState.EMPTY:
        upgrade_database(engine)
    elif found is SchemaState.OLDER:
        raise Refused(
            "データベースの形式が古いため、このままでは使えません。「tracker upgrade」を実行してください。",
            "The database is of an older version. Run “tracker upgrade”.",
        )
    elif found is SchemaState.UNKNOWN:
        raise _newer()


def upgrade_database(engine: Engine) -> None:
    """Bring the database up to this version. A new one gets the ward's organisation, rule and target, no procedures.

    Raises ``Refused`` when it is newer than this version.
    """
    with alone(engine) as connection:
        found = migrating.schema_state(connection)
        if found is SchemaState.UNKNOWN:
            raise _newer()
        migrating.upgrade(connection)
        if found is SchemaState.EMPTY:
            state.start(connection, BASELINE_DATE)
            policies.add(connection, WARD_POLICY)
            organisation.add_missing(connection, read_organisation(files.WARD_ORGANISATION))


def _newer() -> Refused:
    return Refused(
        "データベースが、このプログラムより新しい版で作られています。新しい版のプログラムをお使いください。",
        "The database was made by a newer version of this program. Use that version.",
    )
