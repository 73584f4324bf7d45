"""The organisation as it is set up: units in 建制順, what belongs to them, and the version of it all."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from tracker.domain.audit import About, Kind
from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Unit
from tracker.storage import audit, organisation
from tracker.storage.belonging import Belongings, belongings
from tracker.storage.transactions import reading

ORGANISATION = About(Kind.ORGANISATION, "organisation")
"""The whole organisation has one version."""
NOTHING = Belongings()


@dataclass(frozen=True, slots=True)
class OrganisationSeen:
    """All units, ended ones included, and what each division has."""

    organisation: Organisation
    belongings: dict[Unit, Belongings]
    version: int

    def of(self, department: str, division: str) -> Belongings:
        """What a division has."""
        return self.belongings.get((department, division), NOTHING)


def see_organisation(engine: Engine) -> OrganisationSeen:
    """The organisation as it is now."""
    with reading(engine) as connection:
        return organisation_on(connection)


def organisation_on(connection: Connection) -> OrganisationSeen:
    """The same on a connection."""
    version = audit.version_of(connection, ORGANISATION)
    return OrganisationSeen(organisation.load(connection), belongings(connection), version)
