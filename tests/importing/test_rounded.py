"""Counts that people round or write with their unit."""

import pytest

from tracker.importing.rounded import Rounded, rounded


@pytest.mark.parametrize(
    ("written", "digits", "exact"),
    [
        ("約500", "500", False),
        ("約５００件", "500", False),
        ("およそ 1,200", "1200", False),
        ("概ね3千", "3000", False),
        ("5百", "500", False),
        ("1.2万件", "12000", False),
        ("2億", "200000000", False),
        ("500件程度", "500", False),
        ("1万件余り", "10000", False),
        ("300強", "300", False),
        ("500件", "500", True),
        ("２３，３９７件", "23397", True),
        ("0件", "0", True),
    ],
)
def test_what_is_understood(written: str, digits: str, exact: bool) -> None:
    assert rounded(written) == Rounded(digits, exact)


@pytest.mark.parametrize(
    "written",
    [
        "500",
        "1,200",
        "",
        "…",
        "不明",
        "数百",
        "500以上",
        "500未満",
        "約1.23456万",
        "5〜10",
        "1万2千",
        "約",
        "件",
        "約①",
        "約²",
        "-5件",
        "1,20件",
    ],
)
def test_what_is_left_to_the_ordinary_reader(written: str) -> None:
    assert rounded(written) is None
