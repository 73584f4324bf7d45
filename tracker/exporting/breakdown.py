"""この数値の内訳 as tables to download: the procedures a figure is made of, and those it leaves out."""

from collections import Counter

from tracker.domain import labels
from tracker.domain.figures import IN_PROCEDURES, Breakdown, Figure, Line
from tracker.domain.left_out import LeftOut, why_left_out
from tracker.domain.progress import Progress
from tracker.domain.standing import Standing
from tracker.domain.vocabulary import Language, channel_name, name_of
from tracker.exporting.table import Cell, Column, Kind, Row, Table, cases_cell
from tracker.exporting.wording import base_notes, procedures, said, yes


def breakdown_table(breakdown: Breakdown, progress: Progress, language: Language = "ja") -> Table:
    """A row per procedure of the figure. Numerators and denominators sum to those of the figure, said in the notes."""
    name = name_of(breakdown.figure, language)
    return Table(
        said(language, "内訳", "Breakdown"),
        _columns(breakdown.figure, progress, language),
        [_row(line, language) for line in breakdown.lines],
        said(language, f"この数値の内訳　{name}", f"Where this number comes from: {name}"),
        (*_notes(breakdown, language), *base_notes(progress, language)),
        language,
    )


def left_out_table(breakdown: Breakdown, progress: Progress, language: Language = "ja") -> Table:
    """A row per procedure that is in no part of the figure, with the reason. For a second sheet: it has no notes."""
    year = labels.fiscal_year(progress.policy.base_fiscal_year, language)
    columns = (
        *_place_columns(language),
        Column(said(language, "オンライン化状況", "Status")),
        Column(said(language, f"{year}の年間件数（件）", f"Cases in {year}"), Kind.CASES),
        Column(said(language, "含めない理由", "Reason")),
    )
    rows = [
        (
            *_place(standing),
            name_of(standing.status, language),
            cases_cell(standing.annual_cases),
            name_of(why_left_out(breakdown.figure, standing), language),
        )
        for standing in breakdown.left_out
    ]
    return Table(said(language, "含めない手続", "Left out"), columns, rows, language=language)


def _place_columns(language: Language) -> tuple[Column, ...]:
    words = (("手続ID", "Code"), ("手続名", "Procedure"), ("部", "Department"), ("所管課", "Division"))
    return tuple(Column(said(language, *pair)) for pair in words)


def _columns(figure: Figure, progress: Progress, language: Language) -> tuple[Column, ...]:
    year = labels.fiscal_year(progress.policy.base_fiscal_year, language)
    in_procedures = figure in IN_PROCEDURES
    kind = Kind.PROCEDURES if in_procedures else Kind.CASES
    unit = said(language, "（手続）", " (procedures)") if in_procedures else said(language, "（件）", " (cases)")
    words = (
        ("オンライン化状況", "Status", Kind.TEXT),
        ("オンライン化の範囲", "Scope", Kind.TEXT),
        ("受付方法", "Channels", Kind.TEXT),
        ("オンライン開始日", "Online since", Kind.DAY),
        (f"{year}の年間件数（件）", f"Cases in {year}", Kind.CASES),
        (f"分子{unit}", f"Numerator{unit}", kind),
        (f"分母{unit}", f"Denominator{unit}", kind),
        ("STEP", "STEP", Kind.TEXT),
        ("優先対象手続", "Designated", Kind.TEXT),
    )
    return (*_place_columns(language), *(Column(said(language, ja, en), kind) for ja, en, kind in words))


def _place(standing: Standing) -> tuple[str, str, str, str]:
    procedure = standing.procedure
    return procedure.code, procedure.name, procedure.department, procedure.division


def _row(line: Line, language: Language) -> Row:
    standing, record = line.standing, line.standing.record
    cells: tuple[Cell, ...] = (
        name_of(standing.status, language),
        name_of(record.scope, language) if record and record.scope is not None else "",
        said(language, "、", ", ").join(channel_name(code, language) for code in record.channels) if record else "",
        standing.online_from.effective_on if standing.online_from else None,
        cases_cell(standing.annual_cases),
        line.numerator,
        line.denominator,
        name_of(standing.verdict.step, language),
        yes(standing.procedure.designated, language),
    )
    return (*_place(standing), *cells)


_BASES: dict[Figure, tuple[str, str]] = {
    Figure.BY_CASES: ("件数集計済み{}を母数とする。", "Base: {} with cases counted."),
    Figure.WITH_PARTIAL: ("件数集計済み{}を母数とする。", "Base: {} with cases counted."),
    Figure.USAGE_ALL: (
        "年間受付件数とオンライン手続件数を集計済みの{}を母数とする。",
        "Base: {} with all cases and online cases counted.",
    ),
    Figure.USAGE_ENABLED: (
        "オンライン化済みで、年間受付件数とオンライン手続件数を集計済みの{}を母数とする。",
        "Base: {} online, with all cases and online cases counted.",
    ),
    Figure.CONVENIENCE: ("オンライン化済みで、件数集計済みの{}を母数とする。", "Base: {} online with cases counted."),
    Figure.BY_PROCEDURES: ("{}を母数とする。", "Base: {}."),
    Figure.NOT_COUNTED: ("{}を母数とする。", "Base: {}."),
}


def _notes(breakdown: Breakdown, language: Language) -> tuple[str, ...]:
    figure, rate = breakdown.figure, breakdown.rate
    in_procedures = figure in IN_PROCEDURES
    numbers = labels.fraction(rate, language, "手続" if in_procedures else "件")
    unit = said(language, "", " procedures" if in_procedures else " cases")
    name, percent = name_of(figure, language), labels.percent(rate, language)
    base = said(language, *_BASES[figure]).format(procedures(len(breakdown.lines), language))
    return (
        said(language, f"{name}　{percent}（{numbers}）", f"{name}: {percent} ({numbers}{unit})"),
        base,
        _left_out_note(breakdown, language),
        said(
            language,
            "実施済又は一部実施済でオンライン開始日が空欄の手続は、台帳の基準日より前から実施している。",
            "Online, wholly or partly, without a day: since before the catalogue's baseline date.",
        ),
    )


def _left_out_note(breakdown: Breakdown, language: Language) -> str:
    if not breakdown.left_out:
        return said(language, "この数値に含めない手続はない。", "No procedure is left out of this figure.")
    reasons = Counter(why_left_out(breakdown.figure, standing) for standing in breakdown.left_out)
    count = procedures(len(breakdown.left_out), language)
    parts = [
        f"{name_of(reason, language)} {procedures(reasons[reason], language)}" for reason in LeftOut if reasons[reason]
    ]
    if language == "ja":
        return f"この数値に含めない手続　{count}（{'、'.join(parts)}）"
    return f"Left out: {count} ({', '.join(parts)})."
