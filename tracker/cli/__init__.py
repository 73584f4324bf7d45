"""The command ``tracker``: the same use cases as the pages, from a terminal.

A command's module is imported when the command is run, so that ``tracker progress`` does not wait for the web.
"""

import sys
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, NamedTuple

import click

from tracker import __version__
from tracker.cli.console import LANGUAGES, Console, default_language
from tracker.cli.failures import Failed, failure
from tracker.cli.help import Command, Option, language_of, option
from tracker.domain.vocabulary import Language


class Listed(NamedTuple):
    """A command in the list of ``tracker --help``, and the module that holds it as ``command``."""

    module: str
    ja: str
    en: str


COMMANDS = {
    "import": Listed("import_file", "台帳のファイルを取り込む", "Import a catalogue file"),
    "mapping": Listed("mapping", "列の対応付けを保存し、一覧表示する", "Keep and list mappings of columns"),
    "import-counts": Listed("import_counts", "年間受付件数の一覧を取り込む", "Import a list of a year's counts"),
    "progress": Listed("progress", "進捗状況を表示する", "Show how far we are"),
    "priorities": Listed("priorities", "優先順位を表示する", "Show what to do next, in order"),
    "path": Listed("path", "目標に達する最少の手続を表示する", "Show the smallest set that reaches the target"),
    "export": Listed("export", "台帳をCSVかExcelのファイルに書き出す", "Write the catalogue to a CSV or Excel file"),
    "workbooks": Listed(
        "workbooks", "照会の回答用Excelをファイルに書き出す", "Write the reply workbooks of an inquiry to files"
    ),
    "take-in": Listed("take_in", "返送された回答用Excelを取り込む", "Take returned reply workbooks in"),
    "report": Listed("report", "月次報告の資料をファイルに書き出す", "Write the papers of a month to files"),
    "draft": Listed(
        "draft", "月次報告の資料を作成し、画面に載せる", "Make the papers of a month, for the page of monthly reports"
    ),
    "examine": Listed(
        "examine", "画面に送られたファイルを読み取る（画面が自動で実行）", "Read a file that was sent through the page"
    ),
    "close": Listed("close", "月次を確定する", "Close a month"),
    "create-admin": Listed(
        "create_admin",
        "DX推進担当を登録し、一度だけ使えるリンクを発行する",
        "Register somebody of the DX team, with a link",
    ),
    "serve": Listed("serve", "画面を提供するサーバーを起動する", "Run the web application"),
    "upgrade": Listed("upgrade", "データベースの形式を最新にする", "Bring the database up to this version"),
    "audit": Listed("audit", "操作履歴を点検する", "Check the activity log"),
    "doctor": Listed("doctor", "設定と動作環境を点検する", "Check the installation and its settings"),
}


class Commands(Command, click.Group):
    """Knows its commands by name and imports only the one that is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """In the order of ``COMMANDS``, which is that of first use."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import the command's module."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"tracker.cli.{COMMANDS[name].module}").command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        japanese = language_of(context) == "ja"
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.ja if japanese else listed.en) for name, listed in COMMANDS.items()])

    def main(self, *arguments: Any, **keywords: Any) -> Any:
        """Run, on a terminal that may not know every character: a name of a procedure must not end the program."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        return super().main(*arguments, **keywords)

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what went wrong becomes one sentence."""
        try:
            return super().invoke(context)
        except Exception as error:
            sentence = failure(error, language_of(context))
            if sentence is None:
                raise
            raise Failed(sentence) from error


@click.group(
    cls=Commands,
    help="手続の台帳を管理し、オンライン化の進捗状況と優先順位を示します。"
    "各コマンドの説明は「tracker コマンド --help」で表示します。",
    en="Keep the catalogue of procedures, see how far they are online and what to do next. "
    "'tracker COMMAND --help' explains a command.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    help="表示する言語（環境変数 TRACKER_LANG でも指定可）",
    en="Language of the output (also TRACKER_LANG).",
)
@click.version_option(
    __version__,
    message="%(prog)s %(version)s",
    prog_name="tracker",
    cls=Option,
    help="版を表示して終わる",
    en="Show the version and exit.",
)
@click.pass_context
def main(context: click.Context, lang: Language | None) -> None:
    """Read the clock once and choose the language."""
    context.obj = Console(lang or default_language(), datetime.now(UTC))
