"""Code lists as files write them: the Japanese name, the national code, or the identifier."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from tracker.domain.catalogue import HEADINGS
from tracker.domain.channels import CHANNELS
from tracker.domain.fiscal import tidy
from tracker.domain.procedure import INVISIBLE, Barrier, ProcedureType, Theme, VolumeBasis
from tracker.domain.status import OnlineStatus, Scope
from tracker.domain.vocabulary import LIFE_EVENTS, NATIONAL_LISTS, name_of
from tracker.importing.texts import has_odd_digit

_BRACKETS = str.maketrans("[{〈《「『【〔]}〉》」』】〕", "((((((((" + "))))))))")


def label_key(text: str) -> str:
    """What a value is matched by: NFKC, without white space, kinds of brackets and case."""
    return tidy(text.translate(INVISIBLE)).translate(_BRACKETS).casefold()


class CodeList:
    """One list: every way to write a value, and the names to offer where a value is not on it."""

    def __init__(self, heading: str, values: Iterable[tuple[Any, tuple[str, ...]]]) -> None:
        self.heading = heading
        ways = [(value, names) for value, names in values]
        self.names = tuple(names[0] for _, names in ways)
        self._values: Mapping[str, Any] = {label_key(name): value for value, names in ways for name in names}

    def find(self, text: str) -> Any | None:
        """The value that a text names, or None."""
        return None if has_odd_digit(text) else self._values.get(label_key(text))


def _of(identifier: str, codes: type[Enum]) -> CodeList:
    return CodeList(
        HEADINGS[identifier],
        ((code, (name_of(code), str(code.value), code.name.lower())) for code in codes),
    )


STATUSES = _of("online_status", OnlineStatus)
SCOPES = _of("online_scope", Scope)
THEMES = _of("themes", Theme)
PROCEDURE_TYPES = _of("procedure_type", ProcedureType)
VOLUME_BASES = _of("volume_basis", VolumeBasis)
BARRIERS = _of("barrier", Barrier)
CHANNEL_NAMES = CodeList(
    HEADINGS["channels"],
    ((channel.code, (channel.name, channel.code, *channel.other_names)) for channel in CHANNELS.values()),
)
_OTHER_LIFE_EVENTS = {"情報変更・役員変更": ("法人の情報変更・役員変更",)}
LIFE_EVENT_NAMES = CodeList(
    HEADINGS["life_events"], ((name, (name, *_OTHER_LIFE_EVENTS.get(name, ()))) for name in LIFE_EVENTS)
)
NATIONAL_LIST_NUMBERS = CodeList(HEADINGS["national_lists"], ((number, (number,)) for number in NATIONAL_LISTS))
DESIGNATED = CodeList(HEADINGS["designated"], ((True, ("該当",)),))

STATUS_MARKS = CodeList(
    HEADINGS["online_status"],
    (
        (OnlineStatus.IMPLEMENTED, ("○", "〇", "◯", "✓", "済", "はい", "TRUE")),
        (OnlineStatus.NOT_IMPLEMENTED, ("×", "✕", "未", "いいえ", "FALSE")),
    ),
)
