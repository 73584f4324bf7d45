"""The fiscal year that a heading states: 「手続件数（令和4年度）」."""

import re
import unicodedata
from collections.abc import Iterable

from tracker.domain.errors import Refused
from tracker.domain.fiscal import parse_fiscal_year

_YEAR = re.compile(r"(?:令和|平成)\s*(?:[0-9]{1,2}|元)\s*年度|(?<![A-Z])[RH][0-9]{1,2}年度|[12][0-9]{3}年度")


def stated_year(headings: Iterable[str]) -> int | None:
    """The one fiscal year that headings state; None where there is none, or more than one."""
    text = unicodedata.normalize("NFKC", " ".join(headings))
    try:
        years = {parse_fiscal_year(found) for found in _YEAR.findall(text)}
    except Refused:
        return None
    return years.pop() if len(years) == 1 else None
