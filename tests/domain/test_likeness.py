"""Names that are likely those of one procedure, and those that are not."""

import csv

import pytest

from tracker import files
from tracker.domain.differing import Differing
from tracker.domain.likeness import COMMON, Alike, alike, differing
from tracker.domain.spelling import skeleton

SAME = [
    ("自立支援医療(精神通院)申請", "自立支援医療（精神通院）申請", Differing.WIDTH),
    ("ｅＬＴＡＸの届", "eLTAXの届", Differing.WIDTH),
    ("健(検)診実績報告書", "健診実績報告書", Differing.BRACKETS),
    ("健（検）診実績報告書", "検診実績報告書", Differing.BRACKETS),
    ("健(検)診実績報告書", "健検診実績報告書", Differing.BRACKETS),
    ("教育・保育給付認定（1号）", "教育・保育給付認定1号", Differing.BRACKETS),
    ("〔新規〕登録", "【新規】登録", Differing.WIDTH),
    ("特別区民税・都民税の申告", "特別区民税、都民税の申告", Differing.SYMBOLS),
    ("住民票の 写し", "住民票の写し", Differing.SYMBOLS),
    ("「住民票」の写し", "住民票の写し", Differing.SYMBOLS),
    ("髙砂図書館の利用", "高砂図書館の利用", Differing.CHARACTERS),
    ("柴﨑公園占用", "柴崎公園占用", Differing.CHARACTERS),
    ("渡邊奨学金", "渡辺奨学金", Differing.CHARACTERS),
    ("人々の集い", "人人の集い", Differing.CHARACTERS),
    ("引っ越し", "引越し", Differing.OKURIGANA),
    ("引っ越し", "引越", Differing.OKURIGANA),
    ("粗大ごみ収集の申し込み", "粗大ごみ収集の申込み", Differing.OKURIGANA),
    ("粗大ごみ収集の申込み", "粗大ごみ収集の申込", Differing.OKURIGANA),
    ("登録の取り消し", "登録の取消", Differing.OKURIGANA),
    ("受け付けの予約", "受付の予約", Differing.OKURIGANA),
    ("お問い合わせ", "お問合せ", Differing.OKURIGANA),
    ("見積もり書", "見積書", Differing.OKURIGANA),
    ("一時預かり", "一時預り", Differing.OKURIGANA),
    ("つり銭など", "つり銭等", Differing.KANA),
    ("許可および認可", "許可及び認可", Differing.KANA),
    ("許可または認可", "許可又は認可", Differing.KANA),
    ("粗大ゴミ", "粗大ごみ", Differing.KANA),
    ("サーバー利用", "サーバ利用", Differing.KANA),
    ("3ヶ月健診", "3か月健診", Differing.KANA),
    ("3カ月健診", "3箇月健診", Differing.KANA),
    ("霞ヶ関分室", "霞ケ関分室", Differing.KANA),
    ("障がい者手帳", "障害者手帳", Differing.KANA),
    ("一人親家庭医療証", "ひとり親家庭医療証", Differing.KANA),
    ("第二号様式", "第2号様式", Differing.NUMERALS),
    ("第十二回講座", "第１２回講座", Differing.NUMERALS),
    ("住民票の交付", "住民票交付", Differing.PARTICLE),
    ("児童手当の申請", "児童手当の申請書", Differing.ENDING),
    ("児童手当申請", "児童手当申請手続", Differing.ENDING),
    ("給与支払報告書", "給与支払報告書の提出", Differing.ENDING),
    ("転入届", "転入届出書", Differing.ENDING),
    ("要介護認定申請(新規、更新、変更)", "要介護認定申請", Differing.NOTE),
]
DIFFERENT = [
    ("健診実績報告書", "検診実績報告書"),
    ("転入届", "転出届"),
    ("道路占用許可の新規申請", "道路占用許可の変更申請"),
    ("登録の変更", "登録の取消し"),
    ("審査請求（第1項）", "審査請求（第2項）"),
    ("第1項の届出", "第2項の届出"),
    ("第一種の許可", "第二種の許可"),
    ("様式第1-2号", "様式第12号"),
    ("一般廃棄物の許可", "1般廃棄物の許可"),
    ("許可を受ける者の届", "許可を受けない者の届"),
    ("納税証明書", "納税証明"),
    ("国民健康保険の資格取得の届出", "国民健康保険の資格喪失の届出"),
]


def found(*names: str) -> list[Alike]:
    return list(alike(names, ["課"] * len(names)))


@pytest.mark.parametrize(("name", "other", "kind"), SAME)
def test_spellings_of_one_name_are_found_with_their_reason(name: str, other: str, kind: Differing) -> None:
    assert found(name, other) == [Alike(0, 1, (kind,), True)]
    assert found(other, name) == [Alike(0, 1, (kind,), True)]


@pytest.mark.parametrize(("name", "other"), DIFFERENT)
def test_names_of_two_procedures_are_not(name: str, other: str) -> None:
    assert found(name, other) == []


def test_several_reasons_are_all_said() -> None:
    (pair,) = found("引っ越しの届け出（髙砂）", "引越の届出（高砂）")
    assert set(pair.differing) == {Differing.CHARACTERS, Differing.OKURIGANA}


def test_notes_of_which_there_are_several_tell_procedures_apart() -> None:
    assert found("審査請求（第1項）", "審査請求（第2項）", "審査請求") == []
    assert len(found("審査請求（第1項）", "審査請求")) == 1


def test_a_note_and_another_division_make_a_likeness_less_close() -> None:
    assert found("居宅届", "居宅届")[0].is_close
    assert not found("居宅届（住所地特例）", "居宅届")[0].is_close
    (pair,) = alike(["居宅届", "居宅届"], ["介護保険課", "福祉課"])
    assert (pair.differing, pair.is_close) == ((Differing.NOTHING,), False)


def test_a_name_that_many_have_says_nothing_between_divisions() -> None:
    names = ["公印使用届"] * (COMMON + 1)
    assert list(alike(names, range(len(names)))) == []
    within = list(alike(names, ["総務課", "総務課", *range(len(names) - 2)]))
    assert [(pair.first, pair.second) for pair in within] == [(0, 1)]


PRINTED = {
    "健診実績報告書": ("健康づくり課", Differing.BRACKETS),
    "自立支援医療（精神通院）申請": ("保健予防課", Differing.WIDTH),
    "高額介護支給申請": ("介護保険課", Differing.NOTHING),
}
"""Procedures of the ward's catalogue as its list of priorities prints them."""


def test_in_the_wards_catalogue_only_what_is_printed_twice_is_found() -> None:
    with files.WARD_CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names, divisions = [row["手続名"] for row in rows], [row["所管課"] for row in rows]
    assert list(alike(names, divisions)) == []
    names += PRINTED
    divisions += [division for division, _differing in PRINTED.values()]
    pairs = list(alike(names, divisions))
    assert {names[pair.second]: (divisions[pair.second], *pair.differing) for pair in pairs} == PRINTED
    assert all(pair.is_close for pair in pairs)
    assert next(names[pair.first] for pair in pairs) == "健(検)診実績報告書"


def test_among_many_names_the_same_pairs_are_found() -> None:
    names = list(dict.fromkeys(name for pair in SAME for name in pair[:2]))
    pairs = {frozenset((names[pair.first], names[pair.second])) for pair in found(*names)}
    assert pairs >= {frozenset(pair[:2]) for pair in SAME}
    assert not pairs & {frozenset(pair) for pair in DIFFERENT}


@pytest.mark.parametrize(("name", "other", "kind"), SAME)
def test_the_skeleton_is_the_same_however_a_name_is_written(name: str, other: str, kind: Differing) -> None:
    if kind is not Differing.NOTE and "検" not in name:
        assert skeleton(name) == skeleton(other)
    assert differing(name, other) == (kind,)
