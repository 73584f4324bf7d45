"""A few procedures changed hundreds of times on random days: what is derived still is what the records say.

Derived rows are brought up to date by taking the old contribution out and putting the new one in. A mistake in that
shows only when the same procedure is hit again and again, out of the order of days.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, delete

from tests.build import NOW, policy, procedure, record
from tests.storage.agreement import assert_agrees, fill
from tests.strategies import DAYS, PLACES, STARTS
from tracker.domain.channels import CHANNELS
from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy
from tracker.domain.procedure import AnnualVolume, Barrier, Plan, Procedure, Theme
from tracker.domain.status import OnlineStatus, Scope, StatusRecord
from tracker.storage import policies, saving, state
from tracker.storage.saving import Change
from tracker.storage.schema import departments, divisions
from tracker.storage.schema import policies as policy_rows
from tracker.storage.transactions import reading, writing

STEPS = 240
COMPARE_EVERY = 6
MOST_PROCEDURES = 7
POLICIES = (
    policy(valid_from=date(2024, 1, 1)),
    policy(
        valid_from=date(2024, 2, 1),
        base_fiscal_year=2023,
        threshold=500,
        designation_decides=True,
        partial=PartialTreatment.COUNTED_WHOLE,
        exempt=ExemptTreatment.LEFT_OUT,
    ),
)

Blow = Callable[[Random, Procedure], Procedure]


def state_something(random: Random, item: Procedure) -> Procedure:
    """A record with or without a day, confirmed or not; now and then one that corrects an earlier one."""
    online = random.random() < 0.6
    new = record(
        len(item.records) + 1,
        random.choice([None, *DAYS]),
        random.choice(STARTS if online else tuple(OnlineStatus)),
        scope=random.choice([None, None, *Scope]),
        channels=tuple(random.sample(sorted(CHANNELS), random.choice([0, 0, 1, 2]))),
        supersedes=random.choice(item.records).number if item.records and random.random() < 0.3 else None,
    )
    if random.random() < 0.2:
        new = replace(new, confirmed_at=None, confirmed_by="")
    return replace(item, records=(*item.records, new))


def take_back(random: Random, item: Procedure) -> Procedure:
    """The withdrawal of any earlier record, which may itself be a withdrawal."""
    if not item.records:
        return item
    wrong = random.choice(item.records).number
    return replace(item, records=(*item.records, record(len(item.records) + 1, None, None, supersedes=wrong)))


def confirm(random: Random, item: Procedure) -> Procedure:
    """The confirmation of a record that awaits it."""
    waiting = [one for one in item.records if one.confirmed_at is None]
    if not waiting:
        return item
    chosen = random.choice(waiting).number

    def confirmed(one: StatusRecord) -> StatusRecord:
        return replace(one, confirmed_at=NOW, confirmed_by="dx") if one.number == chosen else one

    return replace(item, records=tuple(map(confirmed, item.records)))


def count_cases(random: Random, item: Procedure) -> Procedure:
    """A new count, a ceiling instead of a count, or no volume at all for a year."""
    year = random.choice([2021, 2022, 2022, 2023])
    others = [volume for volume in item.volumes if volume.fiscal_year != year]
    cases = random.choice([0, 499, 500, 9_999, 10_000, random.randrange(400_000)])
    counted = AnnualVolume(year, cases, random.choice([None, 0, cases]))
    uncounted = AnnualVolume(year, None, random.choice([None, 7]), random.choice([None, 0, 499, 9_999]))
    stated = random.choice([[counted], [counted], [uncounted], []])
    return replace(item, volumes=tuple(sorted([*others, *stated], key=lambda volume: volume.fiscal_year)))


def change_life(random: Random, item: Procedure) -> Procedure:
    """Another beginning, an abolition, or none."""
    begins, ends = sorted(random.choices(DAYS, k=2))
    return replace(item, active_from=begins, abolished_on=random.choice([None, ends]))


def change_place(random: Random, item: Procedure) -> Procedure:
    """Another division, perhaps of another department."""
    department, division = random.choice(PLACES)
    return replace(item, department=department, division=division)


def change_kind(random: Random, item: Procedure) -> Procedure:
    """Other themes, in and out of the designated list."""
    themes = random.sample(list(Theme), random.choice([0, 1, 2]))
    return replace(item, themes=tuple(themes), designated=random.random() < 0.5)


def change_words(random: Random, item: Procedure) -> Procedure:
    """What no figure depends on."""
    return replace(item, note=f"メモ{random.random()}", plan=Plan(None, random.choice([None, *Barrier])))


BLOWS: tuple[Blow, ...] = (
    state_something,
    state_something,
    state_something,
    take_back,
    confirm,
    count_cases,
    change_life,
    change_place,
    change_kind,
    change_words,
)


@pytest.mark.parametrize("seed", [1, 2])
def test_derived_rows_survive_hundreds_of_changes(engine: Engine, seed: int) -> None:
    random = Random(seed)
    catalogue = _begin(engine, POLICIES)
    version = _version(engine)
    for step in range(STEPS):
        changes = _changes(random, catalogue)
        with writing(engine) as connection:
            saving.save(connection, changes, policies.load(connection))
        catalogue |= {change.after.code: change.after for change in changes}
        if step % COMPARE_EVERY == 0 or step == STEPS - 1:
            days = [random.choice(DAYS), random.choice(DAYS), DAYS[-1] + timedelta(days=1)]
            with reading(engine) as connection:
                assert state.version(connection) == version + step + 1
                assert_agrees(connection, list(catalogue.values()), days)
    assert max(len(item.records) for item in catalogue.values()) > 20, "the same ones are hit again and again"


def _begin(engine: Engine, rules: tuple[Policy, ...]) -> dict[str, Procedure]:
    """Two procedures; the organisation and the policies of the test instead of the ward's."""
    catalogue = [procedure(f"K-{number}", position=number) for number in (1, 2)]
    with writing(engine) as connection:
        for table in (divisions, departments, policy_rows):
            connection.execute(delete(table))
        fill(connection, catalogue, rules)
    return {item.code: item for item in catalogue}


def _changes(random: Random, catalogue: dict[str, Procedure]) -> list[Change]:
    """One to three procedures hit once or twice each; at times a new one."""
    hit = random.sample(list(catalogue.values()), random.choice([1, 1, 2]))
    changes = []
    for before in hit:
        after = before
        for _ in range(random.choice([1, 2])):
            after = random.choice(BLOWS)(random, after)
        changes.append(Change(before, after))
    if len(catalogue) < MOST_PROCEDURES and random.random() < 0.05:
        number = len(catalogue) + 1
        changes.append(Change(None, state_something(random, procedure(f"K-{number}", position=number))))
    return changes


def _version(engine: Engine) -> int:
    with reading(engine) as connection:
        return state.version(connection)
