"""What a policy says, in words: for the log, for its list, and for what differs between two."""

from typing import NamedTuple

from tracker.domain import labels
from tracker.domain.policy import Policy, Target
from tracker.domain.procedure import Theme
from tracker.domain.said import Said
from tracker.domain.vocabulary import Language, name_of


class Differing(NamedTuple):
    """A heading under which two policies say different things."""

    heading: str
    before: str
    after: str


def said_by_policy(policy: Policy, language: Language = "ja") -> Said:
    """Everything a policy states besides the day from which it applies, by its heading."""
    ja = language == "ja"
    comma = "、" if ja else ", "
    return {
        "件数の基準" if ja else "Threshold": f"年間{labels.cases(policy.threshold)}以上"
        if ja
        else f"{labels.cases(policy.threshold, 'en')} a year or more",
        "優先する分野" if ja else "Priority themes": comma.join(
            name_of(theme, language) for theme in Theme if theme in policy.themes
        ),
        "優先対象手続" if ja else "Designated list": _designation(policy, language),
        "STEP 1の年度" if ja else "Years of STEP 1": labels.fiscal_years(policy.step1, language),
        "STEP 2の年度" if ja else "Years of STEP 2": labels.fiscal_years(policy.step2, language),
        "STEPを決める件数の年度" if ja else "Year that decides STEP": labels.fiscal_year(
            policy.step_fiscal_year, language
        ),
        "母数の年度" if ja else "Base year": labels.fiscal_year(policy.base_fiscal_year, language),
        "目標" if ja else "Targets": comma.join(said_by_target(target, language) for target in policy.targets),
        "一部実施済" if ja else "Partly online": name_of(policy.partial, language),
        "適用除外" if ja else "Exempt by law": name_of(policy.exempt, language),
        "受付総件数" if ja else "Total cases": ""
        if policy.total_cases is None
        else labels.cases(policy.total_cases, language),
        "受付総件数の出典" if ja else "Source of the total": policy.total_cases_source,
    }


def said_by_target(target: Target, language: Language = "ja") -> str:
    """A target with what it is computed as: 約８割（80％、令和8年3月31日まで）."""
    share, day = labels.target_percent(target.share, language), labels.day(target.due_on, language)
    return f"{target.wording}（{share}、{day}まで）" if language == "ja" else f"{target.wording} ({share} by {day})"


def differing(before: Policy, after: Policy, language: Language = "ja") -> list[Differing]:
    """What the second policy says otherwise than the first."""
    old, new = said_by_policy(before, language), said_by_policy(after, language)
    return [Differing(heading, old[heading], new[heading]) for heading in new if old[heading] != new[heading]]


def policy_subject(policy: Policy) -> str:
    """How the log names a policy."""
    return f"{labels.day(policy.valid_from)}から適用する基準"


def _designation(policy: Policy, language: Language) -> str:
    if policy.designation_decides:
        return "STEP 1とする" if language == "ja" else "goes into STEP 1"
    return "STEPの判定に用いない" if language == "ja" else "does not decide STEP"
