"""What a division counts, and what the DX team decides about it: how things stand afterwards, or a refusal.

A count enters no figure before it is confirmed. Source of the bounds of what is plausible: word list, no. 61.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tracker.domain.account import Actor
from tracker.domain.count_report import (
    COUNT_TOPICS,
    Count,
    CountReport,
    Decision,
    awaiting,
    confirmed_counts,
    latest,
    of_month,
    periods_asked,
)
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision, local_day
from tracker.domain.inquiry import Terms
from tracker.domain.labels import cases, number, period
from tracker.domain.procedure import AnnualVolume, Procedure, VolumeBasis
from tracker.domain.recording import answered
from tracker.domain.status import OnBehalf

LARGEST = 9_999_999_999
LONGEST_NOTE = 2_000
_RUNNING = (VolumeBasis.PRELIMINARY, VolumeBasis.EXPECTED)
_MANY_TIMES = 10


def report(
    procedure: Procedure,
    reports: Sequence[CountReport],
    count: Count,
    actor: Actor,
    on_behalf: OnBehalf | None = None,
) -> CountReport | None:
    """Report a count (件数を登録する); None where exactly this awaits confirmation already.

    ``reports``: all of the procedure. The new one replaces what still awaits confirmation for the same period.
    """
    count = replace(count, note=count.note.strip())
    if count.cases is None:
        count = replace(count, basis=VolumeBasis.FINAL)
    check(procedure, reports, count, local_day(actor.at))
    if any(each.count == count for each in awaiting(reports)):
        return None
    last = max((each.number for each in reports), default=0)
    return CountReport(last + 1, count, actor.at, actor.who, on_behalf)


def answer(
    procedure: Procedure,
    reports: Sequence[CountReport],
    terms: Terms,
    actor: Actor,
    on_behalf: OnBehalf | None = None,
) -> Procedure:
    """The procedure with everything answered of which each period asked for has been counted. ``terms``: of the last
    inquiry about it.
    """
    for topic in COUNT_TOPICS:
        if topic in terms.topics and _is_counted(reports, periods_asked(terms, (topic,))):
            procedure = answered(procedure, actor, on_behalf, topic)
    return procedure


def confirm(reports: Sequence[CountReport], number: int, actor: Actor) -> CountReport:
    """Let a count that awaits confirmation enter the figures (確認する)."""
    return replace(_awaiting(reports, number), decision=Decision(True, actor.at, actor.who))


def send_back(reports: Sequence[CountReport], number: int, comment: str, actor: Actor) -> CountReport:
    """Ask the division to count anew, and say why (差し戻す)."""
    if not comment.strip():
        raise Refused("差し戻す理由を記入してください。", "Say why you send it back.", "comment")
    return replace(_awaiting(reports, number), decision=Decision(False, actor.at, actor.who, comment.strip()))


def reopened(procedure: Procedure, terms: Terms, period: Period) -> Procedure:
    """The procedure with the question about a period open again; unchanged where the last inquiry asks of others."""
    if procedure.asked is None:
        return procedure
    asked = procedure.asked
    for topic in COUNT_TOPICS:
        if topic in terms.topics and period in periods_asked(terms, (topic,)):
            asked = asked.without_answer(topic)
    return replace(procedure, asked=asked)


def with_count(procedure: Procedure, count: Count, source: str = "") -> Procedure:
    """The procedure as it stands with a confirmed count. Counts of months are no part of it.

    A ceiling is what stands where nothing was counted. A count that is no longer known does not stay.
    """
    if count.period.precision is not Precision.FISCAL_YEAR:
        return procedure
    year = count.period.first_day.year
    ceiling = procedure.volume_of(year).ceiling if count.cases is None else None
    counted = AnnualVolume(year, count.cases, count.online_cases, ceiling, count.basis, source)
    others = [volume for volume in procedure.volumes if volume.fiscal_year != year]
    return replace(procedure, volumes=tuple(sorted([*others, counted], key=lambda volume: volume.fiscal_year)))


def with_counts(procedure: Procedure, reports: Iterable[CountReport]) -> Procedure:
    """The procedure as if all these reports were confirmed."""
    for each in reports:
        procedure = with_count(procedure, each.count)
    return procedure


def before(procedure: Procedure, reports: Iterable[CountReport], period: Period) -> Count:
    """What is known of a period: the volume of the year, or the last confirmed count of the month."""
    if period.precision is Precision.FISCAL_YEAR:
        volume = procedure.volume_of(period.first_day.year)
        return Count(period, volume.annual_cases, volume.online_cases, volume.basis)
    counts = confirmed_counts(reports, Precision.MONTH)
    return next((count for count in counts if count.period == period), Count(period, None))


def year_before(procedure: Procedure, reports: Iterable[CountReport], period: Period) -> Count | None:
    """What a count is compared with: the last fiscal year before that was counted, or the same month of the year
    before; None where there is nothing.
    """
    first = period.first_day
    if period.precision is Precision.FISCAL_YEAR:
        earlier = [
            Count(Period(date(volume.fiscal_year, 4, 1), period.precision), volume.annual_cases, volume.online_cases)
            for volume in procedure.volumes
            if volume.fiscal_year < first.year and volume.annual_cases is not None
        ]
        return max(earlier, key=lambda count: count.period.first_day, default=None)
    count = before(procedure, reports, of_month(first.replace(year=first.year - 1)))
    return None if count.cases is None else count


def check(procedure: Procedure, reports: Iterable[CountReport], count: Count, today: date) -> None:
    """Raise ``Refused`` for a count that cannot be, with the name of its field."""
    _check_period(procedure, count, today)
    _check_numbers(count)
    if len(count.note) > LONGEST_NOTE:
        raise Refused("備考は2,000字以内で入力してください。", "Keep the note to 2,000 characters.", "note")
    if not count.note:
        _check_plausible(count, year_before(procedure, reports, count.period))


def _check_period(procedure: Procedure, count: Count, today: date) -> None:
    first, last = count.period.first_day, count.period.last_day
    if count.period.precision is Precision.MONTH and last >= today:
        raise Refused(
            "終わっていない月の件数は登録できません。", "Counts can be given of finished months only.", "period"
        )
    if first > today:
        raise Refused(
            "始まっていない年度の件数は登録できません。", "Counts cannot be given of a year to come.", "period"
        )
    if procedure.abolished_on is not None and first >= procedure.abolished_on:
        raise Refused("この手続が廃止された後の期間です。", "The procedure had been abolished by then.", "period")
    if count.cases is not None and last >= today and count.basis not in _RUNNING:
        raise Refused(
            "年度の途中の件数です。件数区分は「見込み」又は「速報値」を選んでください。",
            "The year is not over. Choose “expected” or “preliminary” as the basis.",
            "basis",
        )


def _check_numbers(count: Count) -> None:
    for field, value in (("cases", count.cases), ("online_cases", count.online_cases)):
        if value is not None and not 0 <= value <= LARGEST:
            raise Refused(
                f"0から{number(LARGEST)}までの件数を入力してください。",
                f"Enter a number from 0 to {number(LARGEST)}.",
                field,
            )
    if count.online_cases is None:
        return
    if count.cases is None:
        raise Refused(
            "全体が件数未集計の場合は、オンライン手続件数を空欄にしてください。",
            "Where the total was not counted, leave the online cases empty.",
            "online_cases",
        )
    if count.online_cases > count.cases:
        raise Refused(
            f"{number(count.online_cases)}件は、全体の{number(count.cases)}件を超えています。どちらかを直してください。",
            f"{number(count.online_cases)} is more than all {number(count.cases)} cases. Correct one of them.",
            "online_cases",
        )


def _check_plausible(count: Count, earlier: Count | None) -> None:
    if count.cases is None or earlier is None or not earlier.cases:
        return
    if count.cases > earlier.cases * _MANY_TIMES:
        ja, en = "10倍を超えています", "More than ten times"
    elif count.cases * _MANY_TIMES < earlier.cases:
        ja, en = "10分の1を下回っています", "Less than a tenth of"
    else:
        return
    raise Refused(
        f"{_when(count, earlier)}の{ja}（{cases(earlier.cases)} → {cases(count.cases)}）。"
        "誤りでなければ、理由を入力してください。",
        f"{en} {period(earlier.period, 'en')} ({number(earlier.cases)} → {number(count.cases)}). "
        "If correct, give a reason.",
        "note",
    )


def _when(count: Count, earlier: Count) -> str:
    if count.period.precision is Precision.MONTH:
        return "前年同月"
    is_last_year = count.period.first_day.year - earlier.period.first_day.year == 1
    return "前年度" if is_last_year else period(earlier.period)


def _is_counted(reports: Iterable[CountReport], periods: Iterable[Period]) -> bool:
    last = latest(reports)
    return all(each in last and not last[each].is_sent_back for each in periods)


def _awaiting(reports: Sequence[CountReport], number: int) -> CountReport:
    for each in awaiting(reports):
        if each.number == number:
            return each
    raise Refused(
        "この件数は確認待ちではなくなっています。最新の状況を確かめてください。",
        "This count no longer awaits confirmation. Look at the latest state.",
    )
