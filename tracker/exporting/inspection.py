"""データの点検 as a table to download: a finding to a row, in 建制順."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.domain import labels
from tracker.domain.audit_reading import date_and_time
from tracker.domain.findings import Inspected
from tracker.domain.said_findings import found, to_do
from tracker.domain.vocabulary import Language, name_of
from tracker.exporting.table import Column, Row, Table
from tracker.exporting.wording import said


def inspection_table(
    items: Iterable[Inspected], as_of: date, conditions: Sequence[str], language: Language = "ja"
) -> Table:
    """The findings with what people said of them. ``conditions``: what was filtered by, in words."""
    words = (
        ("区分", "Severity"),
        ("部", "Department"),
        ("所管課", "Division"),
        ("手続ID", "Code"),
        ("手続名", "Procedure"),
        ("点検項目", "Check"),
        ("年度", "Fiscal year"),
        ("内容", "What was found"),
        ("必要な対応", "What to do"),
        ("対応状況", "State"),
        ("理由", "Reason"),
        ("確認した職員", "Acknowledged by"),
        ("確認した日時（日本時間）", "Acknowledged at (Japan)"),
    )
    title = said(language, "データの点検", "Data checks")
    day = labels.day(as_of, language)
    notes = (*conditions, said(language, f"{day}現在の登録内容による。", f"By what is recorded as of {day}."))
    columns = tuple(Column(said(language, ja, en)) for ja, en in words)
    return Table(title, columns, _rows(items, language), title, notes, language)


def _rows(items: Iterable[Inspected], language: Language) -> Iterator[Row]:
    for item in items:
        procedure, finding, known = item.procedure, item.finding, item.acknowledged
        year = finding.fiscal_year
        yield (
            name_of(finding.severity, language),
            procedure.department,
            procedure.division,
            procedure.code,
            procedure.name,
            name_of(finding.check, language),
            "" if year is None else labels.fiscal_year(year, language),
            found(finding, language),
            to_do(finding, language),
            said(language, "確認済み", "Acknowledged") if known else said(language, "未対応", "Open"),
            known.reason if known else "",
            known.by if known else "",
            date_and_time(known.at) if known else "",
        )
