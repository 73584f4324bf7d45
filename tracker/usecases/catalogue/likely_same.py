"""同じ手続の候補: pairs of procedures whose names are likely those of one, and those that people keep apart."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.differing import Differing
from tracker.domain.likeness import Alike, alike
from tracker.domain.standing import Standing, stand
from tracker.storage import likeness, procedures
from tracker.storage.likeness import Named
from tracker.storage.transactions import reading
from tracker.usecases.figures.show_progress import basis_on


class Pair(NamedTuple):
    """Two procedures as they stand, in the order of the catalogue, and in what their names differ."""

    first: Standing
    second: Standing
    differing: tuple[Differing, ...]
    same_division: bool


class KeptApart(NamedTuple):
    """Two procedures of which somebody said that they are two."""

    first: Standing
    second: Standing
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class LikelySame:
    """A page of the pairs, those of one division and one spelling first; how many there are; what is kept apart."""

    pairs: tuple[Pair, ...]
    total: int
    kept_apart: tuple[KeptApart, ...]


def likely_same(engine: Engine, today: date, first: int, size: int, most_apart: int) -> LikelySame:
    """``size`` of the pairs from the one numbered ``first`` on, the first being 0; at most so many kept apart."""
    with reading(engine) as connection:
        listed = likeness.names(connection)
        apart = likeness.kept_apart_pairs(connection)
        known = {(each.first, each.second) for each in apart}
        pairs = [pair for pair in _pairs(listed) if tuple(sorted(_ids(listed, pair))) not in known]
        page, apart = pairs[first : first + size], apart[:most_apart]
        wanted = {id_ for pair in page for id_ in _ids(listed, pair)}
        wanted |= {id_ for each in apart for id_ in (each.first, each.second)}
        by_id = _standings(connection, sorted(wanted), today)
    return LikelySame(
        tuple(_pair(pair, *(by_id[id_] for id_ in _ids(listed, pair))) for pair in page),
        len(pairs),
        tuple(KeptApart(by_id[each.first], by_id[each.second], each.at, each.by) for each in apart),
    )


def _pair(pair: Alike, first: Standing, second: Standing) -> Pair:
    return Pair(first, second, pair.differing, pair.same_division)


def _pairs(listed: list[Named]) -> list[Alike]:
    """The closest first; among them in the order of the catalogue."""
    found = alike([each.name for each in listed], [each.division for each in listed])
    return sorted(found, key=lambda pair: not pair.is_close)


def _ids(listed: list[Named], pair: Alike) -> tuple[int, int]:
    return listed[pair.first].id, listed[pair.second].id


def _standings(connection: Connection, ids: list[int], today: date) -> dict[int, Standing]:
    policy = basis_on(connection, today).policy
    loaded = zip(ids, procedures.in_order(connection, ids), strict=True)
    return {id_: stand(item, policy, today) for id_, item in loaded}
