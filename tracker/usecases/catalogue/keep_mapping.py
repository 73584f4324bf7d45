"""列の対応付け: kept under a name for the next file of the same make, replaced, and removed."""

from typing import Any

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.errors import NotThere, Refused
from tracker.domain.text import EDGES
from tracker.storage import audit, mappings
from tracker.storage.mappings import KeptMapping
from tracker.storage.transactions import reading, writing_logged

LONGEST_NAME = 100


def list_mappings(engine: Engine, actor: Actor) -> list[KeptMapping]:
    """What is kept, by name. Raises ``NotThere`` for everybody but the DX team."""
    _check(actor)
    with reading(engine) as connection:
        return mappings.kept(connection)


def find_mapping(engine: Engine, actor: Actor, name: str) -> KeptMapping:
    """The one of that name. Raises ``NotThere``."""
    _check(actor)
    with reading(engine) as connection:
        found = mappings.find(connection, name)
    if found is None:
        raise NotThere
    return found


def keep_mapping(engine: Engine, actor: Actor, name: str, mapping: ColumnMapping) -> None:
    """Keep a mapping, in place of another of that name. Raises ``NotThere`` and ``Refused``."""
    _check(actor)
    name = name.strip(EDGES)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(
            f"対応付けの名前は、{LONGEST_NAME}文字以内で入力してください。改行などの制御文字は使えません。",
            f"Give the mapping a name of up to {LONGEST_NAME} characters, without line breaks.",
            "name",
        )
    with writing_logged(engine) as connection:
        before = mappings.find(connection, name)
        if before is not None and before.mapping == mapping:
            return
        mappings.keep(connection, name, mapping, actor.at, actor.who)
        said = _said(before.mapping) if before else {}
        audit.append(connection, _act(actor, Action.KEEP_MAPPING, name, said, _said(mapping)))


def remove_mapping(engine: Engine, actor: Actor, name: str) -> None:
    """Keep one no longer. Raises ``NotThere``."""
    _check(actor)
    with writing_logged(engine) as connection:
        before = mappings.find(connection, name)
        if before is None:
            raise NotThere
        mappings.remove(connection, name)
        audit.append(connection, _act(actor, Action.REMOVE_MAPPING, name, _said(before.mapping), {}))


def _check(actor: Actor) -> None:
    if actor.role is not Role.DX:
        raise NotThere


def _act(actor: Actor, action: Action, name: str, before: Details, after: Details) -> Act:
    return Act(actor.at, actor.who, actor.origin, action, name, before, after, (About(Kind.MAPPING, name),))


def _said(mapping: ColumnMapping) -> Details:
    """A mapping in words, by the headings of the catalogue."""
    columns = {key: HEADINGS.get(name, "取り込まない") for key, name in mapping.columns.items()}
    said: dict[str, Any] = {
        "列": columns,
        "共通の値": {HEADINGS[name]: text for name, text in mapping.constants.items()},
        "語": {HEADINGS[name]: dict(words) for name, words in mapping.words.items()},
        "下の行にも当てはめる列": [HEADINGS[name] for name in mapping.carried_down],
        "見出しの行数": mapping.heading_rows,
        "見出しの行": mapping.header_row,
        "小計・合計の行を除く": mapping.without_totals,
        "概数を取り込む": mapping.rounded_counts,
        "手続IDの先頭の文字": mapping.code_prefix,
    }
    return said
