"""Catalogues of any size for the benchmarks: made from a seed, so that every run has the same ones.

Cases are log-normal, as those of a municipality are; dates of going online are spread evenly, which is the worst case
for a roll-up by day. 86 % of the procedures are online, one in twenty is not counted.
"""

import csv
import random
from pathlib import Path

DEPARTMENTS = 15
DIVISIONS = 40
FIRST_YEAR, LAST_YEAR = 2019, 2026
SHARE_ONLINE = 0.86
MEDIAN_CASES, SPREAD = 300, 2.4
"""Of the log-normal cases a year: half have fewer; ``SPREAD`` is the deviation of their logarithms."""
HEADINGS = (
    "手続ID",
    "手続名",
    "部",
    "所管課",
    "分野",
    "件数年度",
    "年間受付件数",
    "オンライン化状況",
    "オンライン開始日",
)
THEMES = ("子育て", "教育", "税", "住民・戸籍", "国保・年金", "介護", "福祉", "健康", "環境", "その他")
WORDS = (
    "住民票",
    "資格",
    "給付",
    "減免",
    "許可",
    "登録",
    "保険料",
    "手当",
    "証明書",
    "施設",
    "変更",
    "更新",
    "交付",
    "認定",
)


def write_catalogue(path: Path, size: int, seed: int = 8, first: int = 1) -> Path:
    """A catalogue file of ``size`` procedures, numbered from ``first``."""
    chance = random.Random(f"{seed} {first}")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        rows.writerows(_row(chance, number) for number in range(first, first + size))
    return path


def _name(chance: random.Random, number: int) -> str:
    """Every name once; one in ten says in brackets which of several it is."""
    words = "".join(chance.sample(WORDS, 3))
    return f"{words}に関する届出（第{number}号様式）" if number % 10 == 0 else f"第{number}号{words}に関する届出"


def _row(chance: random.Random, number: int) -> tuple[str | int, ...]:
    division = chance.randrange(DIVISIONS)
    online = chance.random() < SHARE_ONLINE
    # Until October of the last year: nothing goes online after the day that is measured.
    months = (LAST_YEAR - FIRST_YEAR) * 12 + 10 - 3
    month = chance.randrange(3, 3 + months)
    day = f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02}-{chance.randrange(1, 29):02}"
    cases = min(int(chance.lognormvariate(0, SPREAD) * MEDIAN_CASES), 9_000_000)
    return (
        f"P-{number:07}",
        _name(chance, number),
        f"第{division % DEPARTMENTS + 1}部",
        f"第{division + 1}課",
        chance.choice(THEMES),
        "令和4年度",
        "" if chance.random() < 0.05 else cases,
        "実施済" if online else "未実施",
        day if online else "",
    )
