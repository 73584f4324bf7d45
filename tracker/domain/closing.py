"""月次確定: whether a month can be closed, and what is still open when it is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.asking import needs_answer
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision, month_end
from tracker.domain.labels import day, month, number
from tracker.domain.procedure import Procedure
from tracker.domain.status import awaiting

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed month, without what was kept of it. ``month``: its first day. ``edition``: 1, and 2 of a 訂正版.

    ``reason``: why it was closed although something was open. ``sha256``: of what was kept.
    """

    month: date
    edition: int
    closed_at: datetime
    closed_by: str
    reason: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Open:
    """What is open when a month is closed: records and counts that await confirmation, and procedures of so many
    divisions without an answer.
    """

    records: int
    procedures: int
    divisions: int

    def __bool__(self) -> bool:
        return bool(self.records or self.procedures)


def sha256_of(content: bytes) -> str:
    """The digest by which what was kept is known."""
    return hashlib.sha256(content).hexdigest()


def open_matters(
    unconfirmed: Iterable[Procedure], everything: Iterable[Procedure], as_of: date, today: date, counts: int = 0
) -> Open:
    """What is open for a month that ended ``as_of``: statements that begin by then, counts of the base year, and
    answers missing today.

    ``unconfirmed``: all procedures with records that may await confirmation; ``counts``: how many of the counts that
    await it would change the figures of the month.
    """
    records = sum(
        record.effective_on is None or record.effective_on <= as_of
        for item in unconfirmed
        for record in awaiting(item.records)
    )
    units = [item.unit for item in everything if needs_answer(item, today)]
    return Open(records + counts, len(units), len(set(units)))


def month_of(period: Period) -> date:
    """The first day of a month that somebody named. Raises ``Refused`` for a day or a fiscal year."""
    if period.precision is not Precision.MONTH:
        raise Refused(
            "確定する月は「R8.10」「2026-10」のように指定してください。", "Name a month like 2026-10 or R8.10."
        )
    return period.first_day


def check_month(wanted: date, last: Closing | None, begun_on: date, today: date) -> None:
    """Raise ``Refused`` for a month that has not finished, is closed, or lies before the last closed one.

    ``begun_on``: the first day of the catalogue.
    """
    ja, en = month(wanted), month(wanted, "en")
    end = month_end(wanted)
    if end >= today:
        raise Refused(
            f"{ja}分は、まだ確定できません。{day(end)}を過ぎてから確定してください。",
            f"{en} has not finished. Close it after {day(end, 'en')}.",
        )
    if end < begun_on:
        raise Refused(
            f"{ja}分は、台帳の始まる{day(begun_on)}より前のため、確定できません。",
            f"{en} is before {day(begun_on, 'en')}, when the catalogue begins.",
        )
    if last is not None and wanted == last.month:
        raise Refused(
            f"{ja}分は確定済みです。内容を直すには、理由を付けて訂正版を作成してください。",
            f"{en} is closed. To change it, make a corrected edition with a reason.",
        )
    if last is not None and wanted < last.month:
        raise Refused(
            f"{month(last.month)}分まで確定済みのため、{ja}分は確定できません。",
            f"{month(last.month, 'en')} is closed already, so the earlier {en} cannot be closed.",
        )


def check_correction(reason: str, differences: int) -> None:
    """Raise ``Refused`` for a corrected edition without a reason, or one that says the same as the last."""
    if not differences:
        raise Refused(
            "確定した内容と同じため、訂正版は作成できません。先に、登録又は資料の文を直してください。",
            "It says the same as what was closed. Correct the records or the wording first.",
        )
    if not reason:
        raise Refused("訂正の理由を入力してください。", "Give the reason of the correction.", "reason")
    _check_length(reason)


def check_reason(found: Open, reason: str) -> None:
    """Raise ``Refused``, saying what is open, where something is and no reason is given."""
    _check_length(reason)
    if not found or reason:
        return
    ja, en = [], []
    if found.procedures:
        ja.append(f"未回答が{number(found.divisions)}課（{number(found.procedures)}手続）あります。")
        en.append(f"{number(found.procedures)} procedures of {number(found.divisions)} divisions are not answered for.")
    if found.records:
        ja.append(f"確認待ちが{number(found.records)}件あります。")
        en.append(f"{number(found.records)} records await confirmation.")
    ja.append("このまま確定する場合は、理由を入力してください。")
    en.append("To close anyway, give a reason.")
    if found.procedures:
        ja.append("前回の回答内容で集計します。")
        en.append("The last answers are used.")
    if found.records:
        ja.append("確認待ちの登録は集計に入りません。")
        en.append("What awaits confirmation is not counted.")
    raise Refused("".join(ja), " ".join(en), "reason")


def _check_length(reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise Refused(
            f"理由は{number(LONGEST_REASON)}字以内で入力してください。",
            f"A reason has at most {number(LONGEST_REASON)} characters.",
            "reason",
        )
