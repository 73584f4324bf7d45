"""１ 主旨 and ２ 対象及び集計方法: what the figures count, as the policy of the month has it."""

from typing import Any

import pytest

from tests.build import policy, procedure, record
from tests.report_reading import material, paper, said
from tracker.domain.policy import ExemptTreatment, PartialTreatment
from tracker.domain.procedure import Procedure
from tracker.domain.report.material import Municipality
from tracker.domain.status import OnlineStatus

EXEMPT = procedure("K-9", records=(record(status=OnlineStatus.EXEMPT),))


def sentence(key: str, *items: Procedure, **overrides: Any) -> str | None:
    return said(paper(material(*items, **overrides)), key)


def test_the_paper_says_as_of_when_it_reports() -> None:
    assert sentence("purpose") == (
        "行政手続のオンライン化について、令和8年9月末現在の進捗状況を取りまとめたため、報告する。"
    )


@pytest.mark.parametrize(("name", "kind"), [("葛飾区", "区"), ("八王子市", "市"), ("奥多摩町", "町"), ("", "区")])
def test_whose_procedures_are_counted(name: str, kind: str) -> None:
    assert sentence("scope", procedure(), municipality=Municipality(name)) == (
        f"対象　{kind}民、事業者等が{kind}に対して行う申請、届出等のうち、台帳に登録した手続（1手続）とする。"
    )


@pytest.mark.parametrize(
    ("treatment", "words"),
    [(ExemptTreatment.IN_DENOMINATOR, "母数に含める。"), (ExemptTreatment.LEFT_OUT, "集計に含めない。")],
)
def test_what_is_exempt_by_law_is_kept_or_left_out(treatment: ExemptTreatment, words: str) -> None:
    text = sentence("scope", procedure(), EXEMPT, rule=policy(exempt=treatment))
    assert text
    assert text.endswith(
        "（2手続）とする。このうち法令等により書面等によることとされている手続（適用除外、1手続）は、" + words
    )
    assert "適用除外" not in (sentence("scope", procedure()) or "")


def test_which_cases_are_counted() -> None:
    assert sentence("cases", procedure()) == "件数　令和4年度の受付件数による。"
    assert sentence("cases", procedure(), procedure("K-2", None)) == (
        "件数　令和4年度の受付件数による。件数を集計していない手続（1手続）は、件数ベースの集計に含めない。"
    )


@pytest.mark.parametrize(
    ("treatment", "words"), [(PartialTreatment.NOT_COUNTED, "含めない。"), (PartialTreatment.COUNTED_WHOLE, "含める。")]
)
def test_what_is_online(treatment: PartialTreatment, words: str) -> None:
    text = sentence("meaning", rule=policy(partial=treatment))
    assert text
    assert text.endswith("は「一部実施済」とし、オンライン化済みに" + words)


def test_how_much_of_all_cases_is_counted_where_that_is_published() -> None:
    rule = policy(total_cases=4_000, total_cases_source="行政報告書")
    assert sentence("total_cases", procedure(), rule=rule) == (
        "受付総件数（行政報告書）に占める割合　件数を集計している手続の件数は、"
        "受付総件数の25.0％（1,000件／4,000件）である。"
    )
    assert sentence("total_cases", procedure()) is None
