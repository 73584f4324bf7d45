"""What a form shows when somebody else was faster: who changed what, old beside new beside what was typed here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from tracker.domain.audit import Action, Details, Entry
from tracker.domain.said import Said
from tracker.domain.vocabulary import name_of
from tracker.usecases.changing import Conflict
from tracker.web.languages import language


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a change. ``typed``: what stands in the form for it, "" where it is no field of it."""

    field: str
    before: str
    after: str
    typed: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One change that somebody else made: by which entry of the log, of what kind, to what."""

    entry: Entry
    action: str
    subject: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Conflicting:
    """For the macro ``conflict_notice``: the last entry of the log, and the changes oldest first."""

    last: Entry
    changes: tuple[Changed, ...]


def conflicting(conflict: Conflict, typed: Said) -> Conflicting:
    """A conflict as its form shows it. ``typed``: the input under the headings that the log uses (see ``said``)."""
    keys = [about.key for about in conflict.versions]
    changes = [
        Changed(
            entry,
            name_of(Action(entry.action), language()),
            key or entry.subject,
            tuple(_differences(before, after, typed)),
        )
        for entry in conflict.since
        for key, before, after in _details(entry, keys)
    ]
    return Conflicting(conflict.since[-1], tuple(changes))


def _differences(before: Details, after: Details, typed: Said) -> Iterator[Difference]:
    """What the form asks for comes first, in its order."""
    names = [name for name in typed if name in before or name in after]
    names += [name for name in {**before, **after} if name not in typed]
    for name in names:
        old, new = _text(before.get(name)), _text(after.get(name))
        if old != new:
            yield Difference(name, old, new, typed.get(name, ""))


def _details(entry: Entry, keys: list[str]) -> Iterator[tuple[str, Details, Details]]:
    """What an entry says; of an import only what it says of the things that the conflict is about."""
    before, after = json.loads(entry.before), json.loads(entry.after)
    if not isinstance(after.get("changed"), Mapping):
        yield "", before, after
        return
    for key in keys:
        if key in after["changed"]:
            yield key, before.get("changed", {}).get(key, {}), after["changed"][key]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return str(_("、")).join(map(_text, value))
    return json.dumps(value, ensure_ascii=False)
