"""A corrected edition says what was wrong, place by place, and stands beside the editions before it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import pytest
from sqlalchemy import Engine

from tests.build import NOW, volume
from tests.dump import dump
from tests.people import TAX, actor
from tests.report_reading import annex_table, said, section, tables
from tests.usecases.afterwards import confirm_all
from tests.usecases.closed_months import closing_of, kept_files, report_of
from tests.usecases.statements import stated
from tests.usecases.stating import REPLY
from tracker.domain.account import Role
from tracker.domain.audit import About, Entry, Kind
from tracker.domain.cataloguing import particulars_of
from tracker.domain.errors import NotThere, Refused
from tracker.domain.report.document import MonthlyReport, Paper, Sentence, TableBlock
from tracker.domain.report.draft import Wording
from tracker.exporting.report.formats import FORMATS
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.compare_months import Chosen, compare_months
from tracker.usecases.reports.correct_month import correct_month, preview_correction
from tracker.usecases.reports.edit_paper import edit_paper, editable_paper
from tracker.usecases.reports.published import list_published, published_data, see_published
from tracker.usecases.reports.release_month import release_month, take_back_release
from tracker.usecases.reports.verify_closings import verify_closings
from tracker.usecases.settings.edit_procedure import edit_procedure

SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
LATER = actor(at=NOW + timedelta(days=12))
WRONG = "件数の誤り"
NOT_THERE = "（記載なし）"


def count(engine: Engine, cases: int) -> None:
    """The DX team corrects the count of K-022, 13,995 so far."""
    [(item, seen)] = look_at_kept(engine, actor(), ["K-022"])
    edit_procedure(engine, actor(), "K-022", replace(particulars_of(item), volumes=(volume(cases),)), seen.version)


def word(engine: Engine, month: date, paper: Paper, text: str) -> None:
    """The DX team words the first sentence of a paper."""
    seen = editable_paper(engine, actor(), month, paper)
    draft = replace(seen.draft, wordings={"purpose": Wording(text)})
    edit_paper(engine, actor(), month, paper, draft, seen.version)


def errata(report: MonthlyReport) -> list[tuple[str, ...]]:
    """The rows of the list of corrections."""
    return list(annex_table(report, "errata").rows)


def entries(engine: Engine, month: date) -> list[Entry]:
    with reading(engine) as connection:
        return audit.entries_about(connection, About(Kind.MONTH, f"{month:%Y-%m}"))


def statements(report: MonthlyReport) -> set[str]:
    """Sentences, cells and notes, without what every edition has of its own: its list, and the day of its data."""
    found = {note for note in report.notes if not note.startswith("出典")}
    blocks = [block for part in (*report.sections, *report.annexes) if part.key != "errata" for block in part.blocks]
    for block in blocks:
        if isinstance(block, Sentence):
            found.add(block.text)
        elif isinstance(block, TableBlock):
            found |= {*chain.from_iterable(block.table.rows), *block.table.notes}
    return found


# Refused


def test_nothing_is_corrected_where_nothing_differs(closed: Engine) -> None:
    before = dump(closed)
    with pytest.raises(Refused, match="確定した内容と同じため"):
        correct_month(closed, LATER, OCTOBER, WRONG)
    assert preview_correction(closed, LATER, OCTOBER) == dict.fromkeys(Paper, ())
    assert dump(closed) == before


@pytest.mark.parametrize(("reason", "told"), [("", "訂正の理由"), (" 　", "訂正の理由"), ("あ" * 2_001, "2,000字以内")])
def test_a_correction_has_a_reason(closed: Engine, reason: str, told: str) -> None:
    count(closed, 13_459)
    before = dump(closed)
    with pytest.raises(Refused, match=told):
        correct_month(closed, LATER, OCTOBER, reason)
    assert dump(closed) == before


def test_only_the_dx_team_corrects_and_only_what_is_closed(closed: Engine) -> None:
    count(closed, 13_459)
    before = dump(closed)
    for person in (actor(Role.EDITOR, TAX), actor(Role.VIEWER)):
        with pytest.raises(NotThere):
            correct_month(closed, person, OCTOBER, WRONG)
        with pytest.raises(NotThere):
            preview_correction(closed, person, OCTOBER)
    with pytest.raises(NotThere):
        correct_month(closed, LATER, date(2026, 8, 1), WRONG)
    assert dump(closed) == before


# What it says


def test_one_sentence_worded_otherwise_is_one_correction(closed: Engine) -> None:
    word(closed, OCTOBER, Paper.COMMITTEE, "10月末の状況を報告する。")
    found = correct_month(closed, LATER, OCTOBER, "文の誤り")
    old, new = (report_of(closed, OCTOBER, Paper.COMMITTEE, edition) for edition in (1, 2))
    assert errata(new) == [("１　主旨", said(old, "purpose"), "10月末の状況を報告する。", "文の誤り")]
    assert found.differences[Paper.INTERNAL] == ()
    internal = report_of(closed, OCTOBER, Paper.INTERNAL, 2)
    assert all(annex.key != "errata" for annex in internal.annexes)
    assert statements(internal) == statements(report_of(closed, OCTOBER, Paper.INTERNAL, 1))
    assert internal.heading.mark == "（令和８年12月２日訂正　第２版）"


def test_a_wrong_count_is_corrected_wherever_it_stood(closed: Engine) -> None:
    """K-022 had 13,459 cases instead of 13,995: every place that the sum goes through, and no other."""
    count(closed, 13_459)
    previewed = preview_correction(closed, LATER, OCTOBER)
    correct_month(closed, LATER, OCTOBER, WRONG)
    rows = errata(report_of(closed, OCTOBER, Paper.COMMITTEE, 2))
    assert {row[3] for row in rows} == {WRONG}
    assert [row[:3] for row in rows] == list(previewed[Paper.COMMITTEE])
    places = {place.replace("　", " "): (wrong, right) for place, wrong, right, _reason in rows}
    whole = ("1,824,178", "1,823,642")
    for number, figures in ((1, whole), (3, ("470,162", "469,733"))):
        sentence = places.pop(f"３ 全体の進捗状況 ({number})")
        assert [figure in text for figure, text in zip(figures, sentence, strict=True)] == [True, True]
    assert places == {
        "表１ 進捗の推移 令和8年10月末 件数（母数）": whole,
        "表２ 部別の進捗状況 総務部 年間件数": ("467,241", "466,705"),
        "表２ 部別の進捗状況 総務部 件数ベース（％）": ("91.9", "92.0"),
        "表２ 部別の進捗状況 計 年間件数": whole,
        "５ 前回報告（令和８年９月末）以降の動き (2)": (
            "このほか、集計に影響する変更はない。",
            "件数ベースのオンライン化率の増減（54.2％から54.2％へ）の内訳は、次の表のとおりである。",
        ),
        "表３ 増減の内訳 件数の見直し": (NOT_THERE, "件数の見直し　1　±0　△536　±0.0"),
        "表３ 増減の内訳 計": (NOT_THERE, "計　　±0　△536　±0.0"),
        "表４ 優先手続の進捗状況 STEP 1（令和6年度～令和7年度） 年間件数": whole,
        "表４ 優先手続の進捗状況 年間10,000件以上の手続 年間件数": whole,
        "別紙１ 手続別一覧 K-022 年間件数": ("13,995", "13,459"),
        "表５ 所管課別の進捗状況 総務部 収納対策課 年間件数": ("13,995", "13,459"),
        "表５ 所管課別の進捗状況 計  年間件数": whole,
    }


@pytest.mark.parametrize("paper", Paper)
def test_whatever_is_new_in_an_edition_is_in_its_list(closed: Engine, paper: Paper) -> None:
    """Whatever happened: nothing is put right in silence."""
    count(closed, 13_459)
    stated(closed, "K-002", effective_on=date(2026, 10, 5))
    confirm_all(closed)
    word(closed, OCTOBER, paper, "10月末の状況を報告する。")
    correct_month(closed, LATER, OCTOBER, WRONG)
    old, new = (report_of(closed, OCTOBER, paper, edition) for edition in (1, 2))
    listed = "　".join(text for row in errata(new) for text in row)
    assert len(statements(new) - statements(old)) > 20
    assert [text for text in statements(new) ^ statements(old) if text not in listed] == []


def test_an_edition_of_an_edition_lists_only_what_is_new(closed: Engine) -> None:
    count(closed, 13_459)
    correct_month(closed, LATER, OCTOBER, WRONG)
    word(closed, OCTOBER, Paper.INTERNAL, "報告する。")
    third = correct_month(closed, LATER, OCTOBER, "文の誤り")
    assert third.closing.edition == 3
    assert [row[2:] for row in errata(report_of(closed, OCTOBER, Paper.INTERNAL))] == [("報告する。", "文の誤り")]
    assert third.differences[Paper.COMMITTEE] == ()
    with pytest.raises(Refused, match="確定した内容と同じため"):
        correct_month(closed, LATER, OCTOBER, "もう一度")


def test_who_had_answered_stays_what_it_was_when_the_month_was_closed(closed: Engine) -> None:
    """A correction comes weeks later, when everybody has answered something else."""
    codes = [item[0] for item in report_of(closed, OCTOBER, Paper.INTERNAL).sheets.procedures.rows]
    answer_unchanged(closed, [seen for _, seen in look_at_kept(closed, actor(), codes)], actor(), REPLY)
    count(closed, 13_459)
    correct_month(closed, LATER, OCTOBER, WRONG)
    old, new = (report_of(closed, OCTOBER, Paper.INTERNAL, edition) for edition in (1, 2))
    assert "20課のうち０課" in (said(old, "replies") or "")
    assert section(new, "replies") is not None
    for key in ("replies", "replies_reason"):
        assert said(new, key) == said(old, key)
    assert not any("回答" in row[0] for row in errata(new))


# What it leaves alone


def test_the_editions_before_stay_what_they_were(closed: Engine) -> None:
    before = kept_files(closed)
    for cases in (13_459, 13_460):
        count(closed, cases)
        correct_month(closed, LATER, OCTOBER, WRONG)
    after = kept_files(closed)
    assert {key: file for key, file in after.items() if key in before} == before
    added = {(month, edition) for month, edition, _paper, _format in after.keys() - before.keys()}
    assert added == {(OCTOBER, 2), (OCTOBER, 3)}
    assert len(after) - len(before) == 2 * len(Paper) * (len(FORMATS) + 1)
    assert verify_closings(closed) == (4, ())


def test_later_months_compare_with_the_last_edition(closed: Engine) -> None:
    """October was closed with a wrong count, and is corrected before November is closed."""
    count(closed, 13_459)
    correct_month(closed, LATER, OCTOBER, WRONG)
    closed_later = close_month(closed, LATER, NOVEMBER, "照会中のため")
    for report in closed_later.reports.values():
        assert "このほか、集計に影響する変更はない。" in (said(report, "bridge") or "")
        assert "前回報告（令和８年10月末）からの増減は、±0.0ポイントである。" in (said(report, "by_cases") or "")
        assert [row[3] for row in tables(report)["進捗の推移"].table.rows] == ["1,824,178", "1,823,642", "1,823,642"]
    found = compare_months(closed, Chosen(OCTOBER, 1), Chosen(NOVEMBER, 1))
    assert found.bridge.change.known_cases == 13_459 - 13_995
    assert compare_months(closed, Chosen(OCTOBER, 2), Chosen(NOVEMBER, 1)).bridge.lines == ()
    editions = compare_months(closed, Chosen(OCTOBER, 1), Chosen(OCTOBER, 2))
    assert editions.bridge.change.known_cases == 13_459 - 13_995
    assert [(each.month, each.edition) for each in found.choices] == [
        (NOVEMBER, 1),
        (OCTOBER, 2),
        (OCTOBER, 1),
        (SEPTEMBER, 1),
    ]


def test_the_public_reads_what_was_released_until_it_is_released_anew(closed: Engine) -> None:
    release_month(closed, actor(), OCTOBER, NOW.date())
    wrong = published_data(closed, OCTOBER)
    count(closed, 13_459)
    correct_month(closed, LATER, OCTOBER, WRONG)
    assert published_data(closed, OCTOBER) == wrong
    release, report = see_published(closed, OCTOBER)
    assert (release.edition, report.edition, report.coverage.known_cases) == (1, 1, 1_824_178)
    release_month(closed, LATER, OCTOBER, LATER.at.date())
    assert published_data(closed, OCTOBER) == kept_files(closed)[OCTOBER, 2, "committee", "csv"] != wrong
    assert see_published(closed, OCTOBER)[1].coverage.known_cases == 1_823_642
    assert [(each.release.edition, each.coverage.known_cases) for each in list_published(closed)] == [(2, 1_823_642)]
    take_back_release(closed, LATER, OCTOBER)
    assert list_published(closed) == ()
    with pytest.raises(NotThere):
        published_data(closed, OCTOBER)


def test_the_log_has_an_entry_for_each(closed: Engine) -> None:
    count(closed, 13_459)
    correct_month(closed, LATER, OCTOBER, f" {WRONG} ")
    release_month(closed, LATER, OCTOBER, LATER.at.date())
    logged = entries(closed, OCTOBER)
    assert [(each.action, each.subject) for each in logged] == [
        ("month.close", "令和8年10月分"),
        ("month.correct", "令和8年10月分　第2版"),
        ("month.release", "令和8年10月分"),
    ]
    after = json.loads(logged[1].after)
    assert (after["版"], after["訂正の理由"]) == ("第2版", WRONG)
    assert after["訂正した箇所"] == {paper.value: len(errata(report_of(closed, OCTOBER, paper))) for paper in Paper}
    assert closing_of(closed, OCTOBER).sha256 in after.values()
    assert len(entries(closed, SEPTEMBER)) == 1
    assert verify_log(closed).bad is None
