"""The paper as a whole: its title, its numbers, an officer's wording, and what never stands in it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.build import policy, procedure, record, target, volume
from tests.report_reading import (
    AUGUST,
    ORGANISATION,
    SEPTEMBER,
    figures,
    material,
    paper,
    printed,
    said,
    section,
    sentences,
    tables,
    worded,
)
from tracker.domain.fiscal import Period, Precision
from tracker.domain.procedure import Answer, Barrier, Plan, Procedure, VolumeBasis
from tracker.domain.report.compose import Edition, compose
from tracker.domain.report.digits import Digits
from tracker.domain.report.document import MonthlyReport, Paper, Stage
from tracker.domain.report.draft import Draft, Wording
from tracker.domain.report.material import Material, Milestone
from tracker.domain.snapshot import Snapshot
from tracker.domain.status import OnBehalf, ReplyRoute
from tracker.domain.work import Replies

ITEMS = procedure("K-1", 600, online=True), procedure("K-2", 400)
DRAFT = Draft("総務委員会", "3", "8葛政第12号", "令和8年10月10日", "政策経営部", "令和8年10月9日")


def full(kind: Paper = Paper.INTERNAL) -> MonthlyReport:
    """A paper with every part."""
    late = procedure("K-3", volumes=(volume(100, online_cases=5),), plan=Plan(Period(AUGUST, Precision.DAY)))
    found = material(
        *ITEMS,
        late,
        before=(procedure("K-1", 600), procedure("K-2", 400, online=True), late),
        milestones=(Milestone(AUGUST, material(*ITEMS, on=AUGUST).coverage),),
        replies=(Replies("総務部", "税務課", 3, 2, 1, 0, 0),),
    )
    return paper(found, kind, worded(issues="課題", schedule="予定", late_reason="理由"))


# Title


def test_the_title_block_of_the_committees_paper_has_a_frame() -> None:
    heading = compose(material(*ITEMS), DRAFT, Paper.COMMITTEE, Stage.FINAL).heading
    assert heading.title == "行政手続のオンライン化の進捗状況について（令和８年９月末現在）"
    assert heading.box == ("総務委員会", "資料№3")
    assert heading.right == ("8葛政第12号", "令和8年10月10日", "政策経営部")
    assert compose(material(*ITEMS), DRAFT, Paper.INTERNAL, Stage.FINAL).heading.box == ()
    assert compose(material(*ITEMS), Draft(), Paper.COMMITTEE, Stage.FINAL).heading.box == ()


@pytest.mark.parametrize(
    ("stage", "mark"), [(Stage.IN_PREPARATION, "（作成中）"), (Stage.PROPOSED, "（案）"), (Stage.FINAL, "")]
)
def test_the_title_says_how_far_the_paper_has_come(stage: Stage, mark: str) -> None:
    assert paper(material(*ITEMS), stage=stage).heading.mark == mark


def test_a_corrected_edition_says_when_it_was_corrected_and_what() -> None:
    edition = Edition(2, "令和8年11月20日", (("３　全体の進捗状況　(1)", "誤", "正", "件数の誤り"),))
    report = compose(material(*ITEMS), Draft(), Paper.COMMITTEE, Stage.FINAL, edition)
    assert report.heading.mark == "（令和８年11月20日訂正　第２版）"
    first, *_others, last = [(annex.label, annex.title) for annex in report.annexes]
    assert (first, last) == (("別紙１", "手続別一覧"), ("別紙４", "正誤表"))


# Numbers


def numbers(report: MonthlyReport) -> list[str]:
    return [part.number for part in report.sections]


def test_every_part_has_its_number() -> None:
    report = full()
    assert numbers(report) == [str(number) for number in range(1, 11)]
    assert [part.key for part in report.sections] == [
        "purpose", "method", "whole", "departments", "changes", "priorities", "usage", "replies", "issues", "schedule",
    ]  # fmt: skip
    assert [block.number for block in tables(report).values()] == [f"表{number}" for number in range(1, 9)]
    assert [block.number for block in figures(report)] == ["図1", "図2"]
    assert [annex.label for annex in report.annexes] == ["別紙1", "別紙2", "別紙3"]
    labels = {key: sentence.label for key, sentence in sentences(report).items()}
    assert (labels["online"], labels["reverted"], labels["bridge"], labels["late"]) == ("(1)", "(2)", "(3)", "")


def test_numbers_close_up_where_parts_are_left_out() -> None:
    report = paper(material(procedure("K-1", None)), Paper.COMMITTEE, worded(schedule="予定"))
    assert [(part.number, part.key) for part in report.sections] == [
        ("1", "purpose"), ("2", "method"), ("3", "whole"), ("4", "departments"), ("5", "priorities"), ("6", "schedule"),
    ]  # fmt: skip
    assert [block.number for block in tables(report).values()] == ["表1", "表2", "表3"]
    assert figures(report) == []
    by_rate = paper(material(*ITEMS, before=ITEMS))
    assert [item.label for item in sentences(by_rate).values() if item.key in ("online", "bridge")] == ["(1)", "(2)"]
    assert [block.number for block in figures(by_rate)] == ["図1"]


def test_numbers_are_in_the_wanted_width_and_tables_never_are() -> None:
    report = compose(material(*ITEMS), Draft(digits=Digits.FULL), Paper.INTERNAL, Stage.FINAL)
    assert numbers(report) == ["１", "２", "３", "４", "５"]
    assert [block.number for block in tables(report).values()] == ["表１", "表２", "表３"]
    assert [annex.label for annex in report.annexes] == ["別紙１", "別紙２", "別紙３"]
    assert "６０．０％（６００件／１，０００件）" in (said(report, "by_cases") or "")
    assert tables(report)["進捗の推移"].table.rows[0][:3] == ("令和8年9月末", "60.0", "600")
    assert report.notes[-1] == "出典　オンライン手続台帳（令和８年１０月１０日抽出）"


# Wording


def test_an_officers_wording_stands_in_place_of_what_was_generated() -> None:
    wordings = {"by_cases": Wording("件数ベースは 60.0％、9月末である。"), "schedule": Wording("1月　委員会")}
    report = compose(material(*ITEMS), Draft(digits=Digits.FULL, wordings=wordings), Paper.COMMITTEE, Stage.FINAL)
    assert said(report, "by_cases") == "件数ベースは 60.0％、9月末である。"
    assert said(report, "schedule") == "1月　委員会"
    assert sentences(report)["by_cases"].label == "(1)"
    assert "（１手続／２手続）" in (said(report, "by_procedures") or "")


def test_a_wording_of_what_is_not_there_is_not_printed() -> None:
    report = paper(material(*ITEMS), draft=worded(online="新たな手続はない。", nothing="誰も知らない文"))
    assert section(report, "changes") is None
    assert not {"新たな手続はない。", "誰も知らない文"} & set(printed(report))


def test_each_remark_has_a_wording_of_its_own() -> None:
    before, now = (procedure("K-1", 5_424, online=True), procedure("K-2", 4_576)), ITEMS
    report = paper(material(*now, before=before), draft=worded(policy_changed="基準の注", rounding="端数の注"))
    assert said(report, "policy_changed") is None
    assert "基準の注" not in set(printed(report))


# What never stands in a paper


SECRETS = ("秘密の理由", "秘密の備考", "秘密の経緯", "秘密の氏名", "秘密の出典", "https://secret.example", "費用対効果")


def hostile() -> Procedure:
    """A procedure that says everywhere what is for the ward only."""
    own: dict[str, Any] = {"recorded_by": "秘密の氏名", "confirmed_by": "秘密の氏名", "reason": "秘密の理由"}
    behalf = OnBehalf("秘密の氏名", ReplyRoute.PHONE, SEPTEMBER)
    said_of_it = record(1, note="秘密の経緯", url="https://secret.example", on_behalf=behalf, **own)
    assert said_of_it.recorded_at
    return procedure(
        "K-1",
        note="秘密の備考",
        source="秘密の出典",
        legal_basis="秘密の経緯",
        records=(said_of_it,),
        volumes=(volume(100, source="秘密の出典", basis=VolumeBasis.APPROXIMATE),),
        plan=Plan(Period(AUGUST, Precision.DAY), Barrier.COST, "秘密の理由"),
        answer=Answer(said_of_it.recorded_at, "秘密の氏名", behalf),
    )


@pytest.mark.parametrize("kind", Paper)
def test_no_reason_note_or_person_of_the_catalogue_is_printed(kind: Paper) -> None:
    late = replace(hostile(), code="K-2", records=())
    kept = Snapshot(SEPTEMBER, policy(targets=(target(),)), ORGANISATION, (hostile(), late))
    earlier = Snapshot(AUGUST, kept.policy, ORGANISATION, (replace(hostile(), records=()),))
    report = paper(Material(kept, SEPTEMBER, earlier), kind)
    assert said(report, "late") == "予定時期を経過している手続は1手続である。"
    for text in printed(report):
        assert not any(secret in text for secret in SECRETS), text


# Notes and the end


def test_notes_say_what_is_not_firm_and_where_it_comes_from() -> None:
    items = (
        procedure("K-1", online=True),
        procedure("K-2", records=(record(), record(2, date(2026, 4, 1)))),
        procedure("K-3", volumes=(volume(5, basis=VolumeBasis.PRELIMINARY),)),
        procedure("K-4", volumes=(volume(None, basis=VolumeBasis.PRELIMINARY),)),
    )
    notes = paper(material(*items, rule=policy(designation_decides=True))).notes
    assert notes[1:4] == (
        "件数には、速報値、見込み又は概数によるもの（1手続）があり、確定後に修正することがある。",
        "オンライン化済みの手続のうち1手続の状況は、令和6年1月時点の公表資料による。",
        "優先対象手続は、件数及び分野にかかわらずSTEP 1としている。",
    )
    assert len(paper(material(procedure())).notes) == 3
    assert notes[-2:] == (
        "表中の符号　「－」該当する値がない　「…」件数未集計　「△」減",
        "出典　オンライン手続台帳（令和8年10月10日抽出）",
    )


def test_the_end_says_who_decided_and_how_to_check() -> None:
    report = compose(material(*ITEMS, check_number="1a2b-3c4d-5e6f"), DRAFT, Paper.COMMITTEE, Stage.FINAL)
    assert report.closing == ("決裁日　令和8年10月9日", "照合番号　1a2b-3c4d-5e6f")
    assert paper(material(*ITEMS)).closing == ()
    assert not any("1a2b" in text for text in printed(report.sections))
