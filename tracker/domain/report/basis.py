"""１ 主旨 and ２ 対象及び集計方法: why the paper is written, and what its figures count."""

from tracker.domain import labels
from tracker.domain.coverage import Rate
from tracker.domain.policy import ExemptTreatment, PartialTreatment
from tracker.domain.report.document import Section, Sentence
from tracker.domain.report.material import Material
from tracker.domain.report.words import ITEM, month_end_of, rate_of
from tracker.domain.status import OnlineStatus


def purpose(material: Material) -> Section:
    """Why the paper is written."""
    text = f"行政手続のオンライン化について、{month_end_of(material.as_of)}現在の進捗状況を取りまとめたため、報告する。"
    return Section("purpose", "", "主旨", (Sentence("purpose", text),))


def method(material: Material) -> Section:
    """Which procedures, which cases, and what is online. Source: 用語表 section 5."""
    sentences = [
        Sentence("scope", _scope(material), ITEM),
        Sentence("cases", _cases(material), ITEM),
        Sentence("meaning", _meaning(material), ITEM),
    ]
    if material.snapshot.policy.total_cases is not None:
        sentences.append(Sentence("total_cases", _total_cases(material), ITEM))
    return Section("method", "", "対象及び集計方法", tuple(sentences))


def _scope(material: Material) -> str:
    kind = material.municipality.kind
    count = len(material.snapshot.procedures)
    text = (
        f"対象　{kind}民、事業者等が{kind}に対して行う申請、届出等のうち、台帳に登録した手続（{count:,}手続）とする。"
    )
    exempt = sum(item.status is OnlineStatus.EXEMPT for item in material.standings)
    if exempt:
        left_out = material.snapshot.policy.exempt is ExemptTreatment.LEFT_OUT
        text += f"このうち法令等により書面等によることとされている手続（適用除外、{exempt:,}手続）は、"
        text += "集計に含めない。" if left_out else "母数に含める。"
    return text


def _cases(material: Material) -> str:
    coverage, policy = material.coverage, material.snapshot.policy
    text = f"件数　{labels.fiscal_year(policy.base_fiscal_year)}の受付件数による。"
    if coverage.uncounted:
        text += f"件数を集計していない手続（{coverage.uncounted:,}手続）は、件数ベースの集計に含めない。"
    return text


def _meaning(material: Material) -> str:
    partial = "含める" if material.snapshot.policy.partial is PartialTreatment.COUNTED_WHOLE else "含めない"
    return (
        "オンライン化済みの考え方　申請、届出等をインターネットを通じて行うことができる手続（手数料の納付又は結果の"
        "受取に来庁を要するものを含む。）及びコンビニ交付により取得できる証明書の手続をいう。一部の申請等に限りオンラインで"
        f"行うことができる手続は「一部実施済」とし、オンライン化済みに{partial}。"
    )


def _total_cases(material: Material) -> str:
    policy = material.snapshot.policy
    assert policy.total_cases is not None
    counted = Rate(material.coverage.known_cases, policy.total_cases)
    source = f"（{policy.total_cases_source}）" if policy.total_cases_source else ""
    return f"受付総件数{source}に占める割合　件数を集計している手続の件数は、受付総件数の{rate_of(counted)}である。"
