"""What a person adds to a paper, and how it is tidied before it is kept."""

from datetime import date
from typing import Any

import pytest

from tracker.domain.errors import Refused
from tracker.domain.report.digits import Digits
from tracker.domain.report.draft import (
    LINES,
    LONGEST_LINE,
    LONGEST_TEXT,
    SCHEDULE,
    Draft,
    Wording,
    carried_over,
    check_draft,
)


def wordings(**texts: Wording) -> dict[str, Wording]:
    return dict(check_draft(Draft(wordings=texts)).wordings)


def with_line(name: str, text: str) -> Draft:
    line: dict[str, Any] = {name: text}
    return Draft(**line)


@pytest.mark.parametrize("name", LINES)
def test_a_line_may_be_so_long_and_no_longer(name: str) -> None:
    fits = "あ" * LONGEST_LINE
    assert getattr(check_draft(with_line(name, f"　{fits} ")), name) == fits
    with pytest.raises(Refused, match="100字以内で入力してください（今は101字です）") as refusal:
        check_draft(with_line(name, fits + "あ"))
    assert refusal.value.field == name


def test_a_wording_may_be_so_long_and_no_longer() -> None:
    fits = "あ" * LONGEST_TEXT
    assert wordings(by_cases=Wording(fits))["by_cases"].text == fits
    with pytest.raises(Refused, match="2,000字以内"):
        wordings(by_cases=Wording(fits + "あ"))


def test_what_is_empty_or_as_generated_is_no_wording() -> None:
    found = wordings(
        purpose=Wording("  \r\n", "元の文"),
        by_cases=Wording(" 元の文 ", "元の文"),
        target=Wording("直した文", "元の文"),
        schedule=Wording("12月　委員会\r\n３月　取りまとめ"),
    )
    assert found == {"target": Wording("直した文", "元の文"), "schedule": Wording("12月　委員会\n３月　取りまとめ")}


def test_the_next_month_takes_over_where_the_paper_goes_and_who_writes_it() -> None:
    full = Draft(
        "総務委員会", "3", "8葛政第1号", "令和8年10月10日", "政策経営部", "令和8年10月9日", Digits.FULL,
        date(2026, 8, 1), {SCHEDULE: Wording("12月")},
    )  # fmt: skip
    assert full.typed == {SCHEDULE: "12月"}
    assert carried_over(full) == Draft(committee="総務委員会", office="政策経営部", digits=Digits.FULL)
