"""What must hold for accounts: how staff IDs and names are written, and that somebody of the DX team stays."""

import re
import unicodedata
from collections.abc import Iterable

from tracker.domain.account import Account, Role, login_key
from tracker.domain.errors import Refused
from tracker.domain.vocabulary import name_of

LOGIN, NAME, ROLE, DEPARTMENT, DIVISION = LIST_HEADINGS = ("職員ID", "氏名", "権限", "部", "所管課")
"""The columns of a list of staff: a row for each division of each person."""

LONGEST_LOGIN, LONGEST_NAME, LONGEST_SIGNATURE = 40, 60, 200
"""The signature stands in columns of 200 characters."""
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]*")


class LastOfTheTeam(Refused):
    """Nobody else could register staff any more."""

    def __init__(self) -> None:
        super().__init__(
            "サインインできるDX推進担当がほかにいないため、停止や権限の変更はできません。"
            "先に、ほかの職員をDX推進担当として登録し、パスワードの設定まで済ませてください。",
            "Nobody else of the DX team can sign in, so this account cannot be disabled or given another role. "
            "First register somebody else for the DX team and let them set a password.",
        )


def tidy_login(text: str) -> str:
    """A staff ID as it is stored: half-width, without space around it."""
    return unicodedata.normalize("NFKC", text).strip()


def tidy_name(text: str) -> str:
    """A name as it is stored."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u3000", " ").split())


def check_login(login: str) -> None:
    """Raise ``Refused`` for a staff ID that is empty, too long or holds other than letters, digits and ._@+-."""
    if not login:
        raise Refused("職員IDを入力してください。", "Enter the staff ID.")
    if len(login) > LONGEST_LOGIN or not _LOGIN.fullmatch(login):
        raise Refused(
            f"職員IDは、英数字で始まる{LONGEST_LOGIN}文字以内の英数字と記号（. _ @ + -）で入力してください。",
            f"Use at most {LONGEST_LOGIN} letters, digits and signs (. _ @ + -), and begin with a letter or digit.",
        )


def check_name(name: str) -> None:
    """Raise ``Refused`` for a name that is empty, too long or cannot be printed."""
    if not name:
        raise Refused("氏名を入力してください。", "Enter the name.")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(
            f"氏名は、{LONGEST_NAME}文字以内の文字で入力してください。",
            f"Use at most {LONGEST_NAME} characters that can be printed.",
        )


def check_divisions(account: Account) -> None:
    """Raise ``Refused`` for an editor without a division, who could do nothing."""
    if account.role is Role.EDITOR and not account.units:
        raise Refused("所管課を1つ以上選んでください。", "Choose at least one division.")
    if len(account.signature) > LONGEST_SIGNATURE:
        raise Refused("氏名と所管課の名前が長すぎます。", "The name and the names of the divisions are too long.")


def check_somebody_stays(before: Account, after: Account, everybody: Iterable[Account]) -> None:
    """Raise ``Refused`` when nobody of the DX team could sign in any more. Somebody only invited cannot yet."""
    if not _leads(before) or _leads(after):
        return
    others = (other for other in everybody if login_key(other.login) != login_key(before.login))
    if not any(_leads(other) and other.has_password for other in others):
        raise LastOfTheTeam


def said_by_account(account: Account) -> dict[str, str]:
    """What an account states, in Japanese: for the log, and for showing old beside new."""
    return {
        "氏名": account.name,
        "権限": name_of(account.role),
        "所管課": "、".join(" ".join(filter(None, unit)) for unit in account.units),
        "利用": "できる" if account.is_enabled else "停止",
    }


def _leads(account: Account) -> bool:
    return account.role is Role.DX and account.is_enabled
