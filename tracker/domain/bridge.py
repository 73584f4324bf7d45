"""前回からの動き: the change of the figures between two snapshots, explained by causes that add up exactly.

The path from the one to the other is walked in a fixed order: the policy, what was abolished, what was registered
twice, the volumes, the statuses, what was added. Each cause is what its step changes, so nothing is left over and
nothing counts twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from tracker.domain.coverage import NOTHING, Coverage, counts_online, total
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.snapshot import Snapshot, contribution, last_record
from tracker.domain.uniting import is_united, one_that_stays, taken_over


class Cause(Enum):
    """Why the figures changed, in the order of the path."""

    POLICY = "policy"
    ABOLISHED = "abolished"
    UNITED = "united"
    VOLUMES = "volumes"
    ONLINE = "online"
    REVERTED = "reverted"
    OTHER = "other"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """What one procedure contributes to a cause. ``merged_into``: what it became a part of when it was abolished, or
    as what it is registered now.
    """

    code: str
    name: str
    change: Coverage
    merged_into: Procedure | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A cause with the procedures concerned, those that move most cases first; ``change`` is their sum.

    ``points``: by how much this step of the path changes the target figure, as an exact share. None where the figure is
    undefined after it or was undefined up to it; after a gap it is the change since the figure was last defined.
    """

    cause: Cause
    parts: tuple[Part, ...]
    change: Coverage
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Bridge:
    """From ``before`` to ``after``. The changes of the lines add up to ``change`` in every measure.

    Where the target figure is defined on both sides, the points of the lines add up to ``points``.
    """

    before: Snapshot
    after: Snapshot
    lines: tuple[Line, ...]

    @property
    def change(self) -> Coverage:
        """The difference of the figures."""
        return self.after.coverage - self.before.coverage

    @property
    def points(self) -> Fraction | None:
        """The difference of the two target figures, as a share; None where one of them is undefined."""
        return _difference(_share(self.before.coverage), _share(self.after.coverage))


def bridge(before: Snapshot, after: Snapshot, ended: Iterable[Procedure] = ()) -> Bridge:
    """The change from one snapshot to another by causes; causes that change no figure are left out.

    ``ended``: abolished procedures as they stand later. A snapshot does not hold what ended before its day, so only
    they can say what something was merged into since.
    """
    parts: dict[Cause, list[Part]] = defaultdict(list)
    for cause, part in _parts(before, after, _by_key(ended)):
        parts[cause].append(part)
    return Bridge(before, after, tuple(_lines(before.coverage, parts)))


Found = tuple[Cause, Part]


def _parts(before: Snapshot, after: Snapshot, ended: Mapping[str, Procedure]) -> Iterator[Found]:
    old, new = _by_key(before.procedures), _by_key(after.procedures)
    gone = {**old, **ended}
    doubles = _doubles(old, new, gone)
    for key, item in old.items():
        if key in new:
            yield from _of_kept(item, new[key], doubles[key], before, after.policy)
        else:
            yield from _of_gone(item, gone[key], _heir(key, gone, new), before.policy, after.policy)
    for key, item in new.items():
        if key not in old:
            yield from _part(Cause.ADDED, item, contribution(item, after.policy))


def _doubles(
    old: Mapping[str, Procedure], new: Mapping[str, Procedure], gone: Mapping[str, Procedure]
) -> Mapping[str, list[Procedure]]:
    """What turned out to be registered twice, by the key of what stays."""
    found: dict[str, list[Procedure]] = defaultdict(list)
    for key, item in old.items():
        if key not in new:
            found[code_key(one_that_stays(gone[key], gone).code)].append(item)
    return found


def _of_kept(
    item: Procedure, then: Procedure, doubles: Iterable[Procedure], before: Snapshot, policy: Policy
) -> Iterator[Found]:
    """What changed about a procedure that is in both: the policy, its doubles, then its volumes, then its status."""
    grown = item
    for double in doubles:
        grown = taken_over(grown, double, before.as_of)
    revised = replace(grown, volumes=then.volumes)
    steps = [contribution(item, before.policy), *(contribution(each, policy) for each in (item, grown, revised, then))]
    yield from _part(Cause.POLICY, then, steps[1] - steps[0])
    yield from _part(Cause.UNITED, then, steps[2] - steps[1])
    yield from _part(Cause.VOLUMES, then, steps[3] - steps[2])
    yield from _part(_cause_of_status(grown, then, policy), then, steps[4] - steps[3])


def _of_gone(
    item: Procedure, ended: Procedure, heir: Procedure | None, old_policy: Policy, policy: Policy
) -> Iterator[Found]:
    counted = contribution(item, policy)
    yield from _part(Cause.POLICY, item, counted - contribution(item, old_policy))
    yield from _part(Cause.UNITED if is_united(ended) else Cause.ABOLISHED, item, NOTHING - counted, heir)


def _part(cause: Cause, item: Procedure, change: Coverage, heir: Procedure | None = None) -> Iterator[Found]:
    if change != NOTHING:
        yield cause, Part(item.code, item.name, change, heir)


def _cause_of_status(item: Procedure, then: Procedure, policy: Policy) -> Cause:
    """Coming online or ceasing to be says more than what else changes with it, e.g. entering the denominator."""
    was, is_ = (counts_online(last_record(each), policy) for each in (item, then))
    if was == is_:
        return Cause.OTHER
    return Cause.ONLINE if is_ else Cause.REVERTED


def _heir(key: str, gone: Mapping[str, Procedure], there: Mapping[str, Procedure]) -> Procedure | None:
    """The procedure that holds what was merged, however often it was merged on since."""
    passed = set()
    while key in gone and key not in there and key not in passed:
        passed.add(key)
        key = code_key(gone[key].merged_into)
    return there.get(key)


def _lines(coverage: Coverage, parts: Mapping[Cause, list[Part]]) -> Iterator[Line]:
    defined = _share(coverage)
    for cause in Cause:
        if cause not in parts:
            continue
        change = total(part.change for part in parts[cause])
        coverage += change
        share = _share(coverage)
        yield Line(cause, tuple(sorted(parts[cause], key=_most_first)), change, _difference(defined, share))
        defined = defined if share is None else share


def _most_first(part: Part) -> tuple[int, int]:
    return -abs(part.change.online_cases), -abs(part.change.known_cases)


def _by_key(procedures: Iterable[Procedure]) -> dict[str, Procedure]:
    return {code_key(item.code): item for item in procedures}


def _share(coverage: Coverage) -> Fraction | None:
    return coverage.availability_rate_by_cases.share


def _difference(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else after - before
