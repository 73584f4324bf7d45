"""Catalogues of any size for the benchmarks: made from a seed, so that every run has the same ones."""

import csv
import random
from pathlib import Path

DEPARTMENTS = 15
DIVISIONS = 40
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


def write_catalogue(path: Path, size: int, seed: int = 8) -> Path:
    """A catalogue file of ``size`` procedures; one in twenty is not counted, and six in seven are online."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for number in range(1, size + 1):
            division = chance.randrange(DIVISIONS)
            online = chance.random() < 6 / 7
            day = f"{chance.randrange(2024, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            rows.writerow(
                (
                    f"P-{number:06}",
                    f"{''.join(chance.sample(WORDS, 3))}に関する届出（第{number}号様式）",
                    f"第{division % DEPARTMENTS + 1}部",
                    f"第{division + 1}課",
                    chance.choice(THEMES),
                    "令和4年度",
                    "" if chance.random() < 0.05 else int(10 ** chance.uniform(0, 5.5)),
                    "実施済" if online else "未実施",
                    day if online else "",
                )
            )
    return path
