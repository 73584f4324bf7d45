"""The filter of lists and breakdowns: a form over the address of the page, and the selection it means."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, SelectField, StringField
from wtforms.validators import Length

from tracker.domain.organisation import Organisation
from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.domain.selection import Order, Selection
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import name_of
from tracker.web.languages import language

ANY = ""
YES = "1"
Choices = list[tuple[str, str]]


class SelectionForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Every field restricts; an empty one does not. Values in the address that are not offered are refused."""

    department = SelectField(default=ANY)
    division = SelectField(default=ANY)
    theme = SelectField(default=ANY)
    status = SelectField(default=ANY)
    step = SelectField(default=ANY)
    counted = SelectField(default=ANY)
    designated = SelectField(default=ANY)
    many = SelectField(default=ANY)
    words = StringField(validators=[Length(max=200)])
    order = SelectField(default=Order.CATALOGUE.value)

    def __init__(self, arguments: Any, organisation: Organisation) -> None:
        super().__init__(arguments)
        every = (ANY, _("すべて"))
        self.department.choices = [every, *_names(item.name for item in organisation)]
        self.division.choices = [
            every,
            *_names(
                division.name
                for item in organisation
                if not self.department.data or item.name == self.department.data
                for division in item.divisions
            ),
        ]
        self.theme.choices = [every, *_codes(Theme)]
        self.status.choices = [every, *_codes(OnlineStatus)]
        self.step.choices = [every, *_codes(Step)]
        self.counted.choices = [every, ("0", _("件数未集計のみ")), (YES, _("件数集計済みのみ"))]
        self.designated.choices = [every, (YES, _("該当のみ"))]
        self.many.choices = [every, (YES, _("基準件数以上のみ"))]
        self.order.choices = [
            (Order.CATALOGUE.value, _("台帳の順")),
            (Order.DIVISION.value, _("建制順")),
            (Order.CASES.value, _("年間件数の多い順")),
            (Order.PRIORITY.value, _("優先順位の順")),
            (Order.CODE.value, _("手続IDの順")),
        ]

    @property
    def selection(self) -> Selection:
        """What the valid fields ask for."""
        return Selection(
            department=self._given("department"),
            division=self._given("division"),
            theme=Theme(theme) if (theme := self._given("theme")) else None,
            status=OnlineStatus(status) if (status := self._given("status")) else None,
            step=Step(step) if (step := self._given("step")) else None,
            counted=None if (counted := self._given("counted")) is None else counted == YES,
            designated=True if self._given("designated") else None,
            many_cases=True if self._given("many") else None,
            words=self._given("words") or "",
        )

    @property
    def chosen_order(self) -> Order:
        """The order asked for; the catalogue's own otherwise."""
        return Order(self._given("order") or Order.CATALOGUE.value)

    @property
    def arguments(self) -> dict[str, str]:
        """What was given, for the addresses of other pages and downloads of the same selection."""
        return {
            field.name: field.data for field in self if field.data and not field.errors and field.data != field.default
        }

    @property
    def conditions(self) -> list[tuple[str, str, str]]:
        """What is filtered by, and another order than the catalogue's own: the field, and both in words."""
        names = {
            "department": _("部"),
            "division": _("所管課"),
            "theme": _("分野"),
            "status": _("状況"),
            "step": "STEP",
            "counted": _("件数の集計"),
            "designated": _("優先対象手続"),
            "many": _("年間件数の基準"),
            "words": _("手続名又は手続ID"),
            "order": _("並び順"),
        }
        return [
            (name, names[name], dict(getattr(self[name], "choices", ())).get(given, given))
            for name, given in self.arguments.items()
        ]

    def _given(self, name: str) -> str | None:
        field = self[name]
        value: str | None = field.data
        return value if value and not field.errors else None


def _names(names: Iterable[str]) -> Choices:
    return [(name, name) for name in dict.fromkeys(names) if name]


def _codes(codes: Any) -> Choices:
    return [(code.value, name_of(code, language())) for code in codes]


def selection_form(arguments: Any, organisation: Organisation) -> SelectionForm:
    """The form as filled in by the address of the page, checked."""
    form = SelectionForm(arguments, organisation)
    form.validate()
    return form
