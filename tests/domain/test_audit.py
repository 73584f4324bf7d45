"""The activity log's chain: whatever is done to it afterwards is noticed, at the place where it was done."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from tracker.domain.audit import BEGINNING, Act, Action, Entry, Head, canonical, check_number, entry_after, first_bad

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
TAMPERINGS = 500 if os.environ.get("TRACKER_FULL") == "1" else 50


def act(number: int) -> Act:
    at = NOON + timedelta(seconds=number)
    return Act(
        at, f"職員{number}", "tracker import", Action.IMPORT_CATALOGUE, f"{number}.csv", {"件数": number}, {"n": 1}
    )


def log(length: int) -> tuple[list[Entry], Head]:
    entries: list[Entry] = []
    head = BEGINNING
    for number in range(1, length + 1):
        entry = entry_after(head, act(number))
        entries.append(entry)
        head = Head(entry.number, entry.digest)
    return entries, head


@pytest.mark.parametrize("length", [0, 1, 2, 40])
def test_a_log_that_nobody_touched_is_whole(length: int) -> None:
    entries, head = log(length)
    assert first_bad(entries, head) is None


def test_each_entry_depends_on_the_one_before() -> None:
    entries, _ = log(3)
    assert len({entry.digest for entry in entries}) == 3
    assert entry_after(BEGINNING, act(1)).digest == entries[0].digest
    assert entry_after(Head(1, "f" * 64), act(2)).digest != entries[1].digest


@pytest.mark.parametrize("field", ["at", "who", "origin", "action", "subject", "before", "after", "digest"])
def test_every_field_is_sealed(field: str) -> None:
    entries, head = log(5)
    value = NOON if field == "at" else getattr(entries[2], field) + "x"
    entries[2] = replace(entries[2], **{field: value})
    assert first_bad(entries, head) == 3


def test_what_is_missing_from_the_end_is_noticed_by_the_head() -> None:
    entries, head = log(5)
    assert first_bad(entries[:3], head) == 4
    assert first_bad([], head) == 1


def test_what_is_added_behind_the_head_is_noticed() -> None:
    entries, head = log(5)
    forged = entry_after(head, act(6))
    assert first_bad([*entries, forged], head) == 6


def test_a_log_chained_anew_from_the_middle_is_noticed_by_the_head() -> None:
    entries, head = log(6)
    kept = entries[:3]
    last = Head(3, kept[-1].digest)
    for number in range(4, 7):
        kept.append(entry_after(last, replace(act(number), who="誰か")))
        last = Head(number, kept[-1].digest)
    assert first_bad(kept, head) is not None


def test_random_tamperings_are_all_found() -> None:
    chance = Random(20261120)
    for _ in range(TAMPERINGS):
        entries, head = log(chance.randint(2, 12))
        place = chance.randrange(len(entries))
        match chance.choice(["edit", "delete", "insert", "swap", "truncate", "renumber"]):
            case "edit":
                entries[place] = replace(entries[place], after=canonical({"n": chance.randint(2, 99)}))
            case "delete":
                del entries[place]
            case "insert":
                entries.insert(place, replace(entries[place], who="誰か"))
            case "swap":
                other = (place + 1) % len(entries)
                entries[place], entries[other] = entries[other], entries[place]
            case "truncate":
                del entries[place:]
            case "renumber":
                entries[place] = replace(entries[place], number=entries[place].number + 1)
        assert first_bad(entries, head) is not None


def test_details_are_written_in_one_way() -> None:
    assert canonical({"b": [1, None], "a": "手続"}) == canonical(dict(reversed([("b", [1, None]), ("a", "手続")])))
    assert canonical({"a": "手続"}) == '{"a":"手続"}'


def test_the_check_number_is_short_enough_to_read_out() -> None:
    assert check_number("1a2b3c4d5e6f" + "0" * 52) == "1a2b-3c4d-5e6f"
