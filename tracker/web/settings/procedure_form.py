"""The form of a procedure: everything that the DX team describes it by, with a row for each year's volumes."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField

from tracker.domain import labels
from tracker.domain.cataloguing import Particulars, WrongProcedure, particulars_of
from tracker.domain.organisation import Organisation, division_of, unit_of
from tracker.domain.procedure import AnnualVolume, Procedure, ProcedureType, Theme, VolumeBasis
from tracker.domain.vocabulary import LIFE_EVENTS, NATIONAL_LISTS, life_event_name, name_of
from tracker.usecases.settings.find_procedures import Setting
from tracker.web.fields import read as read
from tracker.web.fields.basic import ChoicesField, Errors, ListField
from tracker.web.fields.dates import RequiredDay
from tracker.web.languages import language
from tracker.web.settings.organisation_forms import unit_choices

MOST_YEARS = 60


class VolumeForm(Form):  # type: ignore[misc]  # wtforms has no types
    """A year. A row in which nothing is typed is none; a year without a count is 件数未集計."""

    fiscal_year = read.fiscal_year()
    annual_cases = read.cases()
    online_cases = read.cases()
    ceiling = read.cases()
    basis = ListField(default=VolumeBasis.FINAL.value)
    source = read.line(500)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.basis.choices = _codes(VolumeBasis)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any((field.data or "").strip() for field in self if field is not self.basis)

    @property
    def volume(self) -> AnnualVolume:
        """The volume that the row means."""
        counts = (self.annual_cases.value, self.online_cases.value, self.ceiling.value)
        return AnnualVolume(self.fiscal_year.value, *counts, VolumeBasis(self.basis.data), self.source.value or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that says something says of which year."""
        valid = bool(super().validate(extra_validators))
        if self.is_empty or self.fiscal_year.errors or self.fiscal_year.value is not None:
            return valid
        self.fiscal_year.errors = [_("年度を入力してください。使わない行は、全て空欄にしてください。")]
        return False


class ProcedureForm(Form):  # type: ignore[misc]
    """``seen``: which version of the procedure its reader saw; ``previewed``: which change was shown in its effect."""

    name = read.line(500, required=True)
    unit = ListField(default="")
    shared_with = ListField(default="")
    main_theme = ListField(default="")
    more_themes = ChoicesField()
    procedure_type = ListField(default="")
    life_events = ChoicesField()
    national_lists = ChoicesField()
    designated = BooleanField()
    legal_basis = read.lines(2_000)
    source = read.lines(2_000)
    note = read.lines(10_000)
    volumes = FieldList(FormField(VolumeForm), max_entries=MOST_YEARS)
    seen = HiddenField()
    previewed = HiddenField()

    def __init__(self, given: Any, setting: Setting, stored: Procedure | None = None) -> None:
        super().__init__(given)
        self.stored, self._setting = stored, setting
        codes = [_code(setting.organisation, unit) for unit in (stored.units if stored else ())]
        units = unit_choices(setting.organisation, besides=codes)
        none = ("", _("なし"))
        self.unit.choices = units if stored else [("", _("選んでください")), *units]
        self.shared_with.choices = [none, *units]
        self.main_theme.choices = [none, *_codes(Theme)]
        self.more_themes.choices = _codes(Theme)
        self.procedure_type.choices = [none, *_codes(ProcedureType)]
        events = dict.fromkeys([*LIFE_EVENTS, *(stored.life_events if stored else ())])
        self.life_events.choices = [(event, life_event_name(event, language())) for event in events]
        lists = dict.fromkeys([*NATIONAL_LISTS, *(stored.national_lists if stored else ())])
        self.national_lists.choices = [(number, _("%(count)s手続", count=number)) for number in lists]

    def fill_in(self, procedure: Procedure | None = None, seen: int = 0) -> None:
        """What the catalogue says now, with empty rows for the base year and one more."""
        self.seen.data = str(seen)
        known = {volume.fiscal_year for volume in procedure.volumes} if procedure else set()
        if procedure is not None:
            self._fill_in(particulars_of(procedure))
        base = self._setting.base_fiscal_year
        if base not in known:
            self.volumes.append_entry({"fiscal_year": labels.fiscal_year(base)} if not known else {})
        if known:
            self.volumes.append_entry()

    def _fill_in(self, known: Particulars) -> None:
        units = self._setting.organisation
        self.name.data = known.name
        self.unit.data = _code(units, known.unit)
        self.shared_with.data = _code(units, known.shared_with) if known.shared_with else ""
        self.main_theme.data = known.themes[0].value if known.themes else ""
        self.more_themes.data = [theme.value for theme in known.themes[1:]]
        self.procedure_type.data = known.procedure_type.value if known.procedure_type else ""
        for name in ("life_events", "national_lists"):
            self[name].data = list(getattr(known, name))
        for name in ("designated", "legal_basis", "source", "note"):
            self[name].data = getattr(known, name)
        for volume in known.volumes:
            self.volumes.append_entry(_as_typed(volume))

    @property
    def particulars(self) -> Particulars:
        """What the valid form describes. What was chosen keeps the order in which it is stored."""
        units = self._setting.organisation
        unit, shared = unit_of(units, self.unit.data), unit_of(units, self.shared_with.data)
        assert unit is not None
        stored = particulars_of(self.stored) if self.stored else None
        main = [Theme(self.main_theme.data)] if self.main_theme.data else []
        more = _kept(map(Theme, self.more_themes.data or ()), stored.themes if stored else ())
        return Particulars(
            name=self.name.value or "",
            unit=unit,
            shared_with=shared,
            themes=tuple(dict.fromkeys([*main, *more])),
            procedure_type=ProcedureType(self.procedure_type.data) if self.procedure_type.data else None,
            life_events=_kept(self.life_events.data or (), stored.life_events if stored else ()),
            national_lists=_kept(self.national_lists.data or (), stored.national_lists if stored else ()),
            designated=bool(self.designated.data),
            legal_basis=self.legal_basis.value or "",
            source=self.source.value or "",
            note=self.note.value or "",
            volumes=tuple(row.volume for row in self.rows if not row.is_empty),
        )

    @property
    def rows(self) -> list[VolumeForm]:
        """The rows of volumes."""
        return [entry.form for entry in self.volumes]

    def validate(self, extra_validators: Any = None) -> bool:
        """Themes need a main one: the breakdowns go by it."""
        valid = bool(super().validate(extra_validators))
        if self.more_themes.data and not self.main_theme.data:
            self.main_theme.errors = [_("主な分野を選んでください。部別・分野別の集計には、主な分野を使います。")]
            valid = False
        return valid

    def say(self, wrong: WrongProcedure, text: Any) -> None:
        """Put what the rules say on the fields that they name. ``text`` takes a flaw to the reader's language."""
        for flaw in wrong.flaws:
            field = self[flaw.field] if flaw.fiscal_year is None else self._row_of(flaw.fiscal_year)[flaw.field]
            field.errors = [*field.errors, text(flaw)]

    def _row_of(self, fiscal_year: int) -> VolumeForm:
        return [row for row in self.rows if row.fiscal_year.value == fiscal_year][-1]

    def problems(self) -> Errors:
        """Everything that is wrong, for the summary."""
        of_rows = [field for row in self.rows for field in row if field.errors]
        plain = [field for field in self if field.errors and field is not self.volumes]
        return [(field.id, field.errors[0]) for field in (*plain, *of_rows)]


class NewProcedureForm(ProcedureForm):
    """A new one also has a code, and a first day."""

    code = read.line(64)
    active_from = RequiredDay()


def _as_typed(volume: AnnualVolume) -> dict[str, str]:
    return {
        "fiscal_year": labels.fiscal_year(volume.fiscal_year),
        "annual_cases": "" if volume.annual_cases is None else labels.number(volume.annual_cases),
        "online_cases": "" if volume.online_cases is None else labels.number(volume.online_cases),
        "ceiling": "" if volume.ceiling is None else labels.number(volume.ceiling),
        "basis": volume.basis.value,
        "source": volume.source,
    }


def _kept(chosen: Iterable[Any], stored: tuple[Any, ...]) -> tuple[Any, ...]:
    wanted = list(chosen)
    return tuple(dict.fromkeys([*(item for item in stored if item in wanted), *wanted]))


def _code(organisation: Organisation, unit: tuple[str, str]) -> str:
    division = division_of(organisation, unit)
    return division.code if division else ""


def _codes(codes: Any) -> list[tuple[str, str]]:
    return [(code.value, name_of(code, language())) for code in codes]
