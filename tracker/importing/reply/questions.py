"""What is asked about a returned cell that cannot be read without asking: what was found, and what to find out."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.errors import Refused
from tracker.domain.labels import day
from tracker.importing.findings import Notice
from tracker.importing.problem import shown

HALF_SAID = frozenset(
    {"済", "済み", "完了", "オンライン化済", "オンライン化済み", "対応済", "対応済み", "○", "〇", "◯", "はい"}
)
"""Ways of saying that something is done, which do not say whether all of it is."""
_NAMED = 10


def which_status(text: str) -> Refused:
    """Done, but how far?"""
    return Refused(
        f"「{shown(text)}」では、実施済か一部実施済か分かりません。課に確かめて選んでください。",
        f"“{shown(text)}” leaves open whether it is online wholly or partly. Ask the division, and choose.",
    )


def not_on_list(heading: str, text: str, names: Sequence[str]) -> Refused:
    """A value that is not among those to choose from."""
    listed = f"（{'、'.join(names)}）" if len(names) <= _NAMED else ""
    return Refused(
        f"「{shown(text)}」は「{heading}」の一覧にありません。課に確かめて、一覧から選んでください{listed}。",
        f"“{shown(text)}” is not on the list of “{heading}”. Ask the division, and choose from the list.",
    )


def no_count(text: str) -> Refused:
    """A number of cases that is none."""
    return Refused(
        f"「{shown(text)}」は件数として読み取れません。課に確かめて、500 のような整数か「未集計」を入力してください。",
        f"“{shown(text)}” is not a number of cases. Ask the division, and enter a whole number or 未集計.",
    )


def first_of_month(first: date) -> Notice:
    """A day that was given as a month only."""
    return Notice(
        f"日がないので、{day(first)}と読み取りました。", f"There is no day: it was read as {day(first, 'en')}."
    )
