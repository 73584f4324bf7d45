"""What of a paper the public may read."""

from datetime import date

from tests.build import procedure
from tests.report_reading import material, paper, printed, sentences, tables, worded
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Plan
from tracker.domain.report.public import for_the_public

LATE = procedure("K-1", 600, plan=Plan(Period(date(2026, 4, 1), Precision.MONTH)))


def test_the_public_reads_figures_and_neither_plans_nor_what_people_typed() -> None:
    draft = worded(issues="秘密の課題", schedule="秘密の予定", late_reason="秘密の理由")
    found = for_the_public(paper(material(LATE, before=(LATE,)), draft=draft))
    assert [(part.key, part.number) for part in found.sections] == [("method", ""), ("whole", ""), ("departments", "")]
    assert "late" not in sentences(found)
    assert list(tables(found)) == ["進捗の推移", "部別の進捗状況"]
    assert (found.annexes, found.closing) == ((), ())
    assert not any("秘密" in text for text in printed(found))
