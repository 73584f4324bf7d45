"""Which procedures a list shows."""

import pytest

from tests.build import TODAY, policy, procedure, record
from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.domain.selection import Selection, matches
from tracker.domain.standing import stand
from tracker.domain.status import OnlineStatus
from tracker.domain.text import search_key

ITEMS = {
    "large": procedure("K-001", 20_000, name="住民票の交付（除票も含む）", themes=(Theme.RESIDENCE, Theme.OTHER)),
    "online": procedure("K-002", 500, name="地方税申告手続（eLTAX）", online=True),
    "designated": procedure("P-001", None, name="職員採用 申込", designated=True, division="人事課"),
    "exempt": procedure("P-002", 0, department="福祉部", records=(record(status=OnlineStatus.EXEMPT),)),
}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), "large online designated exempt"),
        (Selection(department="福祉部"), "exempt"),
        (Selection(department=""), ""),
        (Selection(division="人事課"), "designated"),
        (Selection(theme=Theme.OTHER), "large"),
        (Selection(status=OnlineStatus.NOT_IMPLEMENTED), "large designated"),
        (Selection(status=OnlineStatus.EXEMPT), "exempt"),
        (Selection(step=Step.ONE), "large"),
        (Selection(step=Step.TWO), "online exempt"),
        (Selection(step=Step.UNDECIDED), "designated"),
        (Selection(counted=True), "large online exempt"),
        (Selection(counted=False), "designated"),
        (Selection(designated=True), "designated"),
        (Selection(designated=False), "large online exempt"),
        (Selection(to_do=True), "large designated"),
        (Selection(words="k-00"), "large online"),
        (Selection(words="住民票"), "large"),
        (Selection(words="（除票も"), "large"),
        (Selection(words="(除票も"), "large"),
        (Selection(words="ＥＬＴＡＸ"), "online"),
        (Selection(words="職員採用申込"), "designated"),
        (Selection(words="申込　職員"), "designated"),
        (Selection(words="住民票 eltax"), ""),
        (Selection(words=" 　"), "large online designated exempt"),
        (Selection(counted=True, designated=False, step=Step.TWO, to_do=True), ""),
    ],
)
def test_all_conditions_must_hold(selection: Selection, expected: str) -> None:
    found = [name for name, item in ITEMS.items() if matches(stand(item, policy(), TODAY), selection)]
    assert found == expected.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [("ＡＢＣ", "abc"), ("健(検)診", "健（検）診"), ("保 育", "保育"), ("保\u3000育", "保育"), ("ｶﾞ", "ガ")],
)
def test_text_is_compared_without_width_case_and_spaces(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)
