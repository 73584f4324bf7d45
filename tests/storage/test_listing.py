"""A list in the database is the domain's selection and order, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from tests import strategies
from tests.build import policy, procedure, record
from tests.engines import Scratch
from tests.storage.agreement import catalogues, fill, on_databases, policy_sets
from tests.strategies import FIRST_DAY, LAST_DAY, ORGANISATION
from tracker.domain.coverage import total
from tracker.domain.path import smallest_set
from tracker.domain.policy import PartialTreatment, Policy
from tracker.domain.priority import Step, order_key
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.selection import Order, Selection, matches
from tracker.domain.standing import Standing, standings
from tracker.domain.status import OnlineStatus
from tracker.storage import listing
from tracker.storage.listing import Basis, Page
from tracker.storage.schema import procedures as procedure_rows

NAMES = [
    "住民票の交付",
    "100%達成届",
    "A_B申請",
    "Ａ￥Ｂ",
    "A\\B/C",
    "ｶﾌﾞｼｷ会社届",
    "カブシキ 会社届",
    "STRASSE ß",
    "届",
]
WORDS = [
    "",
    "住民票",
    "%",
    "_",
    "\\",
    "/",
    "％",
    "＿",
    "￥",
    "k-00",
    "Ｋ－００１",
    "ﾄﾄﾞｹ",
    "カブシキ",
    "会社届",
    "strasse",
]
WORDS += ["届 100", "A　B", "届 届", "%_%", "K-001", "''", '"', "c"]

DIVISIONS = [(unit.name, division.name) for unit in ORGANISATION for division in unit.divisions]
SORT_KEYS: dict[Order, Callable[[Standing], Any]] = {
    Order.CATALOGUE: lambda item: item.procedure.position,
    Order.DIVISION: lambda item: (
        DIVISIONS.index((item.procedure.department, item.procedure.division)),
        item.procedure.position,
    ),
    Order.CASES: lambda item: (item.annual_cases is None, -(item.annual_cases or 0)),
    Order.CODE: lambda item: item.procedure.code,
    Order.PRIORITY: lambda item: order_key(item.verdict.step, item.annual_cases, item.procedure.code),
}


@st.composite
def varied(draw: st.DrawFn) -> list[Procedure]:
    """Catalogues with names to search for, equal counts, codes out of order and places shared in the order."""
    found = draw(catalogues(8))
    codes = draw(st.permutations([f"{'aAkK'[number % 4]}-{number:03}" for number in range(len(found))]))
    return [
        replace(item, code=code, name=draw(st.sampled_from(NAMES)), position=draw(st.integers(1, 4)))
        for item, code in zip(found, codes, strict=True)
    ]


selections = st.builds(
    Selection,
    department=st.none() | st.sampled_from([unit.name for unit in ORGANISATION] + ["どこにもない部"]),
    division=st.none() | st.sampled_from(sorted({division for _, division in DIVISIONS})),
    theme=st.none() | st.sampled_from(Theme),
    status=st.none() | st.sampled_from(OnlineStatus),
    step=st.none() | st.sampled_from(Step),
    counted=st.none() | st.booleans(),
    designated=st.none() | st.booleans(),
    many_cases=st.none() | st.booleans(),
    to_do=st.booleans(),
    words=st.just("") | st.sampled_from(WORDS),
)
# Conditions one at a time find something; all of them at once hardly ever do.
narrow = st.sampled_from(sorted(Selection.__dataclass_fields__)).flatmap(
    lambda field: selections.map(lambda full: replace(Selection(), **{field: getattr(full, field)}))
)


@on_databases
@given(catalogue=varied(), rules=policy_sets(2), day=strategies.days, selection=narrow | narrow | selections)
def test_a_list_holds_what_matches_in_every_order(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy], day: date, selection: Selection
) -> None:
    with scratch() as connection:
        known = fill(connection, catalogue, rules)
        for policy_id, rule in known.items():
            chosen = [item for item in standings(catalogue, rule, day) if matches(item, selection)]
            for order in Order:
                ids = listing.all_ids(connection, Basis(day, rule, policy_id), selection, order)
                # Sorting is stable: what is equal stays in the order in which it was stored, as in the database.
                assert _codes(connection, ids) == _codes_of(sorted(chosen, key=SORT_KEYS[order])), order


@on_databases
@given(
    catalogue=varied(), rules=policy_sets(1), day=strategies.days, size=st.integers(1, 4), order=st.sampled_from(Order)
)
def test_turning_pages_forward_and_back_shows_everything_once(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy], day: date, size: int, order: Order
) -> None:
    with scratch() as connection:
        ((policy_id, rule),) = fill(connection, catalogue, rules).items()
        basis = Basis(day, rule, policy_id)
        whole = list(listing.all_ids(connection, basis, Selection(), order))
        forward = _walk(connection, basis, order, size)
        assert [id_ for page in forward for id_ in page.ids] == whole
        assert all(page.total == len(whole) for page in forward)
        assert all(len(page.ids) == size for page in forward[:-1])

        back = [forward[-1]]
        while (place := back[-1].before) is not None:
            assert len(back) < len(forward)
            back.append(listing.page(connection, basis, Selection(), order, size, before=place))
        assert [page.ids for page in reversed(back)] == [page.ids for page in forward]
        assert [page.after for page in reversed(back)] == [page.after for page in forward]


@on_databases
@given(catalogue=varied(), rules=policy_sets(2), day=strategies.days, selection=narrow | selections)
def test_cases_to_gain_are_those_of_the_standings(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy], day: date, selection: Selection
) -> None:
    with scratch() as connection:
        for policy_id, rule in fill(connection, catalogue, rules).items():
            expected = sum(
                item.candidate.cases
                for item in standings(catalogue, rule, day)
                if item.candidate is not None and matches(item, selection)
            )
            assert listing.cases_to_gain(connection, Basis(day, rule, policy_id), selection) == expected


@on_databases
@given(catalogue=varied(), rules=policy_sets(2), day=strategies.days, share=st.fractions(0, 1))
def test_the_largest_candidates_are_enough_for_the_smallest_set(
    scratch: Scratch, catalogue: list[Procedure], rules: list[Policy], day: date, share: Fraction
) -> None:
    with scratch() as connection:
        for policy_id, rule in fill(connection, catalogue, rules).items():
            items = standings(catalogue, rule, day)
            everything = total(item.coverage for item in items)
            needed = everything.cases_needed(share)
            enough = listing.largest_candidates(connection, Basis(day, rule, policy_id), needed)
            candidates = [item.candidate for item in items if item.candidate is not None]
            assert smallest_set(everything, enough, share) == smallest_set(everything, candidates, share)
            assert set(enough) <= set(candidates)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("%", ["P"]),
        ("％", ["P"]),
        ("_", ["U"]),
        ("\\", ["B"]),
        ("/", ["S"]),
        ("ﾄﾄﾞｹ", ["T"]),
        ("と ど け", []),
        ("ト ケ", ["T"]),
        ("トケ", []),
        ("ab", ["C"]),
        ("ＡＢ", ["C"]),
        ("  ", ["B", "C", "P", "S", "T", "U"]),
    ],
)
def test_a_word_is_looked_for_as_it_is(scratch: Scratch, words: str, codes: list[str]) -> None:
    """Signs with a meaning in SQL are ordinary here; width, case and spaces do not matter."""
    names = {"P": "80%", "U": "甲_乙", "B": "甲\\乙", "S": "甲/乙", "T": "トドケ", "C": "a B"}
    catalogue = [procedure(code, name=name, position=n) for n, (code, name) in enumerate(names.items(), 1)]
    with scratch() as connection:
        ((policy_id, rule),) = fill(connection, catalogue, [policy()]).items()
        ids = listing.all_ids(connection, Basis(LAST_DAY, rule, policy_id), Selection(words=words), Order.CODE)
        assert _codes(connection, ids) == codes


def test_codes_sort_by_code_point_whatever_the_language_of_the_database(scratch: Scratch) -> None:
    codes = ["a-1", "B-1", "K-10", "K-2", "K-1", "b-2", "Ａ-3", "手-1", "-"]
    with scratch() as connection:
        catalogue = [procedure(code, position=number) for number, code in enumerate(codes, 1)]
        ((policy_id, rule),) = fill(connection, catalogue, [policy()]).items()
        ids = listing.all_ids(connection, Basis(LAST_DAY, rule, policy_id), Selection(), Order.CODE)
        assert _codes(connection, ids) == sorted(codes)


def test_a_page_past_the_end_is_empty_and_leads_nowhere(scratch: Scratch) -> None:
    with scratch() as connection:
        ((policy_id, rule),) = fill(connection, [procedure(position=1)], [policy()]).items()
        basis = Basis(LAST_DAY, rule, policy_id)
        page = listing.page(connection, basis, Selection(), Order.CATALOGUE, 10, after=(99, 99_999))
        assert page == Page([], 1, None, None)


def test_a_list_shows_what_exists_on_its_day(scratch: Scratch) -> None:
    item = procedure(active_from=FIRST_DAY, abolished_on=LAST_DAY, records=(record(1, date(2024, 2, 1)),), position=1)
    with scratch() as connection:
        ((policy_id, rule),) = fill(connection, [item], [policy()]).items()

        def count(day: date, **conditions: Any) -> int:
            basis = Basis(day, rule, policy_id)
            return listing.page(connection, basis, Selection(**conditions), Order.CODE, 10).total

        online = {"status": OnlineStatus.IMPLEMENTED}
        assert [count(day) for day in (date(2024, 1, 21), FIRST_DAY, date(2024, 2, 10), LAST_DAY)] == [0, 1, 1, 0]
        assert [count(day, **online) for day in (date(2024, 1, 31), date(2024, 2, 1))] == [0, 1]
        assert [count(day, to_do=True) for day in (date(2024, 1, 31), date(2024, 2, 1))] == [1, 0]


@pytest.mark.parametrize(
    ("treatment", "to_do"), [(PartialTreatment.NOT_COUNTED, ["K-001"]), (PartialTreatment.COUNTED_WHOLE, [])]
)
def test_what_is_partly_online_is_to_do_as_the_policy_says(
    scratch: Scratch, treatment: PartialTreatment, to_do: list[str]
) -> None:
    item = procedure(records=(record(status=OnlineStatus.PARTIAL),), position=1)
    with scratch() as connection:
        ((policy_id, rule),) = fill(connection, [item], [policy(partial=treatment)]).items()
        basis = Basis(LAST_DAY, rule, policy_id)
        assert _codes(connection, listing.all_ids(connection, basis, Selection(to_do=True), Order.CODE)) == to_do
        assert [one.code for one in listing.largest_candidates(connection, basis, 1)] == to_do


def _walk(connection: Connection, basis: Basis, order: Order, size: int) -> list[Page]:
    pages = [listing.page(connection, basis, Selection(), order, size)]
    while (place := pages[-1].after) is not None:
        assert len(pages) <= pages[0].total, "the pages lead round in a circle"
        pages.append(listing.page(connection, basis, Selection(), order, size, after=place))
    return pages


def _codes(connection: Connection, ids: Sequence[int]) -> list[str]:
    known = {row.id: row.code for row in connection.execute(select(procedure_rows.c.id, procedure_rows.c.code))}
    return [known[id_] for id_ in ids]


def _codes_of(items: list[Standing]) -> list[str]:
    return [item.procedure.code for item in items]
