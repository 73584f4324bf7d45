"""What an import of a catalogue file changes, as a table to download."""

from collections.abc import Iterator
from typing import Any

from tracker.domain.vocabulary import Language
from tracker.exporting.table import Column, Row, Table
from tracker.exporting.wording import said


def change_tables(changes: dict[str, Any], language: Language = "ja") -> tuple[Table, ...]:
    """A row for each procedure that is added or not in the file, and for each cell that changes.

    ``changes``: ``added`` and ``not_in_file`` with ``code``, ``name`` and ``unit`` each; ``changed`` with ``cells``
    beside these: heading, old text, new text.
    """
    words = (
        ("区分", "Kind"),
        ("手続ID", "Code"),
        ("手続名", "Procedure"),
        ("所管課", "Division"),
        ("項目", "Item"),
        ("変更前", "Before"),
        ("変更後", "After"),
    )
    columns = tuple(Column(said(language, ja, en)) for ja, en in words)
    title = said(language, "取込みによる変更点", "What the import changes")
    return (Table(said(language, "変更点", "Changes"), columns, _rows(changes, language), title, (), language),)


def _rows(changes: dict[str, Any], language: Language) -> Iterator[Row]:
    added, changed = said(language, "追加", "Added"), said(language, "変更", "Changed")
    missing = said(language, "ファイルにない（登録は残る）", "Not in the file (stays)")
    for item in changes["added"]:
        yield (added, *_named(item), "", "", "")
    for item in changes["changed"]:
        for heading, before, after in item["cells"]:
            yield (changed, *_named(item), heading, _text(before), _text(after))
    for item in changes["not_in_file"]:
        yield (missing, *_named(item), "", "", "")


def _named(item: dict[str, Any]) -> tuple[str, str, str]:
    return item["code"], item["name"], item["unit"]


def _text(cell: str | int | None) -> str:
    return "" if cell is None else str(cell)
