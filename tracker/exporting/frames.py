"""Figures as pandas tables: what charts are drawn from."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from tracker.domain import labels
from tracker.domain.coverage import Coverage, Rate
from tracker.domain.progress import Group
from tracker.domain.vocabulary import Language
from tracker.exporting.wording import By, group_name, said


def groups_frame(groups: Sequence[Group], language: Language = "ja", by: By = "department") -> pd.DataFrame:
    """A row per group in the order given: ``name``, ``online`` and ``other`` in cases a year, ``percent``, ``detail``.

    ``percent`` and ``detail`` are what is printed beside the bar; a group without counted cases says so in ``detail``.
    """
    rows = [
        (
            group_name(group, by, language),
            group.coverage.online_cases,
            group.coverage.known_cases - group.coverage.online_cases,
            *_printed(group.coverage, language),
        )
        for group in groups
    ]
    return pd.DataFrame(rows, columns=["name", "online", "other", "percent", "detail"])


def trend_frame(points: Sequence[tuple[date, Rate]], language: Language = "ja") -> pd.DataFrame:
    """A row per day, oldest first: ``day``, ``share`` in percent for drawing only, ``percent`` as it is printed.

    Days without a rate are left out: there is nothing to draw.
    """
    rows = [
        (day, float(rate.share * 100), labels.percent(rate, language))
        for day, rate in sorted(points, key=lambda point: point[0])
        if rate.share is not None
    ]
    return pd.DataFrame(rows, columns=["day", "share", "percent"])


def _printed(coverage: Coverage, language: Language) -> tuple[str, str]:
    rate = coverage.availability_rate_by_cases
    if not coverage.procedures:
        return "", said(language, "手続なし", "no procedures")
    if not coverage.counted_procedures:
        return "", said(language, "件数集計済みの手続なし", "no procedure with cases counted")
    return labels.percent(rate, language), labels.fraction(rate, language)
