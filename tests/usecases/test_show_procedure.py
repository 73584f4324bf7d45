"""The sheet of one procedure."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.build import TODAY
from tests.usecases.catalogues import LATER_POLICY, dated
from tracker.domain.policy import WARD_POLICY
from tracker.domain.standing import stand
from tracker.domain.status import OnlineStatus, history
from tracker.usecases.catalogue.show_procedure import show_procedure


@pytest.mark.parametrize("day", [date(2024, 9, 1), date(2025, 3, 31), TODAY])
def test_a_sheet_is_the_standing_of_its_day_with_the_whole_history(past_to_read: Engine, day: date) -> None:
    for item in dated():
        sheet = show_procedure(past_to_read, item.code, day)
        assert sheet is not None
        rule = WARD_POLICY if day < LATER_POLICY.valid_from else LATER_POLICY
        assert (sheet.policy, sheet.standing) == (rule, stand(item, rule, day))
        assert sheet.history == history(item.records)


@pytest.mark.parametrize("code", ["K-003", "ｋ-００３", "Ｋ－００３", " k-003\u200b"])
def test_a_code_may_be_written_in_any_width_and_case(past_to_read: Engine, code: str) -> None:
    sheet = show_procedure(past_to_read, code, TODAY)
    assert sheet is not None
    assert sheet.standing.procedure.code == "K-003"
    assert [interval.record.status for interval in sheet.history] == [OnlineStatus.PARTIAL, OnlineStatus.IMPLEMENTED]


def test_a_code_that_nobody_has_has_no_sheet(past_to_read: Engine) -> None:
    for code in ("K-999", "", "%", "K-00_"):
        assert show_procedure(past_to_read, code, TODAY) is None


def test_the_window_is_that_of_the_step(past_to_read: Engine) -> None:
    windows = {code: show_procedure(past_to_read, code, date(2025, 3, 31)) for code in ("K-001", "K-007", "K-004")}
    found = [sheet.window for sheet in windows.values() if sheet]
    assert found == [WARD_POLICY.step1, WARD_POLICY.step2, WARD_POLICY.step1]
