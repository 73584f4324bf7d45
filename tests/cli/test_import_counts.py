"""Taking the counts of a year in, from the terminal."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "counts.csv"
    text = "手続ID,件数,オンライン件数\nK-001,320000,160000\nK-002,29000,10\n"
    path.write_text(text, "utf-8-sig")
    return path


@pytest.mark.usefixtures("ward")
def test_each_count_is_said_beside_the_year_before_and_what_is_to_be_checked(run: Run, counts: Path) -> None:
    text = run("import-counts", counts, "--fiscal-year", "R5").stdout
    assert "変更 2件、変更なし 0件、ファイルにない手続 52手続" in text
    (line,) = [line for line in text.splitlines() if "→ 320,000" in line]
    assert re.split(r" {2,}", line.strip())[2:] == [
        "令和5年度",
        "… → 320,000",
        "令和4年度 311,240",
        "＋8,760件",
        "＋2.8％",
    ]
    assert "オンライン化率（件数ベース、令和4年度の件数）　54.2％（989,181件／1,824,178件） → 54.2％" in text
    assert "[要確認] K-002" in text
    assert "その年度にオンライン化されていた登録がありません" in text
    again = json.loads(run("import-counts", counts, "--fiscal-year", "2023", "--json").stdout)
    assert again["changes"] == {"changed": 0, "unchanged": 2, "not_in_file": 52}


@pytest.mark.usefixtures("ward")
def test_a_dry_run_stores_nothing(run: Run, counts: Path) -> None:
    for _twice in range(2):
        found = json.loads(run("import-counts", counts, "--fiscal-year", "R4", "--dry-run", "--json").stdout)
        assert found["changes"]["changed"] == 2
        assert found["counts"][0] == {
            "row": 2, "code": "K-001", "fiscal_year": 2022, "before": 311_240, "after": 320_000, "year_before": None,
        }  # fmt: skip
        assert {finding["check"] for finding in found["findings"]} == {"online_cases_offline"}
    assert "まだ何も登録していません" in run("import-counts", counts, "--fiscal-year", "R4", "--dry-run").stdout


@pytest.mark.usefixtures("ward")
def test_a_refused_list_names_every_place_in_either_language(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("手続名,件数\nまだない申請,約500\n合計,7\n", "utf-8")
    refused = run("import-counts", path, code=2)
    assert "2か所を直して" in refused.stderr
    assert "2行目「年間受付件数」：「約500」は数値として読み取れません" in refused.stderr
    english = run("--lang", "en", "import-counts", path, "--json", code=2).stdout
    assert json.loads(english)["problems"][1]["message"] == "A row of totals cannot be taken in. Delete it."
