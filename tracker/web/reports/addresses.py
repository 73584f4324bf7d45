"""Months, papers and editions in addresses, and in whose name papers are written."""

import re
from datetime import date

from flask import current_app, request
from werkzeug.routing import BaseConverter, ValidationError

from tracker.domain.errors import NotThere
from tracker.domain.report.document import Paper
from tracker.domain.report.material import Municipality


class MonthConverter(BaseConverter):
    """A month, 2026-10, as its first day."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The first day of the month."""
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: date) -> str:
        """As it stands in addresses."""
        return value.isoformat()[:7]


class PaperConverter(BaseConverter):
    """One of the two papers."""

    regex = "|".join(paper.value for paper in Paper)

    def to_python(self, value: str) -> Paper:
        """The paper."""
        return Paper(value)

    def to_url(self, value: Paper) -> str:
        """As it stands in addresses."""
        return value.value


def edition_asked() -> int | None:
    """The edition that the address names; None for the last one. Raises ``NotThere`` for what can be no edition."""
    asked = request.args.get("edition")
    if asked is None:
        return None
    if not re.fullmatch("[1-9][0-9]{0,3}", asked):
        raise NotThere
    return int(asked)


def municipality() -> Municipality:
    """As the installation is set up."""
    return Municipality(current_app.config["MUNICIPALITY"], current_app.config["MUNICIPALITY_CODE"])
