"""How a file is read is kept as text, and nothing else is taken for it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.importing.messy_workbook import MAPPING
from tracker.importing.manner import LAYOUT_NAMES, LayoutName, Manner, manner_from_json, manner_to_json

FULL = Manner("台帳", LayoutName.MAPPED, MAPPING, 5, 2024, True, True, True)


@pytest.mark.parametrize("manner", [Manner(), FULL, replace(FULL, mapping=None)])
def test_a_manner_comes_back(manner: Manner) -> None:
    assert manner_from_json(manner_to_json(manner)) == manner


@pytest.mark.parametrize(
    "change",
    [
        {"sheet": 5},
        {"layout": "printed"},
        {"mapping": {"columns": {"名称": "nme"}}},
        {"mapping": []},
        {"header_row": 0},
        {"header_row": True},
        {"fiscal_year": "2024"},
        {"municipal_only": 1},
        {"more": None},
    ],
)
def test_what_was_never_written_is_refused(change: dict[str, Any]) -> None:
    found = json.loads(manner_to_json(FULL)) | change
    with pytest.raises(ValueError):
        manner_from_json(json.dumps(found))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '"x"'])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        manner_from_json(text)


def test_every_layout_has_a_name() -> None:
    assert set(LAYOUT_NAMES) == set(LayoutName)
