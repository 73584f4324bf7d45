"""``tracker serve``: the web application on this machine."""

import errno
import logging
import signal
import socket
from typing import Any, NoReturn

import click
import waitress

from tracker.cli import demonstration
from tracker.cli.console import Console, pass_console
from tracker.cli.help import command as cli_command
from tracker.cli.help import option
from tracker.domain.errors import Refused
from tracker.settings import MINIMUM_KEY_LENGTH, Settings, is_strong_key, settings_from

DEFAULT_PORT, HIGHEST_PORT = 8000, 65535


@cli_command(
    "serve",
    help="画面を提供するサーバーを起動します。終わるときは Ctrl+C を押します。",
    en="Run the web application. Press Ctrl+C to stop it.",
)
@option("--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス", en="The address to listen on.")
@option(
    "--port",
    type=click.IntRange(0, HIGHEST_PORT),
    default=DEFAULT_PORT,
    envvar="PORT",
    show_default=True,
    help="待ち受けるポート番号（環境変数 PORT でも指定可）",
    en="The port to listen on (also PORT).",
)
@option(
    "--demo",
    is_flag=True,
    help="この端末で試す：サインインせずに閲覧でき、台帳が空なら区の台帳を読み込む",
    en="Try it on this machine: anyone can read, and an empty catalogue is filled with the ward's own.",
)
@pass_console
def command(console: Console, host: str, port: int, demo: bool) -> None:
    """Check the settings, listen, then say where."""
    settings = settings_from()
    if demo:
        key = settings.secret_key or demonstration.secret_key(settings.instance)
        settings = demonstration.opened(settings, key, host)
    _require_strong_key(settings)
    with _listen(host, port) as listening:
        if demo:
            demonstration.fill_catalogue(settings, console)
        server = _server(settings, listening)
        address = f"http://{_shown(host)}:{listening.getsockname()[1]}/"
        _greet(address, demo)
        if demo:
            demonstration.say_link(settings, console, address)
        signal.signal(signal.SIGTERM, _stop)
        server.run()


def _server(settings: Settings, listening: socket.socket) -> Any:
    from tracker.web import create_app  # slow to import: what cannot work is reported before

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of every request that waits its turn
    # Without ident the answers do not name the server and its version.
    # What proxies say of where a request comes from is believed, or not, by the application itself (TRUSTED_PROXIES).
    return waitress.create_server(
        create_app(settings),
        sockets=[listening],
        ident=None,
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
    )


def _require_strong_key(settings: Settings) -> None:
    if settings.secret_key is None or not is_strong_key(settings.secret_key):
        raise Refused(
            f"環境変数 SECRET_KEY に、{MINIMUM_KEY_LENGTH}文字以上の推測できない文字列を設定してください。"
            "この端末で試すだけなら「tracker serve --demo」を実行してください。",
            f"Set SECRET_KEY to at least {MINIMUM_KEY_LENGTH} characters that nobody can guess. "
            "Just to try it on this machine, run “tracker serve --demo”.",
        )


def _listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections; they wait until the application is there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.getaddrinfo(host, port, family)
    except (socket.gaierror, UnicodeError):
        raise Refused(f"アドレス {host} が見つかりません。", f"There is no address {host}.") from None
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise _cannot_listen(error, host, port) from None


def _cannot_listen(error: OSError, host: str, port: int) -> Exception:
    if error.errno == errno.EADDRINUSE:
        another = port + 1 if port < HIGHEST_PORT else DEFAULT_PORT
        return Refused(
            f"ポート {port} は別のプログラムが使っています。別の番号を指定してください"
            f"（例：tracker serve --port {another}、make run PORT={another}）。",
            f"Port {port} is in use by another program. Choose another one, "
            f"like tracker serve --port {another} or make run PORT={another}.",
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return Refused(
            f"ポート {port} を使う権限がありません。1024以上の番号を指定してください。",
            f"You may not use port {port}. Choose one from 1024 up.",
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return Refused(
            f"アドレス {host} はこの端末のものではありません。", f"{host} is not an address of this machine."
        )
    return error


def _shown(host: str) -> str:
    """A host as it stands in an address that a browser on this machine can open."""
    return "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104


def _greet(address: str, demo: bool) -> None:
    """Whoever starts it may read either language."""
    click.echo("ブラウザで次のアドレスを開いてください。終わるときは Ctrl+C を押します。")
    click.echo("Open this address in your browser. Press Ctrl+C to stop.")
    click.echo(f"\n    {address}\n")
    if demo:
        click.echo("お試し用の起動です。サインインせずに誰でも閲覧できます。本番の運用には使わないでください。")
        click.echo("This is a demonstration: anyone who reaches this address can read. Do not use it in production.")


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)
