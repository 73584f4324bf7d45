"""Catalogues for tests of the web application."""

from datetime import date
from itertools import cycle

from tests.build import procedure, record, volume
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.status import OnlineStatus

PLACES = [("総務部", "税務課"), ("健康部", "保健予防課"), ("総務部", "人事課"), ("福祉部", "介護保険課")]
STATUSES = [None, OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL, OnlineStatus.EXEMPT]
NAMES = ["住民票の写し", "100%達成届", "A_B申請", "AXB申請", "１００点達成届", "ﾃﾞｼﾞﾀﾙ届 (新規)"]


def many(count: int) -> list[Procedure]:
    """Procedures with every kind of status, shared counts, missing counts, and codes that sort neither by position."""
    places, statuses, names = cycle(PLACES), cycle(STATUSES), cycle(NAMES)
    made = []
    for number in range(1, count + 1):
        (department, division), status = next(places), next(statuses)
        made.append(
            procedure(
                f"{'kK-a'[number % 4]}{number * 37 % 997:03}",
                name=f"{next(names)} {number}",
                department=department,
                division=division,
                position=number,
                themes=(Theme.CHILD_REARING,) if number % 11 == 0 else (Theme.TAX,) if number % 3 else (),
                designated=number % 7 == 0,
                volumes=(volume(None if number % 5 == 0 else number % 13 * 1_000),),
                records=(record(1, date(2025, 4, number % 30 + 1), status),) if status else (),
            )
        )
    return made
