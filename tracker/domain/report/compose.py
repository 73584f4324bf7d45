"""From the material of a month and an officer's draft to the finished paper."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from tracker.domain import labels
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.procedure import VolumeBasis
from tracker.domain.report.annexes import Correction, annexes, sheets
from tracker.domain.report.basis import method, purpose
from tracker.domain.report.changes import changes
from tracker.domain.report.digits import in_width
from tracker.domain.report.document import (
    Annex,
    Block,
    FigureBlock,
    Heading,
    MonthlyReport,
    Paper,
    Section,
    Sentence,
    Stage,
    TableBlock,
)
from tracker.domain.report.draft import REASON, Draft
from tracker.domain.report.lists import open_data
from tracker.domain.report.material import Material
from tracker.domain.report.parts import departments, priorities, usage
from tracker.domain.report.remaining import issues, replies, schedule
from tracker.domain.report.whole import whole
from tracker.domain.report.words import ITEM, month_end_of


@dataclass(frozen=True, slots=True)
class Edition:
    """第○版: 1, and from 2 on with its 正誤表 and the day of the correction, as printed.

    ``replies``: who had answered when the month was closed, as the first edition says it: that is not corrected.
    """

    number: int = 1
    corrected_on: str = ""
    corrections: tuple[Correction, ...] = ()
    replies: Section | None = None


FIRST = Edition()


def compose(material: Material, draft: Draft, paper: Paper, stage: Stage, edition: Edition = FIRST) -> MonthlyReport:
    """The paper, numbered, in an officer's wording where there is one. Empty parts are left out."""
    made = sheets(material)
    sections = [_worded(section, draft) for section in _sections(material, paper, draft.typed, edition)]
    numbering = _Numbering(draft)
    return MonthlyReport(
        paper,
        material.as_of.replace(day=1),
        material.as_of,
        edition.number,
        stage,
        _heading(material, draft, paper, stage, edition),
        material.coverage,
        tuple(numbering.section(section) for section in sections),
        tuple(in_width(note, draft.digits) for note in _notes(material)),
        tuple(numbering.annex(annex) for annex in annexes(material, made, edition.corrections)),
        tuple(_closing(material, draft)),
        made,
        open_data(material),
    )


def _sections(material: Material, paper: Paper, typed: dict[str, str], edition: Edition) -> Iterable[Section]:
    answered = replies(material) if edition.number == 1 else edition.replies
    found = (
        purpose(material),
        method(material),
        whole(material),
        departments(material),
        changes(material),
        priorities(material, paper, typed),
        usage(material),
        answered if paper is Paper.INTERNAL else None,
        issues(typed),
        schedule(typed),
    )
    return (section for section in found if section is not None)


def _worded(section: Section, draft: Draft) -> Section:
    """The section in an officer's wording; what is generated gets its digits as wanted, what is typed stays."""
    return replace(
        section,
        heading=in_width(section.heading, draft.digits),
        blocks=tuple(_worded_block(block, draft) for block in section.blocks),
    )


def _worded_block(block: Block, draft: Draft) -> Block:
    if not isinstance(block, Sentence) or block.key == REASON:
        return block
    wording = draft.wordings.get(block.key)
    return replace(block, text=wording.text if wording else in_width(block.text, draft.digits))


class _Numbering:
    """Numbers sections, items, tables, pictures and annexes in the order in which they come."""

    def __init__(self, draft: Draft) -> None:
        self._digits = draft.digits
        self._sections, self._tables, self._figures, self._annexes = count(1), count(1), count(1), count(1)

    def section(self, section: Section) -> Section:
        items = count(1)
        blocks = tuple(self._block(block, items) for block in section.blocks)
        return replace(section, number=self._printed(next(self._sections)), blocks=blocks)

    def annex(self, annex: Annex) -> Annex:
        """The one list of an annex needs no number beside that of the annex itself."""
        named = len(annex.blocks) > 1
        blocks = tuple(self._block(block, count(1)) for block in annex.blocks) if named else annex.blocks
        return replace(annex, label=f"別紙{self._printed(next(self._annexes))}", blocks=blocks)

    def _block(self, block: Block, items: "count[int]") -> Block:
        if isinstance(block, TableBlock):
            return replace(block, number=f"表{self._printed(next(self._tables))}")
        if isinstance(block, FigureBlock):
            return replace(block, number=f"図{self._printed(next(self._figures))}")
        return replace(block, label=f"({next(items)})") if block.label == ITEM else block

    def _printed(self, number: int) -> str:
        return in_width(str(number), self._digits)


def _heading(material: Material, draft: Draft, paper: Paper, stage: Stage, edition: Edition) -> Heading:
    title = f"行政手続のオンライン化の進捗状況について（{month_end_of(material.as_of)}現在）"
    marks = {Stage.IN_PREPARATION: "（作成中）", Stage.PROPOSED: "（案）", Stage.FINAL: ""}
    mark = marks[stage]
    if edition.number > 1:
        mark += in_width(f"（{edition.corrected_on}訂正　第{edition.number}版）", draft.digits)
    box = (draft.committee, f"資料№{draft.paper_number}" if draft.paper_number else "")
    return Heading(
        in_width(title, draft.digits),
        tuple(line for line in box if line) if paper is Paper.COMMITTEE else (),
        tuple(line for line in (draft.document_number, draft.dated, draft.office) if line),
        mark,
    )


def _notes(material: Material) -> Iterable[str]:
    yield (
        "数値は単位未満を四捨五入しているため、合計と内訳の計が一致しないことがある。"
        "目標に達したかどうかは、四捨五入前の値で判断している。"
    )
    soft = sum(
        item.annual_cases is not None and item.volume.basis is not VolumeBasis.FINAL for item in material.standings
    )
    if soft:
        yield f"件数には、速報値、見込み又は概数によるもの（{soft:,}手続）があり、確定後に修正することがある。"
    undated = sum(
        item.is_online and item.record is not None and item.record.effective_on is None for item in material.standings
    )
    if undated:
        then = labels.month(BASELINE_DATE)
        yield f"オンライン化済みの手続のうち{undated:,}手続の状況は、{then}時点の公表資料による。"
    if material.snapshot.policy.designation_decides:
        yield "優先対象手続は、件数及び分野にかかわらずSTEP 1としている。"
    yield "表中の符号　「－」該当する値がない　「…」件数未集計　「△」減"
    yield f"出典　オンライン手続台帳（{labels.day(material.made_on)}抽出）"


def _closing(material: Material, draft: Draft) -> Iterable[str]:
    if draft.approved_on:
        yield f"決裁日　{draft.approved_on}"
    if material.check_number:
        yield f"照合番号　{material.check_number}"
