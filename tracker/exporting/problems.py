"""What was found in a file that was to be imported, as a table to download and work through."""

from collections.abc import Iterable
from typing import Protocol

from tracker.domain.vocabulary import Language
from tracker.exporting.table import Column, Kind, Row, Table
from tracker.exporting.wording import said


class Found(Protocol):
    """A place in a file and what is to be done about it, as readers of files report it.

    ``row`` counts as a spreadsheet does, None for the whole file; ``column`` is the heading.
    """

    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...
    @property
    def ja(self) -> str: ...
    @property
    def en(self) -> str: ...


def problem_tables(
    problems: Iterable[Found], warnings: Iterable[Found], language: Language = "ja"
) -> tuple[Table, ...]:
    """All of them in one table, so that a csv holds them too: first what must be put right, then what to look at."""
    words = (
        ("区分", "Kind", Kind.TEXT),
        ("行", "Row", Kind.RANK),
        ("見出し", "Heading", Kind.TEXT),
        ("値", "Value", Kind.TEXT),
        ("内容と直し方", "What is wrong and what to do", Kind.TEXT),
    )
    columns = tuple(Column(said(language, ja, en), kind) for ja, en, kind in words)
    rows = [
        *(_row(found, said(language, "要修正", "To fix"), language) for found in problems),
        *(_row(found, said(language, "要確認", "To check"), language) for found in warnings),
    ]
    title = said(language, "ファイルの点検結果", "What was found in the file")
    return (Table(said(language, "点検結果", "Findings"), columns, rows, title, _notes(language), language),)


def _row(found: Found, kind: str, language: Language) -> Row:
    return (kind, found.row, found.column, found.value, said(language, found.ja, found.en))


def _notes(language: Language) -> tuple[str, ...]:
    if language == "ja":
        return (
            "「要修正」の箇所が1つでもあるファイルは、取り込まない。「要確認」の箇所は、そのままでも取り込む。",
            "「行」は、表計算ソフトで開いたときの行の番号。空欄は、ファイル全体についてのもの。",
        )
    return (
        "A file with a single place to fix is not imported. Places to check do not keep a file from being imported.",
        "Rows are numbered as a spreadsheet numbers them. Without a number it is about the file as a whole.",
    )
