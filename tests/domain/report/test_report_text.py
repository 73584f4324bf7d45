"""The one text of a paper, which readers of later years must still find readable."""

import json
from fractions import Fraction

import pytest

from tests.build import policy, procedure, target
from tests.report_reading import AUGUST, figures, material, paper
from tracker.domain.report.document import MonthlyReport, TrendChart
from tracker.domain.report.material import Milestone
from tracker.domain.report.report_text import read, write


def report() -> MonthlyReport:
    """With both pictures, and a target that is no round share."""
    items = procedure("K-1", 600, online=True), procedure("K-2", 400)
    earlier = Milestone(AUGUST, material(*items, on=AUGUST).coverage)
    return paper(material(*items, before=items, milestones=(earlier,), rule=policy(targets=(target("0.801"),))))


def test_pictures_keep_what_they_are_drawn_from() -> None:
    found = read(write(report()))
    trend, departments = (block.chart for block in figures(found))
    assert isinstance(trend, TrendChart)
    assert trend.target
    assert trend.target.share == Fraction(801, 1_000)
    assert [as_of for as_of, _ in trend.points] == [AUGUST, found.as_of]
    assert departments == figures(report())[1].chart
    assert found == report()


def test_the_text_is_as_readers_of_later_years_will_find_it() -> None:
    found = json.loads(write(report()))
    assert found["format"] == 1
    assert (found["report"]["as_of"], found["report"]["paper"]) == ("2026-09-30", "internal")
    assert found["report"]["coverage"]["online_cases"] == 600
    assert [block["is"] for block in found["report"]["sections"][0]["blocks"]] == ["Sentence"]


def test_an_unknown_format_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="format 2"):
        read('{"format":2,"report":{}}')
