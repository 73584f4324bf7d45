"""The only place where numbers, dates and reasons become text.

Pages, the command line, CSV, Excel and papers all call these functions, so no two of them can round differently.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tracker.domain.coverage import Rate
from tracker.domain.fiscal import JAPAN, Period, Precision, era_year, fiscal_era_year
from tracker.domain.priority import Reason, ReasonKind
from tracker.domain.vocabulary import Language, name_of

NO_VALUE = "－"
"""There is no such value, e.g. a rate with the denominator 0."""
UNKNOWN = "…"
"""Not counted: printed in tables only, with its legend. Never 0."""


def rounded(value: Fraction | int, places: int = 1) -> Decimal:
    """四捨五入: halves are rounded away from zero, on the exact value. The one rounding function of the product."""
    scaled = Fraction(value) * 10**places
    whole, rest = divmod(abs(scaled), 1)
    magnitude = whole + (rest >= Fraction(1, 2))
    return Decimal(magnitude if scaled >= 0 else -magnitude).scaleb(-places)


def percent_digits(share: Fraction | None) -> str | None:
    """A share as percent with one decimal and no sign, "54.2"; None where the share is undefined."""
    return None if share is None else str(rounded(share * 100))


def percent(value: Rate | Fraction | None, language: Language = "ja") -> str:
    """54.2％ in Japanese, 54.2% in English, － where it is undefined."""
    digits = percent_digits(value.share if isinstance(value, Rate) else value)
    if digits is None:
        return NO_VALUE
    return digits + ("％" if language == "ja" else "%")


def target_percent(share: Fraction, language: Language = "ja") -> str:
    """A target as it was promised: 80％, or 82.5％ where it is not whole."""
    digits = rounded(share * 100)
    shown = str(int(digits)) if digits == int(digits) else str(digits)
    return shown + ("％" if language == "ja" else "%")


def number(value: int | None) -> str:
    """1,824,178; … where it is not counted."""
    return UNKNOWN if value is None else f"{value:,}"


def cases(value: int | None, language: Language = "ja") -> str:
    """284,125件 / 284,125 cases, or that it is not counted, in words."""
    if value is None:
        return "件数未集計" if language == "ja" else "not counted"
    if language == "ja":
        return f"{value:,}件"
    return f"{value:,} case" + ("" if value == 1 else "s")


def points(difference: Fraction, language: Language = "ja") -> str:
    """The size of a difference of two shares, 25.8ポイント; its direction is said in words."""
    digits = rounded(abs(difference) * 100)
    return f"{digits}ポイント" if language == "ja" else f"{digits} points"


def change_in_points(difference: Fraction | None, language: Language = "ja") -> str:
    """A signed change: ＋2.4ポイント, △0.3ポイント, ±0.0ポイント (＋, − and ±0.0 in English); － where undefined."""
    if difference is None:
        return NO_VALUE
    return _sign(rounded(difference * 100), language) + points(difference, language)


def differs_by_rounding(before: Fraction | None, after: Fraction | None) -> bool:
    """Whether the change between two shares, as printed, is not the difference of the shares as printed."""
    if before is None or after is None:
        return False
    return rounded(after * 100) - rounded(before * 100) != rounded((after - before) * 100)


def differs_from_sum(changes: Iterable[Fraction | None], whole: Fraction | None) -> bool:
    """Whether changes, as printed, do not add up to their whole as printed. Undefined ones print no number."""
    printed = [rounded(change * 100) for change in changes if change is not None]
    return whole is not None and sum(printed) != rounded(whole * 100)


def signed_points(difference: Fraction | None) -> str:
    """A signed change without its unit, for a column of points: ＋2.4, △0.3, ±0.0; － where undefined."""
    if difference is None:
        return NO_VALUE
    digits = rounded(difference * 100)
    return f"{_sign(digits, 'ja')}{abs(digits)}"


def signed_number(difference: int) -> str:
    """A signed change of a count without its unit: ＋284,125, △3, ±0."""
    return f"{_sign(difference, 'ja')}{number(abs(difference))}"


def change_in_cases(difference: int, language: Language = "ja") -> str:
    """A signed change: ＋284,125件, △3件, ±0件 / +284,125 cases."""
    return _sign(difference, language) + cases(abs(difference), language)


def change_in_percent(before: int | None, after: int | None, language: Language = "ja") -> str:
    """By how much a count grew or shrank: ＋3.6％, △12.0％, ±0.0％; － where either is unknown or it began from 0."""
    if before is None or after is None or not before:
        return NO_VALUE
    digits = rounded(Fraction(after - before, before) * 100)
    return f"{_sign(digits, language)}{abs(digits)}" + ("％" if language == "ja" else "%")


def _sign(value: Decimal | int, language: Language) -> str:
    if value == 0:
        return "±"
    if value > 0:
        return "＋" if language == "ja" else "+"
    return "△" if language == "ja" else "−"


def fraction(rate: Rate, language: Language = "ja", unit: str = "件") -> str:
    """The two numbers behind a percentage: 989,181件／1,824,178件."""
    if language == "ja":
        return f"{rate.numerator:,}{unit}／{rate.denominator:,}{unit}"
    return f"{rate.numerator:,} / {rate.denominator:,}"


def _era(name_and_year: tuple[str, int]) -> str:
    name, year = name_and_year
    return f"{name}{'元' if year == 1 else year}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, language: Language = "ja") -> str:
    """令和8年11月20日 / 20 Nov 2026."""
    if language == "en":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{_era(era_year(value))}年{value.month}月{value.day}日"


def day_of_week(value: date) -> str:
    """令和8年11月20日（金）, as letters name the day of a deadline."""
    return f"{day(value)}（{'月火水木金土日'[value.weekday()]}）"


def moment(value: datetime, language: Language = "ja") -> str:
    """A moment in Japan, to the minute: 令和8年11月20日 10時32分 / 20 Nov 2026 10:32."""
    local = value.astimezone(JAPAN)
    time = f"{local.hour}時{local.minute:02}分" if language == "ja" else f"{local:%H:%M}"
    return f"{day(local.date(), language)} {time}"


def month(value: date, language: Language = "ja") -> str:
    """令和8年11月 / Nov 2026."""
    if language == "en":
        return f"{MONTHS[value.month - 1]} {value.year}"
    return f"{_era(era_year(value))}年{value.month}月"


def fiscal_year(year: int, language: Language = "ja") -> str:
    """令和4年度 / FY2022."""
    return f"FY{year}" if language == "en" else f"{_era(fiscal_era_year(year))}年度"


def fiscal_years(years: tuple[int, int], language: Language = "ja") -> str:
    """令和6年度～令和7年度 / FY2024–FY2025."""
    return ("～" if language == "ja" else "–").join(fiscal_year(year, language) for year in years)


def period(value: Period, language: Language = "ja") -> str:
    """A planned time, as exactly as it was given."""
    if value.precision is Precision.DAY:
        return day(value.first_day, language)
    if value.precision is Precision.MONTH:
        return month(value.first_day, language)
    return fiscal_year(value.first_day.year, language)


def department_name(name: str, language: Language = "ja") -> str:
    """The name of a department; divisions whose department is not stated stand under one without a name."""
    return name or ("（部の記載なし）" if language == "ja" else "(no department stated)")


def reason_text(reason: Reason, language: Language = "ja") -> str:
    """A reason in words a councillor understands: 年間284,125件（基準10,000件以上）."""
    threshold = f"{reason.threshold:,}" if reason.threshold is not None else ""
    count = cases(reason.cases, language)
    if reason.kind is ReasonKind.THEME:
        assert reason.theme is not None
        theme = name_of(reason.theme, language)
        return f"分野「{theme}」" if language == "ja" else f"theme: {theme}"
    texts = {
        ReasonKind.MANY_CASES: (
            f"年間{count}（基準{threshold}件以上）",
            f"{count} a year (rule: {threshold} or more)",
        ),
        ReasonKind.FEW_CASES: (
            f"年間{count}（基準{threshold}件未満）",
            f"{count} a year (rule: fewer than {threshold})",
        ),
        ReasonKind.BELOW_CEILING: (
            f"件数未集計（多くても{count}、基準{threshold}件未満）",
            f"not counted, at most {count} (rule: fewer than {threshold})",
        ),
        ReasonKind.DESIGNATED: ("優先対象手続に該当", "on the designated priority list"),
        ReasonKind.NOT_COUNTED: (
            f"件数未集計のため、基準{threshold}件以上かどうか判定できない",
            f"not counted, so the rule of {threshold} cases cannot be applied",
        ),
    }
    return texts[reason.kind][0 if language == "ja" else 1]
