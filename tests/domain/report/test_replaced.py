"""Figures are sacred: an officer may say them otherwise, but not others."""

import pytest

from tracker.domain.report.draft import Wording
from tracker.domain.report.replaced import foreign_numbers, is_outdated

GENERATED = "件数ベース　オンライン化率は、54.2％（989,181件／1,824,178件）である。７手続による。"


@pytest.mark.parametrize(
    ("typed", "foreign"),
    [
        (GENERATED, ()),
        ("", ()),
        ("オンライン化率は約半分である。", ()),
        ("オンライン化率は５４．２％（98万件ではない）、7手続。", ("98",)),
        ("54.20％、0989181件、1824178件、７手続", ()),
        ("54.3％（989,182件／1,824,178件）", ("54.3", "989,182")),
        ("54％と54％と542", ("54", "542")),
        ("令和８年10月", ("8", "10")),
        ("1,82", ("1", "82")),
    ],
)
def test_numbers_that_the_generated_sentence_does_not_hold_are_named(typed: str, foreign: tuple[str, ...]) -> None:
    assert foreign_numbers(typed, GENERATED) == foreign


@pytest.mark.parametrize(
    ("replaced", "outdated"),
    [
        (GENERATED, False),
        (GENERATED.replace("７", "7"), False),
        (GENERATED.replace("54.2", "54.3"), True),
        ("", False),
    ],
)
def test_a_wording_is_outdated_once_its_sentence_reads_otherwise(replaced: str, outdated: bool) -> None:
    """Not where only the width of digits was changed, nor where nothing was replaced."""
    assert is_outdated(Wording("手短に", replaced), GENERATED) is outdated
