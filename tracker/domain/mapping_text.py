"""The text in which a mapping of columns is kept and handed on; only what this product writes is read back."""

import json
from dataclasses import asdict, fields
from typing import Any

from tracker.domain.audit import canonical
from tracker.domain.catalogue import ALL_COLUMNS
from tracker.domain.column_mapping import LEFT_OUT, ColumnMapping

_MAX_HEADING_ROWS = 5
_LONGEST_PREFIX = 32
_NAMES = {field.name for field in fields(ColumnMapping)}


def mapping_to_json(mapping: ColumnMapping) -> str:
    """The text of a mapping."""
    return canonical(asdict(mapping))


def mapping_from_json(text: str) -> ColumnMapping:
    """The mapping of a text. Raises ``ValueError`` for what is no mapping."""
    return mapping_from(json.loads(text))


def mapping_from(found: Any) -> ColumnMapping:
    """The same for JSON that was read already."""
    if not isinstance(found, dict) or set(found) - _NAMES:
        raise ValueError("not a mapping of columns")
    mapping = ColumnMapping(**found | {"carried_down": _names(found.get("carried_down", []))})
    _check_columns(mapping)
    rows = (mapping.heading_rows, 1 if mapping.header_row is None else mapping.header_row)
    if any(type(row) is not int or row < 1 for row in rows) or mapping.heading_rows > _MAX_HEADING_ROWS:
        raise ValueError("not a row of headings")
    if any(type(wish) is not bool for wish in (mapping.without_totals, mapping.rounded_counts)):
        raise ValueError("neither true nor false")
    if type(mapping.code_prefix) is not str or len(mapping.code_prefix) > _LONGEST_PREFIX:
        raise ValueError("not the beginning of a code")
    return mapping


def _check_columns(mapping: ColumnMapping) -> None:
    tables = (mapping.columns, mapping.constants, *_tables(mapping.words))
    if not all(_is_text_table(table) for table in tables):
        raise ValueError("not a table of texts")
    named = {*mapping.columns.values(), *mapping.constants, *mapping.words, *mapping.carried_down} - {LEFT_OUT}
    if not named <= ALL_COLUMNS:
        raise ValueError(f"no columns of the catalogue: {', '.join(sorted(named - ALL_COLUMNS))}")


def _tables(words: Any) -> list[Any]:
    if not isinstance(words, dict):
        raise ValueError("not a table of words")
    return list(words.values())


def _is_text_table(table: Any) -> bool:
    return isinstance(table, dict) and all(type(text) is str for text in (*table, *table.values()))


def _names(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or any(type(name) is not str for name in found):
        raise ValueError("not a list of columns")
    return tuple(found)
