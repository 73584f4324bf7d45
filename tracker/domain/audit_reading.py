"""Reading the activity log: which entries are asked for, and what an entry changed, key by key."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from tracker.domain import labels
from tracker.domain.audit import About, Action, Entry
from tracker.domain.fiscal import JAPAN, midnight
from tracker.domain.vocabulary import Language, name_of


@dataclass(frozen=True, slots=True)
class LogSelection:
    """Which entries are asked for: every condition restricts, an empty one does not.

    ``who`` and ``words`` (in the subject) are contained without regard to case; days are days in Japan.
    """

    who: str = ""
    action: Action | None = None
    about: About | None = None
    words: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def begins(self) -> datetime | None:
        """The first moment of the first day."""
        return None if self.first is None else midnight(self.first)

    @property
    def ends(self) -> datetime | None:
        """The first moment after the last day."""
        return None if self.last is None else midnight(self.last + timedelta(days=1))


EMPTY, NOTHING = "（空欄）", "なし"


class Line(NamedTuple):
    """One key of an entry with its value before and after, None where it is not there, and what these consist of."""

    heading: str
    before: str | None
    after: str | None
    parts: tuple["Line", ...] = ()

    @property
    def tells_nothing(self) -> bool:
        """A field that was empty and stayed so: pages leave it out, files keep it."""
        return not self.parts and self.before == self.after == EMPTY


_ABSENT = object()
_HEADINGS = {
    "changed": "変更した手続",
    "added": "追加した手続",
    "unchanged": "変更のない手続の数",
    "not_in_file": "ファイルにない手続",
    "file_sha256": "ファイルの照合値（SHA-256）",
    "address": "接続元",
}


def lines_of(entry: Entry) -> tuple[Line, ...]:
    """What an entry changed. What cannot be read, because somebody wrote into the database, is given as it stands."""
    before, after = _details(entry.before), _details(entry.after)
    if before is None or after is None:
        return (Line("内容", entry.before, entry.after),)
    return _lines(before, after)


def text_of(lines: tuple[Line, ...], side: int, depth: int = 0) -> str:
    """One side of an entry as text of many lines, for files. ``side``: 1 before, 2 after."""
    texts = []
    for line in lines:
        value = line[side]
        inside = text_of(line.parts, side, depth + 1)
        if value is not None or inside:
            texts.append(f"{'　' * depth}{line.heading}：{value or ''}" + (f"\n{inside}" if inside else ""))
    return "\n".join(texts)


def action_text(code: str, language: Language = "ja") -> str:
    """The printed name of an action; one that this version does not know stays as it is."""
    try:
        return name_of(Action(code), language)
    except ValueError:
        return code


def date_and_time(moment: datetime) -> str:
    """A moment in Japan to the second, as spreadsheets sort it: 2026-11-20 12:00:05."""
    local = moment.astimezone(JAPAN)
    return f"{local.date().isoformat()} {local.time().isoformat('seconds')}"


def _details(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _lines(before: dict[str, Any], after: dict[str, Any]) -> tuple[Line, ...]:
    keys = dict.fromkeys([*before, *after])
    return tuple(_line(key, before.get(key, _ABSENT), after.get(key, _ABSENT)) for key in keys)


def _line(key: str, before: Any, after: Any) -> Line:
    heading = _HEADINGS.get(key, key)
    if isinstance(before, dict) or isinstance(after, dict):
        (old, old_text), (new, new_text) = _split(before), _split(after)
        return Line(heading, old_text, new_text, _lines(old, new))
    if _has_mappings(before) or _has_mappings(after):
        numbered = [
            {str(place): item for place, item in enumerate(side, 1)} if isinstance(side, list) else {}
            for side in (before, after)
        ]
        return Line(heading, None, None, _lines(*numbered))
    return Line(heading, _text(before), _text(after))


def _split(value: Any) -> tuple[dict[str, Any], str | None]:
    """A mapping, or in place of one a text."""
    return (value, None) if isinstance(value, dict) else ({}, _text(value))


def _has_mappings(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict | list) for item in value)


def _text(value: Any) -> str | None:
    if value is _ABSENT:
        return None
    if value == []:
        return NOTHING
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int):
        return labels.number(value)
    if isinstance(value, list):
        return "、".join(_text(item) or "" for item in value)
    return str(value)
