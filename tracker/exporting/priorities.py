"""The to-do list (優先順位) as a table to download."""

from tracker.domain import labels
from tracker.domain.progress import Progress
from tracker.domain.todo import Disagreement, Todo, TodoLine
from tracker.domain.vocabulary import Language, name_of
from tracker.exporting.table import Column, Kind, Row, Table, cases_cell, percent_cell
from tracker.exporting.wording import base_notes, procedures, said, yes


def priorities_table(todo: Todo, progress: Progress, language: Language = "ja") -> Table:
    """Every active procedure by rank, with what it adds and the figure once it and all above it are online."""
    title = said(language, "優先順位", "Priorities")
    rows = [_row(line, language) for line in todo.lines]
    notes = _japanese_notes(todo, progress) if language == "ja" else _english_notes(todo, progress)
    return Table(title, _columns(progress, language), rows, title, (*notes, *base_notes(progress, language)), language)


def _columns(progress: Progress, language: Language) -> tuple[Column, ...]:
    year = labels.fiscal_year(progress.policy.base_fiscal_year, language)
    words = (
        ("順位", "Rank", Kind.RANK),
        ("手続ID", "Code", Kind.TEXT),
        ("手続名", "Procedure", Kind.TEXT),
        ("部", "Department", Kind.TEXT),
        ("所管課", "Division", Kind.TEXT),
        ("STEP", "STEP", Kind.TEXT),
        ("理由", "Reasons", Kind.TEXT),
        (f"{year}の年間件数（件）", f"Cases in {year}", Kind.CASES),
        ("オンライン化状況", "Status", Kind.TEXT),
        ("優先対象手続", "Designated", Kind.TEXT),
        ("加わる割合（ポイント）", "Adds (points)", Kind.POINTS),
        (
            "試算：この順位までオンライン化した場合のオンライン化率（件数ベース）（％）",
            "What-if: availability rate by cases with everything up to this rank online (%)",
            Kind.PERCENT,
        ),
        ("試算：目標に達する最少の組合せ", "What-if: in the smallest set", Kind.TEXT),
    )
    return tuple(Column(said(language, ja, en), kind) for ja, en, kind in words)


def _row(line: TodoLine, language: Language) -> Row:
    standing, procedure = line.standing, line.standing.procedure
    return (
        line.rank,
        procedure.code,
        procedure.name,
        procedure.department,
        procedure.division,
        name_of(standing.verdict.step, language),
        said(language, "、", "; ").join(labels.reason_text(reason, language) for reason in standing.verdict.reasons),
        cases_cell(standing.annual_cases),
        name_of(standing.status, language),
        yes(procedure.designated, language),
        None if line.points is None else labels.rounded(line.points * 100),
        None if line.running is None else percent_cell(line.running),
        yes(line.in_smallest_set, language),
    )


def _japanese_notes(todo: Todo, progress: Progress) -> tuple[str, ...]:
    target, threshold = labels.percent(todo.target), labels.cases(progress.policy.threshold)
    if todo.reached_at:
        reached = f"順位の順にオンライン化した場合、{todo.reached_at}位の手続で目標{target}に達する。"
    elif todo.smallest.reached:
        reached = f"目標{target}に達している。"
    else:
        reached = f"この一覧の手続をすべてオンライン化しても、目標{target}に達しない。"
    fewest, rate = procedures(len(todo.smallest.codes), "ja"), labels.percent(todo.smallest.rate)
    large = _count(todo.large_not_designated, "ja")
    return (
        "順位は、STEP、年間件数の多い順（件数未集計は最後）、手続IDの順による。",
        f"試算（庁内検討用）　{reached}",
        f"試算（庁内検討用）　最少の組合せ（{fewest}）をオンライン化した場合　{rate}",
        f"試算（庁内検討用）　優先対象手続だけをすべてオンライン化した場合　{labels.percent(todo.designated_alone)}",
        f"優先対象手続のうち、STEP 1の基準に当たらないもの　{_count(todo.designated_without_criterion, 'ja')}",
        f"年間{threshold}以上でオンライン化済みでなく、優先対象手続でないもの　{large}",
    )


def _english_notes(todo: Todo, progress: Progress) -> tuple[str, ...]:
    target, threshold = labels.percent(todo.target, "en"), labels.cases(progress.policy.threshold, "en")
    if todo.reached_at:
        reached = f"in this order the target of {target} is reached at rank {todo.reached_at}."
    elif todo.smallest.reached:
        reached = f"the target of {target} is reached."
    else:
        reached = f"even with everything on this list online the target of {target} is not reached."
    fewest, rate = procedures(len(todo.smallest.codes), "en"), labels.percent(todo.smallest.rate, "en")
    alone = labels.percent(todo.designated_alone, "en")
    return (
        "Rank: by STEP, then cases a year, most first and not counted last, then code.",
        f"What-if (for internal use): {reached}",
        f"What-if (for internal use): with the smallest set ({fewest}) online {rate}.",
        f"What-if (for internal use): with the designated priority list alone online {alone}.",
        f"Designated, but meeting no criterion of STEP 1: {_count(todo.designated_without_criterion, 'en')}.",
        f"{threshold} a year or more, not online and not designated: {_count(todo.large_not_designated, 'en')}.",
    )


def _count(found: Disagreement, language: Language) -> str:
    """10手続、526,890件; what is not counted is said beside the sum, never in it."""
    count = procedures(len(found.standings), language)
    parts = [labels.cases(found.cases, language)] if found.not_counted < len(found.standings) else []
    if found.not_counted:
        uncounted = procedures(found.not_counted, language)
        parts.append(said(language, f"件数未集計{uncounted}", f"{uncounted} not counted"))
    if not parts:
        return count
    return said(language, f"{count}（{'、'.join(parts)}）", f"{count} ({', '.join(parts)})")
