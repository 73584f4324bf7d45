"""The form of 台帳の書き出し: which columns, and in which encoding."""

from enum import Enum
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Form

from tracker.domain.catalogue import COLUMNS
from tracker.exporting.catalogue import ALL, lacking_for_import
from tracker.web.fields.basic import ChoiceField, ChoicesField, Errors
from tracker.web.identity import signed_in

INSIDE_ONLY = ("barrier",)
"""Columns that only people signed in get: 未実施の理由 is for use inside the municipality."""
NOT_PUBLISHED = (*INSIDE_ONLY, "note")
"""Columns that one does not publish unless one means to."""


class Encoding(Enum):
    """How a csv file is written."""

    UTF_8 = "utf-8"
    CP932 = "cp932"


class ExportForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Over the address. ``chosen``: the columns were chosen, so that none is none; without it all are meant.

    ``replacing``: what CP932 does not hold is replaced.
    """

    columns = ChoicesField()
    encoding = ChoiceField(default=Encoding.UTF_8.value)
    chosen = BooleanField()
    replacing = BooleanField()

    def __init__(self, arguments: Any) -> None:
        super().__init__(arguments)
        self.columns.choices = [
            (column.identifier, column.heading) for column in COLUMNS if is_offered(column.identifier)
        ]
        self.encoding.choices = [
            (Encoding.UTF_8.value, _("UTF-8（Excelでそのまま開けます）")),
            (Encoding.CP932.value, _("CP932（シフトJIS。古いシステムに渡す場合）")),
        ]
        if not self.chosen.data and not self.columns.data:
            self.columns.data = [identifier for identifier, _heading in self.columns.choices]

    def validate(self, extra_validators: Any = None) -> bool:
        """A file has at least one column."""
        valid = bool(super().validate(extra_validators))
        if not self.columns.data:
            self.columns.errors = [_("書き出す列を1つ以上選んでください。")]
            valid = False
        return valid

    @property
    def chosen_columns(self) -> tuple[str, ...]:
        """The identifiers, in the order of the file."""
        return tuple(identifier for identifier in ALL if identifier in (self.columns.data or ()))

    @property
    def arguments(self) -> dict[str, Any]:
        """The columns, for the addresses of other files with the same ones."""
        return {"chosen": "1", "columns": list(self.chosen_columns)}

    @property
    def lacking(self) -> tuple[str, ...]:
        """The headings that an import would miss."""
        return lacking_for_import(self.chosen_columns)

    def problems(self) -> Errors:
        """Everything that is wrong, for the summary."""
        return [(field.id, field.errors[0]) for field in self if field.errors]


def is_offered(identifier: str) -> bool:
    """Whether whoever asks may have a column."""
    return signed_in() is not None or identifier not in INSIDE_ONLY


def published_columns() -> list[str]:
    """What is left when a list is to be published."""
    return [identifier for identifier in ALL if identifier not in NOT_PUBLISHED]
