"""Words that the downloaded tables and charts share."""

from typing import Literal

from tracker.domain import labels
from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.domain.progress import Group, Progress
from tracker.domain.vocabulary import Language, name_of

By = Literal["department", "division", "theme", "step"]


def said(language: Language, ja: str, en: str) -> str:
    """One of two wordings."""
    return ja if language == "ja" else en


def group_name(group: Group, by: By, language: Language) -> str:
    """The printed name of a line of a breakdown: the organisation's own names, or those of themes and steps."""
    if by == "theme":
        return name_of(Theme(group.name), language)
    if by == "step":
        return name_of(Step(group.name), language)
    return labels.department_name(group.name, language)


def yes(condition: bool, language: Language) -> str:
    """該当, or an empty cell."""
    return said(language, "該当", "Yes") if condition else ""


def procedures(count: int, language: Language) -> str:
    """26手続 / 26 procedures."""
    return said(language, f"{count:,}手続", f"{count:,} procedure" + ("" if count == 1 else "s"))


def base_notes(progress: Progress, language: Language) -> tuple[str, ...]:
    """What stands under every table of figures: year, day, what counts as online, rounding and marks."""
    year = labels.fiscal_year(progress.policy.base_fiscal_year, language)
    day = labels.day(progress.as_of, language)
    partial, exempt = (name_of(treatment, language) for treatment in (progress.policy.partial, progress.policy.exempt))
    if language == "ja":
        return (
            f"件数は{year}の受付件数による。オンライン化状況は{day}現在。",
            f"一部実施済は{partial}。適用除外は{exempt}。",
            "割合は小数点以下第2位を四捨五入している。",
            f"表中の符号　「{labels.UNKNOWN}」件数未集計　「{labels.NO_VALUE}」該当する値がない",
        )
    return (
        f"Cases are those of {year}. Status as of {day}.",
        f"Partly online procedures are {partial}; those exempt by law are {exempt}.",
        "Percentages are rounded half up to one decimal.",
        f"Marks: {labels.UNKNOWN} not counted, {labels.NO_VALUE} no such value.",
    )
