"""旧ID: the codes and names under which a procedure was registered before duplicates of it were united with it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.domain.text import search_key


class Former(NamedTuple):
    """A code and name that now lead to another procedure."""

    code: str
    name: str

    @property
    def key(self) -> str:
        """What a search looks in."""
        return search_key(f"{self.name} {self.code}")


def found_by(own_key: str, former: Iterable[Former], words: Sequence[str]) -> tuple[Former, ...]:
    """The former codes and names because of which words were found. ``words`` and ``own_key``: search keys."""
    missing = [word for word in words if word not in own_key]
    return tuple(each for each in former if any(word in each.key for word in missing))
