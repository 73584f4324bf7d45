"""新旧対照表: what becomes of each division, where everything goes, and what is told of a table that cannot be."""

from datetime import date

import pytest

from tests.build import TODAY, department
from tracker.domain.errors import Refused
from tracker.domain.organisation import Organisation, heir, valid_on
from tracker.domain.procedure import Unit
from tracker.domain.reorganising import Holding, Reorganisation, Situation, rename_division
from tracker.domain.succession import Flaw, Kind, Line, Outcome, Successions, WrongTable
from tracker.domain.succession_steps import carry_out

APRIL = date(2026, 4, 1)
MARCH_END = date(2026, 3, 31)
WARD = (
    department("総務部", "人事課", "税務課", "契約課", code="B01"),
    department("施設部", "営繕課", code="B02"),
    department("福祉部", "国保年金課", "介護保険課", code="B03"),
)
STAFF, TAX, CONTRACTS = ("総務部", "人事課"), ("総務部", "税務課"), ("総務部", "契約課")
WORKS, PENSION, CARE = ("施設部", "営繕課"), ("福祉部", "国保年金課"), ("福祉部", "介護保険課")
HOLDINGS = {
    TAX: [Holding("T-1"), Holding("T-2"), Holding("T-9", is_active=False)],
    CONTRACTS: [Holding("C-1")],
    PENSION: [Holding("P-1"), Holding("P-2"), Holding("T-1", in_charge=False)],
    CARE: [Holding("N-1")],
}


def now(organisation: Organisation = WARD) -> Situation:
    return Situation(organisation, TODAY, frozenset(HOLDINGS), HOLDINGS)


def lines(*rows: tuple[Unit | None, Unit | None] | tuple[Unit | None, Unit | None, str]) -> list[Line]:
    """Rows of a table as a spreadsheet numbers them below the headings; codes with spaces between."""
    return [
        Line(number, row[0], row[1], tuple(row[2].split()) if len(row) > 2 else ())
        for number, row in enumerate(rows, 2)
    ]


def carried(*rows: tuple, on: date = APRIL) -> Reorganisation:  # type: ignore[type-arg]
    return carry_out(now(), lines(*rows), on)


def outcomes(*rows: tuple) -> list[Outcome]:  # type: ignore[type-arg]
    return list(Successions(tuple(lines(*rows)), WARD, APRIL).outcomes)


def flaws(*rows: tuple, on: date = APRIL, organisation: Organisation = WARD) -> list[Flaw]:  # type: ignore[type-arg]
    with pytest.raises(WrongTable) as caught:
        carry_out(now(organisation), lines(*rows), on)
    for flaw in caught.value.flaws:
        assert flaw.ja.endswith("。")
        assert flaw.en.endswith(".")
    return list(caught.value.flaws)


def names(organisation: Organisation, on: date = APRIL) -> list[tuple[str, list[str]]]:
    return [(unit.name, [division.name for division in unit.divisions]) for unit in valid_on(organisation, on)]


def test_one_old_and_one_new_with_another_name_is_renamed_in_its_place() -> None:
    row = (TAX, ("総務部", "納税課"))
    done = carried(row)
    assert outcomes(row) == [Outcome(Kind.RENAMED, TAX, (("総務部", "納税課"),))]
    assert done.moves == {TAX: ("総務部", "納税課")}
    assert (done.splits, done.emptied, done.on) == ({}, (), APRIL)
    assert names(done.organisation) == [
        ("総務部", ["人事課", "納税課", "契約課"]),
        ("施設部", ["営繕課"]),
        ("福祉部", ["国保年金課", "介護保険課"]),
    ]
    assert names(done.organisation, MARCH_END) == names(WARD)
    assert heir(done.organisation, TAX) == ("総務部", "納税課")


def test_it_does_what_the_form_for_one_division_does() -> None:
    assert carried((TAX, ("総務部", "納税課"))) == rename_division(now(), "B01-02", "納税課", APRIL)


def test_several_old_and_one_new_are_merged_in_the_place_of_the_first() -> None:
    new = ("総務部", "契約税務課")
    rows = ((TAX, new), (CONTRACTS, new))
    done = carried(*rows)
    assert [each.kind for each in outcomes(*rows)] == [Kind.MERGED, Kind.MERGED]
    assert done.moves == {TAX: new, CONTRACTS: new}
    assert names(done.organisation)[0] == ("総務部", ["人事課", "契約税務課"])


def test_one_that_goes_to_another_that_stays_is_merged_into_it() -> None:
    for rows in (((TAX, STAFF),), ((STAFF, STAFF), (TAX, STAFF))):
        done = carried(*rows)
        assert {each.kind for each in outcomes(*rows)} == {Kind.MERGED}
        assert done.moves == {TAX: STAFF}
        assert names(done.organisation)[0] == ("総務部", ["人事課", "契約課"])


def test_one_old_and_several_new_is_divided_by_procedures_and_everybody_belongs_to_each_part() -> None:
    pension, health = ("福祉部", "年金課"), ("福祉部", "国民健康保険課")
    rows = ((PENSION, pension, "P-2"), (PENSION, health))
    done = carried(*rows)
    assert outcomes(*rows) == [Outcome(Kind.DIVIDED, PENSION, (pension, health))]
    assert (done.place_of(PENSION, "P-1"), done.place_of(PENSION, "Ｐ－２")) == (health, pension)
    assert done.heirs == {PENSION: (health, pension)}
    assert heir(done.organisation, PENSION) == health
    assert names(done.organisation)[2] == ("福祉部", ["年金課", "国民健康保険課", "介護保険課"])


def test_a_part_can_leave_a_division_that_stays() -> None:
    rows = ((PENSION, PENSION), (PENSION, CARE, "P-2"))
    done = carried(*rows)
    assert (done.moves, done.splits) == ({}, {PENSION: {"p-2": CARE}})
    assert done.heirs == {PENSION: (PENSION, CARE)}
    assert done.organisation == WARD


def test_all_of_a_division_can_be_given_away_by_code() -> None:
    done = carried((PENSION, CARE, "P-1"), (PENSION, WORKS, "P-2"))
    assert (done.place_of(PENSION, "P-1"), done.place_of(PENSION, "P-2")) == (CARE, WORKS)
    assert done.place_of(PENSION, "T-1") == CARE, "what is only shared goes to the first"
    assert names(done.organisation)[2] == ("福祉部", ["介護保険課"])


def test_the_same_name_in_another_department_is_transferred() -> None:
    new = ("施設部", "契約課")
    done = carried((CONTRACTS, new))
    assert [each.kind for each in outcomes((CONTRACTS, new))] == [Kind.TRANSFERRED]
    assert done.moves == {CONTRACTS: new}
    assert names(done.organisation)[:2] == [("総務部", ["人事課", "税務課"]), ("施設部", ["営繕課", "契約課"])]


def test_without_a_new_one_it_is_abolished() -> None:
    done = carried((STAFF, None))
    assert [each.kind for each in outcomes((STAFF, None))] == [Kind.ABOLISHED]
    assert (done.moves, done.emptied, done.heirs) == ({}, (STAFF,), {})
    assert names(done.organisation)[0] == ("総務部", ["税務課", "契約課"])


def test_without_an_old_one_it_is_new_after_the_row_above() -> None:
    rows = ((STAFF, STAFF), (None, ("総務部", "広報課")), (None, ("政策部", "企画課")))
    done = carried(*rows)
    assert [each.kind for each in outcomes(*rows)] == [Kind.UNCHANGED, Kind.NEW, Kind.NEW]
    assert names(done.organisation)[0] == ("総務部", ["人事課", "広報課", "税務課", "契約課"])
    assert names(done.organisation)[-1] == ("政策部", ["企画課"])
    assert done.heirs == {}


def test_a_department_that_gives_all_its_divisions_to_another_ends_in_its_favour() -> None:
    done = carried((PENSION, ("福祉保健部", "国保年金課")), (CARE, ("福祉保健部", "高齢介護課")))
    assert names(done.organisation)[2:] == [("福祉保健部", ["国保年金課", "高齢介護課"])]
    ended = next(item for item in done.organisation if item.name == "福祉部")
    assert (ended.valid_to, ended.successor) == (APRIL, "B04")
    part = carried((PENSION, ("福祉保健部", "国保年金課")))
    assert names(part.organisation)[2:] == [("福祉部", ["介護保険課"]), ("福祉保健部", ["国保年金課"])]
    apart = carried((PENSION, ("施設部", "国保年金課")), (CARE, ("総務部", "介護保険課")))
    assert [(item.valid_to, item.successor) for item in apart.organisation if item.name == "福祉部"] == [(APRIL, "")]


def test_a_department_whose_divisions_are_only_abolished_can_go_on() -> None:
    assert names(carried((WORKS, None)).organisation)[1] == ("施設部", [])


def test_divisions_that_are_not_named_stay() -> None:
    assert carried((STAFF, STAFF)).organisation == WARD


OLD = Situation(carried((TAX, ("総務部", "納税課"))).organisation, TODAY)


@pytest.mark.parametrize(
    ("rows", "row", "column", "said"),
    [
        ([(None, TAX)], 2, "新の課", "既にあります"),
        ([(None, ("総務部", "広報課")), (None, ("総務部", "広報課"))], 3, "新の課", "2行目と重複"),
        ([(TAX, ("総務部", "納税課")), (None, ("総務部", "納税課"))], 3, "新の課", "2行目と重複"),
        ([(TAX, ("総務部", "納税課")), (TAX, ("総務部", "納税課"))], 3, "新の課", "2行目と重複"),
        ([(TAX, ("総務部", "納税課")), (TAX, ("総務部", "納税課"), "T-1")], 3, "新の課", "2行目と重複"),
        ([(TAX, ("総務部", "納税課")), (TAX, ("総務部", "課税課"))], 3, "新の課", "手続IDのない行を1行だけに"),
        ([(STAFF, STAFF), (STAFF, None)], 3, "新の課", "空欄にした1行だけ"),
        ([(STAFF, None), (STAFF, STAFF)], 3, "新の課", "空欄にした1行だけ"),
        ([(TAX, None)], 2, "旧の課", "手続があります（T-1、T-2、T-9）"),
        ([(None, ("総務部", "広報課"), "T-1")], 2, "手続ID", "空欄にしてください"),
        ([(TAX, ("総務部", "納税課"), "T-1")], 2, "手続ID", "残りの手続の行き先がありません（T-2）"),
        ([(TAX, TAX), (TAX, CARE, "N-1")], 3, "手続ID", "「総務部 税務課」に、この手続IDの手続はありません"),
        ([(TAX, TAX), (TAX, CARE, "X-1")], 3, "手続ID", "この手続IDの手続はありません"),
        ([(TAX, TAX), (TAX, CARE, "T-1"), (TAX, WORKS, "ｔ-1")], 4, "手続ID", "3行目にもあります"),
        ([(TAX, STAFF), (STAFF, None)], 2, "新の課", "3行目で廃止"),
        ([(TAX, STAFF), (STAFF, ("総務部", "職員課"))], 2, "新の課", "3行目の変更を先に取り込み"),
    ],
)
def test_what_cannot_be_is_named_by_its_row_with_what_to_do(
    rows: list[tuple],
    row: int,
    column: str,
    said: str,  # type: ignore[type-arg]
) -> None:
    (flaw,) = flaws(*rows)
    assert (flaw.row, flaw.column) == (row, column)
    assert said in flaw.ja


def test_names_cannot_be_exchanged_on_one_day() -> None:
    two = flaws((TAX, STAFF), (STAFF, TAX))
    assert [flaw.row for flaw in two] == [2, 3]
    three = flaws((TAX, STAFF), (STAFF, CONTRACTS), (CONTRACTS, TAX))
    assert all("入れ替わっています" in flaw.ja for flaw in [*two, *three])


def test_what_is_advised_where_names_follow_each_other_or_are_exchanged_can_be_done() -> None:
    def after(organisation: Organisation, *rows: tuple) -> Organisation:  # type: ignore[type-arg]
        return carry_out(Situation(organisation, TODAY), lines(*rows), APRIL).organisation

    chain = after(after(WARD, (STAFF, ("総務部", "職員課"))), (TAX, STAFF))
    assert names(chain)[0] == ("総務部", ["職員課", "人事課", "契約課"])
    meanwhile = ("総務部", "仮の課")
    exchanged = after(after(WARD, (TAX, meanwhile), (STAFF, ("総務部", "仮の課２"))), (meanwhile, STAFF))
    exchanged = after(exchanged, (("総務部", "仮の課２"), TAX))
    assert sorted(names(exchanged)[0][1]) == sorted(names(WARD)[0][1])


def test_a_day_that_cannot_be_is_told_of_the_row_or_of_the_whole() -> None:
    with pytest.raises(Refused) as caught:
        carried((TAX, ("総務部", "納税課")), on=date(2026, 12, 1))
    assert caught.value.field == "on"
    (flaw,) = flaws((("総務部", "納税課"), ("総務部", "収納課")), on=MARCH_END, organisation=OLD.organisation)
    assert (flaw.row, flaw.column) == (2, "旧の課")
    assert "できた日（令和8年4月1日）以後" in flaw.ja
    (flaw,) = flaws((("総務部", "納税課"), TAX), on=MARCH_END, organisation=OLD.organisation)
    assert (flaw.row, flaw.column) == (2, "新の課")
    assert "までの組織の名称です" in flaw.ja


def test_a_name_that_is_too_long_is_told_of_its_row() -> None:
    (flaw,) = flaws((TAX, ("総務部", "課" * 201)))
    assert (flaw.row, flaw.column) == (2, "新の課")


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_rows() -> None:
    found = flaws((TAX, None), (None, CARE), (PENSION, PENSION), (PENSION, CARE, "X-1 X-2"))
    assert [(flaw.row, flaw.found) for flaw in found] == [
        (2, "総務部 税務課"),
        (3, "福祉部 介護保険課"),
        (5, "X-1"),
        (5, "X-2"),
    ]
