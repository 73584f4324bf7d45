"""What the DX team looks for before changing the catalogue: procedures by words, abolished ones too; one to edit."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.domain.errors import NotThere
from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Procedure
from tracker.domain.selection import Selection
from tracker.storage import audit, numbering, organisation, procedures
from tracker.storage.finding import ids_by_words
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.former_codes import FormerCodes, found_by_former
from tracker.usecases.changing import about_procedure
from tracker.usecases.figures.show_progress import basis_on


class Found(NamedTuple):
    """The first procedures that fit, how many fit, and the former codes because of which some of them do."""

    procedures: tuple[Procedure, ...]
    total: int
    former: FormerCodes


class Editable(NamedTuple):
    """A procedure with its version."""

    procedure: Procedure
    version: int


class Setting(NamedTuple):
    """What a form of a procedure is filled in with besides the procedure."""

    organisation: Organisation
    base_fiscal_year: int
    proposed_code: str


def find_procedures(engine: Engine, words: str, most: int) -> Found:
    """By words in name or code; all of them without words."""
    with reading(engine) as connection:
        keys = Selection(words=words).search_words
        ids, total = ids_by_words(connection, keys, most)
        found = tuple(procedures.in_order(connection, ids))
        return Found(found, total, found_by_former(connection, ids, found, keys))


def look_up(engine: Engine, code: str) -> Editable:
    """One procedure. Raises ``NotThere``."""
    with reading(engine) as connection:
        found = procedures.find(connection, code)
        if found is None:
            raise NotThere
        return Editable(found, audit.version_of(connection, about_procedure(found)))


def setting_on(engine: Engine, today: date) -> Setting:
    """What there is to choose from today."""
    with reading(engine) as connection:
        return Setting(
            organisation.load(connection),
            basis_on(connection, today).policy.base_fiscal_year,
            numbering.proposed_code(connection),
        )
