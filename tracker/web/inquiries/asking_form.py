"""The form of an inquiry: as it is filled in before anybody touches it, the next regular one is complete."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, HiddenField, ValidationError

from tracker.domain import labels
from tracker.domain.asked import Topic
from tracker.domain.fiscal import fiscal_year_of
from tracker.domain.inquiry import LONGEST_NOTE, Frequency, Terms, Whom
from tracker.domain.organisation import units_by_code
from tracker.domain.procedure import Unit
from tracker.domain.vocabulary import name_of
from tracker.exporting.wording import procedures
from tracker.usecases.inquiries.prepare_inquiry import Preparation
from tracker.web.fields.basic import ChoiceField, ChoicesField, ListField, TextField
from tracker.web.fields.dates import RequiredDay, typed_day
from tracker.web.languages import language
from tracker.web.settings.changing_forms import version_in

YEARS_OFFERED, MONTHS_OFFERED, MONTHS_CHOSEN = 5, 6, 3


class AskingForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Year and months of the counts are filled in, too, and count once these topics are chosen."""

    reference_on = RequiredDay()
    due_on = RequiredDay()
    topics = ChoicesField()
    whom = ChoiceField()
    divisions = ChoicesField()
    frequency = ChoiceField()
    fiscal_year = ListField()
    months = ChoicesField()
    note = TextField(LONGEST_NOTE)
    seen = HiddenField()

    def __init__(self, given: Any, found: Preparation, today: date) -> None:
        years = _finished_years(today)
        months = _finished_months(today)
        usual = found.terms
        super().__init__(
            given,
            data={
                "reference_on": typed_day(usual.reference_on),
                "due_on": typed_day(usual.due_on),
                "topics": [topic.value for topic in usual.topics],
                "whom": usual.whom.value,
                "frequency": usual.frequency.value,
                "fiscal_year": str(years[0]),
                "months": [month.isoformat()[:7] for month in months[:MONTHS_CHOSEN]],
                "seen": str(found.version),
            },
        )
        self._units = units_by_code(found.organisation)
        self.topics.choices = _named(Topic)
        self.frequency.choices = _named(Frequency)
        self.whom.choices = [(whom.value, _with_size(whom, found)) for whom in Whom]
        self.divisions.choices = [(code, " ".join(unit).strip()) for code, unit in self._units.items()]
        self.fiscal_year.choices = [(str(year), labels.fiscal_year(year, language())) for year in years]
        self.months.choices = [(month.isoformat()[:7], labels.month(month, language())) for month in months]

    def validate_whom(self, field: ChoiceField) -> None:
        """Nobody means to ask all divisions who has picked out some."""
        if self.divisions.data and field.data != Whom.CHOSEN.value:
            raise ValidationError(
                _(
                    "所管課を選んだ場合は、照会先を「選んだ所管課」にしてください。それ以外は、所管課の選択を外してください。"
                )
            )

    @property
    def terms(self) -> Terms:
        """What the valid form asks."""
        topics = tuple(topic for topic in Topic if topic.value in self.topics.data)
        months = sorted(date.fromisoformat(f"{month}-01") for month in self.months.data)
        return Terms(
            self.reference_on.date,
            self.due_on.date,
            topics,
            Whom(self.whom.data),
            Frequency(self.frequency.data),
            int(self.fiscal_year.data) if Topic.YEARLY_COUNTS in topics else None,
            tuple(months) if Topic.MONTHLY_COUNTS in topics else (),
            (self.note.data or "").strip(),
        )

    @property
    def units(self) -> list[Unit]:
        """The divisions chosen."""
        return [self._units[code] for code in self.divisions.data]

    @property
    def version(self) -> int:
        """The version of all inquiries that was seen."""
        return version_in(self.seen.data)


def _named(codes: Any) -> list[tuple[str, str]]:
    return [(code.value, name_of(code, language())) for code in codes]


def _with_size(whom: Whom, found: Preparation) -> str:
    if whom not in found.sizes:
        return name_of(whom, language())
    size = found.sizes[whom]
    said = {"name": name_of(whom, language()), "procedures": procedures(size.procedures, language())}
    return str(_("%(name)s：%(procedures)s（%(divisions)s課）", divisions=labels.number(size.divisions), **said))


def _finished_years(today: date) -> list[int]:
    """The latest first."""
    return [fiscal_year_of(today) - back for back in range(1, YEARS_OFFERED + 1)]


def _finished_months(today: date) -> list[date]:
    """Their first days, the latest first."""
    found, first = [], today.replace(day=1)
    for _month in range(MONTHS_OFFERED):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found
