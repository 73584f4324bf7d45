"""The web application, started from a terminal."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.cli.demonstration import KEY_FILE, secret_key
from tracker.settings import is_strong_key

Start = Callable[..., tuple[subprocess.Popen[str], str]]


@pytest.fixture
def start(instance: Path) -> Iterator[Start]:
    """Start ``tracker serve`` on a free port; the process and its address once it listens."""
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **environment: str) -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "tracker", "serve", "--port", "0", *arguments]
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        running.append(process)
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"http://\S+", line):
                return process, found[0]
        pytest.fail(f"it did not start:\n{said}")

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
        assert answer.headers.get("Server") is None
        text: str = answer.read().decode()
        return text


def test_a_demonstration_shows_the_wards_catalogue_and_ends_in_order(start: Start, run: Run) -> None:
    process, address = start("--demo")
    page = fetched(address)
    assert "54.2％" in page
    assert "989,181" in page
    assert fetched(f"{address}healthz") == "ok\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert "13.0％  7手続／54手続" in run("progress").stdout


def link_in(process: subprocess.Popen[str]) -> str:
    """The link that a demonstration prints after its address."""
    assert process.stdout is not None
    return next(found[0] for line in process.stdout if (found := re.search(r"http://\S+/welcome/[\w-]{43}", line)))


def test_a_demonstration_offers_to_sign_in_once_and_every_start_anew(start: Start) -> None:
    process, address = start("--demo")
    link = link_in(process)
    assert link.startswith(address)
    assert fetched(link).count("<button") >= 1
    jar = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(jar)
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.open(link, timeout=30).read().decode())
    assert token is not None
    page = browser.open(link, urllib.parse.urlencode({"csrf_token": token[1]}).encode(), timeout=30)
    assert "サインアウト" in page.read().decode()
    with pytest.raises(urllib.error.HTTPError) as used:
        fetched(link)
    assert used.value.code == 410
    used.value.close()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    again, _address = start("--demo")
    assert link_in(again).split("/")[-1] != link.split("/")[-1]


def test_a_demonstration_answers_to_names_of_this_machine_only(start: Start) -> None:
    _process, address = start("--demo")
    fetched(address.replace("127.0.0.1", "localhost"))
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example"}), timeout=30)
    assert refused.value.code == 400
    refused.value.close()


def test_a_demonstration_leaves_a_catalogue_that_is_there_alone(start: Start, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(
        "手続ID,手続名,所管課,年間受付件数,件数年度,オンライン化状況\nA-1,届出,税務課,7,R4,未実施\n", "utf-8"
    )
    run("import", path)
    _process, address = start("--demo")
    assert "989,181" not in fetched(address)
    assert "7件" in fetched(address)


def test_without_demo_it_runs_with_a_key_and_nobody_can_read(start: Start) -> None:
    _process, address = start(SECRET_KEY="Qy6-vt0pL9_rnE4wXz82")
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.url == f"{address}sign-in?next=/"
        assert "989,181" not in answer.read().decode()


@pytest.mark.parametrize(
    "key", [None, "short", "aaaaaaaaaaaaaaaaaaaaaaaa", "my-secret-key-0123456789", "Change-Me-0123456789"]
)
def test_without_a_key_that_nobody_can_guess_it_refuses(run: Run, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    if key is not None:
        monkeypatch.setenv("SECRET_KEY", key)
    line = run("serve", code=1).stderr
    assert "SECRET_KEY" in line
    assert key is None or key not in line
    assert len(line.splitlines()) == 1


def test_a_port_in_use_is_said_with_another_to_try(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = run("serve", "--demo", "--port", str(port), code=1).stderr
    assert line.startswith(f"ポート {port} は別のプログラムが使っています。")
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_that_is_not_ours_is_said(run: Run, host: str) -> None:
    result = run("serve", "--demo", "--port", "0", "--host", host, code=1)
    assert f"アドレス {host}" in result.stderr


def test_the_key_of_a_demonstration_is_kept_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert is_strong_key(key)
    assert secret_key(tmp_path) == key
    path = tmp_path / KEY_FILE
    path.chmod(0o644)
    assert secret_key(tmp_path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("")
    assert is_strong_key(secret_key(tmp_path))
    assert path.stat().st_mode & 0o777 == 0o600
    assert secret_key(tmp_path / "elsewhere" / "deeper") != key


@pytest.mark.parametrize(("proxies", "believed"), [("1", True), ("0", False)])
def test_behind_a_proxy_that_is_trusted_its_https_counts(start: Start, proxies: str, believed: bool) -> None:
    """Otherwise nobody could sign in behind the proxy that most offices have. Without one, anybody could claim it."""
    _process, address = start(SECRET_KEY="Qy6-vt0pL9_rnE4wXz82", TRUSTED_PROXIES=proxies)
    said = urllib.request.Request(f"{address}sign-in", headers={"X-Forwarded-Proto": "https"})
    with urllib.request.urlopen(said, timeout=30) as answer:
        assert ('name="password"' in answer.read().decode()) is believed
