"""The form of a policy: every field as text, kept as typed, and the policy that it means."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field, Form, FormField, HiddenField, RadioField, SelectMultipleField, StringField

from tracker.domain import labels
from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy, Target
from tracker.domain.policy_rules import Finding
from tracker.domain.procedure import Theme
from tracker.domain.vocabulary import name_of
from tracker.web.fields.dates import DayField, typed_day
from tracker.web.fields.numbers import FiscalYearField, NumberField, ShareField
from tracker.web.languages import language

MOST_TARGETS = 5
YEARS = ("step1_first", "step1_last", "step2_first", "step2_last", "step_fiscal_year", "base_fiscal_year")
_FIELDS = {"step1": "step1_last", "step2": "step2_first"}
"""The fields at which something is said about a window."""


class TargetForm(Form):  # type: ignore[misc]  # wtforms has no types
    """One target. All three or none."""

    share = ShareField()
    wording = StringField()
    due_on = DayField()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any((field.data or "").strip() for field in self)

    @property
    def target(self) -> Target:
        """The target that a valid row means."""
        assert self.share.share is not None
        assert self.due_on.day is not None
        return Target(self.share.share, self.wording.data.strip(), self.due_on.day)

    def validate(self, extra_validators: Any = None) -> bool:
        """Nothing may be missing where something was typed."""
        valid = bool(super().validate(extra_validators))
        missing = [] if self.is_empty else [field for field in self if not (field.data or "").strip()]
        for field in missing:
            say(field, _("割合、言葉、期限の三つを入力してください。使わない行は、三つとも空欄にしてください。"))
        return valid and not missing


class PolicyForm(Form):  # type: ignore[misc]
    """Everything of a policy. ``previewed``: which one the effect was shown of; ``seen``: of which version."""

    valid_from = DayField()
    threshold = NumberField()
    themes = SelectMultipleField()
    designation_decides = BooleanField()
    step1_first = FiscalYearField()
    step1_last = FiscalYearField()
    step2_first = FiscalYearField()
    step2_last = FiscalYearField()
    step_fiscal_year = FiscalYearField()
    base_fiscal_year = FiscalYearField()
    target1 = FormField(TargetForm)
    target2 = FormField(TargetForm)
    target3 = FormField(TargetForm)
    target4 = FormField(TargetForm)
    target5 = FormField(TargetForm)
    partial = RadioField()
    exempt = RadioField()
    total_cases = NumberField()
    total_cases_source = StringField()
    seen = HiddenField()
    previewed = HiddenField()

    def __init__(self, *arguments: Any, begins: date | None = None, **defaults: Any) -> None:
        """``begins``: the first day of the policy that is corrected, which does not change."""
        super().__init__(*arguments, **defaults)
        self.begins = begins
        self.themes.choices = [(theme.value, name_of(theme, language())) for theme in Theme]
        self.partial.choices = [(each.value, name_of(each, language())) for each in PartialTreatment]
        self.exempt.choices = [(each.value, name_of(each, language())) for each in ExemptTreatment]

    @property
    def rows(self) -> list[TargetForm]:
        """The rows for targets."""
        return [self[f"target{number}"].form for number in range(1, MOST_TARGETS + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Everything can be read, and what a policy needs is there."""
        valid = bool(super().validate(extra_validators))
        needed = [*YEARS, "threshold", *([] if self.begins else ["valid_from"])]
        missing = [self[name] for name in needed if not (self[name].data or "").strip()]
        for field in missing:
            say(field, _("入力してください。"))
        for field in (self.themes, self.partial, self.exempt):
            if field.errors:
                field.errors = [_("選択肢から選んでください。")]
        return valid and not missing

    @property
    def policy(self) -> Policy:
        """The policy that the valid form means."""
        numbers = {name: self[name].year for name in YEARS}
        valid_from, threshold = self.begins or self.valid_from.day, self.threshold.number
        assert valid_from is not None
        assert threshold is not None
        return Policy(
            valid_from=valid_from,
            threshold=threshold,
            themes=frozenset(map(Theme, self.themes.data)),
            step1=(numbers["step1_first"], numbers["step1_last"]),
            step2=(numbers["step2_first"], numbers["step2_last"]),
            step_fiscal_year=numbers["step_fiscal_year"],
            base_fiscal_year=numbers["base_fiscal_year"],
            targets=tuple(row.target for row in self._targets()),
            designation_decides=self.designation_decides.data,
            partial=PartialTreatment(self.partial.data),
            exempt=ExemptTreatment(self.exempt.data),
            total_cases=self.total_cases.number,
            total_cases_source=(self.total_cases_source.data or "").strip(),
        )

    @property
    def version(self) -> int:
        """The version that the person saw; 0 for what no form of ours ever held."""
        typed = self.seen.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0

    def say_findings(self, findings: tuple[Finding, ...]) -> None:
        """Put what the rules found beside the fields it is about."""
        for finding in findings:
            text = finding.ja if language() == "ja" else finding.en
            if finding.place is None:
                say(self[_FIELDS.get(finding.field, finding.field)], text)
            else:
                say(self._targets()[finding.place][finding.field], text)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Every field with an error, by its id, with its name and what is wrong."""
        rows = [
            (field, name)
            for number, row in enumerate(self.rows, 1)
            for field, name in zip(row, _row_names(number), strict=True)
        ]
        names = _names()
        plain = [(field, names.get(field.name, "")) for field in self if not isinstance(field, FormField)]
        for field, name in [*plain, *rows]:
            for error in field.errors:
                yield field.id, _("%(name)s：%(text)s", name=name, text=error)

    def _targets(self) -> list[TargetForm]:
        """The rows that say something, in the order of their days."""
        return sorted((row for row in self.rows if not row.is_empty), key=lambda row: row.target.due_on)


def say(field: Field, text: str) -> None:
    """Add an error to a field that has been validated."""
    field.errors = [*field.errors, text]


def filled_in(policy: Policy, *, begins: date | None = None) -> PolicyForm:
    """The form with what a policy says. ``begins``: as in ``PolicyForm``."""
    years = (*policy.step1, *policy.step2, policy.step_fiscal_year, policy.base_fiscal_year)
    targets = {
        f"target{number}": {
            "share": labels.target_percent(target.share, "en").rstrip("%"),
            "wording": target.wording,
            "due_on": typed_day(target.due_on),
        }
        for number, target in enumerate(policy.targets[:MOST_TARGETS], 1)
    }
    return PolicyForm(
        begins=begins,
        data={
            "threshold": labels.number(policy.threshold),
            "themes": [theme.value for theme in policy.themes],
            "designation_decides": policy.designation_decides,
            **{name: _year(year) for name, year in zip(YEARS, years, strict=True)},
            "partial": policy.partial.value,
            "exempt": policy.exempt.value,
            "total_cases": "" if policy.total_cases is None else labels.number(policy.total_cases),
            "total_cases_source": policy.total_cases_source,
            **targets,
        },
    )


def fingerprint(policy: Policy, version: int) -> str:
    """Says of which policy, beside which others, an effect was shown: nothing is stored that was not looked at."""
    content = (policy.valid_from, sorted(theme.value for theme in policy.themes), policy.targets, version)
    rest = [getattr(policy, name) for name in Policy.__slots__ if name not in ("valid_from", "themes", "targets")]
    return hashlib.sha256(repr((content, rest)).encode()).hexdigest()[:32]


def _year(year: int) -> str:
    return labels.fiscal_year(year) if language() == "ja" else str(year)


def _names() -> dict[str, str]:
    """What the fields are called."""
    return {
        "valid_from": _("適用開始日"),
        "threshold": _("件数の基準"),
        "themes": _("優先する分野"),
        "step1_first": _("STEP 1の最初の年度"),
        "step1_last": _("STEP 1の最後の年度"),
        "step2_first": _("STEP 2の最初の年度"),
        "step2_last": _("STEP 2の最後の年度"),
        "step_fiscal_year": _("STEPを決める件数の年度"),
        "base_fiscal_year": _("母数の年度"),
        "partial": _("一部実施済"),
        "exempt": _("適用除外"),
        "total_cases": _("受付総件数"),
        "total_cases_source": _("受付総件数の出典"),
    }


def _row_names(number: int) -> tuple[str, str, str]:
    return (
        _("目標%(number)sの割合", number=number),
        _("目標%(number)sの言葉", number=number),
        _("目標%(number)sの期限", number=number),
    )
