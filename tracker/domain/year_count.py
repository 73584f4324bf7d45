"""What a list of a year's counts says of one procedure: how it stands afterwards, and what it is compared with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.domain.catalogue import HEADINGS
from tracker.domain.errors import Refused
from tracker.domain.labels import cases, day, fiscal_year
from tracker.domain.procedure import AnnualVolume, Procedure


def with_year_count(procedure: Procedure, year: int, stated: Mapping[str, Any]) -> Procedure:
    """The procedure with the count of a year; unchanged where the list says what is stored.

    ``stated``: of ``annual_cases``, ``online_cases`` and ``basis`` those that the list has columns for: what it does
    not state stays. A ceiling is what stands where nothing was counted. Raises ``Refused``.
    """
    if procedure.abolished_on is not None and procedure.abolished_on <= date(year, 4, 1):
        raise _abolished(procedure.abolished_on, year)
    stored = procedure.volume_of(year)
    volume = replace(stored, **stated)
    if volume.annual_cases is not None:
        volume = replace(volume, ceiling=None)
    if volume.annual_cases != stored.annual_cases:
        volume = replace(volume, source="")
    if volume.online_cases is not None and (volume.annual_cases is None or volume.online_cases > volume.annual_cases):
        raise _online_stays(volume.online_cases, is_counted=volume.annual_cases is not None)
    if volume == stored:
        return procedure
    others = [each for each in procedure.volumes if each.fiscal_year != year]
    return replace(procedure, volumes=tuple(sorted([*others, volume], key=lambda each: each.fiscal_year)))


def counted_before(procedure: Procedure, year: int) -> AnnualVolume | None:
    """The last year before that was counted; None where none was."""
    earlier = [each for each in procedure.volumes if each.fiscal_year < year and each.annual_cases is not None]
    return max(earlier, key=lambda volume: volume.fiscal_year, default=None)


def _abolished(on: date, year: int) -> Refused:
    return Refused(
        f"この手続は{day(on)}に廃止されており、{fiscal_year(year)}の件数はありません。行を除くか、年度を確かめてください。",
        f"The procedure was abolished on {day(on, 'en')} and has no cases of {fiscal_year(year, 'en')}. "
        "Take the row out, or check the year.",
    )


def _online_stays(online: int, *, is_counted: bool) -> Refused:
    heading, on_record = HEADINGS["online_cases"], cases(online)
    if is_counted:
        return Refused(
            f"登録されている{heading}（{on_record}）より少ない件数です。件数を直すか、「{heading}」の列も入れてください。",
            f"This is less than the {cases(online, 'en')} online on record. Correct it, or give {heading} too.",
        )
    return Refused(
        f"登録されている{heading}（{on_record}）が残るため、件数未集計にできません。件数を入力するか、「{heading}」の列も"
        "入れて空欄にしてください。",
        f"The {cases(online, 'en')} online on record would stay without a total. Enter the count, or give {heading} "
        "too and leave it empty.",
    )
