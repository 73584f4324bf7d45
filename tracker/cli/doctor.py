"""``tracker doctor``: is this installation sound, and what to do where it is not."""

import click

from tracker.cli.checks import Finding, database, environment, shipped, web
from tracker.cli.console import Console, echo_json, pass_console
from tracker.cli.help import command as cli_command
from tracker.cli.parameters import json_option
from tracker.settings import Settings, SettingsError, settings_from


@cli_command(
    "doctor",
    help="設定と動作環境を点検し、項目ごとに「良好」か「要対応」かを表示します。要対応があれば、終了コードは1です。",
    en="Check the installation and its settings. Exit code 1 when something needs attention.",
)
@json_option
@pass_console
@click.pass_context
def command(context: click.Context, console: Console, as_json: bool) -> None:
    """Look at everything, then print."""
    findings = _examine()
    sound = all(finding.sound for finding in findings)
    if as_json:
        echo_json({"sound": sound, "checks": [_as_object(finding, console) for finding in findings]})
    else:
        for finding in findings:
            _say(finding, console)
    context.exit(0 if sound else 1)


def _examine() -> list[Finding]:
    findings = [*environment.versions(), *shipped.files_present()]
    try:
        settings = settings_from()
    except SettingsError as error:
        return [*findings, Finding("settings", "設定", "Settings", False, str(error), str(error))]
    return [*findings, *_examine_settings(settings)]


def _examine_settings(settings: Settings) -> list[Finding]:
    return [
        *environment.places(settings),
        *database.examine(settings),
        web.secret_key(settings),
        web.reading(settings),
        web.cookies(settings),
        web.hosts(settings),
        web.proxies(settings),
        web.mail(settings),
    ]


def _as_object(finding: Finding, console: Console) -> dict[str, object]:
    return {
        "check": finding.key,
        "name": console.words(finding.ja, finding.en),
        "sound": finding.sound,
        "message": console.words(finding.found_ja, finding.found_en),
    }


def _say(finding: Finding, console: Console) -> None:
    mark_ja, mark_en = ("良好　", "good     ") if finding.sound else ("要対応", "attention")
    console.say(f"{mark_ja}　{finding.ja}：{finding.found_ja}", f"{mark_en}  {finding.en}: {finding.found_en}")
