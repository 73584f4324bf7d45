"""What was found in a file: what must be put right, and what should be looked at."""

from collections.abc import Sequence
from typing import Any

from tracker.cli.console import Console
from tracker.domain.labels import number
from tracker.importing.problem import Problem

SHOWN = 100


def as_objects(found: Sequence[Problem], console: Console) -> list[dict[str, Any]]:
    """All of them, for JSON; rows count as a spreadsheet does."""
    return [
        {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "message": console.words(problem.ja, problem.en),
        }
        for problem in found
    ]


def say_refused(problems: Sequence[Problem], console: Console) -> None:
    """Say that a file was refused, and why."""
    count = number(len(problems))
    console.say_aside(
        f"取り込めませんでした。登録内容は変わっていません。{count}か所を直して、もう一度お試しください。",
        f"Nothing was imported. Your data is unchanged. Fix {count} place{_s(problems)} and try again.",
    )
    say_places(problems, console)


def say_unusable(problems: Sequence[Problem], console: Console) -> None:
    """Say that a file that was only to be read could not be, and why."""
    count = number(len(problems))
    console.say_aside(
        f"集計できませんでした。{count}か所を直して、もう一度お試しください。",
        f"The file cannot be used. Fix {count} place{_s(problems)} and try again.",
    )
    say_places(problems, console)


def say_warnings(warnings: Sequence[Problem], console: Console) -> None:
    """Point out what was accepted and should be checked; nothing when there is nothing."""
    if warnings:
        count = number(len(warnings))
        console.say_aside(f"確かめていただきたい箇所が{count}か所あります。", f"{count} place{_s(warnings)} to check:")
        say_places(warnings, console)


def say_places(found: Sequence[Problem], console: Console) -> None:
    """The places one by one, each with what is to be done."""
    for problem in found[:SHOWN]:
        console.say_aside(f"  {_place_ja(problem)}{problem.ja}", f"  {_place_en(problem)}{problem.en}")
    if len(found) > SHOWN:
        rest = number(len(found) - SHOWN)
        console.say_aside(f"  ほか{rest}か所（--json ですべて表示できます）", f"  and {rest} more (--json shows all)")


def _place_ja(problem: Problem) -> str:
    row = f"{problem.row}行目" if problem.row else ""
    column = f"「{problem.column}」" if problem.column else ""
    place = f"{row}{column}：" if row or column else ""
    return place + (f"「{problem.value}」　" if _unsaid(problem.value, problem.ja) else "")


def _place_en(problem: Problem) -> str:
    row = f"Row {problem.row}" if problem.row else ""
    place = ", ".join(part for part in (row, problem.column) if part)
    value = f"“{problem.value}” " if _unsaid(problem.value, problem.en) else ""
    return (f"{place}: " if place else "") + value


def _unsaid(value: str | None, sentence: str) -> bool:
    return value is not None and value != "" and value not in sentence


def _s(found: Sequence[Problem]) -> str:
    return "" if len(found) == 1 else "s"
