"""Which names of a catalogue are likely those of one procedure, and in what they differ.

Only names with the same skeleton are looked at closely, so that the work grows with the number of names and not with
that of their pairs. Nothing is decided here: people say what is the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from tracker.domain import spelling
from tracker.domain.differing import Differing


class Alike(NamedTuple):
    """Two names by their places in what was given, the first before the second, and in what they differ."""

    first: int
    second: int
    differing: tuple[Differing, ...]
    same_division: bool

    @property
    def is_close(self) -> bool:
        """Whether they are spellings of one name within one division."""
        return self.same_division and Differing.NOTE not in self.differing


COMMON = 5
"""A name that more procedures have than this says nothing between divisions."""
_STEPS: dict[Differing, Callable[[str], str]] = {
    Differing.CHARACTERS: spelling.usual_characters,
    Differing.NUMERALS: spelling.arabic_numerals,
    Differing.PARTICLE: spelling.without_no,
    Differing.KANA: spelling.usual_kana,
    Differing.OKURIGANA: spelling.without_okurigana,
    Differing.ENDING: spelling.usual_ending,
    Differing.SYMBOLS: spelling.without_symbols,
    Differing.BRACKETS: spelling.without_brackets,
}
_ANY_BRACKET = re.compile(f"[{re.escape(spelling.OPENING_BRACKETS)}]")
_BRACKETED = re.compile(r"\([^()]*\)")
_SHORT = re.compile(r"(?<=[一-龥])\(([一-龥]{1,2})\)(?=[一-龥])")


def alike(names: Sequence[str], divisions: Sequence[Hashable]) -> Iterator[Alike]:
    """The pairs of names that are likely one procedure's, in their order. ``divisions``: that of each name."""
    candidates = _candidates(names)
    keys = {name: _key(name) for name in {names[place] for place in candidates}}
    holders: dict[str, list[int]] = defaultdict(list)
    for place in candidates:
        holders[keys[names[place]]].append(place)
    pairs = {pair for held in holders.values() for pair in _pairs(held, divisions)}
    pairs |= set(_with_optional_parts(names, candidates, keys, holders))
    for first, second in sorted(pairs):
        same_division = divisions[first] == divisions[second]
        yield Alike(first, second, differing(names[first], names[second]), same_division)


def differing(name: str, other: str) -> tuple[Differing, ...]:
    """In what two alike names differ: the fewest kinds that have to be overlooked for them to be equal."""
    if name == other:
        return (Differing.NOTHING,)
    if _key(name) != _key(other):
        short = any(_SHORT.search(spelling.same_width(each)) for each in (name, other))
        return (Differing.BRACKETS if short else Differing.NOTE,)
    for count in range(len(_STEPS)):
        for steps in combinations(_STEPS, count):
            if _key(name, steps) == _key(other, steps):
                return steps or (Differing.WIDTH,)
    return tuple(_STEPS)


def _key(name: str, steps: Collection[Differing] = _STEPS) -> str:
    """What spellings of one name have in common, where only some kinds of difference are overlooked."""
    text = spelling.same_width(name)
    for step, usual in _STEPS.items():
        if step in steps:
            text = usual(text)
    return text or name


def _candidates(names: Sequence[str]) -> list[int]:
    """The places of the names that have a skeleton in common with another one."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        groups[spelling.skeleton(name)].append(place)
        if _ANY_BRACKET.search(name):
            for text in {spelling.skeleton(text) for text in _shorter(name)}:
                groups[text].append(place)
    return sorted({place for group in groups.values() if len(group) > 1 for place in group})


def _shorter(name: str) -> Iterator[str]:
    """The name without what stands in brackets, and 健(検)診 as 検診 too."""
    text = spelling.same_width(name)
    if "(" not in text:
        return
    yield _BRACKETED.sub("", text)
    if short := _SHORT.search(text):
        before, after = text[: short.start()], text[short.end() :]
        yield before[: -len(short[1])] + short[1] + after


def _pairs(held: Sequence[int], divisions: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """All pairs of a few; of many, each with the first of its division."""
    if len(held) <= COMMON:
        yield from combinations(held, 2)
        return
    first: dict[Hashable, int] = {}
    for place in held:
        if first.setdefault(divisions[place], place) != place:
            yield first[divisions[place]], place


def _with_optional_parts(
    names: Sequence[str], candidates: Iterable[int], keys: Mapping[str, str], holders: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Names that are equal but for what stands in brackets.

    Where several names differ in nothing else, as in （第1項） and （第2項）, that tells them apart.
    """
    longer: dict[str, set[int]] = defaultdict(set)
    for place in candidates:
        for text in _shorter(names[place]):
            longer[_key(text)].add(place)
    for key, places in longer.items():
        if key in holders and len({keys[names[place]] for place in places}) == 1:
            yield from ((min(a, b), max(a, b)) for a in places for b in holders[key] if a != b)
