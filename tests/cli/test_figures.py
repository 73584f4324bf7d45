"""The figures of the ward's catalogue, as the command line gives them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tracker import files
from tracker.domain.fiscal import local_day

BY_CASES = {"numerator": 989_181, "denominator": 1_824_178, "percent": "54.2"}
BY_PROCEDURES = {"numerator": 7, "denominator": 54, "percent": "13.0"}
PROGRESS = {
    "as_of": "2026-11-20",
    "base_fiscal_year": 2022,
    "availability_rate_by_cases": BY_CASES,
    "availability_rate_by_procedures": BY_PROCEDURES,
    "bounds": {"lower_percent": "47.0", "upper_percent": "54.2"},
    "not_counted_procedures": 28,
    "target": {"percent": "80.0", "date": "2026-03-31", "cases_needed": 470_162, "met": False},
}

pytestmark = pytest.mark.usefixtures("ward")


def as_json(run: Run, *arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


@pytest.mark.parametrize("source", [[], ["--file", files.WARD_CATALOGUE]], ids=["database", "file"])
def test_progress_is_exactly_as_published(run: Run, source: list[str | Path]) -> None:
    assert as_json(run, "progress", "--as-of", "2026-11-20", *source) == PROGRESS


def test_progress_is_of_today_in_japan_unless_a_day_is_given(run: Run) -> None:
    before = local_day(datetime.now(UTC)).isoformat()
    found = as_json(run, "progress")
    assert before <= found["as_of"] <= local_day(datetime.now(UTC)).isoformat()
    assert {**found, "as_of": "2026-11-20"} == PROGRESS


@pytest.mark.parametrize("written", ["R8.4.1", "令和8年4月1日", "2026/4/1"])
def test_a_day_is_read_as_officers_write_it(run: Run, written: str) -> None:
    assert as_json(run, "progress", "--as-of", written)["as_of"] == "2026-04-01"


@pytest.mark.parametrize("source", [[], ["--file", files.WARD_CATALOGUE]], ids=["database", "file"])
@pytest.mark.parametrize("by", ["department", "division", "theme", "step"])
def test_a_breakdown_sums_to_the_whole(run: Run, by: str, source: list[str | Path]) -> None:
    found = as_json(run, "progress", "--by", by, *source)
    for rate in ("availability_rate_by_cases", "availability_rate_by_procedures"):
        for part in ("numerator", "denominator"):
            assert sum(group[rate][part] for group in found["groups"]) == found[rate][part]
    assert all(group["code"] and group["name"] for group in found["groups"])


def test_the_breakdown_by_step_says_which_is_which(run: Run) -> None:
    groups = as_json(run, "progress", "--by", "step")["groups"]
    assert [(group["code"], group["name"]) for group in groups] == [
        ("1", "STEP 1"),
        ("2", "STEP 2"),
        ("undecided", "判定保留（件数未集計）"),
    ]
    assert [group["availability_rate_by_procedures"]["denominator"] for group in groups] == [45, 9, 0]
    assert groups[2]["availability_rate_by_procedures"]["percent"] is None


def test_a_department_without_procedures_is_listed_in_its_place(run: Run) -> None:
    groups = as_json(run, "progress", "--by", "department")["groups"]
    assert [group["name"] for group in groups[:2]] == ["政策経営部", "総務部"]
    nothing = {"numerator": 0, "denominator": 0, "percent": None}
    assert groups[0] == {
        "code": "B01",
        "name": "政策経営部",
        "availability_rate_by_cases": nothing,
        "availability_rate_by_procedures": nothing,
    }


def test_progress_in_words_says_the_base_and_how_far_below_the_target(run: Run) -> None:
    text = run("progress", "--as-of", "R8.11.20").stdout
    assert "54.2％  989,181件／1,824,178件　件数集計済み26手続を母数" in text
    assert "13.0％  7手続／54手続" in text
    assert "28手続  試算（庁内検討用）：件数ベースは47.0％～54.2％の間" in text
    assert "目標（約８割、令和8年3月31日まで）を25.8ポイント下回る（80％とした場合 470,162件）" in text


def test_before_its_day_the_target_is_still_ahead(run: Run) -> None:
    assert "目標（約８割、令和8年3月31日まで）まで25.8ポイント" in run("progress", "--as-of", "2026-03-31").stdout


def test_priorities_are_all_procedures_in_order(run: Run) -> None:
    found = as_json(run, "priorities")["procedures"]
    assert [item["rank"] for item in found] == list(range(1, 55))
    steps = [item["step"] for item in found]
    assert (steps.count("1"), steps.count("2"), steps.count("undecided")) == (45, 9, 0)
    assert steps == sorted(steps)
    assert found[1] == {
        "rank": 2,
        "code": "K-002",
        "name": "住民票の交付(除票・改製前住民票の発行も含む)",
        "division": "戸籍住民課",
        "step": "1",
        "reasons": ["年間284,125件（基準10,000件以上）"],
        "annual_cases": 284_125,
        "designated": False,
        "online_status": "未実施",
    }
    not_counted = [item for item in found if item["annual_cases"] is None]
    assert len(not_counted) == 28


def test_the_smallest_set_reaches_the_target(run: Run) -> None:
    assert as_json(run, "path") == {
        "target": "80.0",
        "procedures": ["K-002", "K-006", "K-007", "K-009"],
        "percent": "82.3",
        "reached": True,
    }


@pytest.mark.parametrize("written", ["0.8", ".8", "80%", "80", "８０％", "80.0 %"])
def test_a_target_is_read_as_people_write_it(run: Run, written: str) -> None:
    assert as_json(run, "path", "--target", written)["procedures"] == ["K-002", "K-006", "K-007", "K-009"]


def test_a_target_is_exact(run: Run) -> None:
    """The third procedure reaches 78.5741…%: asking for a hair more takes the fourth."""
    reached = 989_181 + 284_125 + 84_931 + 75_000
    share = f"{reached * 10**30 // 1_824_178}"
    assert len(as_json(run, "path", "--target", f"0.{share}")["procedures"]) == 3
    assert len(as_json(run, "path", "--target", f"0.{int(share) + 1}")["procedures"]) == 4


def test_a_target_that_is_met_needs_nothing(run: Run) -> None:
    assert as_json(run, "path", "--target", "54%") == {
        "target": "54.0",
        "procedures": [],
        "percent": "54.2",
        "reached": True,
    }
    assert run("path", "--target", "54%").stdout == "現在54.2％で、目標54％に達している。\n"


def test_the_smallest_set_in_words_is_its_codes_and_what_they_reach(run: Run) -> None:
    assert run("path").stdout.splitlines() == [
        "K-002",
        "K-006",
        "K-007",
        "K-009",
        "以上4手続をオンライン化すると82.3％となり、目標80％に達する。",
    ]
