"""The fields of 件数を登録する: a line for each count, with its procedure and period in a hidden field."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import abort
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form

from tracker.domain import labels
from tracker.domain.count_report import Count, of_month, of_year
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import VolumeBasis, code_key
from tracker.domain.vocabulary import name_of
from tracker.usecases.answers.list_counts import CountLine
from tracker.usecases.answers.report_counts import WrongCounts
from tracker.web.clock import today
from tracker.web.fields.basic import Errors, ListField, TextField
from tracker.web.fields.numbers import NumberField
from tracker.web.languages import in_readers_language, language

MOST_LINES = 2_000
_TOKEN = re.compile(r"((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2]))?:(.+)", re.DOTALL)
_WHILE_RUNNING = (VolumeBasis.EXPECTED, VolumeBasis.PRELIMINARY)


def token_of(line: CountLine) -> str:
    """The value of the hidden field of a line: 2025:K-001 of a fiscal year, 2025-10:K-001 of a month."""
    first = line.period.first_day
    month = f"-{first.month:02}" if line.period.precision is Precision.MONTH else ""
    return f"{first.year}{month}:{line.procedure.code}"


def read_lines(values: Sequence[str]) -> list[tuple[str, Period]]:
    """The code and period of each line. A page of ours writes nothing else, so anything else is answered with 400."""
    found = [_TOKEN.fullmatch(value.replace("\0", "")) for value in values]
    if not all(found) or len(found) > MOST_LINES:
        abort(400)
    return [
        (match[3], of_month(date(int(match[1]), int(match[2]), 1)) if match[2] else of_year(int(match[1])))
        for match in found
        if match
    ]


class LineForm(Form):  # type: ignore[misc]  # wtforms has no types
    """One count. All empty is no answer; that nothing was counted is said by ``not_counted``."""

    cases = NumberField()
    online_cases = NumberField()
    not_counted = BooleanField()
    basis = ListField()
    note = TextField(2_000)

    def __init__(self, sent: MultiDict[str, Any] | None, place: int, line: CountLine) -> None:
        self.line = line
        is_over = line.period.last_day < today()
        super().__init__(sent, prefix=f"{place}-", data=_typed(line.waiting) if sent is None else None)
        offered = VolumeBasis if is_over else _WHILE_RUNNING
        self.basis.choices = [(basis.value, name_of(basis, language())) for basis in offered]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is answered."""
        texts = (self.cases.data, self.online_cases.data, self.note.data)
        return not self.not_counted.data and not any((text or "").strip() for text in texts)

    def validate(self, extra_validators: Any = None) -> bool:
        """A line in which anything was entered says how many there were, or that nobody counted."""
        if self.is_empty:
            return True
        valid = bool(super().validate(extra_validators))
        if not valid:
            return False
        if self.not_counted.data and (self.cases.number is not None or self.online_cases.number is not None):
            self.cases.errors = [_("「件数未集計」を選んだ場合は、件数を空欄にしてください。")]
        elif not self.not_counted.data and self.cases.number is None:
            self.cases.errors = [_("受付件数を入力してください。集計していない場合は「件数未集計」を選んでください。")]
        return not self.cases.errors

    @property
    def count(self) -> Count:
        """What is reported. Only of a form that is valid and not empty."""
        return Count(
            self.line.period,
            self.cases.number,
            self.online_cases.number,
            VolumeBasis(self.basis.data),
            self.note.data or "",
        )


def errors_in(forms: Iterable[LineForm]) -> Errors:
    """Everything that is wrong, each with its procedure and period, for the summary. In English procedures are named by
    their codes.
    """
    return [
        (field.id, _("%(name)s　%(period)s：%(text)s", name=_named(form), period=_period(form), text=text))
        for form in forms
        for field in form
        for text in field.errors[:1]
    ]


def refuse(forms: Iterable[LineForm], wrong: WrongCounts) -> None:
    """Put what the rules refuse on the fields that they name."""
    by_line = {(code_key(form.line.procedure.code), form.line.period): form for form in forms}
    for each in wrong.wrong:
        form = by_line[code_key(each.code), each.period]
        name = each.field if each.field in form else "cases"
        form[name].errors = [in_readers_language(each)]


def _named(form: LineForm) -> str:
    procedure = form.line.procedure
    return procedure.name if language() == "ja" else procedure.code


def _period(form: LineForm) -> str:
    return labels.period(form.line.period, language())


def _typed(waiting: Count | None) -> dict[str, Any]:
    """What awaits confirmation as the fields of a line, to be corrected."""
    if waiting is None:
        return {}
    return {
        "cases": "" if waiting.cases is None else labels.number(waiting.cases),
        "online_cases": "" if waiting.online_cases is None else labels.number(waiting.online_cases),
        "not_counted": waiting.cases is None,
        "basis": waiting.basis.value,
        "note": waiting.note,
    }
