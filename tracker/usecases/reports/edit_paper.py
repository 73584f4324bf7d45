"""The title block of a paper and the sentences that an officer writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day, month_end
from tracker.domain.labels import month
from tracker.domain.report.document import MonthlyReport, Paper, Section, Sentence, Stage, State
from tracker.domain.report.draft import LINES, REASON, SENTENCES, TYPED, Draft, check_draft
from tracker.domain.report.material import UNNAMED, Municipality
from tracker.domain.vocabulary import name_of
from tracker.storage import audit, closings, paper_drafts
from tracker.storage.transactions import reading, writing
from tracker.usecases.changing import check_unchanged
from tracker.usecases.reports.material import Occasion, draft_of, last_reported, reports_on, snapshot_on
from tracker.usecases.reports.months import check_reportable, state_of


@dataclass(frozen=True, slots=True)
class EditablePaper:
    """A paper to be worded. ``generated``: the paper without anybody's wording, whose sentences can be replaced.

    ``comparable``: the closed months that it can be compared with, the latest first; ``compared_with``: the one that
    the rule takes. ``version``: what to send back when saving. ``state``: of the month.
    """

    draft: Draft
    generated: MonthlyReport
    comparable: tuple[date, ...]
    compared_with: date | None
    version: int
    state: State

    @property
    def sentences(self) -> tuple[tuple[Section, Sentence], ...]:
        """What can be worded, with the section it stands in."""
        return tuple(
            (section, block)
            for section in self.generated.sections
            for block in section.blocks
            if isinstance(block, Sentence) and block.key not in (*TYPED, REASON)
        )


def editable_paper(
    engine: Engine, actor: Actor, wanted: date, paper: Paper, municipality: Municipality = UNNAMED
) -> EditablePaper:
    """A paper of a finished month, with everything that its form shows. Raises ``NotThere``."""
    with reading(engine) as connection:
        _check_right(connection, actor, wanted)
        draft = draft_of(connection, wanted, paper)
        occasion = Occasion(wanted, local_day(actor.at), Stage.IN_PREPARATION, municipality)
        plain = {paper: replace(draft, wordings={})}
        reports = reports_on(connection, snapshot_on(connection, month_end(wanted)), occasion, drafts=plain)
        earlier = dict.fromkeys(each.month for each in closings.listed(connection) if each.month < wanted)
        return EditablePaper(
            draft,
            reports[paper],
            tuple(earlier),
            last_reported(connection, wanted, paper),
            audit.version_of(connection, about_paper(wanted, paper)),
            state_of(connection, wanted),
        )


def edit_paper(engine: Engine, actor: Actor, wanted: date, paper: Paper, draft: Draft, seen: int) -> None:
    """Keep a draft. Raises ``NotThere``, ``Refused`` and ``Conflict``.

    While the papers go round for approval nothing is changed. In a closed month it enters a corrected edition only.
    """
    draft = check_draft(draft)
    with writing(engine) as connection:
        _check_right(connection, actor, wanted)
        check_unchanged(connection, about_paper(wanted, paper), seen)
        if state_of(connection, wanted) is State.PROPOSED:
            raise Refused(
                "（案）として回覧中のため、変更できません。直す場合は、先に「作成中に戻す」を押してください。",
                "The papers are going round for approval. Take them back before changing them.",
            )
        before = draft_of(connection, wanted, paper)
        if before == draft and paper_drafts.find(connection, wanted, paper) is not None:
            return
        paper_drafts.save(connection, wanted, paper, draft)
        old, new = said_by_draft(before), said_by_draft(draft)
        changed = {key for key in (*old, *new) if old.get(key) != new.get(key)}
        act = Act(
            actor.at,
            actor.who,
            actor.origin,
            Action.EDIT_PAPER,
            f"{month(wanted)}分　{name_of(paper)}",
            {key: value for key, value in old.items() if key in changed},
            {key: value for key, value in new.items() if key in changed},
            (about_paper(wanted, paper),),
        )
        audit.append(connection, act)


def about_paper(wanted: date, paper: Paper) -> About:
    """How the log names a paper."""
    return About(Kind.PAPER, f"{wanted:%Y-%m} {paper.value}")


_HEADINGS = dict(zip(LINES, ("委員会名", "資料番号", "文書番号", "日付", "部課名", "決裁日"), strict=True))


def said_by_draft(draft: Draft) -> dict[str, str]:
    """A draft under the headings that the log uses."""
    said: Mapping[str, str] = {_HEADINGS[name]: getattr(draft, name) for name in LINES}
    return {
        **said,
        "数字の表記": name_of(draft.digits),
        "前回報告": month(draft.compared_with) if draft.compared_with else "",
        **{f"文（{SENTENCES.get(key, key)}）": wording.text for key, wording in draft.wordings.items()},
    }


def _check_right(connection: Connection, actor: Actor, wanted: date) -> None:
    if actor.role is not Role.DX:
        raise NotThere
    check_reportable(connection, wanted, local_day(actor.at))
