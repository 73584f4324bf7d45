"""The filter of データの点検: a form over the address of the page, and the findings that it asks for."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Form, SelectField, StringField, ValidationError

from tracker.domain import labels
from tracker.domain.findings import Check, Severity, Wanted
from tracker.domain.organisation import Organisation, units_by_code
from tracker.domain.procedure import Unit
from tracker.domain.vocabulary import name_of
from tracker.web.languages import language

OPEN, ACKNOWLEDGED, ALL = "open", "acknowledged", "all"


class FilterForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Every field restricts; an empty one does not. Only what is open is shown unless asked otherwise."""

    unit = SelectField(default="")
    severity = SelectField(default="")
    kind = SelectField(default="")
    year = StringField(default="")
    state = SelectField(default=OPEN)

    def __init__(self, arguments: Any, organisation: Organisation, own: frozenset[Unit] | None) -> None:
        super().__init__(arguments)
        every = ("", _("すべて"))
        self._units = {code: unit for code, unit in units_by_code(organisation).items() if own is None or unit in own}
        names = [(code, f"{department} {division}".strip()) for code, (department, division) in self._units.items()]
        self.unit.choices = [every, *names]
        self.severity.choices = [every, *((each.value, name_of(each, language())) for each in Severity)]
        self.kind.choices = [every, *((each.value, name_of(each, language())) for each in Check)]
        self.state.choices = [(OPEN, _("未対応")), (ACKNOWLEDGED, _("確認済み")), (ALL, _("すべて"))]

    def validate_year(self, field: StringField) -> None:
        """A fiscal year as the page offers it."""
        if field.data and not (field.data.isascii() and field.data.isdecimal() and len(field.data) == len("2026")):
            raise ValidationError(_("この条件は選べません。選び直してください。"))

    @property
    def wanted(self) -> Wanted:
        """What the valid fields ask for."""
        given = {field.name: field.data for field in self if field.data and not field.errors}
        state = given.get("state", OPEN)
        return Wanted(
            self._units.get(given.get("unit", "")),
            Severity(given["severity"]) if "severity" in given else None,
            Check(given["kind"]) if "kind" in given else None,
            int(given["year"]) if "year" in given else None,
            None if state == ALL else state == OPEN,
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """What was given, for the addresses of other pages and downloads of the same findings."""
        return {
            field.name: field.data for field in self if field.data and not field.errors and field.data != field.default
        }

    @property
    def conditions(self) -> list[str]:
        """What is filtered by, in words."""
        names = {"unit": _("所管課"), "severity": _("区分"), "kind": _("点検項目"), "state": _("対応状況")}
        given = {name: dict(self[name].choices)[text] for name, text in self.arguments.items() if name in names}
        found = [_("%(name)s：%(text)s", name=names[name], text=text) for name, text in given.items()]
        if "year" in self.arguments:
            year = labels.fiscal_year(int(self.arguments["year"]), language())
            found.append(_("%(name)s：%(text)s", name=_("年度"), text=year))
        return found
