"""What stands in the reply workbook of a division: what was stated last, in one way of writing."""

from datetime import date
from typing import Any

import pytest

from tests.build import NOW, TODAY, asked, procedure, record, unconfirmed, withdrawal
from tracker.domain.asked import Topic
from tracker.domain.count_report import Count, CountReport, Decision, of_month, of_year
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.procedure import AnnualVolume, Procedure, VolumeBasis
from tracker.domain.reply.columns import columns_of
from tracker.domain.reply.form import ReplyForm, channels_text, form_of, plain, stated_last
from tracker.domain.reply.form_text import from_json, to_json
from tracker.domain.status import OnlineStatus, Return

UNIT = ("総務部", "税務課")
COUNTS = {"topics": tuple(Topic), "fiscal_year": 2025, "months": (date(2026, 9, 1),)}
PARTIAL, NOT_ONLINE = OnlineStatus.PARTIAL, OnlineStatus.NOT_IMPLEMENTED


def form(*procedures: Procedure, reports: Any = None, **terms: Any) -> ReplyForm:
    asked_for = Terms(**{"reference_on": date(2026, 9, 30), "due_on": date(2026, 10, 31), **terms})
    return form_of(Inquiry(3, asked_for, NOW, "dx"), "B02-03", UNIT, procedures, TODAY, reports or {})


def cells(item: Procedure, **said: Any) -> dict[str, str]:
    (row,) = form(item, **said).rows
    return dict(row.cells)


def test_headings_are_unique_and_follow_the_topics() -> None:
    terms = Terms(date(2026, 9, 30), date(2026, 10, 31), **COUNTS)
    headings = [column.heading for column in columns_of(terms, 4)]
    assert len(set(headings)) == len(headings)
    assert "受付方法４" in headings
    months_only = Terms(terms.reference_on, terms.due_on, (Topic.MONTHLY_COUNTS,), months=terms.months)
    assert [column.heading for column in columns_of(months_only)] == [
        *("手続ID", "手続名", "受付件数（令和8年9月）", "うちオンライン（令和8年9月）")
    ]


def test_every_cell_has_a_column_and_every_column_a_cell() -> None:
    terms = Terms(date(2026, 9, 30), date(2026, 10, 31), **COUNTS)
    identifiers = {column.identifier for column in columns_of(terms) if not column.is_protected}
    assert set(cells(procedure(online=True), **COUNTS)) == identifiers
    assert set(cells(procedure(), **COUNTS)) == identifiers


def test_what_awaits_confirmation_is_stated_last() -> None:
    item = procedure(records=(record(), unconfirmed(2, date(2026, 10, 1), status=PARTIAL, note="一部")))
    assert cells(item)["online_status"] == "一部実施済"
    assert cells(item)["online_on"] == "令和8年10月1日"


@pytest.mark.parametrize(
    "void",
    [
        unconfirmed(2, date(2026, 10, 1), status=PARTIAL, returned=Return(NOW, "dx", "違う")),
        record(2, date(2027, 1, 1), PARTIAL),
    ],
)
def test_what_was_sent_back_or_is_to_come_is_not(void: Any) -> None:
    assert cells(procedure(records=(record(), void)))["online_status"] == "実施済"


def test_what_somebody_wants_to_take_back_is_not_stated() -> None:
    taken_back = withdrawal(2, 1, confirmed_at=None)
    assert stated_last(procedure(records=(record(), taken_back)), TODAY) is None


def test_online_since_the_first_of_unbroken_records() -> None:
    records = (record(1, None, NOT_ONLINE), record(2, date(2024, 4, 1)), record(3, date(2025, 4, 1)))
    assert cells(procedure(records=records))["online_on"] == "令和6年4月1日"
    assert cells(procedure(records=(record(),)))["online_on"] == "", "since before the catalogue began"
    assert cells(procedure(records=records[:1]))["online_on"] == ""


def test_nothing_stated_is_nothing_printed() -> None:
    assert set(cells(procedure(asked=asked())).values()) == {""}


def test_answered_is_what_the_inquiry_waits_for_no_longer() -> None:
    assert cells(procedure(asked=asked()))["reply"] == ""
    assert cells(procedure(asked=asked(answered=frozenset({Topic.STATUS}))))["reply"] == "回答済"
    assert cells(procedure(asked=asked(), records=(unconfirmed(),)))["reply"] == "回答済"
    returned = unconfirmed(returned=Return(NOW, "dx", "違う"))
    assert cells(procedure(asked=asked(answered=frozenset({Topic.STATUS})), records=(returned,)))["reply"] == ""


def test_counts_are_those_reported_last_else_those_of_the_catalogue() -> None:
    item = procedure(volumes=(AnnualVolume(2025, 10, 3, basis=VolumeBasis.EXPECTED),))
    of_2025 = ("annual_cases", "online_cases", "volume_basis")
    assert [cells(item, **COUNTS)[name] for name in of_2025] == ["10", "3", "見込み"]
    reports = {"K-001": [_report(1, Count(of_year(2025), 11)), _report(2, Count(of_month(date(2026, 9, 1)), None))]}
    found = cells(item, reports=reports, **COUNTS)
    assert [found[name] for name in of_2025] == ["11", "", "確定値"]
    assert (found["cases:2026-09"], found["online_cases:2026-09"]) == ("未集計", "")
    sent_back = {"K-001": [_report(1, Count(of_year(2025), 11), Decision(False, NOW, "dx", "違う"))]}
    assert [cells(item, reports=sent_back, **COUNTS)[name] for name in of_2025] == ["10", "3", "見込み"]
    assert [cells(procedure(volumes=()), **COUNTS)[name] for name in of_2025] == ["", "", ""]


def _report(number: int, count: Count, decision: Decision | None = None) -> CountReport:
    return CountReport(number, count, NOW, "tax", decision=decision)


def test_only_what_the_division_has_today_is_asked() -> None:
    ended = procedure("K-2", abolished_on=TODAY)
    others = procedure("K-3", division="収納課")
    assert [row.code for row in form(procedure("K-1"), ended, others).rows] == ["K-1"]


def test_there_is_room_for_another_channel() -> None:
    assert form(procedure(records=(record(channels=("line",)),))).channel_columns == 3
    assert form(procedure(records=(record(channels=("line", "email", "post")),))).channel_columns == 4


def test_channels_stand_in_the_order_of_their_list() -> None:
    assert channels_text(("post", "line")) == channels_text(("line", "post")) == "LINE（公式アカウント）、郵送"


def test_a_text_stands_as_a_file_brings_it_back() -> None:
    assert plain("　か\u3099\r\n\u200b行\u200b ") == "が\n\u200b行"


def test_the_text_of_a_form_gives_it_back() -> None:
    kept = form(procedure(records=(record(channels=("line",), note="'\"改\n行"),)), **COUNTS)
    assert from_json(to_json(kept)) == kept
    with pytest.raises(ValueError, match="format 2"):
        from_json(to_json(kept).replace('"format":1', '"format":2'))
