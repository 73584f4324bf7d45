"""What of a paper the public may read."""

from datetime import date

from tests.build import procedure
from tests.report_reading import figures, material, paper, printed, sentences, tables, worded
from tracker.domain.coverage import Coverage
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Plan
from tracker.domain.report.document import MonthlyReport
from tracker.domain.report.material import Milestone
from tracker.domain.report.public import for_the_public

JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 31)
LATE = procedure("K-1", 600, plan=Plan(Period(date(2026, 4, 1), Precision.MONTH)))


def test_the_public_reads_figures_and_neither_plans_nor_what_people_typed() -> None:
    draft = worded(issues="秘密の課題", schedule="秘密の予定", late_reason="秘密の理由")
    found = for_the_public(paper(material(LATE, before=(LATE,)), draft=draft), [])
    assert [(part.key, part.number) for part in found.sections] == [("method", ""), ("whole", ""), ("departments", "")]
    assert "late" not in sentences(found)
    assert list(tables(found)) == ["進捗の推移", "部別の進捗状況"]
    assert (found.annexes, found.closing) == ((), ())
    assert not any("秘密" in text for text in printed(found))


def test_of_months_that_are_not_public_not_even_the_rate_is_told() -> None:
    milestones = tuple(Milestone(day, Coverage(known_cases=10, online_cases=5)) for day in (JULY, AUGUST))
    whole = paper(material(LATE, milestones=milestones))
    assert months(whole) == ["令和8年7月末", "令和8年8月末", "令和8年9月末"]
    some, alone = for_the_public(whole, [AUGUST]), for_the_public(whole, [])
    assert (months(some), months(alone)) == (["令和8年8月末", "令和8年9月末"], ["令和8年9月末"])
    (picture,) = figures(some)
    assert "令和8年7月末" in figures(whole)[0].alt
    assert picture.alt.startswith("オンライン化率（件数ベース）は、令和8年8月末が50.0％、令和8年9月末が")
    assert figures(alone) == []


def months(report: MonthlyReport) -> list[str]:
    return [row[0] for row in tables(report)["進捗の推移"].table.rows]
