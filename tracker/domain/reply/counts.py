"""回答用Excel: the counts that stand in the workbook of a division, as far as they are known."""

from collections.abc import Iterable, Mapping
from datetime import date

from tracker.domain.count_report import Count, CountReport, latest, of_month, of_year
from tracker.domain.fiscal import Period
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import Procedure
from tracker.domain.reply.columns import NOT_COUNTED
from tracker.domain.vocabulary import name_of

_EMPTY = {"annual_cases": "", "online_cases": "", "volume_basis": ""}


def count_cells(procedure: Procedure, reports: Iterable[CountReport], terms: Terms) -> dict[str, str]:
    """What was reported last and not sent back; of a year, else what the catalogue holds."""
    counts = {period: report.count for period, report in latest(reports).items() if not report.is_sent_back}
    cells = _of_year(procedure, counts, terms.fiscal_year) if terms.fiscal_year is not None else {}
    for month in terms.months:
        cells |= _of_month(month, counts)
    return cells


def _of_year(procedure: Procedure, counts: Mapping[Period, Count], fiscal_year: int) -> dict[str, str]:
    """Of what nobody counted yet nothing is printed, not even how firm it were."""
    reported = counts.get(of_year(fiscal_year))
    if reported is not None:
        basis = name_of(reported.basis) if reported.cases is not None else ""
        return {
            "annual_cases": _said(reported.cases),
            "online_cases": _known(reported.online_cases),
            "volume_basis": basis,
        }
    volume = procedure.volume_of(fiscal_year)
    if volume.annual_cases is None and volume.online_cases is None:
        return dict(_EMPTY)
    return {
        "annual_cases": _known(volume.annual_cases),
        "online_cases": _known(volume.online_cases),
        "volume_basis": name_of(volume.basis),
    }


def _of_month(month: date, counts: Mapping[Period, Count]) -> dict[str, str]:
    reported = counts.get(of_month(month))
    return {
        f"cases:{month:%Y-%m}": _said(reported.cases) if reported else "",
        f"online_cases:{month:%Y-%m}": _known(reported.online_cases) if reported else "",
    }


def _said(cases: int | None) -> str:
    return NOT_COUNTED if cases is None else str(cases)


def _known(cases: int | None) -> str:
    return "" if cases is None else str(cases)
