"""Taking a catalogue in and writing it out, from the terminal."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tracker import files

HEADINGS = "手続ID,手続名,部,所管課,年間受付件数,件数年度,オンライン化状況"


def catalogue(folder: Path, *rows: str, headings: str = HEADINGS) -> Path:
    path = folder / "catalogue.csv"
    path.write_text("\r\n".join([headings, *rows, ""]), encoding="utf-8-sig")
    return path


def changes(run: Run, *arguments: str | Path, code: int = 0) -> dict[str, int]:
    found: dict[str, int] = json.loads(run("import", *arguments, "--json", code=code).stdout)["changes"]
    return found


def procedures(run: Run) -> int:
    count: int = json.loads(run("progress", "--json").stdout)["availability_rate_by_procedures"]["denominator"]
    return count


def test_an_empty_database_is_created_and_the_catalogue_stored(run: Run, instance: Path) -> None:
    assert not instance.exists()
    assert json.loads(run("import", files.WARD_CATALOGUE, "--json").stdout) == {
        "verdict": "accepted",
        "problems": [],
        "warnings": [],
        "changes": {"added": 54, "changed": 0, "unchanged": 0, "not_in_file": 0},
    }
    assert procedures(run) == 54


def test_a_dry_run_says_the_same_and_stores_nothing(run: Run) -> None:
    assert changes(run, files.WARD_CATALOGUE, "--dry-run")["added"] == 54
    assert "まだ何も登録していません" in run("import", files.WARD_CATALOGUE, "--dry-run").stdout
    assert procedures(run) == 0


@pytest.mark.usefixtures("ward")
def test_a_change_is_said_old_and_new_with_the_totals_before_and_after(run: Run, tmp_path: Path) -> None:
    path = catalogue(tmp_path, "K-002,住民票の交付,地域振興部,戸籍住民課,284125,R4,実施済")
    text = run("import", path).stdout
    assert "追加 0手続、変更 1手続、変更なし 0手続、ファイルにない手続 53手続" in text
    assert "    オンライン化状況：未実施 → 実施済" in text
    assert "    手続名：住民票の交付(除票・改製前住民票の発行も含む) → 住民票の交付\n" in text
    assert (
        "取込み前　54手続（うち件数未集計28手続）、オンライン化率（件数ベース）54.2％（989,181件／1,824,178件）" in text
    )
    assert (
        "取込み後　54手続（うち件数未集計28手続）、オンライン化率（件数ベース）69.8％（1,273,306件／1,824,178件）"
        in text
    )
    assert "  K-001 給与支払報告書の提出" in text.partition("ファイルにない手続（")[2]


@pytest.mark.usefixtures("ward")
def test_a_count_of_another_year_is_said_although_the_file_shows_the_base_year(run: Run, tmp_path: Path) -> None:
    path = catalogue(tmp_path, "K-002,住民票の交付,地域振興部,戸籍住民課,290000,R5,未実施")
    assert "令和5年度：件数未集計 → 290,000件" in run("import", path).stdout


def test_a_refused_file_stores_nothing_and_names_every_place(run: Run, tmp_path: Path) -> None:
    rows = [
        "K-001,届出,総務部,税務課,1,R4,未実施",
        "K-002,申請,総務部,税務課,約500,R4,未定",
        "K-001,報告,総務部,税務課,1,R4,未実施",
    ]
    found = json.loads(run("import", catalogue(tmp_path, *rows), "--json", code=2).stdout)
    assert found["verdict"] == "refused"
    assert found["changes"] == {"added": 0, "changed": 0, "unchanged": 0, "not_in_file": 0}
    places = [(problem["row"], problem["column"], problem["value"]) for problem in found["problems"]]
    assert (3, "年間受付件数", "約500") in places
    assert (3, "オンライン化状況", "未定") in places
    assert (4, "手続ID", "K-001") in places
    assert all(problem["message"] for problem in found["problems"])
    assert procedures(run) == 0


def test_a_refusal_in_words_says_what_where_and_what_to_do(run: Run, tmp_path: Path) -> None:
    path = catalogue(tmp_path, "K-001,届出,総務部,税務課,約500,R4,未実施")
    result = run("import", path, code=2)
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first == "取り込めませんでした。登録内容は変わっていません。1か所を直して、もう一度お試しください。"
    assert second.startswith("  2行目「年間受付件数」：「約500」は")
    english = run("--lang", "en", "import", path, code=2).stderr
    assert english.startswith("Nothing was imported. Your data is unchanged. Fix 1 place and try again.\n  Row 2,")


def test_of_many_problems_the_first_hundred_are_printed_and_all_are_in_the_json(run: Run, tmp_path: Path) -> None:
    path = catalogue(tmp_path, *(f"K-{n},届出{n},総務部,税務課,約500,R4,未実施" for n in range(150)))
    lines = run("import", path, code=2).stderr.splitlines()
    assert len([line for line in lines if "行目" in line]) == 100
    assert lines[-1].strip() == "ほか50か所（--json ですべて表示できます）"
    assert len(json.loads(run("import", path, "--json", code=2).stdout)["problems"]) == 150


@pytest.mark.usefixtures("ward")
def test_an_unknown_division_is_refused_unless_it_is_to_be_created(run: Run, tmp_path: Path) -> None:
    path = catalogue(tmp_path, "N-001,届出,総務部,新設課,1,R4,未実施")
    assert "--create-divisions" in run("import", path, code=2).stderr
    assert changes(run, path, "--create-divisions")["added"] == 1


@pytest.mark.usefixtures("ward")
def test_unknown_columns_and_the_year_of_the_counts_are_matters_of_consent(run: Run, tmp_path: Path) -> None:
    row = "N-001,届出,総務部,税務課,7,未実施,x"
    path = catalogue(tmp_path, row, headings="手続ID,手続名,部,所管課,年間受付件数,オンライン化状況,担当者")
    run("import", path, code=2)
    run("import", path, "--allow-unknown-columns", code=2)
    assert changes(run, path, "--allow-unknown-columns", "--fiscal-year", "令和4年度")["added"] == 1


def test_a_refused_file_has_no_progress(run: Run, tmp_path: Path) -> None:
    path = catalogue(tmp_path, "K-001,届出,総務部,税務課,約500,R4,未実施")
    result = run("progress", "--file", path, code=2)
    assert result.stdout == ""
    assert "2行目「年間受付件数」" in result.stderr
    assert json.loads(run("progress", "--file", path, "--json", code=2).stdout)["verdict"] == "refused"


@pytest.mark.usefixtures("ward")
def test_an_export_is_the_catalogue_and_changes_nothing_when_taken_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    run("export", "--output", path)
    assert path.read_bytes() == files.WARD_CATALOGUE.read_bytes()
    assert changes(run, path) == {"added": 0, "changed": 0, "unchanged": 54, "not_in_file": 0}
    assert run("export").stdout_bytes == path.read_bytes()
    assert [item.name for item in tmp_path.iterdir() if "export" in item.name] == ["export.csv"]


@pytest.mark.usefixtures("ward")
def test_an_excel_export_holds_the_same_cells_and_is_taken_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    run("export", "--output", path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows == list(csv.reader(io.StringIO(files.WARD_CATALOGUE.read_text("utf-8-sig"), newline="")))
    assert changes(run, path)["unchanged"] == 54


def test_excel_needs_a_file(run: Run) -> None:
    assert "--output" in run("export", "--format", "xlsx", code=1).stderr


@pytest.mark.usefixtures("ward")
def test_the_columns_are_those_asked_for_and_what_an_import_would_miss_is_said(run: Run) -> None:
    result = run("export", "--columns", "手続ID、name,備考")
    assert result.stdout.splitlines()[0].endswith("手続ID,手続名,備考")
    assert (
        result.stderr
        == "このファイルは、そのままでは取り込めません（必要な列：所管課、年間受付件数、オンライン化状況）。\n"
    )
    assert run("export").stderr == ""
    assert "担当者" in run("export", "--columns", "手続ID,担当者", code=1).stderr


@pytest.mark.usefixtures("ward")
def test_cp932_is_written_where_it_holds_everything(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    run("export", "--encoding", "cp932", "--output", path)
    assert path.read_bytes().decode("cp932") == files.WARD_CATALOGUE.read_bytes().decode("utf-8-sig")
    assert changes(run, path)["unchanged"] == 54


@pytest.mark.usefixtures("ward")
def test_what_cp932_does_not_hold_is_named_and_replaced_on_request(run: Run, tmp_path: Path) -> None:
    changes(run, catalogue(tmp_path, "K-002,𠮷野の届出,地域振興部,戸籍住民課,284125,R4,未実施"))
    refused = run("export", "--encoding", "cp932", code=1)
    assert refused.stdout == ""
    assert "  3行目「手続名」（K-002）：𠮷（U+20BB7）\n" in refused.stderr
    assert "表せない文字のあるセルが1か所" in refused.stderr
    assert "〓野の届出" in run("export", "--encoding", "cp932", "--replace").stdout_bytes.decode("cp932")


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("options", [("--format", "xlsx"), ("--encoding", "utf-8", "--replace")])
def test_options_that_mean_nothing_together_are_refused(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    output = tmp_path / "export.xlsx"
    run("export", "--encoding", "cp932", "--output", output, *options, code=1)
    assert not output.exists()
