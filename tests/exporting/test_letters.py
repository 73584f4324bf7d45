"""Letters as Word files and as text: complete, one after the other, and the same each time."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from docx.document import Document

from tests.build import asked, procedure
from tracker.domain.contact import Contact
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.letters import ANNEX, Letter, reminder_letters, request_letter
from tracker.exporting.letters import as_text, write_text, write_word

INQUIRY = Inquiry(3, Terms(date(2026, 9, 30), date(2026, 10, 15)), datetime(2026, 10, 1, 1, tzinfo=UTC), "dx")
LONG = "国民年金に関する届出（資格取得届、種別変更届、資格喪失届など）"
UNITS = (("総務部", "税務課"), ("福祉部", "介護保険課"))


@pytest.fixture
def request_() -> Letter:
    return request_letter(INQUIRY, [procedure("K-1")], "葛飾区")


@pytest.fixture
def reminders() -> list[Letter]:
    waiting = {
        unit: (procedure("K-1", name=LONG, asked=asked()), procedure("K-2", name="改\n行\x0bあり", asked=asked()))
        for unit in UNITS
    }
    heads = {UNITS[1]: Contact("課長", "山田 太郎")}
    return list(reminder_letters(INQUIRY, waiting, heads, date(2026, 10, 20)).values())


def read(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def texts(paper: Document) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.text]


def test_a_letter_in_word_has_everything_in_its_place(request_: Letter) -> None:
    paper = read(write_word([request_]))
    written = texts(paper)
    assert written[:4] == [request_.dated, "各所管課長　様", "葛飾区　DX推進担当", request_.title]
    assert written[5] == "記"
    assert "２\t回答期限　令和８年10月15日（木）" in written
    assert written[-2:] == ["以上", ANNEX]
    assert [cell.text for cell in paper.tables[0].rows[1].cells] == ["総務部", "税務課", "1"]
    assert paper.core_properties.title == request_.title


def test_every_reminder_begins_on_a_page_of_its_own_with_its_table(reminders: list[Letter]) -> None:
    paper = read(write_word(reminders))
    breaks = [item.text for item in paper.paragraphs if item.paragraph_format.page_break_before]
    assert breaks == ["令和８年10月20日"]
    assert [text for text in texts(paper) if text.endswith("様")] == ["総務部　税務課長　様", "課長　山田 太郎　様"]
    assert [table.rows[1].cells[1].text for table in paper.tables] == [LONG, LONG]


def test_pages_of_letters_to_different_people_are_not_numbered_on(reminders: list[Letter]) -> None:
    with zipfile.ZipFile(io.BytesIO(write_word(reminders))) as parts:
        assert not any(b"NUMPAGES" in parts.read(name) for name in parts.namelist())


def test_the_same_letters_give_the_same_bytes(reminders: list[Letter]) -> None:
    assert write_word(reminders) == write_word(reminders)
    assert write_word(reminders) != write_word(reminders[:1])
    with zipfile.ZipFile(io.BytesIO(write_word(reminders))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_letter_as_text_says_the_same(request_: Letter) -> None:
    lines = as_text(request_).splitlines()
    assert lines[0].strip("　") == request_.dated
    assert lines[1] == "各所管課長　様"
    assert "２　回答期限　令和８年10月15日（木）" in lines
    assert lines[-4:] == [ANNEX, "　　部　所管課　手続数", "　　総務部　税務課　1", "　　計　1課　1"]


def test_a_text_file_opens_in_old_editors_and_separates_letters(reminders: list[Letter]) -> None:
    content = write_text(reminders)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    assert len(re.findall("^－+\r$", text, re.MULTILINE)) == 1
    assert "　　K-2　改 行あり　オンライン化の状況と予定\r\n" in text
