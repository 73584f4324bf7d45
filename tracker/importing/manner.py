"""How a file is read: what an officer chose, or left to be recognised."""

import json
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from tracker.domain.audit import canonical
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.mapping_text import mapping_from, mapping_to_json
from tracker.importing.findings import Notice


class LayoutName(StrEnum):
    """What a file is a list of, and how it is laid out."""

    CATALOGUE = "catalogue"
    NATIONAL_SURVEY = "national_survey"
    SOURCE_LIST = "source_list"
    MAPPED = "mapped"


LAYOUT_NAMES = {
    LayoutName.CATALOGUE: Notice("台帳の様式", "Catalogue file"),
    LayoutName.NATIONAL_SURVEY: Notice("国の行政手続等の調査結果", "National survey of procedures"),
    LayoutName.SOURCE_LIST: Notice("手続一覧（番号・所管課名・手続名）", "Printed list of procedures"),
    LayoutName.MAPPED: Notice("その他（列の対応付け）", "Other (columns assigned)"),
}
"""The printed names of the layouts."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is read.

    ``layout``: None where it is recognised by its headings. ``header_row``: the last row of the headings, from 1; None
    where it is found. ``fiscal_year``: the year of counts that state none. ``municipal_only``: of the national survey
    take only what local governments receive or do.
    """

    sheet: str | None = None
    layout: LayoutName | None = None
    mapping: ColumnMapping | None = None
    header_row: int | None = None
    fiscal_year: int | None = None
    allow_unknown_columns: bool = False
    create_divisions: bool = False
    municipal_only: bool = False


_KINDS: dict[str, tuple[type, ...]] = {
    "sheet": (str, type(None)),
    "header_row": (int, type(None)),
    "fiscal_year": (int, type(None)),
    "allow_unknown_columns": (bool,),
    "create_divisions": (bool,),
    "municipal_only": (bool,),
}


def manner_to_json(manner: Manner) -> str:
    """The text of a manner."""
    plain: dict[str, Any] = {name: getattr(manner, name) for name in _KINDS}
    mapping = None if manner.mapping is None else json.loads(mapping_to_json(manner.mapping))
    return canonical(plain | {"layout": manner.layout, "mapping": mapping})


def manner_from_json(text: str) -> Manner:
    """The manner of a text. Raises ``ValueError`` for what ``manner_to_json`` never wrote."""
    found = json.loads(text)
    if not isinstance(found, dict) or set(found) != {field.name for field in fields(Manner)}:
        raise ValueError("not a manner of reading")
    for name, kinds in _KINDS.items():
        if type(found[name]) not in kinds:
            raise ValueError(f"{name} is {found[name]!r}")
    if found["header_row"] is not None and found["header_row"] < 1:
        raise ValueError("rows count from 1")
    layout, mapping = found["layout"], found["mapping"]
    return Manner(
        **found
        | {
            "layout": None if layout is None else LayoutName(layout),
            "mapping": None if mapping is None else mapping_from(mapping),
        }
    )
