"""A catalogue whose every text would do harm if anybody took it for more than text."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.web.apps import NOON, opened, running
from tracker.domain.catalogue import HEADINGS
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.prepare_database import prepare_database

TEXTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "%s {0} %d%%",
    "$x$ $\\frac{$",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "＝1+1",
    "javascript:alert(1)",
    "あ" * 90,
    "W" * 90,
    "left\u200fright\u200e",
    "𠮷野家🏯ﾊﾝｶｸ",
    "a&b;c=d#e?f/g",
    "'; DROP TABLE procedures; --",
    "-->]]>",
]
CODES = [
    "<b>",
    'A"B',
    "A'B",
    "A/B",
    "A//B",
    "/A",
    "A/",
    "A?b=1",
    "A#b",
    "A%2Fb",
    "A b",
    "A&b",
    "A+b",
    "100%",
    "..",
    "漢字",
    "=1",
]
CODES += ["A.csv"]


def rows() -> Iterator[dict[str, str]]:
    """A row per text, which stands in every column that takes text; and a row per code."""
    for number, text in enumerate(TEXTS, 1):
        yield {
            "code": f"H-{number:02}",
            "name": text,
            "department": f"{text}部",
            "division": text,
            "legal_basis": text,
            "source": f"{text}\n{text}",
            "note": text,
            "url": "https://example.jp/?q=1&lt=2'()",
            "online_status": "実施済",
            "annual_cases": str(20_000 + number),
            "volume_fiscal_year": "令和4年度",
            "themes": "子育て",
        }
    for number, code in enumerate(CODES, 1):
        yield {"code": code, "name": f"符号{number}", "division": "課", "online_status": "未実施", "annual_cases": ""}


def written(path: Path, *given: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(HEADINGS), lineterminator="\r\n")
        writer.writerow(HEADINGS)
        writer.writerows(given)
    return path


@contextmanager
def running_hostile(folder: Path) -> Iterator[Flask]:
    """The application on that catalogue, taken in as an officer's file is."""
    url = f"sqlite:///{folder / 'hostile.db'}"
    with opened(url) as engine:
        prepare_database(engine)
        outcome = import_catalogue(engine, written(folder / "hostile.csv", *rows()), Options(), NOON, "test")
        assert outcome.problems == ()
    with running(url) as app:
        yield app
