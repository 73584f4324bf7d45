"""Papers for tests, and what can be read in them."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from tests.build import department, policy, target
from tracker.domain.organisation import Organisation
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure
from tracker.domain.report.compose import compose
from tracker.domain.report.digits import Digits
from tracker.domain.report.document import (
    Annex,
    FigureBlock,
    MonthlyReport,
    Paper,
    Section,
    Sentence,
    Stage,
    Table,
    TableBlock,
)
from tracker.domain.report.draft import Draft, Wording
from tracker.domain.report.material import Material
from tracker.domain.snapshot import Snapshot, take

AUGUST, SEPTEMBER = date(2026, 8, 31), date(2026, 9, 30)
MADE_ON = date(2026, 10, 10)
AHEAD = policy(targets=(target(due_on=date(2027, 3, 31)),))
"""A policy whose target is still to come."""
ORGANISATION = (department("総務部", "税務課", "人事課"), department("施設部", code="B02"))


def snapshot(
    *items: Procedure, rule: Policy = AHEAD, on: date = SEPTEMBER, organisation: Organisation = ORGANISATION
) -> Snapshot:
    """The month of September, unless said otherwise."""
    return take(items, rule, organisation, on)


def material(*items: Procedure, before: tuple[Procedure, ...] | None = None, **overrides: Any) -> Material:
    """September's, after a paper about August with the procedures ``before``; the first paper without them.

    ``rule`` is September's policy and ``old_rule`` August's, the same one unless stated.
    """
    rule = overrides.pop("rule", AHEAD)
    old_rule = overrides.pop("old_rule", rule)
    on = overrides.pop("on", SEPTEMBER)
    previous = None if before is None else snapshot(*before, rule=old_rule, on=AUGUST)
    return Material(snapshot(*items, rule=rule, on=on), **{"made_on": MADE_ON, "previous": previous, **overrides})


def paper(
    found: Material, kind: Paper = Paper.INTERNAL, draft: Draft | None = None, stage: Stage = Stage.FINAL
) -> MonthlyReport:
    """The paper with all its digits in half width, so that a test reads like what it says."""
    return compose(found, draft or Draft(digits=Digits.HALF), kind, stage)


def worded(**texts: str) -> Draft:
    """A draft in which an officer wrote these texts, by the keys of their sentences."""
    return Draft(digits=Digits.HALF, wordings={key: Wording(text) for key, text in texts.items()})


def section(report: MonthlyReport, key: str) -> Section | None:
    """The section, None where it was left out."""
    return next((part for part in report.sections if part.key == key), None)


def sentences(report: MonthlyReport) -> dict[str, Sentence]:
    """The sentences of the text by their keys, in order."""
    return {block.key: block for part in report.sections for block in part.blocks if isinstance(block, Sentence)}


def said(report: MonthlyReport, key: str) -> str | None:
    """What a sentence says, None where it was left out."""
    found = sentences(report).get(key)
    return None if found is None else found.text


def tables(report: MonthlyReport) -> dict[str, TableBlock]:
    """The tables of the text by their names, in order."""
    return {block.name: block for part in report.sections for block in part.blocks if isinstance(block, TableBlock)}


def figures(report: MonthlyReport) -> list[FigureBlock]:
    """The pictures of text and annexes, in order."""
    parts: list[Section | Annex] = [*report.sections, *report.annexes]
    return [block for part in parts for block in part.blocks if isinstance(block, FigureBlock)]


def rows(table: Table) -> dict[str, tuple[str, ...]]:
    """The cells behind the first of each row, by the first."""
    return {row[0]: row[1:] for row in table.rows}


def annex_table(report: MonthlyReport, key: str) -> Table:
    """The only table of an annex."""
    blocks = next(annex for annex in report.annexes if annex.key == key).blocks
    (table,) = (block.table for block in blocks if isinstance(block, TableBlock))
    return table


def printed(value: Any) -> Iterator[str]:
    """Every text that is anywhere in a paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from printed(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from printed(getattr(value, field.name))
