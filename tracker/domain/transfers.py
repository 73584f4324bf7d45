"""人事異動: what a list of transfers says of a person, and what it changes in their account."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from tracker.domain.account import Account, Role, login_key
from tracker.domain.errors import Refused
from tracker.domain.organisation import Organisation, heir, units_by_code
from tracker.domain.procedure import Unit
from tracker.domain.staff import LOGIN, NAME, ROLE, LastOfTheTeam, check_divisions, check_somebody_stays

BEFORE_DEPARTMENT, BEFORE_DIVISION = "異動前の部", "異動前の所管課"
AFTER_DEPARTMENT, AFTER_DIVISION = "異動後の部", "異動後の所管課"
KIND = "区分"
TRANSFER_HEADINGS = (
    *(LOGIN, NAME, BEFORE_DEPARTMENT, BEFORE_DIVISION, AFTER_DEPARTMENT, AFTER_DIVISION),
    *(ROLE, KIND),
)
"""The columns of a list of transfers: a row for each division that a person works for afterwards."""


class Kind(Enum):
    """区分, as it is written in lists."""

    MOVE = "異動"
    JOIN = "転入・新任"
    LEAVE = "転出・退職"


class Effect(Enum):
    """What a list does to an account."""

    ADDED = "added"
    RESUMED = "resumed"
    MOVED = "moved"
    NEW_ROLE = "new_role"
    STOPPED = "stopped"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody on the list, with the row in which they are first. ``kind``, ``role``: None where the list says none.

    ``before``: divisions as they are written, ("", 所管課) without the department. ``after``: those of today.
    """

    row: int
    login: str
    name: str
    kind: Kind | None = None
    role: Role | None = None
    before: tuple[Unit, ...] = ()
    after: tuple[Unit, ...] = ()

    def written(self, heading: str) -> str:
        """What the list says of this person in a column."""
        said = {
            LOGIN: self.login,
            NAME: self.name,
            KIND: self.kind.value if self.kind else "",
            BEFORE_DIVISION: "、".join(map(_named, self.before)),
            AFTER_DIVISION: "、".join(map(_named, self.after)),
        }
        return said.get(heading, "")


@dataclass(frozen=True, slots=True)
class Change:
    """What the list does to one account. ``before``: None for somebody new."""

    row: int
    effect: Effect
    before: Account | None
    after: Account


def change_of(mover: Mover, account: Account | None, organisation: Organisation, at: datetime) -> Change:
    """What happens to the account with this staff ID, None where there is none. Raises ``Refused`` about a column."""
    if account is None:
        return Change(mover.row, Effect.ADDED, None, _newcomer(mover, organisation))
    _check_name(mover, account)
    if mover.kind is Kind.LEAVE:
        return _leaving(mover, account, at)
    _check_kind(mover, account)
    _check_before(mover, account, organisation)
    units = _destination(mover, account, organisation)
    after = replace(account, role=mover.role or account.role, units=units, disabled_at=None)
    effect = _effect(account, after)
    if effect is not Effect.UNCHANGED:
        check_divisions(after)
    return Change(mover.row, effect, account, after)


def check_team(change: Change, everybody_after: Sequence[Account], own_login: str) -> None:
    """Raise ``Refused`` where nobody of the DX team could sign in after the list, or whoever takes it in could not."""
    if change.before is None:
        return
    loses = change.before.role is Role.DX and (change.after.role is not Role.DX or not change.after.is_enabled)
    if loses and login_key(change.after.login) == login_key(own_login):
        raise Refused(
            "取り込む本人の停止や権限の変更はできません。この行を一覧から除き、ほかのDX推進担当が取り込んでください。",
            "Whoever takes the list in cannot be stopped or given another role by it. Leave this row out, and let "
            "somebody else of the DX team take it in.",
            LOGIN,
        )
    try:
        check_somebody_stays(change.before, change.after, everybody_after)
    except LastOfTheTeam as last:
        raise Refused(last.ja, last.en, LOGIN) from None


def _effect(before: Account, after: Account) -> Effect:
    if not before.is_enabled:
        return Effect.RESUMED
    if before.units != after.units:
        return Effect.MOVED
    return Effect.UNCHANGED if before.role is after.role else Effect.NEW_ROLE


def _newcomer(mover: Mover, organisation: Organisation) -> Account:
    if mover.kind in (Kind.MOVE, Kind.LEAVE) or (mover.kind is None and mover.before):
        raise Refused(
            f"職員ID「{mover.login}」は登録されていません。職員IDを確かめてください。新しく登録する職員であれば、"
            f"{KIND}を「{Kind.JOIN.value}」にしてください。",
            f"Nobody is registered with the staff ID “{mover.login}”. Check it; for somebody new enter "
            f"{Kind.JOIN.value} as {KIND}.",
            LOGIN,
        )
    if mover.role is None and not mover.after:
        raise Refused(
            "新しく登録する職員の所管課が入力されていません。所管課のない職員には、権限を入力してください。",
            "Somebody new needs a division, or a role that does without one.",
            AFTER_DIVISION,
        )
    account = Account(mover.login, mover.name, mover.role or Role.EDITOR, _in_order(mover.after, organisation))
    check_divisions(account)
    return account


def _check_name(mover: Mover, account: Account) -> None:
    if _spelling(mover.name) != _spelling(account.name):
        raise Refused(
            f"職員ID「{account.login}」は、「{account.name}」さんのものとして登録されています。職員IDを確かめてください。"
            "改姓などで氏名が変わった職員は、先に「職員の登録」で氏名を直してください。",
            f"The staff ID “{account.login}” belongs to “{account.name}”. Check it. Whose name has changed is renamed "
            "on their page first.",
            NAME,
        )


def _leaving(mover: Mover, account: Account, at: datetime) -> Change:
    if mover.after:
        raise Refused(
            f"{KIND}が「{Kind.LEAVE.value}」の職員に、異動後の所管課が入力されています。どちらかを空欄にしてください。",
            f"Somebody who leaves ({Kind.LEAVE.value}) has no division afterwards. Empty one of the two cells.",
            AFTER_DIVISION,
        )
    if not account.is_enabled:
        return Change(mover.row, Effect.UNCHANGED, account, account)
    return Change(mover.row, Effect.STOPPED, account, replace(account, disabled_at=at))


def _check_kind(mover: Mover, account: Account) -> None:
    if account.is_enabled and mover.kind is Kind.JOIN:
        raise Refused(
            f"職員ID「{account.login}」は、すでに登録されています。職員IDを確かめてください。"
            f"登録されている職員の異動であれば、{KIND}を「{Kind.MOVE.value}」にしてください。",
            f"The staff ID “{account.login}” is registered already. Check it; for a transfer enter {Kind.MOVE.value}.",
            KIND,
        )
    if not account.is_enabled and mover.kind is not Kind.JOIN:
        raise Refused(
            f"停止中の職員です。利用を再開する場合は、{KIND}を「{Kind.JOIN.value}」にしてください。"
            "再開しない場合は、この行を削除してください。",
            f"This account is disabled. To enable it again enter {Kind.JOIN.value}; otherwise delete the row.",
            KIND,
        )


def _check_before(mover: Mover, account: Account, organisation: Organisation) -> None:
    """What the list says somebody comes from is where they are registered, perhaps under an earlier name."""
    if mover.kind is Kind.JOIN:
        return
    for written in mover.before:
        if not any(_is_called(unit, written) or heir(organisation, written) == unit for unit in account.units):
            registered = "、".join(_named(unit) for unit in account.units) or "所管課なし"
            raise Refused(
                f"登録されている所管課は「{registered}」です。異動前の部・所管課を直すか、空欄にしてください。",
                f"The registered division is {registered}. Correct the division before, or leave it empty.",
                BEFORE_DIVISION,
            )


def _destination(mover: Mover, account: Account, organisation: Organisation) -> tuple[Unit, ...]:
    """The divisions afterwards. None on the list: none for whom the list gives a role that needs none."""
    if mover.after:
        return _in_order(mover.after, organisation)
    needs_none = mover.role in (Role.DX, Role.VIEWER)
    if account.units and not needs_none:
        raise Refused(
            "異動後の所管課が入力されていません。異動しない職員には今の所管課を入力してください。"
            f"転出・退職する職員は、{KIND}を「{Kind.LEAVE.value}」にしてください。",
            f"The division afterwards is missing. For somebody who stays enter the present one; for somebody who "
            f"leaves enter {Kind.LEAVE.value}.",
            AFTER_DIVISION,
        )
    return ()


def _in_order(units: Sequence[Unit], organisation: Organisation) -> tuple[Unit, ...]:
    """In 建制順, as accounts are stored."""
    return tuple(unit for unit in units_by_code(organisation).values() if unit in units)


def _is_called(unit: Unit, written: Unit) -> bool:
    department, division = written
    return unit[1] == division and department in ("", unit[0])


def _named(unit: Unit) -> str:
    return " ".join(filter(None, unit))


def _spelling(name: str) -> str:
    """What two ways to write a name must share: width and space make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).split())
