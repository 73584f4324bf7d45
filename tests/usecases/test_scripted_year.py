"""Twelve months of papers say what happened, with the same figures in every format.

What must be in them is worked out once more in ``plain_year``, from the catalogue's file and plain sums.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from tests.engines import ENGINES, PostgresServer, copy_of
from tests.papers_read_back import READERS, open_data
from tests.plain_year import (
    APR,
    AUG,
    COMPARED_BY_COMMITTEE,
    DEC,
    FEB,
    JAN,
    JUL,
    JUN,
    LATE,
    MAR,
    MAY,
    NOV,
    OCT,
    ONLINE,
    REVERTED,
    SEP,
    Sums,
    catalogue,
    expected,
    names,
    percent,
    sums,
)
from tests.report_reading import rows, said, section, sentences, tables
from tests.scripted_year import ASKED, COMMITTEE, INTERNAL, MONTHS, run_year
from tests.usecases.closed_months import closing_of, report_of
from tracker.domain import labels
from tracker.domain.bridge import Cause
from tracker.domain.report.document import MonthlyReport, Paper
from tracker.storage import closings
from tracker.storage.schema import closed_papers
from tracker.storage.transactions import reading
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.prepare_database import prepare_database
from tracker.usecases.reports.compare_months import Chosen, compare_months
from tracker.usecases.reports.kept import kept_file
from tracker.usecases.reports.verify_closings import verify_closings


def written(year: Engine, month: date, paper: Paper, extension: str, folder: Path) -> Path:
    path = folder / f"paper.{extension}"
    with reading(year) as connection:
        path.write_bytes(kept_file(connection, closing_of(year, month), paper, extension))
    return path


def listed(made: MonthlyReport, table: str) -> set[str]:
    return set(rows(tables(made)[table].table)) if table in tables(made) else set()


@pytest.mark.parametrize("extension", READERS)
@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_format_says_what_plain_sums_give(year: Engine, tmp_path: Path, month: date, extension: str) -> None:
    organisation = [group[0] for group in report_of(year, NOV, INTERNAL).sheets.departments.rows[:-1]]
    wanted = expected(month, organisation)
    for paper in Paper:
        assert READERS[extension](written(year, month, paper, extension, tmp_path)) == wanted


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_the_open_data_are_the_rows_behind_the_figures(year: Engine, tmp_path: Path, month: date) -> None:
    found = catalogue(month)
    for paper in Paper:
        given = open_data(written(year, month, paper, "csv", tmp_path))
        counts = [(row["手続ID"], row["所管部"], row["総手続件数"]) for row in given]
        assert counts == [
            (code, row.department, "" if row.cases is None else str(row.cases)) for code, row in found.items()
        ]
        online = {row["手続ID"] for row in given if row["オンライン化状況コード"] == "1"}
        # K-010 is done as far as appointments go, which is not online; the open data have no column for that.
        assert online - {"K-010"} == {code for code, row in found.items() if row.is_online}


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_the_figures_a_month_is_kept_with_are_the_sums(year: Engine, month: date) -> None:
    with reading(year) as connection:
        kept = closings.figures_of(connection, closing_of(year, month))
    found = (kept.procedures, kept.online_procedures, kept.counted_procedures, kept.known_cases, kept.online_cases)
    assert found == sums(catalogue(month))


@pytest.mark.parametrize(("before", "after"), [*combinations(MONTHS, 2)], ids=lambda day: f"{day:%Y-%m}")
def test_a_bridge_gives_the_change_to_the_case(year: Engine, before: date, after: date) -> None:
    """From any month to any later one, whatever lies between."""
    found = compare_months(year, Chosen(before, 1), Chosen(after, 1)).bridge
    old, new = sums(catalogue(before)), sums(catalogue(after))
    parts = [part.change for line in found.lines for part in line.parts]
    summed = Sums(
        sum(part.procedures for part in parts),
        sum(part.online_procedures for part in parts),
        sum(part.counted_procedures for part in parts),
        sum(part.known_cases for part in parts),
        sum(part.online_cases for part in parts),
    )
    assert summed == tuple(now - then for now, then in zip(new, old, strict=True))
    difference = Fraction(new.online_cases, new.known_cases) - Fraction(old.online_cases, old.known_cases)
    assert sum(line.points or 0 for line in found.lines) == difference


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("month", MONTHS[1:], ids=str)
def test_the_list_of_changes_adds_up_to_the_difference_of_the_papers(year: Engine, month: date, paper: Paper) -> None:
    made = report_of(year, month, paper)
    then = MONTHS[MONTHS.index(month) - 1] if paper is INTERNAL else COMPARED_BY_COMMITTEE[month]
    old, new = sums(catalogue(then)), sums(catalogue(month))
    lines = made.sheets.changes.rows
    if not lines:
        assert old == new
        return
    last = [number(cell) for cell in lines[-1][3:]]
    assert last == [
        new.online_procedures - old.online_procedures,
        new.procedures - old.procedures,
        new.online_cases - old.online_cases,
        new.known_cases - old.known_cases,
    ]
    columns = zip(*([number(cell) for cell in line[3:]] for line in lines[:-1]), strict=True)
    assert [sum(column) for column in columns] == last


def number(cell: str) -> int:
    return int(cell.translate(str.maketrans({"＋": "", "△": "-", "±": "", ",": ""})))


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_but_the_first_says_what_it_is_compared_with(year: Engine, paper: Paper) -> None:
    assert section(report_of(year, NOV, paper), "changes") is None
    assert "前回" not in (said(report_of(year, NOV, paper), "by_cases") or "前回")
    for earlier, month in pairwise(MONTHS):
        then = earlier if paper is INTERNAL else COMPARED_BY_COMMITTEE[month]
        made = report_of(year, month, paper)
        changes = section(made, "changes")
        assert changes is not None
        assert changes.heading == f"前回報告（{month_end_said(then)}）以降の動き"
        assert f"前回報告（{month_end_said(then)}）からの増減は、" in (said(made, "by_cases") or "")


def month_end_said(month: date) -> str:
    """令和８年９月末, a digit alone in full width."""
    year, number = (str(n) if n > 9 else chr(ord("０") + n) for n in (month.year - 2018, month.month))
    return f"令和{year}年{number}月末"


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_what_happened_is_in_the_paper_of_its_month_and_in_no_other(year: Engine, month: date) -> None:
    made = report_of(year, month, INTERNAL)
    assert listed(made, "新たにオンライン化した手続") == names(ONLINE.get(month, []))
    assert listed(made, "オンライン化を取りやめた手続") == names(REVERTED.get(month, []))
    assert listed(made, "予定時期を経過している手続") == names(LATE.get(month, []))
    late = LATE.get(month, [])
    for paper in Paper:
        text = said(report_of(year, month, paper), "late") or ""
        assert ("手続である" in text) is bool(late)
        assert listed(report_of(year, month, COMMITTEE), "予定時期を経過している手続") == set()


@pytest.mark.parametrize("paper", Paper)
def test_the_trend_is_that_of_the_months_closed_so_far(year: Engine, paper: Paper) -> None:
    for number, month in enumerate(MONTHS, 1):
        found = tables(report_of(year, month, paper))["進捗の推移"].table.rows
        wanted = [(each, sums(catalogue(each))) for each in MONTHS[:number]]
        assert [(row[0], *(cell.replace(",", "") for cell in row[1:])) for row in found] == [
            (
                labels.month(each) + "末",
                percent(then.online_cases, then.known_cases),
                str(then.online_cases),
                str(then.known_cases),
                percent(then.online_procedures, then.procedures),
                str(then.online_procedures),
                str(then.procedures),
            )
            for each, then in wanted
        ]


def test_a_quarter_says_what_came_and_stayed(year: Engine) -> None:
    """The committee is told every three months: what stopped in August and was back in September was never away."""
    march, september = report_of(year, MAR, COMMITTEE), report_of(year, SEP, COMMITTEE)
    assert listed(march, "新たにオンライン化した手続") == names(["K-012", "K-013", "K-014"])
    assert listed(march, "オンライン化を取りやめた手続") == names(["K-024"])
    assert listed(september, "新たにオンライン化した手続") == names(["K-002", "P-036"])
    assert listed(september, "オンライン化を取りやめた手続") == set()


@pytest.mark.parametrize(
    ("month", "causes"),
    [
        (DEC, {Cause.ONLINE, Cause.OTHER}),
        (JAN, set()),
        (FEB, {Cause.VOLUMES, Cause.ONLINE}),
        (MAR, {Cause.ONLINE, Cause.REVERTED}),
        (APR, {Cause.VOLUMES, Cause.ADDED, Cause.ABOLISHED}),
        (MAY, set()),
        (JUN, {Cause.VOLUMES, Cause.ONLINE, Cause.ABOLISHED}),
        (JUL, {Cause.POLICY}),
        (AUG, {Cause.ONLINE, Cause.REVERTED}),
        (SEP, {Cause.ONLINE}),
        (OCT, set()),
    ],
)
def test_each_month_has_its_causes(year: Engine, month: date, causes: set[Cause]) -> None:
    before = MONTHS[MONTHS.index(month) - 1]
    found = compare_months(year, Chosen(before, 1), Chosen(month, 1)).bridge
    assert {line.cause for line in found.lines} == causes


def test_the_target_is_spoken_of_as_it_is_due(year: Engine) -> None:
    """Ahead of it; on its day what came of it; afterwards that and how it is now; then of the next one."""
    for paper in Paper:
        texts = {month: said(report_of(year, month, paper), "target") or "" for month in MONTHS}
        march, june = sums(catalogue(MAR)), sums(catalogue(JUN))
        for month in MONTHS[: MONTHS.index(MAR)]:
            assert texts[month].startswith("目標（令和７年度までに受付総件数の約８割）に対し、")
        missing = Decimal(80) - Decimal(100 * march.online_cases) / march.known_cases
        below = missing.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert texts[MAR].endswith("件）下回った。")
        for month in (MAR, APR, MAY, JUN):
            assert texts[month].startswith(
                f"令和７年度末の実績は{percent(march.online_cases, march.known_cases)}％であり、"
            )
            assert f"{below}ポイント" in texts[month]
            assert (f"下回った。{month_end_said(month)}現在は" in texts[month]) is (month is not MAR)
        needed = -(-4 * june.known_cases // 5) - june.online_cases
        assert f"（{needed:,}件）下回っている。" in texts[JUN]
        for month in (JUL, AUG, SEP, OCT):
            assert texts[month].startswith("目標（令和10年度までに受付総件数の約９割）に対し、")


def test_the_month_in_which_the_base_changes_says_so_with_both_bases(year: Engine) -> None:
    texts = {month: said(report_of(year, month, INTERNAL), "policy_changed") for month in MONTHS}
    assert [month for month, text in texts.items() if text] == [JUL]
    by_old = sums(catalogue(JUN))
    share = percent(by_old.online_cases, by_old.known_cases)
    assert f"{share}％（{by_old.online_cases:,}件／{by_old.known_cases:,}件）" in (texts[JUL] or "")


def test_how_much_is_used_online_is_said_once_somebody_knows(year: Engine) -> None:
    known = [month for month in MONTHS if section(report_of(year, month, INTERNAL), "usage")]
    assert known == [APR, MAY, JUN]
    used = 250_000 + 9_000 + 60_000 + 12_345 + 3_001
    whole = 311_240 + 190_381 + 170_521 + 84_931 + 20_859
    text = said(report_of(year, APR, COMMITTEE), "usage_all") or ""
    assert f"{percent(used, whole)}％（{used:,}件／{whole:,}件）" in text


def test_what_people_wrote_is_in_their_paper_and_in_no_other(year: Engine) -> None:
    written_by_people = {
        ("late_reason", "標準準拠システムへの移行と調整しているため。"): (JAN, INTERNAL),
        ("purpose", "６月末の状況を取りまとめたので、報告する。"): (JUN, INTERNAL),
        ("issues", "電子署名の要る手続が課題である。"): (JUN, COMMITTEE),
    }
    found = {
        (key, sentence.text): (month, paper)
        for month in MONTHS
        for paper in Paper
        for key, sentence in sentences(report_of(year, month, paper)).items()
        if (key, sentence.text) in written_by_people
    }
    assert found == written_by_people
    boxes = {month: report_of(year, month, COMMITTEE).heading.box for month in MONTHS}
    assert {month: box[1] for month, box in boxes.items() if len(box) > 1} == {
        DEC: "資料№３",
        MAR: "資料№７",
        JUN: "資料№２",
        SEP: "資料№５",
    }


def test_a_reason_is_said_inside_where_one_was_given(year: Engine) -> None:
    reasons = {month: said(report_of(year, month, INTERNAL), "replies_reason") for month in MONTHS}
    assert [month for month, text in reasons.items() if text is None] == [JUL]
    assert ASKED in (reasons[NOV] or "")
    assert not any(said(report_of(year, month, COMMITTEE), "replies_reason") for month in MONTHS)


def test_nothing_that_was_kept_has_changed_since(year: Engine) -> None:
    assert verify_closings(year) == (12, ())
    assert verify_log(year).bad is None


HALF = date(2026, 5, 31)
"""By then the months up to April are closed, March with its target day among them."""


@pytest.mark.skipif("postgresql" not in ENGINES, reason="PostgreSQL is left out on purpose")
def test_both_databases_make_the_same_papers(year: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """To the byte, so that what is read back above holds for either. Half a year: a month costs two seconds."""
    server = PostgresServer(request.getfixturevalue("postgres_server"))
    with copy_of(server, None) as engine:
        prepare_database(engine)
        run_year(engine, tmp_path, HALF)
        made = digests(engine)
        assert made == {row for row in digests(year) if row[0] < HALF.replace(day=1)}
        assert verify_closings(engine) == (len({row[:2] for row in made}), ())
        assert len({row[0] for row in made}) == 6
    server.close()


def digests(engine: Engine) -> set[tuple[object, ...]]:
    columns = [closed_papers.c[name] for name in ("month", "edition", "paper", "format", "sha256")]
    with reading(engine) as connection:
        return {tuple(row) for row in connection.execute(select(*columns))}
