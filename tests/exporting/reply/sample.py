"""A division with procedures of every kind, and its reply workbook."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.build import NOW, TODAY, asked, procedure, record
from tracker.domain.asked import Topic
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.procedure import AnnualVolume, Barrier, Plan, Procedure, Unit
from tracker.domain.reply.form import ReplyForm, form_of
from tracker.domain.status import OnlineStatus, Scope
from tracker.exporting.reply.workbook import write_reply_workbook

UNIT: Unit = ("福祉部", "国保年金課")
CODE, ISSUED = "B03-01", 17
LAW = "国民健康保険法施行規則第27条"
PARTLY = record(
    effective_on=date(2024, 4, 1),
    status=OnlineStatus.PARTIAL,
    scope=Scope.APPLICATION,
    channels=("pittari", "counter"),
    url="https://example.jp/",
    note="脱退だけ",
)
PLANNED = Plan(Period(date(2026, 10, 1), Precision.MONTH), Barrier.PAPER_ORIGINALS, "原本の扱いを整理中")


def of_unit(code: str, **overrides: Any) -> Procedure:
    """A procedure of the division, of which the inquiry asks the status."""
    return procedure(code, **{"department": UNIT[0], "division": UNIT[1], "asked": asked(), **overrides})


PROCEDURES = (
    of_unit("K-1", records=(PARTLY,)),
    of_unit("K-2", online=True),
    of_unit("K-3", records=(record(status=OnlineStatus.NOT_IMPLEMENTED),), plan=PLANNED),
    of_unit("K-4", records=(record(status=OnlineStatus.EXEMPT),), legal_basis=LAW),
    of_unit("K-5", asked=asked(answered=frozenset(Topic)), volumes=(AnnualVolume(2025, 1_234, 200),)),
)
ALL_TOPICS = {"topics": tuple(Topic), "fiscal_year": 2025, "months": (date(2026, 8, 1), date(2026, 9, 1))}


def inquiry(**terms: Any) -> Inquiry:
    """The third inquiry: the status, unless said otherwise."""
    return Inquiry(3, Terms(**{"reference_on": date(2026, 9, 30), "due_on": date(2026, 10, 31), **terms}), NOW, "dx")


def form(procedures: Sequence[Procedure] = PROCEDURES, **terms: Any) -> ReplyForm:
    """What stands in the division's workbook."""
    return form_of(inquiry(**terms), CODE, UNIT, procedures, TODAY)


def workbook(procedures: Sequence[Procedure] = PROCEDURES, **terms: Any) -> bytes:
    """The workbook itself."""
    return write_reply_workbook(form(procedures, **terms), inquiry(**terms), ISSUED, TODAY)
