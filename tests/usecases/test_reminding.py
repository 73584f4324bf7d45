"""Reminders, contacts and letters in both databases: counted, logged, and said before they are sent."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.mail_server import Post, post_office
from tests.people import REGISTER, TAX, actor
from tests.usecases.asking import ask
from tests.usecases.statements import stated
from tracker.domain.account import Role
from tracker.domain.audit import About, Entry, Kind
from tracker.domain.contact import Contact
from tracker.domain.errors import NotThere, Refused
from tracker.domain.inquiry import Frequency, Whom
from tracker.mailing import Failure
from tracker.storage import audit, procedures
from tracker.storage.transactions import reading
from tracker.usecases.changing import Conflict
from tracker.usecases.inquiries.edit_contacts import CONTACTS, edit_contacts, see_contacts
from tracker.usecases.inquiries.mail_request import mail_request
from tracker.usecases.inquiries.prepare_inquiry import prepare_inquiry
from tracker.usecases.inquiries.remind_divisions import mail_reminders, note_reminders
from tracker.usecases.inquiries.see_inquiry import InquirySeen, Line, see_inquiries, see_inquiry
from tracker.usecases.inquiries.write_letters import write_reminders, write_request

TAX_CODE, REGISTER_CODE = "B02-03", "B04-02"
HEADS = {TAX_CODE: Contact("課長", "山田 太郎", "zeimu@x.lg.jp"), REGISTER_CODE: Contact(mail="koseki@x.lg.jp")}


@pytest.fixture
def asked(ward: Engine) -> Engine:
    """The ward after everybody was asked; the deadline has passed."""
    ask(ward)
    return ward


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as found:
        yield found


def line(engine: Engine, unit: tuple[str, str], number: int = 1) -> Line:
    return next(each for each in seen(engine, number).lines if each.replies.unit == unit)


def seen(engine: Engine, number: int = 1) -> InquirySeen:
    return see_inquiry(engine, number, TODAY)


def entries(engine: Engine, key: str) -> list[Entry]:
    with reading(engine) as connection:
        return audit.entries_about(connection, About(Kind.INQUIRY, key))


def test_codes_are_those_of_the_divisions(asked: Engine) -> None:
    assert [line(asked, unit).code for unit in (TAX, REGISTER)] == [TAX_CODE, REGISTER_CODE]


def test_a_reminder_is_counted_for_each_division_and_logged_once(asked: Engine) -> None:
    assert note_reminders(asked, actor(), 1, [TAX_CODE, REGISTER_CODE, "nowhere"], 0) == (TAX, REGISTER)
    note_reminders(asked, actor(), 1, [TAX_CODE], seen(asked).version)
    assert [line(asked, unit).reminded for unit in (TAX, REGISTER)] == [(2, NOW), (1, NOW)]
    assert [json.loads(each.after)["督促した所管課"] for each in entries(asked, "1")] == [
        ["総務部 税務課", "地域振興部 戸籍住民課"],
        ["総務部 税務課"],
    ]


def test_who_has_answered_is_not_reminded(asked: Engine) -> None:
    with reading(asked) as connection:
        of_tax = [item.code for item in procedures.all_as_stated(connection) if item.unit == TAX]
    for code in of_tax:
        stated(asked, code)
    assert line(asked, TAX).waiting == 0
    assert TAX not in write_reminders(asked, actor(), 1)
    with pytest.raises(Refused):
        note_reminders(asked, actor(), 1, [TAX_CODE], 0)
    assert entries(asked, "1") == []


def test_a_later_inquiry_takes_over_what_it_asks_anew(asked: Engine) -> None:
    note_reminders(asked, actor(), 1, [TAX_CODE], 0)
    ask(asked, NOW, TODAY, [TAX], whom=Whom.CHOSEN, frequency=Frequency.ONCE)
    assert (line(asked, TAX).waiting, line(asked, TAX, 2).waiting) == (0, 4)
    assert (line(asked, TAX).replies.unanswered, line(asked, REGISTER).waiting) == (4, 10)
    assert [seen(asked, number).is_taken_over for number in (1, 2)] == [True, False]
    assert [line(asked, TAX, number).reminded.times for number in (1, 2)] == [1, 0]
    found = see_inquiries(asked, TODAY)
    assert found.newest is not None
    assert (found.newest.inquiry.number, [each.number for each in found.earlier]) == (2, [1])
    assert len(found.newest.lines) == 1


def test_mail_is_announced_sent_and_counted_as_far_as_it_arrived(asked: Engine, post: Post) -> None:
    edit_contacts(asked, actor(), HEADS, 0)
    post.refused.add("koseki@x.lg.jp")
    done = mail_reminders(asked, actor(), post.server(), 1, [TAX_CODE, REGISTER_CODE, "B02-01"], 0, "葛飾区")
    assert done == ((TAX,), {REGISTER: Failure.REFUSED}, (("総務部", "人事課"),))
    assert [line(asked, unit).reminded.times for unit in (TAX, REGISTER)] == [1, 0]
    before, after = (json.loads(each.after) for each in entries(asked, "1"))
    assert before["送信する所管課"] == ["総務部 税務課", "地域振興部 戸籍住民課"]
    assert (after["送信した所管課"], after["送信できなかった所管課"]) == (["総務部 税務課"], ["地域振興部 戸籍住民課"])
    assert not any("@" in each.before + each.after for each in [*entries(asked, "1"), *entries(asked, "contacts")])


def test_the_request_is_known_as_mailed_only_once_it_reached_somebody(asked: Engine, post: Post) -> None:
    with pytest.raises(Refused):
        mail_request(asked, actor(), post.server(), 1, 0)
    edit_contacts(asked, actor(), HEADS, 0)
    post.refused |= {"koseki@x.lg.jp", "zeimu@x.lg.jp"}
    mail_request(asked, actor(), post.server(), 1, 0)
    assert seen(asked).mailed_at is None
    post.refused.clear()
    mail_request(asked, actor(), post.server(), 1, seen(asked).version)
    assert (seen(asked).mailed_at, len(post.taken)) == (NOW, 2)
    with pytest.raises(Conflict):
        mail_request(asked, actor(), post.server(), 1, 0)
    assert line(asked, TAX).reminded.times == 0


def test_heads_are_stored_with_one_version_for_all(ward: Engine) -> None:
    assert edit_contacts(ward, actor(), HEADS, 0) == 2
    known = see_contacts(ward)
    assert known.contacts == {TAX: HEADS[TAX_CODE], REGISTER: HEADS[REGISTER_CODE]}
    assert edit_contacts(ward, actor(), HEADS, known.version) == 0
    with pytest.raises(Conflict) as conflict:
        edit_contacts(ward, actor(), {TAX_CODE: Contact("室長")}, 0)
    assert conflict.value.versions == {CONTACTS: known.version}
    assert edit_contacts(ward, actor(), {TAX_CODE: Contact("課長", "", "new@x.lg.jp")}, known.version) == 1
    assert not any("@" in each.before + each.after for each in entries(ward, "contacts"))
    assert json.loads(entries(ward, "contacts")[-1].after) == {
        "総務部 税務課": {"職": "課長", "氏名": "", "メールアドレス": "登録し直した"}
    }
    for wrong, problem in (({"B99": Contact("課長")}, NotThere), ({TAX_CODE: Contact(mail="x")}, Refused)):
        with pytest.raises(problem):
            edit_contacts(ward, actor(), wrong, see_contacts(ward).version)


def test_only_the_dx_team_writes_reminds_and_edits(asked: Engine, post: Post) -> None:
    editor = actor(Role.EDITOR, TAX)
    attempts = (
        lambda: write_request(asked, editor, 1),
        lambda: write_reminders(asked, editor, 1),
        lambda: note_reminders(asked, editor, 1, [TAX_CODE], 0),
        lambda: mail_reminders(asked, editor, post.server(), 1, [TAX_CODE], 0),
        lambda: mail_request(asked, editor, post.server(), 1, 0),
        lambda: edit_contacts(asked, editor, HEADS, 0),
        lambda: write_request(asked, actor(), 2),
    )
    for attempt in attempts:
        with pytest.raises(NotThere):
            attempt()
    assert (entries(asked, "1"), entries(asked, "contacts"), post.taken) == ([], [], {})


def test_the_form_of_the_next_inquiry_asks_somebody_whatever_was_asked_before(asked: Engine) -> None:
    found = prepare_inquiry(asked, TODAY)
    assert (found.sizes[Whom.ALL], found.sizes[Whom.PLANNED]) == ((54, 20), (0, 0))
    assert (found.terms.whom, found.terms.frequency) == (Whom.ALL, Frequency.QUARTERLY)
    assert found.terms.reference_on == date(2026, 10, 31)
    assert sum(len(department.divisions) for department in found.organisation) == 20
