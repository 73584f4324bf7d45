"""Mail, handed in at a server of this machine: what arrives, and what is said of what does not."""

import logging

import pytest

from tests.build import NOW
from tests.mail_server import PASSWORD, SENDER, USER, post_office
from tracker.mailing import Failure, MailServer, Message, send

TAX, CARE, HEALTH = (
    Message(f"{name}@city.example.lg.jp", "照会の件", "御回答ください。\n.\n以上\n")
    for name in ("zeimu", "kaigo", "kenko")
)


def test_a_mail_arrives_as_it_was_written() -> None:
    with post_office() as post:
        assert send(post.server(), [TAX, CARE], NOW) == [None, None]
    assert list(post.taken) == [TAX.to, CARE.to]
    mail = post.taken[TAX.to]
    assert (mail["Subject"], mail["From"], mail["To"]) == (TAX.subject, SENDER, TAX.to)
    assert mail.get_content().splitlines() == TAX.text.splitlines()
    assert mail["Date"].datetime == NOW.replace(microsecond=0)
    assert mail["Message-ID"].endswith("@city.example.lg.jp>")


def test_an_address_that_is_refused_keeps_nobody_else_from_their_mail() -> None:
    with post_office(refused={TAX.to}) as post:
        assert send(post.server(), [TAX, CARE], NOW) == [Failure.REFUSED, None]
    assert list(post.taken) == [CARE.to]


def test_once_the_server_is_gone_the_rest_counts_as_not_sent() -> None:
    with post_office(drops_at=CARE.to) as post:
        assert send(post.server(), [TAX, CARE, HEALTH], NOW) == [None, Failure.UNREACHABLE, Failure.UNREACHABLE]
    assert list(post.taken) == [TAX.to]


def test_where_nobody_listens_nothing_is_sent() -> None:
    with post_office() as post:
        pass
    assert send(post.server(), [TAX, CARE], NOW) == [Failure.UNREACHABLE] * 2


def test_signing_in_where_the_server_wants_it() -> None:
    with post_office(wants_password=True) as post:
        assert send(post.server(user=USER, password=PASSWORD), [TAX], NOW) == [None]
        assert send(post.server(user=USER, password="wrong"), [CARE], NOW) == [Failure.NOT_SIGNED_IN]
        assert send(post.server(), [HEALTH], NOW) == [Failure.REFUSED]
    assert list(post.taken) == [TAX.to]


def test_without_the_encryption_that_is_wanted_not_even_the_password_is_sent() -> None:
    with post_office(wants_password=True) as post:
        server = post.server(user=USER, password=PASSWORD, starttls=True)
        assert send(server, [TAX], NOW) == [Failure.NOT_ENCRYPTED]
    assert post.taken == {}


def test_neither_password_nor_addresses_are_printed_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    server = MailServer("mail.example.lg.jp", 587, SENDER, USER, PASSWORD)
    assert PASSWORD not in f"{server!r}{server}"
    with caplog.at_level(logging.DEBUG), post_office(refused={TAX.to}) as post:
        send(post.server(user=USER, password="wrong"), [TAX], NOW)
        send(post.server(), [TAX], NOW)
    assert caplog.text == ""
