"""操作履歴 as a table to download: an entry to a row, newest first."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.domain.audit import Entry, check_number
from tracker.domain.audit_reading import action_text, date_and_time, lines_of, text_of
from tracker.domain.labels import number
from tracker.domain.vocabulary import Language
from tracker.exporting.table import Column, Kind, Row, Table
from tracker.exporting.wording import said

LONGEST_CELL = 32_000
"""A little less than the characters that a cell of Excel holds."""


def log_table(
    entries: Iterable[Entry], conditions: Sequence[str], *, cut_at: int | None = None, language: Language = "ja"
) -> Table:
    """The entries with what they changed. ``conditions``: what was filtered by, in words.

    ``cut_at``: how many rows the file was cut to; None where it holds everything that was asked for.
    """
    words = (
        ("番号", "Number", Kind.RANK),
        ("日時（日本時間）", "Time (Japan)", Kind.TEXT),
        ("だれが", "Who", Kind.TEXT),
        ("どこから", "From where", Kind.TEXT),
        ("操作", "Action", Kind.TEXT),
        ("対象", "Subject", Kind.TEXT),
        ("変更前", "Before", Kind.TEXT),
        ("変更後", "After", Kind.TEXT),
        ("照合番号", "Check number", Kind.TEXT),
    )
    title = said(language, "操作履歴", "Activity log")
    columns = tuple(Column(said(language, ja, en), kind) for ja, en, kind in words)
    return Table(title, columns, _rows(entries, language), title, _notes(conditions, cut_at, language), language)


def _rows(entries: Iterable[Entry], language: Language) -> Iterator[Row]:
    for entry in entries:
        lines = lines_of(entry)
        yield (
            entry.number,
            date_and_time(entry.at),
            entry.who,
            entry.origin,
            action_text(entry.action, language),
            entry.subject,
            _fitting(text_of(lines, 1), language),
            _fitting(text_of(lines, 2), language),
            check_number(entry.digest),
        )


def _fitting(text: str, language: Language) -> str:
    if len(text) <= LONGEST_CELL:
        return text
    return text[:LONGEST_CELL] + said(language, "…（長いため、以下を省略）", "… (cut off here)")


def _notes(conditions: Sequence[str], cut_at: int | None, language: Language) -> tuple[str, ...]:
    notes = [*conditions, said(language, "新しい順に並べている。", "The newest entry stands first.")]
    if cut_at is not None:
        count = number(cut_at)
        notes.append(
            said(
                language,
                f"件数が多いため、新しいものから{count}件だけを載せている。期間を区切って、分けて保存すること。",
                f"Only the newest {count} entries are in this file. Save the rest in parts, by days.",
            )
        )
    return tuple(notes)
