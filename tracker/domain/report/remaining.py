"""８ 回答の状況 (庁内報告 only) and what only people write: 課題と今後の対応, 今後のスケジュール（予定）."""

from collections.abc import Sequence

from tracker.domain import labels
from tracker.domain.inquiry import Inquiry
from tracker.domain.report.document import Block, Column, Kind, Section, Sentence, Table, TableBlock
from tracker.domain.report.draft import ISSUES, REASON, SCHEDULE
from tracker.domain.report.material import Material
from tracker.domain.said_inquiry import subject_of
from tracker.domain.work import Replies


def replies(material: Material) -> Section | None:
    """Divisions that have not answered are named; None where nobody was asked."""
    asked = [line for line in material.replies if line.asked]
    if not asked:
        return None
    late = [line for line in asked if not line.is_complete]
    answered = len(asked) - len(late)
    text = (
        f"{_to_which(material.inquiries)}{labels.day(material.made_on)}現在、"
        f"{len(asked):,}課のうち{answered:,}課が全ての手続について回答済みである。"
    )
    if late:
        text += f"未回答又は差戻し中の手続がある{len(late):,}課については、前回の回答内容により集計した。"
    blocks: list[Block] = [Sentence("replies", text)]
    if material.reason:
        blocks.append(Sentence(REASON, f"未回答又は確認待ちを残して確定した理由　{material.reason}"))
    if late:
        blocks.append(TableBlock("", "未回答又は差戻し中の手続がある所管課", _late_table(late)))
    return Section("replies", "", "回答の状況", tuple(blocks))


def _to_which(inquiries: Sequence[Inquiry]) -> str:
    """第3回照会（令和8年9月30日現在、回答期限令和8年10月15日）について、."""
    named = [
        f"{subject_of(each)}（{labels.day(each.terms.reference_on)}現在、回答期限{labels.day(each.terms.due_on)}）"
        for each in inquiries
    ]
    if not named:
        return ""
    *first, last = named
    return f"{'、'.join(first)}{'及び' if first else ''}{last}について、"


def _late_table(late: list[Replies]) -> Table:
    columns = (
        Column("部", share=4),
        Column("所管課", share=4),
        Column("対象", Kind.COUNT),
        Column("回答済", Kind.COUNT),
        Column("未回答", Kind.COUNT),
        Column("うち期限超過", Kind.COUNT),
        Column("差戻し中", Kind.COUNT),
    )
    rows = tuple(
        (
            labels.department_name(line.department),
            line.division,
            *map(labels.number, (line.asked, line.answered, line.unanswered, line.overdue, line.sent_back)),
        )
        for line in late
    )
    return Table(columns, rows, "単位：手続")


def issues(typed: dict[str, str]) -> Section | None:
    """課題と今後の対応, where somebody wrote it."""
    return _typed("課題と今後の対応", ISSUES, typed)


def schedule(typed: dict[str, str]) -> Section | None:
    """今後のスケジュール（予定）, where somebody wrote it."""
    return _typed("今後のスケジュール（予定）", SCHEDULE, typed)


def _typed(heading: str, key: str, typed: dict[str, str]) -> Section | None:
    return Section(key, "", heading, (Sentence(key, typed[key]),)) if key in typed else None
