"""Set up an authenticator app for an account, or take it away."""

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.errors import Refused
from tracker.storage import accounts
from tracker.storage.accounts import Stored
from tracker.storage.transactions import writing_logged
from tracker.usecases.people.authenticator import is_secret, step_of
from tracker.usecases.people.change_password import checked_owner, unchanged_owner
from tracker.usecases.people.storing_accounts import account_with, log_account

_SETTING, _WITH, _WITHOUT = "認証アプリ", "設定あり", "設定なし"


def set_authenticator(engine: Engine, actor: Actor, secret: str, code: str) -> None:
    """Store the secret once a code shows that the app holds it. That code cannot be used again. Raises ``Refused``."""
    step = step_of(secret, code, actor.at) if is_secret(secret) else None
    if step is None:
        raise Refused(
            "確認コードが違います。認証アプリに今表示されている6桁の数字を入力してください。"
            "合っているのに受け付けない場合は、スマートフォン等の時刻がずれていないか確かめてください。",
            "The code is wrong. Enter the six digits that the app shows now. If they are right, check the clock "
            "of your phone.",
        )
    with writing_logged(engine) as connection:
        stored = account_with(connection, actor.login)
        if stored.totp_secret is not None:
            raise Refused(
                "認証アプリはすでに設定されています。変えるときは、先に解除してください。",
                "An authenticator is set up already. Remove it first.",
            )
        accounts.set_secrets(connection, stored.id, totp_secret=secret, totp_last_step=step)
        log_account(connection, actor, Action.SET_TOTP, stored.account, {_SETTING: _WITHOUT}, {_SETTING: _WITH})


def remove_authenticator(engine: Engine, actor: Actor, password: str, address: str) -> None:
    """Take one's own away; it needs the password. Raises ``TooOften`` or ``WrongPassword``."""
    seen = checked_owner(engine, actor, password, address)
    with writing_logged(engine) as connection:
        forget_authenticator(connection, actor, unchanged_owner(connection, seen))


def remove_authenticator_of(engine: Engine, actor: Actor, login: str) -> None:
    """Take somebody's away who has lost it. Raises ``NotThere``."""
    with writing_logged(engine) as connection:
        forget_authenticator(connection, actor, account_with(connection, login))


def forget_authenticator(connection: Connection, actor: Actor, stored: Stored) -> None:
    """The same within ``transactions.writing``."""
    if stored.totp_secret is not None:
        accounts.set_secrets(connection, stored.id, totp_secret=None, totp_last_step=None)
        log_account(connection, actor, Action.SET_TOTP, stored.account, {_SETTING: _WITH}, {_SETTING: _WITHOUT})
