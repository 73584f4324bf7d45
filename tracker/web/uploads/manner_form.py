"""読み取り方: the form in which an officer says how a file is read."""

from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form

from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.labels import fiscal_year
from tracker.importing.look import Look
from tracker.importing.manner import LayoutName, Manner
from tracker.usecases.uploads.see_upload import UploadSeen
from tracker.web.fields.basic import ListField, TextField
from tracker.web.fields.numbers import FiscalYearField, NumberField
from tracker.web.languages import language
from tracker.web.uploads.words import layout_name

MOST_HEADING_ROWS = 5
_SEPARATOR = "|"


class MannerForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Settings for a file as a whole. ``unit``: the division of all rows."""

    sheet = ListField(default="")
    layout = ListField(default="")
    header_row = NumberField()
    heading_rows = ListField(default="1")
    fiscal_year = FiscalYearField()
    unit = ListField(default="")
    allow_unknown_columns = BooleanField()
    create_divisions = BooleanField()
    municipal_only = BooleanField()
    without_totals = BooleanField()
    rounded_counts = BooleanField()
    code_prefix = TextField(16)
    keep_as = TextField(100)

    def __init__(self, seen: UploadSeen, sent: MultiDict[str, str] | None = None) -> None:
        mapping, look = seen.manner.mapping or ColumnMapping(), seen.look or Look()
        super().__init__(sent, data=_data(seen.manner, mapping, look))
        # What was chosen before is offered even where this file does not have it: the next reading says so.
        visible = dict.fromkeys(
            [*(sheet.name for sheet in look.sheets if not sheet.hidden), *_given(seen.manner.sheet)]
        )
        self.sheet.choices = [("", _("自動（見出しのあるシート）")), *((name, name) for name in visible)]
        self.layout.choices = [("", _("自動（見出しから判定）")), *_layouts()]
        self.heading_rows.choices = [
            (str(rows), _("%(rows)s行", rows=rows)) for rows in range(1, MOST_HEADING_ROWS + 1)
        ]
        units = [
            (_SEPARATOR.join((department.name, division.name)), f"{department.name} {division.name}".strip())
            for department in seen.organisation
            for division in department.divisions
            if division.is_open
        ]
        known = {value for value, _name in units}
        units += [(unit, unit.replace(_SEPARATOR, " ").strip()) for unit in _given(_unit(mapping)) if unit not in known]
        self.unit.choices = [("", _("ファイルの列による")), *units]

    @property
    def unit_constants(self) -> dict[str, str]:
        """The division of all rows, as constants of a mapping."""
        department, _separator, division = (self.unit.data or "").partition(_SEPARATOR)
        given = {"department": department, "division": division}
        return {column: name for column, name in given.items() if name}

    def moves_headings(self, look: Look) -> bool:
        """Whether the headings are said to be elsewhere than they were seen: then other columns are to be seen."""
        sheet, row = self.sheet.data, self.header_row.number
        return (
            bool(sheet and sheet != look.sheet)
            or (row is not None and row != look.header_row)
            or int(self.heading_rows.data) != look.heading_rows
        )

    def manner(self, mapping: ColumnMapping | None) -> Manner:
        """What was said, with the columns assigned; only of a form that is valid."""
        layout = LayoutName(self.layout.data) if self.layout.data else None
        return Manner(
            sheet=self.sheet.data or None,
            layout=LayoutName.MAPPED if mapping else layout,
            mapping=mapping,
            header_row=self.header_row.number,
            fiscal_year=self.fiscal_year.year,
            allow_unknown_columns=self.allow_unknown_columns.data,
            create_divisions=self.create_divisions.data,
            municipal_only=self.municipal_only.data,
        )


def _layouts() -> list[tuple[str, str]]:
    return [(layout.value, layout_name(layout)) for layout in LayoutName]


def _given(text: str | None) -> list[str]:
    return [text] if text else []


def _unit(mapping: ColumnMapping) -> str:
    """The division of all rows as its field has it; "" where the file says it."""
    department, division = (mapping.constants.get(column, "") for column in ("department", "division"))
    return _SEPARATOR.join((department, division)) if division else ""


def _data(manner: Manner, mapping: ColumnMapping, look: Look) -> dict[str, Any]:
    """How the file is read now."""
    return {
        "sheet": manner.sheet or "",
        "layout": manner.layout or "",
        "header_row": str(manner.header_row or ""),
        "heading_rows": str(mapping.heading_rows if manner.mapping else look.heading_rows),
        "fiscal_year": fiscal_year(manner.fiscal_year, language()) if manner.fiscal_year else "",
        "unit": _unit(mapping),
        "allow_unknown_columns": manner.allow_unknown_columns,
        "create_divisions": manner.create_divisions,
        "municipal_only": manner.municipal_only,
        "without_totals": mapping.without_totals,
        "rounded_counts": mapping.rounded_counts,
        "code_prefix": mapping.code_prefix,
    }
