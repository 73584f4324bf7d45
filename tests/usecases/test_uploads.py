"""A file is received, read apart, shown in what it changes, and stored as it was shown or not at all."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.dump import dump
from tests.importing.messy_workbook import MAPPING, messy_workbook
from tests.people import actor
from tests.usecases.stating import log, stored
from tests.usecases.uploading import (
    HEADINGS,
    LATER,
    NEW_ROW,
    confirmed,
    found,
    pieces,
    sent,
    sent_and_read,
    team,
    wards,
    work,
)
from tracker.domain.account import Role
from tracker.domain.audit import About, Kind
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.errors import NotThere, Refused
from tracker.domain.status import OnlineStatus
from tracker.domain.upload import KEPT_FOR, Stage, Subject
from tracker.importing.manner import LayoutName, Manner
from tracker.storage import audit
from tracker.storage.transactions import reading
from tracker.usecases.changing import Conflict
from tracker.usecases.uploads import receive_file as receiving
from tracker.usecases.uploads.choose_manner import choose_manner
from tracker.usecases.uploads.discard_upload import discard_upload
from tracker.usecases.uploads.receive_file import receive_file
from tracker.usecases.uploads.see_upload import list_uploads, see_upload
from tracker.usecases.uploads.store_upload import confirm_upload
from tracker.usecases.uploads.waiting import Gone, ShownOthers

OF_UPLOADS = frozenset({"uploads", "upload_pieces", "audit_log", "audit_head", "audit_subjects"})
BESIDES = OF_UPLOADS | {"sqlite_sequence"}
ONE_ONLINE = (",未実施,,,,", ",実施済,,,,")
ANOTHER = wards("給与支払報告書の提出", "給与支払報告書等の提出")


def test_a_file_is_kept_in_pieces_and_in_the_log(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "PIECE", 1_000)
    content = wards()
    id_ = sent(ward, content, r"C:\各課\台帳.csv")
    kept = pieces(ward, id_)
    assert b"".join(kept) == content
    assert {len(piece) for piece in kept[:-1]} == {1_000}
    upload = found(ward, id_)
    assert (upload.file_name, upload.size, upload.stage) == ("台帳.csv", len(content), Stage.READING)
    assert (log(ward)[-1].action, log(ward)[-1].subject) == ("upload.receive", "台帳.csv")
    assert upload.sha256 in log(ward)[-1].after


def test_what_a_file_changes_is_worked_out_and_nothing_is_stored(ward: Engine) -> None:
    before = dump(ward, without=BESIDES)
    seen = sent_and_read(ward, ANOTHER)
    assert seen.upload.stage is Stage.READY
    assert seen.look is not None
    assert (seen.look.layout, seen.look.header_row, seen.look.encoding) == (LayoutName.CATALOGUE, 1, "UTF-8")
    assert seen.result is not None
    changes = seen.result.changes
    assert (changes["added"], changes["unchanged"], changes["not_in_file"]) == ([], 53, [])
    assert changes["changed"] == [
        {
            "code": "K-001",
            "name": "給与支払報告書等の提出",
            "unit": "総務部 税務課",
            "cells": [["手続名", "給与支払報告書の提出", "給与支払報告書等の提出"]],
        }
    ]
    assert changes["before"]["rate"] == changes["after"]["rate"] == [989_181, 1_824_178]
    assert dump(ward, without=BESIDES) == before


def test_what_was_confirmed_is_stored_in_the_name_of_who_confirmed_it(ward: Engine) -> None:
    id_ = sent_and_read(ward, ANOTHER).upload.id
    other = team("確認 次郎")
    confirm_upload(ward, other, id_, found(ward, id_).digest)
    assert stored(ward, "K-001").name == "給与支払報告書の提出"
    assert work(ward, id_).stage is Stage.STORED
    assert stored(ward, "K-001").name == "給与支払報告書等の提出"
    entry = log(ward)[-1]
    assert (entry.action, entry.who, entry.origin) == ("catalogue.import", other.who, other.origin)
    with reading(ward) as connection:
        assert audit.version_of(connection, About(Kind.UPLOAD, str(id_))) == entry.number
    assert pieces(ward, id_) == [], "the content is needed no more"


def test_a_refused_file_changes_nothing_but_what_is_known_of_files(ward: Engine) -> None:
    before = dump(ward, without=BESIDES)
    seen = sent_and_read(ward, wards(",令和4年度,", ",平成の頃,"))
    assert seen.upload.stage is Stage.REFUSED
    assert seen.result is not None
    assert len(seen.result.problems) == 54
    assert (seen.result.problems[0].row, seen.result.problems[0].column) == (2, "件数年度")
    with pytest.raises(ShownOthers):
        confirm_upload(ward, team(), seen.upload.id, seen.upload.digest)
    assert dump(ward, without=BESIDES) == before


def bomb() -> bytes:
    """A workbook whose sheet unpacks to 600 MB."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(b" " * 1_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "", id="picture"),
        pytest.param(bytes(100_000), "", id="blob"),
        pytest.param(b"PK\x03\x04" + bytes(5_000), "", id="broken zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), ".xls", id="old Excel"),
        pytest.param(bomb, "", id="bomb"),
    ],
)
def test_what_is_no_list_ends_in_a_refusal(ward: Engine, content: object, said: str) -> None:
    before = dump(ward, without=BESIDES)
    seen = sent_and_read(ward, content() if callable(content) else content, "台帳.csv")  # type: ignore[arg-type]
    assert seen.upload.stage is Stage.REFUSED
    assert seen.result is not None
    assert seen.result.problems
    assert said in seen.result.problems[0].ja
    assert dump(ward, without=BESIDES) == before


def test_who_was_overtaken_is_shown_the_changes_anew(ward: Engine) -> None:
    slow, fast = (sent_and_read(ward, content).upload.id for content in (wards(*ONE_ONLINE), ANOTHER))
    shown = found(ward, slow).digest
    confirmed(ward, slow)
    confirmed(ward, fast)
    assert work(ward, fast).stage is Stage.STORED
    upload = work(ward, slow)
    assert upload.stage is Stage.READY
    assert json.loads(upload.result)["overtaken"]
    assert upload.digest != shown
    assert stored(ward, "K-001").name == "給与支払報告書等の提出"
    with pytest.raises(ShownOthers):
        confirm_upload(ward, team(), slow, shown)
    confirmed(ward, slow)
    assert work(ward, slow).stage is Stage.STORED
    assert stored(ward, "K-001").name == "給与支払報告書の提出"


def test_a_list_of_ones_own_is_mapped_then_refused_in_words_then_shown(ward: Engine) -> None:
    seen = sent_and_read(ward, messy_workbook(), "電子申請一覧.xlsx")
    assert seen.upload.stage is Stage.TO_MAP
    assert seen.look is not None
    assert [text for _row, text in seen.look.title_rows] == ["オンライン申請ができる手続の一覧", "令和7年6月1日現在"]
    wrong = Manner(layout=LayoutName.MAPPED, mapping=ColumnMapping(MAPPING.columns, heading_rows=2, code_prefix="D-"))
    choose_manner(ward, team(), seen.upload.id, seen.version, wrong)
    assert work(ward, seen.upload.id).stage is Stage.REFUSED
    again = see_upload(ward, team(), seen.upload.id)
    assert again.result is not None
    assert {"△", "◎", "小　計", "約500"} <= {problem.value for problem in again.result.problems}
    right = Manner(layout=LayoutName.MAPPED, mapping=MAPPING, create_divisions=True)
    choose_manner(ward, team(), seen.upload.id, again.version, right)
    assert work(ward, seen.upload.id).stage is Stage.READY
    confirmed(ward, seen.upload.id)
    assert work(ward, seen.upload.id).stage is Stage.STORED
    assert stored(ward, "D-001").records[-1].status is OnlineStatus.IMPLEMENTED
    assert [entry.action for entry in log(ward)[-4:]] == [
        "upload.receive",
        "upload.read",
        "upload.read",
        "catalogue.import",
    ]
    said = json.loads(log(ward)[-2].after)
    assert said["記号の読み替え"]["オンライン化状況「◎」"] == "実施済"
    assert said["登録されていない部・課を作成する"] == "はい"


def test_two_officers_do_not_overwrite_each_others_mapping(ward: Engine) -> None:
    seen = sent_and_read(ward, messy_workbook(), "電子申請一覧.xlsx")
    choose_manner(ward, team(), seen.upload.id, seen.version, Manner(mapping=MAPPING))
    work(ward, seen.upload.id)
    with pytest.raises(Conflict) as caught:
        choose_manner(ward, team("後から 三郎"), seen.upload.id, seen.version, Manner(fiscal_year=2024))
    assert [entry.action for entry in caught.value.since] == ["upload.read"]
    assert see_upload(ward, team(), seen.upload.id).manner.mapping == MAPPING


def test_a_file_that_is_not_to_be_taken_in_is_gone(ward: Engine) -> None:
    seen = sent_and_read(ward, ANOTHER)
    id_ = seen.upload.id
    discard_upload(ward, team(), id_)
    assert (found(ward, id_).stage, pieces(ward, id_)) == (Stage.DISCARDED, [])
    assert log(ward)[-1].action == "upload.discard"
    for attempt in (
        lambda: discard_upload(ward, team(), id_),
        lambda: confirm_upload(ward, team(), id_, seen.upload.digest),
        lambda: choose_manner(ward, team(), id_, seen.version, None),
    ):
        with pytest.raises(Gone, match="すでに取り込まれたか"):
            attempt()


def test_files_that_nobody_confirms_are_discarded_when_the_next_one_comes(ward: Engine) -> None:
    old = sent_and_read(ward, ANOTHER).upload.id
    just = LATER + KEPT_FOR
    sent(ward, ANOTHER, by=team(at=just))
    assert found(ward, old).stage is Stage.READY
    third = sent(ward, ANOTHER, by=team(at=just + timedelta(seconds=1)))
    assert (found(ward, old).stage, pieces(ward, old)) == (Stage.DISCARDED, [])
    assert [upload.id for upload in list_uploads(ward, team())] == [third, third - 1, old]
    assert "7日の間" in next(entry.after for entry in log(ward) if entry.action == "upload.discard")


def test_an_empty_file_is_refused_at_once(ward: Engine) -> None:
    before = dump(ward)
    with pytest.raises(Refused, match="ファイルが空です"):
        sent(ward, b"")
    assert dump(ward) == before


def test_only_the_dx_team_sends_and_sees_files(ward: Engine) -> None:
    id_ = sent_and_read(ward, (HEADINGS + NEW_ROW).encode()).upload.id
    before = dump(ward)
    editor = actor(Role.EDITOR, ("総務部", "税務課"), at=LATER)
    for attempt in (
        lambda: receive_file(ward, editor, Subject.CATALOGUE, "x.csv", io.BytesIO(b"x")),
        lambda: list_uploads(ward, editor),
        lambda: see_upload(ward, editor, id_),
        lambda: discard_upload(ward, editor, id_),
        lambda: confirm_upload(ward, editor, id_, found(ward, id_).digest),
        lambda: choose_manner(ward, editor, id_, 1, None),
        lambda: see_upload(ward, team(), id_ + 1),
    ):
        with pytest.raises(NotThere):
            attempt()
    assert dump(ward) == before
