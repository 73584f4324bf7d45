"""An entry of the log in words, whatever stands in it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import NOW
from tracker.domain.audit import BEGINNING, Act, Action, Entry, entry_after
from tracker.domain.audit_reading import Line, LogSelection, action_text, date_and_time, lines_of, text_of
from tracker.domain.vocabulary import name_of

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
details = st.dictionaries(st.text(max_size=5), values, max_size=4)


def entry(before: dict[str, object], after: dict[str, object]) -> Entry:
    return entry_after(BEGINNING, Act(NOW, "dx", "test", Action.EDIT_PROCEDURE, "", before, after))


def test_key_by_key_before_and_after() -> None:
    found = lines_of(entry({"a": 1, "b": "旧", "c": ""}, {"b": "新", "c": None, "d": [True, 12_345], "e": []}))
    assert found == (
        Line("a", "1", None),
        Line("b", "旧", "新"),
        Line("c", "（空欄）", "（空欄）"),
        Line("d", None, "はい、12,345"),
        Line("e", None, "なし"),
    )


def test_an_import_is_told_by_procedure() -> None:
    found = lines_of(
        entry({"changed": {"K-001": {"備考": "旧"}}}, {"changed": {"K-001": {"備考": "新"}}, "added": ["K-002"]})
    )
    assert found == (
        Line("変更した手続", None, None, (Line("K-001", None, None, (Line("備考", "旧", "新"),)),)),
        Line("追加した手続", None, "K-002"),
    )
    assert text_of(found, 1) == "変更した手続：\n　K-001：\n　　備考：旧"
    assert text_of(found, 2) == "変更した手続：\n　K-001：\n　　備考：新\n追加した手続：K-002"


def test_lists_of_mappings_are_numbered() -> None:
    [line] = lines_of(entry({}, {"目標": [{"割合": "80％"}, {"割合": "90％"}]}))
    assert [part.heading for part in line.parts] == ["1", "2"]


@given(before=details, after=details)
def test_whatever_is_logged_can_be_read_and_no_key_is_lost(before: dict[str, object], after: dict[str, object]) -> None:
    found = lines_of(entry(before, after))
    assert len(found) == len({*before, *after})
    for side in (1, 2):
        assert isinstance(text_of(found, side), str)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "[" * 100_000, '"x"'])
def test_what_somebody_wrote_past_the_program_is_shown_as_it_stands(text: str) -> None:
    found = Entry(1, NOW, "dx", "", "x", "", text, "{}", "")
    assert lines_of(found) == (Line("内容", text, "{}"),)


def test_actions_have_names_and_unknown_ones_stay() -> None:
    for action in Action:
        assert action_text(action.value) == name_of(action)
    assert action_text("future.action", "en") == "future.action"


def test_days_are_days_in_japan() -> None:
    day = LogSelection(first=date(2026, 4, 1), last=date(2026, 4, 1))
    assert day.begins == datetime(2026, 3, 31, 15, tzinfo=UTC)
    assert day.ends == datetime(2026, 4, 1, 15, tzinfo=UTC)
    assert (LogSelection().begins, LogSelection().ends) == (None, None)
    assert date_and_time(datetime(2026, 3, 31, 15, 0, 5, 999_999, tzinfo=UTC)) == "2026-04-01 00:00:05"


@pytest.mark.parametrize(
    ("before", "after", "nothing"),
    [("", "", True), (None, "", True), ("", "x", False), ("x", "x", False), ("", [], False)],
)
def test_a_field_that_stayed_empty_tells_nothing(before: object, after: object, nothing: bool) -> None:
    [line] = lines_of(entry(before={"備考": before}, after={"備考": after}))
    assert line.tells_nothing is nothing
