"""体裁と文: what an officer types is kept, printed, and never lost; figures that it changes are named."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from tests.markup import elements
from tests.pages import Page, Pages
from tests.people import actor, registered
from tests.usecases.asking import ask
from tests.web.apps import NOON, engine_of, running
from tests.web.months import MONTH, OCTOBER, come_online
from tracker.domain.report.document import Paper
from tracker.storage import paper_drafts
from tracker.storage.transactions import reading
from tracker.usecases.reports.close_month import close_month

FORM = f"{MONTH}/committee/wording"
GENERATED = "件数ベース　オンライン化率は、54.2％"


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    """The application on the ward's catalogue."""
    with running(wards_copy, open_reading=False) as app:
        yield app


def text_in(page: Page, name: str) -> str:
    """What stands in an area."""
    [area] = [item for item in elements(page.main, "textarea") if item.get("name") == name]
    return (area.text or "").strip()


def test_the_title_block_and_typed_paragraphs_are_printed(ward: Flask) -> None:
    team = registered(ward)
    typed = {
        **{"committee": "総務委員会", "paper_number": "1", "document_number": "8葛政情第100号"},
        **{"dated": "令和8年11月20日", "office": "政策経営部　情報政策課", "approved_on": "令和8年11月19日"},
        **{"issues": "予約の手続から順に進める。", "schedule": "年度内に3手続を予定する。"},
    }
    paper = team.follow(team.submit(team.get(FORM), **typed))
    assert paper.address == f"{MONTH}/committee"
    for line in ("総務委員会 資料№1", "8葛政情第100号", "政策経営部 情報政策課", "決裁日 令和8年11月19日"):
        assert line.replace(" 資料", "資料") in paper.text or line in paper.text
    assert "予約の手続から順に進める。" in paper.text
    again = team.get(FORM)
    assert again.field("office").value == "政策経営部　情報政策課"
    assert text_in(again, "schedule") == "年度内に3手続を予定する。"
    assert "元の文にない数字" not in again.text, "where nothing is generated, there is nothing to compare with"


def test_an_officers_words_replace_a_sentence_and_an_empty_area_brings_it_back(ward: Flask) -> None:
    team = registered(ward)
    page = team.get(FORM)
    assert GENERATED.replace("　", " ") in page.text
    paper = team.follow(team.submit(page, by_cases="オンライン化率は、54.2％となった。"))
    assert "オンライン化率は、54.2％となった。" in paper.text
    assert "元の文にない数字" not in paper.text
    with reading(engine_of(ward)) as connection:
        draft = paper_drafts.find(connection, OCTOBER, Paper.COMMITTEE)
    assert draft is not None
    assert draft.wordings["by_cases"].generated.startswith(GENERATED)
    paper = team.follow(team.submit(team.get(FORM), by_cases=""))
    assert GENERATED.replace("　", " ") in paper.text


def test_a_number_that_the_sentence_never_held_is_named(ward: Flask) -> None:
    team = registered(ward)
    paper = team.follow(team.submit(team.get(FORM), by_cases="約55％、989,181件である。"))
    assert "元の文にない数字があります（55）。" in paper.text
    assert "元の文にない数字があります（55）。" in team.get(FORM).text


def test_a_sentence_that_reads_otherwise_since_is_shown_until_somebody_agrees(ward: Flask) -> None:
    team = registered(ward)
    team.submit(team.get(FORM), by_cases="約半分である。")
    come_online(ward, "K-002")
    page = team.get(FORM)
    assert "元の文が変わっています。" in page.text
    assert "69.8％" in page.text
    assert page.text.count("54.2％") >= 2
    team.submit(page, dated="令和8年11月20日")
    assert "元の文が変わっています。" in team.get(FORM).text
    team.submit(team.get(FORM), agreed="by_cases")
    page = team.get(FORM)
    assert "元の文が変わっています。" not in page.text
    assert text_in(page, "by_cases") == "約半分である。"


def test_a_wording_without_its_sentence_is_kept(ward: Flask) -> None:
    """The sentence about what was reverted is there only in months in which something was."""
    close_month(engine_of(ward), actor(at=NOON), date(2026, 9, 1), "照会中のため")
    team = registered(ward)
    team.submit(team.get(FORM), online="動きはない。")
    with engine_of(ward).execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE paper_drafts SET wordings = replace(wordings, '\"online\"', '\"reverted\"')")
    page = team.get(FORM)
    assert "今の資料にない文" in page.text
    team.submit(page, dated="令和8年11月20日")
    assert text_in(team.get(FORM), "reverted") == "動きはない。"


def test_the_paper_can_be_compared_with_another_month(ward: Flask) -> None:
    for month in (8, 9):
        close_month(engine_of(ward), actor(at=NOON), date(2026, month, 1), "照会中のため")
    team = registered(ward)
    page = team.get(FORM)
    assert page.field("compared_with").choices[0] == ("", "（自動：令和8年9月）")
    paper = team.follow(team.submit(page, compared_with="2026-08"))
    assert "前回報告（令和８年８月末）" in paper.text
    team.submit(team.get(FORM), 400, compared_with="2026-07")


def test_the_slower_of_two_loses_nothing(ward: Flask) -> None:
    slow, fast = registered(ward, name="後藤 花子"), registered(ward, name="先田 一郎")
    mine = slow.get(FORM)
    fast.submit(fast.get(FORM), office="情報政策課")
    back = Page(FORM, slow.submit(mine, 409, office="政策経営部", by_cases="私の文。"))
    assert back.title.startswith("エラー：")
    assert "先田 一郎" in back.text
    told = {row[0]: row[1:] for row in back.table("月次報告の文の変更").rows}
    assert told["部課名"] == ["－", "情報政策課", "政策経営部"]
    assert back.field("office").value == "政策経営部"
    assert text_in(back, "by_cases") == "私の文。"
    slow.submit(back)
    page = slow.get(FORM)
    assert (page.field("office").value, text_in(page, "by_cases")) == ("政策経営部", "私の文。")


def test_what_is_too_long_is_handed_back(ward: Flask) -> None:
    team = registered(ward)
    back = Page(FORM, team.submit(team.get(FORM), 400, office="課" * 101, issues="長" * 2_001, dated="令和8年"))
    assert back.field("office").invalid
    assert back.field("issues").invalid
    assert back.field("dated").value == "令和8年"
    assert text_in(back, "issues") == "長" * 2_001


def test_nothing_is_changed_while_papers_go_round(ward: Flask) -> None:
    team = registered(ward)
    before = team.get(FORM)
    team.submit(team.get(MONTH), button="（案）にする")
    page = team.get(FORM)
    assert "（案）として回覧中のため、変更できません。" in page.text
    assert [item.get("disabled") is not None for item in elements(page.main, "fieldset")] == [True]
    back = Page(FORM, team.submit(before, 400, office="情報政策課"))
    assert "（案）として回覧中のため、変更できません。" in back.text
    assert back.field("office").value == "情報政策課"
    assert not [item for item in elements(back.main, "fieldset") if item.get("disabled") is not None]


def test_of_a_closed_month_it_enters_a_corrected_edition_only(ward: Flask) -> None:
    close_month(engine_of(ward), actor(at=NOON), OCTOBER, "照会中のため")
    team = registered(ward)
    page = team.get(FORM)
    assert "この内容は、訂正版を作成するまで、どの資料にも入りません。" in page.text
    correction = team.follow(team.submit(page, dated="令和8年11月20日"))
    assert correction.address == f"{MONTH}/correct"
    assert correction.table("委員会報告").rows == [["標題の右", "（記載なし）", "令和8年11月20日"]]
    assert "令和8年11月20日" not in team.get(f"{MONTH}/committee").text.split("主旨")[0]


def test_the_internal_report_goes_to_no_committee(ward: Flask) -> None:
    ask(engine_of(ward))
    page = registered(ward).get(f"{MONTH}/internal/wording")
    names = {item.get("name") for item in elements(page.main, "input")}
    assert "office" in names
    assert not names & {"committee", "paper_number"}
    assert text_in(page, "replies") == ""


def test_it_is_there_in_english_with_the_sentences_in_japanese(ward: Flask) -> None:
    page = registered(ward, language="en").get(FORM)
    generated = [item for item in elements(page.main, "p") if item.get("lang") == "ja"]
    assert any(GENERATED in "".join(item.itertext()) for item in generated)


def test_nobody_else_words_papers(ward: Flask) -> None:
    Pages(ward).fetch(FORM, 303)
