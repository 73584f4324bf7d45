"""Who works with the product: accounts with a role, and what each may do."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tracker.domain.procedure import Procedure, Unit


class Role(Enum):
    """What somebody is here for. Source: product definition, "People"."""

    DX = "dx"
    EDITOR = "editor"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff. ``login`` never changes; an editor without ``units`` sees what a viewer sees.

    ``disabled_at``: from when the account may no longer be used; None while it may.
    """

    login: str
    name: str
    role: Role
    units: tuple[Unit, ...] = ()
    disabled_at: datetime | None = None
    has_password: bool = False
    has_totp: bool = False

    @property
    def signature(self) -> str:
        """How the person is named in records and in the log, then and for ever: 田中 太郎（戸籍住民課、t-tanaka）."""
        names = [division for _department, division in self.units]
        if len(names) > _NAMED_DIVISIONS:
            names = [*names[: _NAMED_DIVISIONS - 1], f"ほか{len(names) - _NAMED_DIVISIONS + 1}課"]
        place = "・".join(names) or _OFFICES.get(self.role, "")
        return f"{self.name}（{place}、{self.login}）" if place else f"{self.name}（{self.login}）"

    @property
    def is_enabled(self) -> bool:
        """Whether it may be used."""
        return self.disabled_at is None


_OFFICES = {Role.DX: "DX推進担当"}
_NAMED_DIVISIONS = 3
"""Somebody who answers for a whole department is not named with all of it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something now, with which rights, from where (a command or an address)."""

    who: str
    role: Role
    origin: str
    at: datetime
    units: frozenset[Unit] = frozenset()
    login: str = ""

    def answers_for(self, unit: Unit) -> bool:
        """Whether a division's work is this person's, too: every division for dx, an editor's own."""
        return self.role is Role.DX or (self.role is Role.EDITOR and unit in self.units)

    def keeps(self, procedure: Procedure) -> bool:
        """Whether keeping the procedure true is this person's work."""
        return any(self.answers_for(unit) for unit in procedure.units)


def acting(account: Account, origin: str, at: datetime) -> Actor:
    """An account's owner doing something."""
    return Actor(account.signature, account.role, origin, at, frozenset(account.units), account.login)


def login_key(login: str) -> str:
    """What two logins must not share: width, case and surrounding space make no difference. Databases take no NUL."""
    return unicodedata.normalize("NFKC", login).casefold().replace("\0", "").strip()
