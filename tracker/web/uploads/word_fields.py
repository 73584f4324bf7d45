"""What stands in the cells of a file and could not be read, each with the field that says what it means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import name_of
from tracker.importing.look import Look
from tracker.importing.problem import SHOWN, Problem
from tracker.web.languages import language
from tracker.web.uploads.column_fields import Choices, typed

STATUS = "online_status"
MOST = 20
_TO_TELL_APART = ("code", "name")
"""Columns in which nothing stands for something else."""


@dataclass(frozen=True, slots=True)
class WordField:
    """``word`` stands in a cell of the column ``identifier``; "" is an empty cell. ``meaning``: "" while unsaid."""

    id: str
    identifier: str
    word: str
    meaning: str

    @property
    def heading(self) -> str:
        """The heading of the catalogue's column."""
        return HEADINGS[self.identifier]

    @property
    def is_status(self) -> bool:
        """Whether its meaning is chosen, not typed."""
        return self.identifier == STATUS


def status_choices() -> Choices:
    """What a mark of the status column can stand for, by the words of the catalogue file."""
    return [("", _("（選んでください）")), *((name_of(status), name_of(status, language())) for status in OnlineStatus)]


def words_now(look: Look, problems: Iterable[Problem], mapping: ColumnMapping) -> list[WordField]:
    """The words that were said so far, and those that raised a problem."""
    said = {(column, word): meaning for column, words in mapping.words.items() for word, meaning in words.items()}
    unsaid = dict.fromkeys(_unread(look, problems), "")
    every = {**said, **{key: "" for key in list(unsaid)[:MOST] if key not in said}}
    return [
        WordField(f"w{place}", column, word, meaning) for place, ((column, word), meaning) in enumerate(every.items())
    ]


def words_sent(now: Sequence[WordField], sent: MultiDict[str, str]) -> list[WordField]:
    """The same as a form has them. They are told by column and word: meanwhile they may be others."""
    meanings = {
        (sent.get(f"{field.id}-column", ""), sent.get(f"{field.id}-word", "")): typed(sent.get(f"{field.id}-means", ""))
        for field in now
    }
    offered = {name_of(status) for status in OnlineStatus}
    found = [replace(field, meaning=meanings.get((field.identifier, field.word), "")) for field in now]
    return [
        replace(field, meaning="") if field.is_status and field.meaning not in offered else field for field in found
    ]


def meanings_in(fields: Sequence[WordField]) -> dict[str, dict[str, str]]:
    """What a mapping says of words: per column, word to meaning."""
    columns = dict.fromkeys(field.identifier for field in fields if field.meaning)
    return {
        column: {field.word: field.meaning for field in fields if field.identifier == column and field.meaning}
        for column in columns
    }


def _unread(look: Look, problems: Iterable[Problem]) -> Iterable[tuple[str, str]]:
    """Column and word of every problem that a word of the catalogue in its place would solve."""
    by_heading = {heading: identifier for identifier, heading in HEADINGS.items()}
    by_heading |= {column.heading: column.identifier for column in look.columns if column.identifier}
    for problem in problems:
        identifier, word = by_heading.get(problem.column or "", ""), problem.value or ""
        is_whole = len(word) < SHOWN
        is_meant = identifier == STATUS or (identifier not in ("", *_TO_TELL_APART) and word)
        if problem.row is not None and problem.row != look.header_row and is_whole and is_meant:
            yield identifier, word
