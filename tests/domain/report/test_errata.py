"""正誤表: what a corrected edition says differently, place by place."""

from dataclasses import replace

from tests.build import procedure
from tests.report_reading import AHEAD, material, paper, said, worded
from tracker.domain.report.compose import Edition, compose
from tracker.domain.report.document import MonthlyReport, Paper, Stage
from tracker.domain.report.draft import Draft
from tracker.domain.report.errata import MISSING, differences

ONLINE, OTHER = procedure("K-1", 600, online=True), procedure("K-2", 400)
WRONG = paper(material(ONLINE, OTHER))


def found(right: MonthlyReport, wrong: MonthlyReport = WRONG) -> dict[str, tuple[str, str]]:
    return {place: (was, is_) for place, was, is_ in differences(wrong, right)}


def test_equal_papers_have_nothing_to_correct() -> None:
    assert differences(WRONG, paper(material(ONLINE, OTHER))) == []


def test_the_day_and_the_number_of_an_edition_are_no_errors() -> None:
    second = replace(material(ONLINE, OTHER, check_number="9999"), made_on=WRONG.as_of)
    edition = Edition(2, "令和8年11月20日", (("標題", "誤", "正", "理由"),))
    corrected = compose(second, Draft(digits=worded().digits), Paper.INTERNAL, Stage.FINAL, edition)
    assert differences(WRONG, corrected) == []


def test_another_count_is_found_wherever_it_is_printed() -> None:
    places = found(paper(material(ONLINE, replace(OTHER, volumes=procedure("K-2", 900).volumes))))
    assert places["別紙1　手続別一覧　K-2　年間件数"] == ("400", "900")
    assert places["表2　部別の進捗状況　総務部　年間件数"] == ("1,000", "1,500")
    assert places["表1　進捗の推移　令和8年9月末　件数ベース（％）"] == ("60.0", "40.0")
    was, is_ = places["3　全体の進捗状況　(1)"]
    assert "60.0％（600件／1,000件）" in was
    assert "40.0％（600件／1,500件）" in is_
    assert [name for name in places if name.startswith("標題")] == []


def test_what_was_forgotten_was_missing() -> None:
    places = found(paper(material(ONLINE, OTHER, procedure("K-3", None))))
    was, is_ = places["別紙1　手続別一覧　K-3"]
    assert was == MISSING
    assert is_.startswith("K-3　総務部　税務課　手続K-3　…")
    back = found(WRONG, paper(material(ONLINE, OTHER, procedure("K-3", None))))
    assert back["別紙1　手続別一覧　K-3"] == (is_, MISSING)


def test_sections_are_known_whatever_their_number() -> None:
    places = found(paper(material(ONLINE, OTHER, before=(ONLINE, OTHER))))
    assert places["5　前回報告（令和8年8月末）以降の動き　(1)"] == (
        MISSING,
        "前回報告以降、新たにオンライン化した手続はない。",
    )
    assert not any("優先手続" in place for place in places)


def test_titles_headings_and_notes_are_compared_too() -> None:
    earlier = material(ONLINE, OTHER, before=(ONLINE, OTHER))
    assert earlier.previous
    wrong, right = (
        paper(
            replace(earlier, previous=replace(earlier.previous, as_of=day)),
            draft=Draft(digits=worded().digits, office=office),
        )
        for day, office in ((earlier.previous.as_of, "総務部"), (earlier.previous.as_of.replace(month=7), "政策経営部"))
    )
    places = found(right, wrong)
    assert places["標題の右"] == ("総務部", "政策経営部")
    assert places["5　見出し"] == ("前回報告（令和8年8月末）以降の動き", "前回報告（令和8年7月末）以降の動き")
    other_year = paper(material(ONLINE, OTHER, rule=replace(AHEAD, base_fiscal_year=2023)))
    assert found(other_year)["別紙1　手続別一覧　注"] == (
        "年間件数は令和4年度の受付件数である。「…」は件数未集計を表す。",
        "年間件数は令和5年度の受付件数である。「…」は件数未集計を表す。",
    )


def test_a_sentence_is_found_by_its_place() -> None:
    right = paper(material(ONLINE, OTHER), draft=worded(purpose="報告する。"))
    assert differences(WRONG, right) == [("1　主旨", said(WRONG, "purpose"), "報告する。")]


def test_what_only_the_files_say_is_compared_where_the_paper_says_the_same() -> None:
    right = paper(material(ONLINE, OTHER))
    rows = tuple((*row[:-1], "概数") for row in right.open_data.rows)
    wrong = replace(right, open_data=replace(right.open_data, rows=rows))
    assert differences(wrong, right) == [(f"CSVファイル　{item.code}　備考", "概数", "") for item in (ONLINE, OTHER)]
    worded = replace(wrong, heading=replace(wrong.heading, title="別の標題"))
    assert differences(worded, right) == [("標題", "別の標題", right.heading.title)]
