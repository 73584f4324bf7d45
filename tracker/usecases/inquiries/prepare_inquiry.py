"""What the form of an inquiry offers: the terms of the next regular one, and how many each choice would ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.domain.inquiry import Frequency, Terms, Whom, next_terms, subjects
from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Unit
from tracker.storage import audit, inquiries, organisation, procedures
from tracker.storage.transactions import reading
from tracker.usecases.inquiries.ask_divisions import INQUIRIES


class Size(NamedTuple):
    """So many procedures of so many divisions."""

    procedures: int
    divisions: int


@dataclass(frozen=True, slots=True)
class Preparation:
    """``organisation``: the divisions that have procedures, with their departments. ``version``: of all inquiries."""

    terms: Terms
    sizes: Mapping[Whom, Size]
    organisation: Organisation
    version: int


def prepare_inquiry(engine: Engine, today: date) -> Preparation:
    """What is asked next unless somebody says otherwise, and what there is to choose from."""
    with reading(engine) as connection:
        stated = procedures.all_as_stated(connection)
        about = {whom: subjects(stated, whom, (), today) for whom in (Whom.ALL, Whom.PLANNED)}
        units = {whom: {item.unit for item in items} for whom, items in about.items()}
        terms = next_terms(inquiries.listed(connection), today)
        if not about[terms.whom]:
            terms = replace(terms, whom=Whom.ALL, frequency=Frequency.QUARTERLY)
        return Preparation(
            terms,
            {whom: Size(len(items), len(units[whom])) for whom, items in about.items()},
            _those(organisation.load(connection), units[Whom.ALL]),
            audit.version_of(connection, INQUIRIES),
        )


def _those(known: Organisation, units: Collection[Unit]) -> Organisation:
    """These divisions alone, with their departments."""
    kept = (
        replace(each, divisions=tuple(unit for unit in each.divisions if (each.name, unit.name) in units))
        for each in known
    )
    return tuple(each for each in kept if each.divisions)
