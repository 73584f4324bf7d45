"""Every row of a file beside what is stored under its code: what changes, and what does not fit."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from sqlalchemy import Connection

from tracker.domain.catalogue import HEADINGS, Circumstances
from tracker.domain.labels import number
from tracker.domain.procedure import Procedure, code_key
from tracker.importing.catalogue import Row
from tracker.importing.problem import Problem
from tracker.storage import procedures
from tracker.storage.blocks import in_blocks
from tracker.storage.saving import Change
from tracker.usecases.catalogue.taking_in import take_in


@dataclass(slots=True)
class Compared:
    """What the rows change, in their order. ``digest``: over every change and the columns that the file has."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    digest: str = ""


def compare(
    connection: Connection, rows: Sequence[Row], columns: Collection[str], ids: dict[str, int], now: Circumstances
) -> Compared:
    """Compare without storing anything. No more than a block of what is stored is held at a time.

    ``ids``: of the stored procedures by the keys of their codes; those that no row names are left in it.
    """
    found = Compared()
    position = procedures.last_position(connection)
    stated = attrgetter(*sorted(columns))
    seen = hashlib.sha256(repr((sorted(columns), now.today)).encode())
    for row, before in _with_stored(connection, rows, ids):
        position += before is None
        after = take_in(before, row, columns, position, now)
        if isinstance(after, Problem):
            found.problems.append(after)
        elif after == before:
            found.unchanged += 1
        else:
            found.warnings += _implausible(row, before)
            found.changes.append(Change(before, after))
            seen.update(repr((before, stated(row.entry))).encode("utf-8", "surrogatepass"))
    found.digest = seen.hexdigest()
    return found


def _with_stored(
    connection: Connection, rows: Sequence[Row], ids: dict[str, int]
) -> Iterator[tuple[Row, Procedure | None]]:
    for block in in_blocks(rows, procedures.BLOCK):
        named = [ids.pop(code_key(row.entry.code), None) for row in block]
        stored = procedures.by_ids(connection, [id_ for id_ in named if id_ is not None])
        yield from ((row, None if id_ is None else stored[id_]) for row, id_ in zip(block, named, strict=True))


def _implausible(row: Row, before: Procedure | None) -> list[Problem]:
    """Ten times the count that is stored of the year, or of the year before: kept, and said."""
    entry = row.entry
    if before is None or entry.annual_cases is None or entry.volume_fiscal_year is None:
        return []
    known = (
        ("登録されている件数", "the count on record", before.volume_of(entry.volume_fiscal_year).annual_cases),
        ("前年度", "the year before", before.volume_of(entry.volume_fiscal_year - 1).annual_cases),
    )
    found = next((each for each in known if each[2] and entry.annual_cases >= 10 * each[2]), None)
    if found is None:
        return []
    than, than_en, cases = found
    old, new = number(cases or 0), number(entry.annual_cases)
    return [
        Problem(
            row.number,
            HEADINGS["annual_cases"],
            str(entry.annual_cases),
            f"{than}の10倍以上です（{old}件 → {new}件）。誤りでないか確かめてください。",
            f"At least ten times {than_en} ({old} → {new}). Please check.",
        )
    ]
