"""What an import of a list of counts changes, and what data checks find about it, as tables to download."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tracker.domain import labels
from tracker.domain.findings import Check, Severity
from tracker.domain.procedure import VolumeBasis
from tracker.domain.vocabulary import Language, name_of
from tracker.exporting.table import Cell, Column, Kind, Row, Table, cases_cell, percent_cell
from tracker.exporting.wording import said

_NAMES = (
    ("手続ID", "Code", Kind.TEXT),
    ("手続名", "Procedure", Kind.TEXT),
    ("所管課", "Division", Kind.TEXT),
    ("年度", "Fiscal year", Kind.TEXT),
)
_CHANGED = (
    ("変更前の年間受付件数（件）", "Cases before", Kind.CASES),
    ("変更後の年間受付件数（件）", "Cases after", Kind.CASES),
    ("変更前のオンライン手続件数（件）", "Online cases before", Kind.CASES),
    ("変更後のオンライン手続件数（件）", "Online cases after", Kind.CASES),
    ("件数区分", "Basis", Kind.TEXT),
    ("比べる年度", "Compared with", Kind.TEXT),
    ("比べる年度の件数（件）", "Cases of that year", Kind.CASES),
    ("増減（件）", "Change in cases", Kind.CASES),
    ("増減率（％）", "Change (%)", Kind.PERCENT),
)
_FOUND = (
    ("区分", "Severity", Kind.TEXT),
    ("点検項目", "Check", Kind.TEXT),
    ("内容", "What was found", Kind.TEXT),
    ("必要な対応", "What to do", Kind.TEXT),
)


def count_tables(changes: dict[str, Any], language: Language = "ja") -> tuple[Table, ...]:
    """The counts that change, what is found about the counts of the year, and what the list says nothing about.

    ``changes``: ``changed``, ``findings`` and ``not_in_file`` with ``code``, ``name`` and ``unit`` each; ``changed``
    with ``before``, ``after`` and ``earlier``: fiscal year, cases, online cases, basis; ``findings`` with ``check``,
    ``severity``, ``fiscal_year``, and ``found`` and ``to_do`` in both languages.
    """
    title = said(language, "件数の取込みによる変更点", "What the import of counts changes")
    columns = {name: _columns(name, language) for name in (_NAMES + _CHANGED, _NAMES + _FOUND, _NAMES[:3])}
    rows = (_changed(changes, language), _found(changes, language), _missing(changes))
    sheets = (
        ("変更点", "Changes"),
        ("点検事項", "Findings"),
        ("ファイルにない手続", "Not in the file"),
    )
    return tuple(
        Table(said(language, *sheet), columns[names], tuple(each), title if place == 0 else "", (), language)
        for place, (sheet, names, each) in enumerate(zip(sheets, columns, rows, strict=True))
    )


def _columns(words: tuple[tuple[str, str, Kind], ...], language: Language) -> tuple[Column, ...]:
    return tuple(Column(said(language, ja, en), kind) for ja, en, kind in words)


def _changed(changes: dict[str, Any], language: Language) -> Iterator[Row]:
    for item in changes["changed"]:
        year, cases, online, basis = item["after"]
        _year, cases_before, online_before, _basis = item["before"]
        yield (
            *_named(item),
            labels.fiscal_year(year, language),
            cases_cell(cases_before),
            cases_cell(cases),
            cases_cell(online_before),
            cases_cell(online),
            name_of(VolumeBasis(basis), language),
            *_compared(item["earlier"], cases, language),
        )


def _compared(earlier: list[Any] | None, cases: int | None, language: Language) -> tuple[Cell, ...]:
    if earlier is None:
        return "", None, None, None
    year, before, _online, _basis = earlier
    named = (labels.fiscal_year(year, language), cases_cell(before))
    if cases is None:
        return (*named, None, None)
    return (*named, cases - before, percent_cell(Fraction(cases - before, before)) if before else None)


def _found(changes: dict[str, Any], language: Language) -> Iterator[Row]:
    for item in changes["findings"]:
        yield (
            *_named(item),
            labels.fiscal_year(item["fiscal_year"], language),
            name_of(Severity(item["severity"]), language),
            name_of(Check(item["check"]), language),
            said(language, *item["found"]),
            said(language, *item["to_do"]),
        )


def _missing(changes: dict[str, Any]) -> Iterator[Row]:
    for item in changes["not_in_file"]:
        yield _named(item)


def _named(item: dict[str, Any]) -> tuple[str, str, str]:
    return item["code"], item["name"], item["unit"]
