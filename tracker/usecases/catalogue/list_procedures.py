"""手続一覧: the procedures of a selection, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine

from tracker.domain.catalogue import Entry, entry_of
from tracker.domain.organisation import Organisation, shown
from tracker.domain.policy import Policy
from tracker.domain.selection import Order, Selection
from tracker.domain.standing import Standing, stand
from tracker.storage import listing, organisation, procedures
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.former_codes import FormerCodes, found_by_former
from tracker.usecases.figures.show_progress import basis_on


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """One page; ``before`` and ``after`` are places in the order to turn to, None at the ends.

    ``former``: the former codes because of which a search found some of them.
    """

    policy: Policy
    organisation: Organisation
    standings: tuple[Standing, ...]
    total: int
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None
    former: FormerCodes


def list_procedures(
    engine: Engine,
    as_of: date,
    selection: Selection,
    order: Order,
    size: int,
    *,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
) -> ProcedurePage:
    """The procedures of the page that follows ``after`` or precedes ``before``."""
    with reading(engine) as connection:
        basis = basis_on(connection, as_of)
        found = listing.page(connection, basis, selection, order, size, after=after, before=before)
        items = list(procedures.in_order(connection, found.ids))
        return ProcedurePage(
            basis.policy,
            organisation.load(connection),
            tuple(stand(item, basis.policy, as_of) for item in items),
            found.total,
            found.before,
            found.after,
            found_by_former(connection, found.ids, items, selection.search_words),
        )


def export_procedures(engine: Engine, as_of: date, selection: Selection, order: Order) -> Iterator[Entry]:
    """Exactly the procedures of the selection as rows of a catalogue file, from one state of the database."""
    with reading(engine) as connection:
        basis = basis_on(connection, as_of)
        ids = listing.all_ids(connection, basis, selection, order)
        for procedure in procedures.in_order(connection, ids):
            yield entry_of(procedure, basis.policy.base_fiscal_year, as_of)


def known_organisation(engine: Engine) -> Organisation:
    """The departments and divisions that can be chosen from: what ended has left everything to others."""
    with reading(engine) as connection:
        return shown(organisation.load(connection), ())
