"""What a person adds to a paper: its title block, wording of their own, and paragraphs that only people can write."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.domain.errors import Refused
from tracker.domain.labels import number
from tracker.domain.report.digits import Digits

LONGEST_LINE, LONGEST_TEXT = 100, 2_000
LATE, ISSUES, SCHEDULE = "late_reason", "issues", "schedule"
"""Paragraphs that nobody but a person writes: why procedures are late, what is difficult, what comes next."""
TYPED = (LATE, ISSUES, SCHEDULE)
REASON = "replies_reason"
"""Why a month was closed although something was open: typed when it was closed, and not worded otherwise."""
SENTENCES = {
    "purpose": "主旨",
    "scope": "対象",
    "cases": "件数",
    "meaning": "オンライン化済みの考え方",
    "total_cases": "受付総件数",
    "by_cases": "件数ベース",
    "by_procedures": "手続数ベース",
    "target": "目標",
    "policy_changed": "基準の変更",
    "rounding": "四捨五入",
    "online": "新たにオンライン化した手続",
    "reverted": "取りやめた手続",
    "bridge": "増減の内訳",
    "late": "予定時期を経過している手続",
    "usage_all": "オンライン利用率（全件）",
    "usage_enabled": "オンライン利用率（オンライン化済みの手続）",
    "replies": "回答の状況",
    LATE: "予定より遅れている理由",
    ISSUES: "課題と今後の対応",
    SCHEDULE: "今後のスケジュール",
}
"""How people call what can be worded: in the log. A sentence that is not here is called by its key."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as an officer wants it. ``generated``: what it replaced, so that it can be seen when that changes."""

    text: str
    generated: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The title block of one paper of a month, and its wording by the keys of sentences.

    ``committee`` and ``paper_number`` (資料№) stand in the frame, ``document_number`` (文書番号), ``dated`` and
    ``office`` (部課) at the right; ``approved_on`` (決裁日) at the end. All are text, as typed. ``compared_with``: the
    first day of the month of the last paper (前回報告); None leaves the choice to the rule.
    """

    committee: str = ""
    paper_number: str = ""
    document_number: str = ""
    dated: str = ""
    office: str = ""
    approved_on: str = ""
    digits: Digits = Digits.SINGLE_FULL
    compared_with: date | None = None
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    @property
    def typed(self) -> dict[str, str]:
        """The paragraphs that only people write, those that are there."""
        return {key: self.wordings[key].text for key in TYPED if key in self.wordings}


LINES = ("committee", "paper_number", "document_number", "dated", "office", "approved_on")
"""The fields of one line."""


def check_draft(draft: Draft) -> Draft:
    """The draft without blanks around its texts and without empty wordings. Raises ``Refused`` for what is too long."""
    tidied = replace(draft, **{name: getattr(draft, name).strip() for name in LINES}, wordings=_written(draft.wordings))
    for name in LINES:
        _check_length(getattr(tidied, name), LONGEST_LINE, name)
    for key, wording in tidied.wordings.items():
        _check_length(wording.text, LONGEST_TEXT, key)
    return tidied


def carried_over(draft: Draft) -> Draft:
    """What the next month's paper takes over: where it goes and who writes it, not what is of one month only."""
    return Draft(committee=draft.committee, office=draft.office, digits=draft.digits)


def _written(wordings: Mapping[str, Wording]) -> dict[str, Wording]:
    tidied = {key: replace(wording, text=_lines(wording.text)) for key, wording in wordings.items()}
    return {key: wording for key, wording in tidied.items() if wording.text and wording.text != wording.generated}


def _lines(text: str) -> str:
    return text.strip().replace("\r\n", "\n").replace("\r", "\n")


def _check_length(text: str, longest: int, field_name: str) -> None:
    if len(text) > longest:
        raise Refused(
            f"{number(longest)}字以内で入力してください（今は{number(len(text))}字です）。",
            f"Write at most {number(longest)} characters (now {number(len(text))}).",
            field_name,
        )
