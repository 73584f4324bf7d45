"""Mappings of columns on the command line: by the name they are kept under, or from a file."""

from pathlib import Path

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.errors import NotThere, Refused
from tracker.domain.mapping_text import mapping_from_json
from tracker.usecases.catalogue.keep_mapping import find_mapping


def mapping_of(engine: Engine, actor: Actor, written: str) -> ColumnMapping:
    """The mapping in a file of that name, or else the one that is kept under it. Raises ``Refused``."""
    path = Path(written)
    if path.is_file():
        return mapping_in(path)
    try:
        return find_mapping(engine, actor, written).mapping
    except NotThere:
        raise Refused(
            f"列の対応付け「{written}」は保存されておらず、そのようなファイルもありません。",
            f"No mapping is kept as “{written}”, and there is no such file.",
        ) from None


def mapping_in(path: Path) -> ColumnMapping:
    """The mapping in a JSON file. Raises ``Refused``."""
    try:
        return mapping_from_json(path.read_text("utf-8-sig"))
    except ValueError as error:
        raise Refused(
            f"「{path.name}」は列の対応付けのファイルではありません（{error}）。",
            f"“{path.name}” is no mapping of columns ({error}).",
        ) from None
