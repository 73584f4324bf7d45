"""What data checks found, in words with the numbers, and what to do about it."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from tracker.domain.findings import Check, Finding
from tracker.domain.inspection import MANY_TIMES
from tracker.domain.labels import cases, day, fiscal_year, number
from tracker.domain.procedure import VolumeBasis
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import Language, name_of


class Words(NamedTuple):
    """A sentence in both languages."""

    ja: str
    en: str

    def of(self, language: Language) -> str:
        """The one to be read."""
        return self.ja if language == "ja" else self.en


def found(finding: Finding, language: Language = "ja") -> str:
    """What was found, as a sentence."""
    return _FOUND[finding.check](finding).of(language)


def to_do(finding: Finding, language: Language = "ja") -> str:
    """What is to be done, as a sentence."""
    return _TO_DO[finding.check].of(language)


def _facts(finding: Finding) -> Any:
    """Of what types they are, the check knows."""
    return finding.facts


def _years(finding: Finding) -> tuple[str, str]:
    assert finding.fiscal_year is not None
    return fiscal_year(finding.fiscal_year), fiscal_year(finding.fiscal_year, "en")


def _exempt_without_basis(_finding: Finding) -> Words:
    return Words("適用除外ですが、根拠法令等がありません。", "It is exempt by law, but the law is not named.")


def _online_without_total(finding: Finding) -> Words:
    (online,), (ja, en) = _facts(finding), _years(finding)
    return Words(
        f"{ja}は、オンライン手続件数（{cases(online)}）があるのに、年間受付件数が件数未集計です。",
        f"{cases(online, 'en')} came online in {en}, but the total is not counted.",
    )


def _leap(finding: Finding) -> Words:
    (earlier, before, after), (ja, en) = _facts(finding), _years(finding)
    assert finding.fiscal_year is not None
    is_last_year = finding.fiscal_year - earlier == 1
    when, in_english = "前年度" if is_last_year else fiscal_year(earlier), fiscal_year(earlier, "en")
    how = f"{MANY_TIMES}倍を超えています" if after > before else f"{MANY_TIMES}分の1を下回っています"
    how_in_english = "more than ten times" if after > before else "less than a tenth of"
    return Words(
        f"{ja}の件数が、{when}の{how}（{cases(before)} → {cases(after)}）。",
        f"The count of {en} is {how_in_english} that of {in_english} ({number(before)} → {number(after)}).",
    )


def _unchanged(finding: Finding) -> Words:
    (first, count), (ja, en) = _facts(finding), _years(finding)
    assert finding.fiscal_year is not None
    years = finding.fiscal_year - first + 1
    return Words(
        f"{fiscal_year(first)}から{ja}まで、{years}年度続けて同じ件数です（{cases(count)}）。",
        f"The count has been the same for {years} years, from {fiscal_year(first, 'en')} to {en} "
        f"({cases(count, 'en')}).",
    )


def _unused(finding: Finding) -> Words:
    (count, since), (ja, en) = _facts(finding), _years(finding)
    start = date.fromisoformat(since)
    return Words(
        f"{day(start)}には実施済ですが、{ja}のオンライン手続件数は0件です（年間受付件数は{cases(count)}）。",
        f"It has been online since {day(start, 'en')} or before, but not one of the {cases(count, 'en')} of {en} "
        "came online.",
    )


def _no_cases(finding: Finding) -> Words:
    ja, en = _years(finding)
    return Words(f"実施済ですが、{ja}の年間受付件数は0件です。", f"It is online, but had 0 cases in {en}.")


def _online_cases_offline(finding: Finding) -> Words:
    (online,), (ja, en) = _facts(finding), _years(finding)
    return Words(
        f"{ja}のオンライン手続件数が{cases(online)}ありますが、その年度にオンライン化されていた登録がありません。",
        f"{cases(online, 'en')} came online in {en}, but no record says that it was online in that year.",
    )


def _not_final(finding: Finding) -> Words:
    (count, basis), (ja, en) = _facts(finding), _years(finding)
    return Words(
        f"{ja}の件数（{cases(count)}）は、件数区分が「{name_of(VolumeBasis(basis))}」のままです。",
        f"The count of {en} ({cases(count, 'en')}) is still “{name_of(VolumeBasis(basis), 'en').lower()}”.",
    )


def _not_counted(finding: Finding) -> Words:
    (ceiling,), (ja, en) = _facts(finding), _years(finding)
    most = "" if ceiling is None else f"（件数上限は{cases(ceiling)}）"
    at_most = "" if ceiling is None else f" (at most {cases(ceiling, 'en')})"
    return Words(
        f"集計の基準年度（{ja}）の年間受付件数が件数未集計です{most}。",
        f"It is not counted for {en}, the base year of the figures{at_most}.",
    )


def _nothing_stated(_finding: Finding) -> Words:
    return Words(
        "オンライン化状況の登録がないため、未実施として集計しています。",
        "Nothing has been stated of its status: it is counted as not online.",
    )


def _nothing_planned(finding: Finding) -> Words:
    (barrier,) = _facts(finding)
    if barrier is not None:
        return Words(
            "優先する手続で、オンライン化実施予定とされていますが、予定時期の登録がありません。",
            "It is to go first and is said to be planned, but no time is given.",
        )
    return Words(
        "優先する手続（STEP 1又は優先対象手続）ですが、予定時期も未実施の理由も登録がありません。",
        "It is to go first (STEP 1 or designated), but neither a time nor a reason is given.",
    )


def _step_decided(finding: Finding) -> Words:
    (count, threshold, basis), (ja, en) = _facts(finding), _years(finding)
    side, side_in_english = ("以上", "at least") if count >= threshold else ("未満", "below")
    return Words(
        f"{ja}の件数（{cases(count)}、{name_of(VolumeBasis(basis))}）は基準の{cases(threshold)}{side}ですが、基準に近く、"
        "この件数だけでSTEPが決まります。",
        f"The count of {en} ({cases(count, 'en')}, {name_of(VolumeBasis(basis), 'en').lower()}) is {side_in_english} "
        f"the threshold of {number(threshold)}, but near it, and alone decides the STEP.",
    )


def _starts_later(finding: Finding) -> Words:
    begins, status = _facts(finding)
    start = date.fromisoformat(begins)
    return Words(
        f"これから来る日（{day(start)}）からの「{name_of(OnlineStatus(status))}」が確認済みです。",
        f"“{name_of(OnlineStatus(status), 'en')}” is confirmed from a day to come ({day(start, 'en')}).",
    )


_FOUND: dict[Check, Callable[[Finding], Words]] = {
    Check.EXEMPT_WITHOUT_BASIS: _exempt_without_basis,
    Check.ONLINE_WITHOUT_TOTAL: _online_without_total,
    Check.LEAP: _leap,
    Check.UNCHANGED: _unchanged,
    Check.UNUSED: _unused,
    Check.NO_CASES: _no_cases,
    Check.ONLINE_CASES_OFFLINE: _online_cases_offline,
    Check.NOT_FINAL: _not_final,
    Check.NOT_COUNTED: _not_counted,
    Check.NOTHING_STATED: _nothing_stated,
    Check.NOTHING_PLANNED: _nothing_planned,
    Check.STEP_DECIDED: _step_decided,
    Check.STARTS_LATER: _starts_later,
}
_TO_DO = {
    Check.EXEMPT_WITHOUT_BASIS: Words(
        "所管課に根拠法令等を確認し、登録する。根拠がなければ、状況を未実施に訂正する。",
        "Ask the division for the law and enter it; without one, correct the status to not online.",
    ),
    Check.ONLINE_WITHOUT_TOTAL: Words(
        "所管課に年間受付件数を確認し、登録する。",
        "Ask the division for the total and enter it.",
    ),
    Check.LEAP: Words(
        "所管課に件数を確認し、誤りであれば訂正する。",
        "Ask the division whether both counts are right, and correct the wrong one.",
    ),
    Check.UNCHANGED: Words(
        "前の年度の件数を写したものでないか、所管課に確認する。",
        "Ask the division whether it was counted anew each year.",
    ),
    Check.UNUSED: Words(
        "オンラインで申請できる状態か、オンライン分を集計しているかを所管課に確認する。集計していなければ空欄にする。",
        "Ask the division whether it can be used and whether online cases are counted; if not, leave them empty.",
    ),
    Check.NO_CASES: Words(
        "所管課に確認し、集計していなければ件数を空欄にする。なくなった手続であれば廃止を登録する。",
        "Ask the division. Where nothing was counted, empty the count; where it is no more, abolish it.",
    ),
    Check.ONLINE_CASES_OFFLINE: Words(
        "オンライン開始日又は件数の誤りでないか、所管課に確認し、訂正する。",
        "Ask the division whether the start or the count is wrong, and correct it.",
    ),
    Check.NOT_FINAL: Words(
        "所管課に確定した件数を確認し、登録する。",
        "Ask the division for the final count and enter it.",
    ),
    Check.NOT_COUNTED: Words(
        "所管課に件数を照会する。集計できないときは、その理由を付けて確認済みにする。",
        "Ask the division for the count; where there can be none, acknowledge this with the reason.",
    ),
    Check.NOTHING_STATED: Words(
        "所管課に状況を確認し、登録する。",
        "Ask the division for the status and record it.",
    ),
    Check.NOTHING_PLANNED: Words(
        "所管課に予定時期又は未実施の理由を確認し、登録する。",
        "Ask the division for a time or the reason, and record it.",
    ),
    Check.STEP_DECIDED: Words(
        "所管課に件数の数え方を確認し、概数であれば正確な件数を登録する。",
        "Ask the division how it was counted; where it is approximate, enter the exact count.",
    ),
    Check.STARTS_LATER: Words(
        "開始日の誤りでないか確かめる。予定であれば、登録を取り消して予定時期に入力する。",
        "Check the day. Where it is only planned, withdraw the record and enter the planned time.",
    ),
}
