"""Text fields that are read as numbers, the way officers type them. What was typed is kept whatever it is."""

import re
import unicodedata
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField

from tracker.domain.errors import Refused
from tracker.domain.fiscal import parse_fiscal_year
from tracker.web.languages import in_readers_language

_WHOLE = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4}")
_DECIMAL = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6})?")


class NumberField(StringField):  # type: ignore[misc]  # wtforms has no types
    """A whole number: 10000, 10,000, １００００. ``number`` is None when nothing was entered or it cannot be read."""

    number: int | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        typed = _plain(self.data)
        if typed and not _WHOLE.fullmatch(typed):
            raise ValueError(
                _("「%(text)s」は整数として読み取れません。10,000 のように入力してください。", text=self.data[:50])
            )
        self.number = int(typed.replace(",", "")) if typed else None


class ShareField(StringField):  # type: ignore[misc]
    """A share in percent: 80, 82.5, ８０％. ``share`` is exact, None when there is none to read."""

    share: Fraction | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        typed = _plain(self.data).removesuffix("%")
        if typed and not _DECIMAL.fullmatch(typed):
            raise ValueError(
                _("「%(text)s」は割合として読み取れません。80 や 82.5 のように入力してください。", text=self.data[:50])
            )
        self.share = Fraction(typed) / 100 if typed else None


class FiscalYearField(StringField):  # type: ignore[misc]
    """A fiscal year: 令和6年度, R6, 2024. ``year`` is None when nothing was entered or it cannot be read."""

    year: int | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        if self.data and self.data.strip():
            try:
                self.year = parse_fiscal_year(self.data[:50])
            except Refused as refused:
                raise ValueError(in_readers_language(refused)) from None


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
