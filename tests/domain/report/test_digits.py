"""数字の表記: digits of running text in the three ways in which a ward writes them."""

import pytest

from tracker.domain.report.digits import Digits, in_width

WRITTEN = {
    "令和8年9月": ("令和８年９月", "令和８年９月"),
    "9月と10月": ("９月と10月", "９月と１０月"),
    "54.2％": ("54.2％", "５４．２％"),
    "8.5％": ("8.5％", "８．５％"),
    "1,234件": ("1,234件", "１，２３４件"),
    "7手続／26手続": ("７手続／26手続", "７手続／２６手続"),
    "STEP 1の3手続": ("STEP 1の３手続", "STEP 1の３手続"),
    "第2版, 終わり.": ("第２版, 終わり.", "第２版, 終わり."),
    "約８割": ("約８割", "約８割"),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_digits_stand_as_the_ward_writes_them(text: str) -> None:
    single, full = WRITTEN[text]
    assert in_width(text, Digits.HALF) == text
    assert in_width(text, Digits.SINGLE_FULL) == single
    assert in_width(text, Digits.FULL) == full


@pytest.mark.parametrize("digits", Digits)
@pytest.mark.parametrize("text", WRITTEN)
def test_writing_twice_changes_nothing(text: str, digits: Digits) -> None:
    once = in_width(text, digits)
    assert in_width(once, digits) == once
