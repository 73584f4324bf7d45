"""``tracker create-admin``: the first account of the DX team, or a new way in for one."""

from urllib.parse import urlsplit

import click

from tracker.cli.console import Console, pass_console
from tracker.cli.database import ready
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.domain.errors import Refused
from tracker.domain.labels import moment
from tracker.usecases.people.create_admin import create_admin

DEFAULT_URL = "http://127.0.0.1:8000"


@cli_command(
    "create-admin",
    help="DX推進担当の職員を登録し、パスワードを設定するための、一度だけ使えるリンクを表示します（24時間有効）。"
    "登録済みのDX推進担当の職員IDを指定すると、新しいリンクだけを発行します。",
    en="Register somebody of the DX team and print a link that sets a password, once, within 24 hours. For a staff ID "
    "of the DX team that is registered already, only print a new link.",
)
@click.argument("login")
@option(
    "--name", default="", metavar="NAME", help="氏名（新しく登録するときは必須）", en="The name, for a new account."
)
@option(
    "--url",
    default=DEFAULT_URL,
    show_default=True,
    metavar="URL",
    help="職員がブラウザで開くアドレス",
    en="The address at which staff open the application.",
)
@option(
    "--remove-authenticator",
    is_flag=True,
    help="認証アプリの設定を解除する（端末をなくしたとき）",
    en="Remove the authenticator, when the device was lost.",
)
@pass_console
def command(console: Console, login: str, name: str, url: str, remove_authenticator: bool) -> None:
    """Register, then print the link: it is shown nowhere else."""
    base = _checked(url)
    with ready() as engine:
        issued = create_admin(engine, login, name, console.now, lost_authenticator=remove_authenticator)
    until = issued.expires_at
    console.say(
        f"{issued.account.name}（{issued.account.login}）のパスワードを設定するため、次のリンクをブラウザで開いてください。",
        f"Open this link in a browser to set a password for {issued.account.name} ({issued.account.login}).",
    )
    click.echo(f"\n    {base}/welcome/{issued.secret}\n")
    console.say(
        f"一度だけ使えます（{moment(until)}まで）。もう一度必要なときは、同じコマンドを実行してください。",
        f"It works once, until {moment(until, 'en')}. If you need another one, run the same command again.",
    )


def _checked(url: str) -> str:
    """The address without the slash at its end."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        sound = False
    if not sound:
        raise Refused(
            f"アドレス「{url}」を読み取れません。http:// か https:// で始まるアドレスを指定してください。",
            f"“{url}” is not an address. Enter one that begins with http:// or https://.",
        )
    return url.rstrip("/")
