"""The process that is at work on a file: while it works, when it died, and when it was given up too early."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.dump import dump
from tests.usecases.uploading import LATER, confirmed, found, sent, sent_and_read, team, wards, work
from tracker.domain.upload import NO_SIGN_OF_LIFE, Stage
from tracker.importing.manner import Manner
from tracker.usecases.uploads import working
from tracker.usecases.uploads.choose_manner import choose_manner
from tracker.usecases.uploads.discard_upload import discard_upload
from tracker.usecases.uploads.read_upload import note_ended
from tracker.usecases.uploads.see_upload import see_upload
from tracker.usecases.uploads.store_upload import confirm_upload
from tracker.usecases.uploads.waiting import Gone
from tracker.usecases.uploads.working import taken_up

ANOTHER = wards("給与支払報告書の提出", "給与支払報告書等の提出")


def test_nothing_is_done_with_a_file_that_a_process_is_at_work_on(ward: Engine) -> None:
    id_ = sent(ward, ANOTHER)
    version = see_upload(ward, team(), id_).version
    for attempt in (
        lambda: discard_upload(ward, team(), id_),
        lambda: confirm_upload(ward, team(), id_, ""),
        lambda: choose_manner(ward, team(), id_, version, None),
    ):
        with pytest.raises(Gone, match="今処理しています"):
            attempt()


def test_a_process_that_died_is_noticed_and_its_file_read_again(ward: Engine) -> None:
    id_ = sent(ward, ANOTHER)
    assert not found(ward, id_).was_interrupted(LATER)
    assert found(ward, id_).was_interrupted(LATER + NO_SIGN_OF_LIFE[Stage.READING])
    note_ended(ward, id_, LATER)
    assert found(ward, id_).was_interrupted(LATER)
    choose_manner(ward, team(), id_, see_upload(ward, team(), id_).version, None)
    assert work(ward, id_).stage is Stage.READY


def test_the_last_word_of_a_process_that_was_given_up_is_not_heard(ward: Engine) -> None:
    id_ = sent(ward, ANOTHER)
    late = taken_up(ward, id_, lambda: LATER)
    assert late is not None
    note_ended(ward, id_, LATER)
    choose_manner(ward, team(), id_, see_upload(ward, team(), id_).version, Manner(fiscal_year=2024))
    late.finish(Stage.REFUSED, result="")
    assert found(ward, id_).stage is Stage.READING


def test_a_file_given_up_while_it_is_stored_is_not_stored(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = sent_and_read(ward, ANOTHER).upload.id
    confirmed(ward, id_)
    late = taken_up(ward, id_, lambda: LATER)
    note_ended(ward, id_, LATER)
    choose_manner(ward, team(), id_, see_upload(ward, team(), id_).version, None)
    monkeypatch.setattr("tracker.usecases.uploads.read_upload.taken_up", lambda *_: late)
    before = dump(ward)
    work(ward, id_)
    assert dump(ward) == before


def test_while_a_file_is_read_its_page_can_tell_how_far(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "SIGN_EVERY", 0.01)
    id_ = sent(ward, ANOTHER)
    begun = taken_up(ward, id_, lambda: LATER + timedelta(minutes=5))
    assert begun is not None
    with begun.showing_life():
        begun.note_rows(12_345)
        until = time.monotonic() + 10
        while found(ward, id_).rows_read != 12_345 and time.monotonic() < until:
            time.sleep(0.01)
    assert (found(ward, id_).rows_read, found(ward, id_).touched_at) == (12_345, LATER + timedelta(minutes=5))
