"""The counts of a year are taken in as a whole or not at all, and change exactly what they say."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, procedure, volume
from tests.dump import dump
from tests.statements import Broken, breaking
from tests.usecases.catalogues import hold
from tracker.domain.findings import Check, Severity
from tracker.domain.inspection import inspect
from tracker.domain.policy import WARD_POLICY
from tracker.domain.procedure import Procedure, VolumeBasis
from tracker.domain.vocabulary import name_of
from tracker.exporting.table import write_csv, write_xlsx
from tracker.importing.problem import Problem
from tracker.importing.year_counts import CountsReading, read_counts
from tracker.storage import procedures, schema
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.import_catalogue import Overtaken
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.uploads.of_counts import counts_result, tables
from tracker.usecases.uploads.source import Source
from tracker.usecases.year_counts.import_counts import CountsOutcome, import_counts, preview_counts

SOURCE = Source("件数.csv", "0" * 64, "a test")
HEAD = "手続ID,年間受付件数,オンライン手続件数\n"


@pytest.fixture
def office(engine: Engine) -> Engine:
    """A tax and a care division, two procedures of the same name, one abolished, one shared."""
    tax: dict[str, Any] = {"department": "総務部", "division": "税務課"}
    care: dict[str, Any] = {"department": "福祉部", "division": "介護保険課"}
    catalogue = [
        procedure("K-001", 2_000, name="健(検)診実績報告書", **tax),
        procedure("K-002", volumes=(volume(500), volume(600, 2024, online_cases=300)), name="届出", **tax),
        procedure("K-003", volumes=(volume(None, ceiling=9_999),), name="届出", **care),
        procedure("K-004", 100, name="旧い申請", abolished_on=TODAY.replace(year=2024), **care),
        procedure("K-005", 900, name="共管の申請", shared_with=("福祉部", "介護保険課"), **tax),
    ]
    hold(engine, [replace(item, position=place) for place, item in enumerate(catalogue)], WARD_POLICY)
    return engine


@pytest.fixture
def listed(tmp_path: Path) -> Any:
    def write(text: str, year: int | None = 2025) -> CountsReading:
        path = tmp_path / "counts.csv"
        path.write_text(text, "utf-8")
        return read_counts(path, today=TODAY, fiscal_year=year)

    return write


def take_in(engine: Engine, read: CountsReading, shown: str | None = None) -> CountsOutcome:
    return import_counts(engine, read, NOW, "dx", SOURCE, shown)


def stored(engine: Engine) -> dict[str, Procedure]:
    with reading(engine) as connection:
        return {item.code: item for item in procedures.everything(connection)}


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    assert problem.ja.endswith("。")
    assert problem.en.endswith(".")
    return problem


def test_only_the_year_of_what_is_listed_changes(office: Engine, listed: Any) -> None:
    before = stored(office)
    outcome = take_in(office, listed(HEAD + 'K-001,"2,100",40\nＫ-００３,7,0\n'))
    assert [(change.row, change.procedure.code) for change in outcome.changes] == [(2, "K-001"), (3, "K-003")]
    assert (outcome.unchanged, [item.code for item in outcome.not_in_file]) == (0, ["K-002", "K-005"])
    after = stored(office)
    assert {code for code in after if after[code] != before[code]} == {"K-001", "K-003"}
    assert after["K-001"].volumes == (volume(2_000), volume(2_100, 2025, online_cases=40))
    assert after["K-003"].volumes == (volume(None, ceiling=9_999), volume(7, 2025, online_cases=0))


def test_an_absent_column_leaves_and_an_empty_cell_clears(office: Engine, listed: Any) -> None:
    take_in(office, listed("手続ID,年間受付件数\nK-002,700\n", 2024))
    assert stored(office)["K-002"].volume_of(2024) == volume(700, 2024, online_cases=300)
    take_in(office, listed(HEAD + "K-002,700,\n", 2024))
    assert stored(office)["K-002"].volume_of(2024) == volume(700, 2024)
    take_in(office, listed(HEAD + "K-002,,\n", 2024))
    assert stored(office)["K-002"].volume_of(2024) == volume(None, 2024)


def test_a_count_takes_the_place_of_its_ceiling_and_a_basis_is_kept(office: Engine, listed: Any) -> None:
    take_in(office, listed("手続ID,件数,件数区分\nK-003,7,概数\n", 2022))
    assert stored(office)["K-003"].volumes == (volume(7, basis=VolumeBasis.APPROXIMATE),)
    take_in(office, listed("手続ID,件数\nK-003,8\n", 2022))
    assert stored(office)["K-003"].volumes == (volume(8, basis=VolumeBasis.APPROXIMATE),)


def test_a_list_that_says_what_is_known_changes_nothing(office: Engine, listed: Any) -> None:
    before = dump(office, without=frozenset({"catalogue_state"}))
    outcome = take_in(office, listed(HEAD + "K-002,600,300\n", 2024))
    assert (outcome.changes, outcome.unchanged) == ((), 1)
    assert dump(office, without=frozenset({"catalogue_state"})) == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("手続名,件数\n健(検)診実績報告書,7\n", "K-001"),
        ("手続名,所管課,件数\n届出,介護保険課,7\n", "K-003"),
        ("手続名,部,所管課,件数\n届出,総務部,税務課,7\n", "K-002"),
        ("手続名,所管課,件数\n共管の申請,介護保険課,7\n", "K-005"),
        ("手続ID,手続名,件数\nK-003,届出,7\n", "K-003"),
        ("手続ID,手続名,件数\n,共管の申請,7\n", "K-005"),
    ],
)
def test_a_row_is_found_by_its_code_or_by_its_name_in_the_division(
    office: Engine, listed: Any, text: str, code: str
) -> None:
    outcome = take_in(office, listed(text))
    assert [change.procedure.code for change in outcome.changes] == [code]
    assert outcome.warnings == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("手続名,件数\n健診実績報告書,7\n", "「健(検)診実績報告書」（K-001、税務課）のことであれば"),
        ("手続名,件数\n共管の　申請,7\n", "「共管の申請」（K-005、税務課）のことであれば"),
        ("手続名,件数\nまだない申請,7\n", "この名前の手続は台帳にありません。手続名を確かめる"),
        ("手続名,件数\n届出,7\n", "同じ名前の手続が2つあります"),
        ("手続ID,件数\nK-999,7\n", "この手続IDの手続は台帳にありません。手続IDを確かめて"),
        ("手続ID,手続名,件数\nK-999,共管の申請,7\n", "「共管の申請」（K-005、税務課）のことであれば、手続IDを直して"),
        ("手続ID,手続名,件数\nK-001,共管の申請,7\n", "行がずれていないか確かめ"),
        ("手続ID,件数\nK-004,7\n", "令和6年11月20日に廃止されており、令和7年度の件数はありません"),
        ("手続ID,手続名,件数\nK-005,,7\n,共管の申請,8\n", "2行目と同じ手続の同じ年度の件数です"),
    ],
)
def test_a_row_that_means_no_procedure_for_certain_refuses_the_list(
    office: Engine, listed: Any, text: str, said: str
) -> None:
    before = dump(office)
    outcome = take_in(office, listed(text))
    assert said in only(outcome.problems).ja
    assert dump(office) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "手続ID,手続名,件数\nK-001,健診の報告,7\n",
            "手続名が台帳の「健(検)診実績報告書」（K-001、税務課）と異なります",
        ),
        ("手続名,所管課,件数\n共管の申請,戸籍住民課,7\n", "「戸籍住民課」にこの名前の手続はないため"),
    ],
)
def test_what_is_taken_although_it_differs_is_said(office: Engine, listed: Any, text: str, said: str) -> None:
    outcome = take_in(office, listed(text))
    assert said in only(outcome.warnings).ja
    assert len(outcome.changes) == 1


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ("299", "登録されているオンライン手続件数（300件）より少ない件数です"),
        ("", "が残るため、件数未集計にできません"),
    ],
)
def test_a_count_below_the_online_cases_on_record_is_refused(
    office: Engine, listed: Any, cases: str, said: str
) -> None:
    outcome = take_in(office, listed(f"手続名,手続ID,件数\n届出,K-002,{cases}\n", 2024))
    problem = only(outcome.problems)
    assert (problem.row, problem.column) == (2, "年間受付件数")
    assert said in problem.ja


def test_one_refused_row_keeps_all_the_others_out(office: Engine, listed: Any) -> None:
    before = dump(office)
    outcome = take_in(office, listed(HEAD + "K-001,1,0\nK-999,2,0\nK-005,3,0\n"))
    assert [problem.row for problem in outcome.problems] == [3]
    assert dump(office) == before


def test_a_preview_says_the_same_and_stores_nothing(office: Engine, listed: Any) -> None:
    read, before = listed(HEAD + "K-001,30000,0\n"), dump(office)
    preview = preview_counts(office, read, NOW)
    assert dump(office) == before
    assert take_in(office, read, preview.digest) == preview


def test_somebody_elses_change_overtakes_what_was_shown(office: Engine, listed: Any) -> None:
    read = listed("手続ID,件数\nK-001,3000\n")
    shown = preview_counts(office, read, NOW).digest
    take_in(office, listed("手続ID,件数\nK-001,2500\n"))
    before = dump(office)
    with pytest.raises(Overtaken) as overtaken:
        take_in(office, read, shown)
    assert dump(office) == before
    take_in(office, read, overtaken.value.outcome.digest)
    assert stored(office)["K-001"].volume_of(2025).annual_cases == 3_000


@pytest.mark.parametrize("number", [2, 5, 8, 11])
def test_what_breaks_off_leaves_nothing_behind(office: Engine, listed: Any, number: int) -> None:
    read, before = listed(HEAD + "K-001,3,0\nK-002,4,0\n"), dump(office)
    with pytest.raises(Broken), breaking(office, number):
        take_in(office, read)
    assert dump(office) == before


def test_the_log_says_every_count_that_changed(office: Engine, listed: Any) -> None:
    take_in(office, listed(HEAD + 'K-001,"2,100",40\nK-002,700,300\n', 2024))
    with office.connect() as connection:
        (entry,) = connection.execute(schema.audit_log.select()).all()
        about = connection.execute(schema.audit_subjects.select().order_by(schema.audit_subjects.c.key)).all()
    assert (entry.action, entry.subject, entry.who) == ("counts.import", "件数.csv", "dx")
    assert [(row.kind, row.key) for row in about] == [("procedure", "K-001"), ("procedure", "K-002")]
    assert json.loads(entry.before)["changed"]["K-002"] == {"年間受付件数（令和6年度）": "600件"}
    after = json.loads(entry.after)
    assert after["changed"]["K-002"] == {"年間受付件数（令和6年度）": "700件"}
    assert after["changed"]["K-001"]["オンライン手続件数（令和6年度）"] == "40件"
    assert after["not_in_file"] == ["K-003", "K-005"]


def test_the_year_before_stands_beside_each_change(office: Engine, listed: Any) -> None:
    outcome = preview_counts(office, listed(HEAD + "K-001,30000,0\nK-003,5,0\n"), NOW)
    assert [change.earlier and change.earlier.annual_cases for change in outcome.changes] == [2_000, None]


def test_the_headline_moves_with_the_base_year_only(office: Engine, listed: Any) -> None:
    for year, cases in ((2022, 5_000), (2025, 9_000)):
        outcome = take_in(office, listed(f"手続ID,件数\nK-001,{cases}\n", year))
        assert outcome.before is not None
        assert outcome.after is not None
        moved = outcome.after.coverage.known_cases - outcome.before.coverage.known_cases
        assert moved == (3_000 if year == 2022 else 0)
        assert outcome.after.coverage == show_progress(office, TODAY).coverage


def test_what_the_preview_finds_is_what_is_found_once_it_is_stored(office: Engine, listed: Any) -> None:
    read = listed("手続ID,件数,オンライン件数\nK-001,30000,12\nK-005,900,0\n")
    preview = preview_counts(office, read, NOW)
    found = [(item.code, finding.check, finding.severity) for item, finding in preview.findings]
    assert found == [
        ("K-001", Check.LEAP, Severity.TO_CHECK),
        ("K-001", Check.ONLINE_CASES_OFFLINE, Severity.TO_CHECK),
    ]
    take_in(office, read, preview.digest)
    after = stored(office)
    assert preview.findings == tuple(
        (after[code], finding)
        for code in ("K-001", "K-005")
        for finding in inspect(after[code], WARD_POLICY, TODAY)
        if finding.fiscal_year == 2025
    )


def test_the_result_is_plain_and_can_be_downloaded(office: Engine, listed: Any) -> None:
    read = listed(HEAD + "K-001,30000,12\nK-002,,\n")
    result = counts_result(preview_counts(office, read, NOW))
    assert json.loads(json.dumps(result)) == result
    assert result["years"] == [2025]
    assert result["changed"][0]["earlier"] == [2022, 2_000, None, "final"]
    changed, found, missing = (write_csv(table).decode("utf-8-sig").splitlines() for table in tables(result))
    assert (
        changed[1] == "K-001,健(検)診実績報告書,総務部 税務課,令和7年度,,30000,,12,確定値,令和4年度,2000,28000,1400.0"
    )
    assert found[1].startswith("K-001,健(検)診実績報告書,総務部 税務課,令和7年度,要確認,前年度の10倍を超える増減,")
    assert missing[1:] == ["K-003,届出,福祉部 介護保険課", "K-005,共管の申請,総務部 税務課"]
    english = tables(result, "en")
    assert write_xlsx(*english)
    assert name_of(Check.LEAP, "en") in write_csv(english[1]).decode()
