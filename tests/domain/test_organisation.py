"""Departments and divisions: the ward's own order, and how new names are added."""

from hypothesis import given
from hypothesis import strategies as st

from tests.build import department
from tracker.domain.organisation import department_of, with_divisions

WARD = (department("総務部", "人事課", "税務課", code="B01"), department("施設部", code="B02"))

names = st.sampled_from(["", "総務部", "施設部", "福祉部", "環境部"])
codes = st.sampled_from(["B01", "B02", "B03", "B04", "X"])
organisations = st.dictionaries(names, codes, max_size=4).map(
    lambda found: tuple(department(name, "人事課", code=code) for name, code in found.items())
)
pairs = st.lists(st.tuples(names, st.sampled_from(["人事課", "税務課", "庶務課"])), max_size=6)


def test_what_is_known_stays_as_it_is() -> None:
    assert with_divisions(WARD, []) == WARD
    assert with_divisions(WARD, [("総務部", "税務課"), ("総務部", "人事課")]) == WARD


def test_new_names_come_last_with_the_next_code() -> None:
    added = with_divisions(WARD, [("福祉部", "介護保険課"), ("総務部", "契約管財課"), ("福祉部", "国保年金課")])
    assert added == (
        department("総務部", "人事課", "税務課", "契約管財課", code="B01"),
        department("施設部", code="B02"),
        department("福祉部", "介護保険課", "国保年金課", code="B03"),
    )


def test_an_empty_department_gets_its_first_division() -> None:
    assert with_divisions(WARD, [("施設部", "営繕課")])[1] == department("施設部", "営繕課", code="B02")


def test_one_name_in_two_departments_is_two_divisions() -> None:
    added = with_divisions((), [("総務部", "庶務課"), ("福祉部", "庶務課")])
    assert added == (department("総務部", "庶務課", code="B01"), department("福祉部", "庶務課", code="B02"))


def test_divisions_without_a_department_stand_under_one_without_a_name() -> None:
    assert with_divisions((), [("", "税務課")]) == (department("", "税務課", code="B01"),)


def test_a_code_that_is_taken_is_not_given_again() -> None:
    added = with_divisions((department("総務部", code="B02"),), [("福祉部", "介護保険課")])
    assert [each.code for each in added] == ["B02", "B03"]


@given(organisations.filter(lambda found: len({each.code for each in found}) == len(found)), pairs)
def test_every_name_is_there_once_with_a_code_of_its_own(organisation: tuple, wanted: list) -> None:  # type: ignore[type-arg]
    added = with_divisions(organisation, wanted)
    places = [(each.name, division.name) for each in added for division in each.divisions]
    assert set(wanted) <= set(places)
    assert len(set(places)) == len(places)
    found = [each.code for each in added]
    assert len(set(found)) == len(found)
    assert [each.name for each in added][: len(organisation)] == [each.name for each in organisation]
    assert with_divisions(added, wanted) == added


def test_the_department_that_a_row_means() -> None:
    ward = (*WARD, department("福祉部", "人事課", code="B03"))
    assert department_of(ward, "福祉部", "税務課") == "福祉部"
    assert department_of(ward, "", "税務課") == "総務部"
    assert department_of(ward, "", "人事課") == ""
    assert department_of(ward, "", "広報課") == ""
