"""Values on the command line, read as officers write them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import click

from tracker.cli.console import Console
from tracker.cli.help import language_of, option
from tracker.domain.account import Actor, Role
from tracker.domain.closing import month_of
from tracker.domain.errors import Refused
from tracker.domain.fiscal import parse_day, parse_fiscal_year, parse_planned
from tracker.domain.report.material import Municipality
from tracker.settings import Settings


def parse_share(text: str) -> Fraction:
    """Read a share above 0 and up to 1, exactly: 0.8, 80%, 80. Raises ``Refused``."""
    tidied = unicodedata.normalize("NFKC", text).strip()
    match = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)", tidied, re.ASCII)
    if match:
        number = Fraction(match[1])
        share = number / 100 if match[2] or number > 1 else number
        if 0 < share <= 1:
            return share
    raise Refused(
        f"「{text}」は目標の割合として読み取れません。「0.8」「80%」のように、0より大きく100%以下で指定してください。",
        f"“{text}” is not a share to aim for. Write it like 0.8 or 80%, above 0 and at most 100%.",
    )


def _read_by(read: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """A callback that reads what was written by one of the rules' readers, which refuse in a sentence."""

    def convert(context: click.Context, parameter: click.Parameter, value: str | None) -> Any:
        if value is None:
            return None
        try:
            return read(value)
        except Refused as refused:
            raise click.BadParameter(
                refused.ja if language_of(context) == "ja" else refused.en, context, parameter
            ) from None

    return convert


read_day = _read_by(parse_day)
read_fiscal_year = _read_by(parse_fiscal_year)
read_share = _read_by(parse_share)
read_month = _read_by(lambda text: month_of(parse_planned(text)))

as_of_option = option(
    "--as-of",
    callback=read_day,
    metavar="DATE",
    help="いつ現在か。例 R8.4.1、2026-04-01（省略時は今日）",
    en="The day, like 2026-04-01 or R8.4.1; today if left out.",
)
json_option = option("--json", "as_json", is_flag=True, help="JSONで出力する", en="Print JSON.")


def finished_month(month: date | None, console: Console) -> date:
    """The month asked for, or the last one that has finished."""
    return month or (console.today.replace(day=1) - timedelta(days=1)).replace(day=1)


def municipality_of(settings: Settings) -> Municipality:
    """In whose name papers are written."""
    return Municipality(settings.municipality, settings.municipality_code)


def team(console: Console, command: str) -> Actor:
    """Whoever may use the terminal acts for the DX team."""
    return Actor("dx (CLI)", Role.DX, f"tracker {command}", console.now)


def day_or_today(as_of: date | None, console: Console) -> date:
    """The day asked for, or today in Japan."""
    return as_of or console.today
