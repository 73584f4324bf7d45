"""A mapping of columns is kept as text; a text that is none is refused, whoever wrote it."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import LEFT_OUT, ColumnMapping
from tracker.domain.mapping_text import mapping_from_json, mapping_to_json

texts = st.text(max_size=8)
names = st.sampled_from(sorted(HEADINGS))
mappings = st.builds(
    ColumnMapping,
    columns=st.dictionaries(texts, names | st.just(LEFT_OUT), max_size=4),
    constants=st.dictionaries(names, texts, max_size=3),
    words=st.dictionaries(names, st.dictionaries(texts, texts, max_size=3), max_size=2),
    carried_down=st.lists(names, max_size=2).map(tuple),
    heading_rows=st.integers(1, 5),
    header_row=st.none() | st.integers(1, 100),
    without_totals=st.booleans(),
    rounded_counts=st.booleans(),
    code_prefix=st.text(max_size=10),
)


@given(mappings)
def test_a_mapping_comes_back(mapping: ColumnMapping) -> None:
    assert mapping_from_json(mapping_to_json(mapping)) == mapping


def test_what_is_left_out_is_as_nothing_said() -> None:
    assert mapping_from_json('{"columns": {"名称": "name"}}') == ColumnMapping(columns={"名称": "name"})


@pytest.mark.parametrize(
    "change",
    [
        {"columns": {"名称": "nme"}},
        {"columns": {"名称": None}},
        {"columns": [["名称", "name"]]},
        {"constants": {"nme": "x"}},
        {"constants": {"name": 5}},
        {"words": {"online_status": {"◎": 1}}},
        {"words": {"online_status": "◎"}},
        {"words": []},
        {"carried_down": "division"},
        {"carried_down": ["division", 1]},
        {"heading_rows": 0},
        {"heading_rows": 6},
        {"heading_rows": True},
        {"heading_rows": "2"},
        {"header_row": 0},
        {"header_row": 1.0},
        {"without_totals": "yes"},
        {"rounded_counts": 1},
        {"code_prefix": None},
        {"code_prefix": "K" * 40},
        {"column": {}},
    ],
)
def test_what_is_no_mapping_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        mapping_from_json(json.dumps(asdict(ColumnMapping()) | change))
