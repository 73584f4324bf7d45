"""What templates may print with: the labels of the rules, in the reader's language."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import gettext

from tracker.domain import labels, vocabulary
from tracker.domain.audit import check_number
from tracker.domain.coverage import Rate
from tracker.domain.figures import Figure
from tracker.domain.fiscal import local_day
from tracker.domain.left_out import why_left_out
from tracker.domain.policy import Target
from tracker.domain.priority import Step
from tracker.domain.said_counts import count_in_words
from tracker.domain.selection import Order
from tracker.domain.status import OnlineStatus
from tracker.domain.uniting import is_united
from tracker.exporting import wording
from tracker.web.figures.explanations import explanation
from tracker.web.languages import language

_IN_LANGUAGE: dict[str, Callable[..., str]] = {
    "percent": labels.percent,
    "target_percent": labels.target_percent,
    "cases": labels.cases,
    "procedures": wording.procedures,
    "points": labels.points,
    "change_in_points": labels.change_in_points,
    "change_in_cases": labels.change_in_cases,
    "day": labels.day,
    "moment": labels.moment,
    "month": labels.month,
    "fiscal_year": labels.fiscal_year,
    "fiscal_years": labels.fiscal_years,
    "period": labels.period,
    "counted": count_in_words,
    "reason": labels.reason_text,
    "named": vocabulary.name_of,
    "channel": vocabulary.channel_name,
    "life_event": vocabulary.life_event_name,
}


def init(app: Flask) -> None:
    """Make the labels filters, and the codes that templates ask about globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({name: _translated(label) for name, label in _IN_LANGUAGE.items()})
    app.jinja_env.filters["number"] = labels.number
    app.jinja_env.filters.update(
        width=_width,
        fraction=_fraction,
        rate_of=lambda parts: Rate(*parts),
        change_in_percent=lambda after, before: labels.change_in_percent(before, after, language()),
        promised=_promised,
        local_day=local_day,
        check_number=check_number,
        differs_by_rounding=labels.differs_by_rounding,
        differs_from_sum=labels.differs_from_sum,
        step_short=_step_short,
        step_from_value=lambda value: vocabulary.name_of(Step(value), language()),
        left_out_of=lambda standing, figure: vocabulary.name_of(why_left_out(figure, standing), language()),
        explained=explanation,
    )
    app.jinja_env.tests.update(united=is_united)
    app.jinja_env.globals.update(OnlineStatus=OnlineStatus, Figure=Figure, Order=Order, UNKNOWN=labels.UNKNOWN)


def _translated(label: Callable[..., str]) -> Callable[..., str]:
    def in_the_readers_language(value: Any, *arguments: Any) -> str:
        return label(value, language(), *arguments)

    return in_the_readers_language


def _fraction(rate: Rate, unit: str) -> str:
    """The two numbers behind a percentage with their unit: 7手続／26手続, 7 / 26 procedures."""
    numbers = labels.fraction(rate, language(), unit)
    return numbers if language() == "ja" else f"{numbers} {unit}"


def _promised(target: Target) -> str:
    """A target in the words in which it was promised, 約８割; in English what they mean, about 80%."""
    if language() == "ja":
        return target.wording
    share = labels.target_percent(target.share, "en")
    return f"about {share}" if "約" in target.wording else share


def _width(share: Any) -> str:
    """A share as the width of a bar: "54.2%", nothing where it is undefined."""
    return f"{labels.percent_digits(share) or '0'}%"


def _step_short(step: Step) -> str:
    """A step for a narrow column: without why it is undecided."""
    return gettext("判定保留") if step is Step.UNDECIDED else vocabulary.name_of(step, language())
