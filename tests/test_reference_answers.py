"""The ward's own catalogue gives the figures of its strategy, from the file to the printed answer.

The file is read, taken into an empty catalogue and measured as the product does it; every figure below was computed
by hand from the two lists of the source.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.build import circumstances
from tracker import files
from tracker.domain import labels
from tracker.domain.catalogue import apply
from tracker.domain.coverage import Coverage, Rate, total
from tracker.domain.organisation import with_divisions
from tracker.domain.path import smallest_set
from tracker.domain.policy import BASELINE_DATE, WARD_POLICY
from tracker.domain.priority import Step, judge
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.progress import Cell, Progress, measure
from tracker.domain.standing import Standing, standings
from tracker.domain.status import OnlineStatus
from tracker.importing.catalogue import read_catalogue

EIGHTY = Fraction(8, 10)


def ward() -> list[Procedure]:
    reading = read_catalogue(files.WARD_CATALOGUE, today=BASELINE_DATE)
    assert reading.accepted
    now = circumstances(today=BASELINE_DATE)
    return [apply(None, row.entry, reading.columns, row.number, now) for row in reading.rows]


CATALOGUE = ward()
ORGANISATION = with_divisions((), [(item.department, item.division) for item in CATALOGUE])
STANDINGS = standings(CATALOGUE, WARD_POLICY, BASELINE_DATE)
OPEN = [standing for standing in STANDINGS if standing.candidate]
HIGH_VOLUME = total(standing.coverage for standing in STANDINGS if standing.has_many_cases)


def progress(catalogue: list[Procedure] | None = None, on: date = BASELINE_DATE) -> Progress:
    return measure(catalogue or CATALOGUE, WARD_POLICY, ORGANISATION, on)


def with_online(*chosen: Standing) -> Rate:
    """The target figure once these are online as well."""
    return progress().coverage.rate_once_online(sum(each.candidate.cases for each in chosen if each.candidate))


def named(part: str) -> Standing:
    (found,) = (each for each in OPEN if part in each.procedure.name)
    return found


DESIGNATED = [each for each in OPEN if each.procedure.designated]
JUMINHYO = named("住民票の交付")


@pytest.mark.parametrize("day", [BASELINE_DATE, date(2026, 3, 31), date(2026, 11, 20)])
def test_how_far_we_are(day: date) -> None:
    coverage = progress(on=day).coverage
    assert coverage.availability_rate_by_cases == Rate(989_181, 1_824_178)
    assert coverage.availability_rate_by_procedures == Rate(7, 54)
    assert coverage.counted_procedures == 26
    assert coverage.uncounted == 28
    assert labels.percent(coverage.availability_rate_by_cases) == "54.2％"
    assert labels.percent(coverage.availability_rate_by_procedures) == "13.0％"


def test_nothing_is_said_of_the_days_before_the_baseline_date() -> None:
    assert progress(on=date(2024, 1, 30)).coverage == Coverage()


def test_the_26_high_volume_procedures() -> None:
    assert (HIGH_VOLUME.procedures, HIGH_VOLUME.known_cases) == (26, 1_824_178)
    assert HIGH_VOLUME.availability_rate_by_procedures == Rate(7, 26)
    assert labels.percent(HIGH_VOLUME.availability_rate_by_procedures) == "26.9％"
    assert progress().where(lambda cell: cell.many_cases) == HIGH_VOLUME


def test_what_is_missing_to_the_target() -> None:
    coverage, aim = progress().coverage, progress().target
    assert aim
    assert coverage.cases_needed(aim.share) == 470_162
    assert not coverage.reaches(aim.share)
    share = coverage.availability_rate_by_cases.share
    assert share
    assert labels.points(aim.share - share) == "25.8ポイント"


def test_the_designated_list_alone_falls_short() -> None:
    assert len([item for item in CATALOGUE if item.designated]) == 37
    assert (len(DESIGNATED), sum(each.annual_cases or 0 for each in DESIGNATED)) == (9, 308_107)
    assert with_online(*DESIGNATED) == Rate(1_297_288, 1_824_178)
    assert labels.percent(with_online(*DESIGNATED)) == "71.1％"
    assert JUMINHYO not in DESIGNATED


def test_it_turns_on_one_procedure() -> None:
    assert JUMINHYO.annual_cases == 284_125
    assert labels.percent(with_online(JUMINHYO)) == "69.8％"
    assert labels.percent(with_online(JUMINHYO, *DESIGNATED)) == "86.7％"


def test_the_smallest_set_to_80_percent() -> None:
    path = smallest_set(progress().coverage, [each.candidate for each in OPEN if each.candidate], EIGHTY)
    names = {item.code: item.name for item in CATALOGUE}
    assert [names[code] for code in path.codes] == [
        "住民票の交付(除票・改製前住民票の発行も含む)",
        "健(検)診実績報告書",
        "高額介護支給申請",
        "個人番号カードの交付・再交付",
    ]
    assert path.reached
    assert labels.percent(path.rate) == "82.3％"


def test_both_lists_together_by_step() -> None:
    assert {group.name: group.coverage.procedures for group in progress().by_step()} == {
        "1": 45,
        "2": 9,
        "undecided": 0,
    }
    assert {item.code for item in CATALOGUE if judge(item, WARD_POLICY).step is Step.TWO} == {
        "P-001", "P-002", "P-003", "P-004", "P-006", "P-013", "P-030", "P-031", "P-034",
    }  # fmt: skip


def test_nine_designated_procedures_meet_neither_criterion() -> None:
    neither = [each for each in STANDINGS if each.procedure.designated and each.verdict.step is Step.TWO]
    assert len(neither) == 9
    assert all(each.disagrees_with_designation for each in neither)


def test_ten_high_volume_procedures_that_are_not_online_are_not_designated() -> None:
    left = [each for each in OPEN if each.has_many_cases and not each.procedure.designated]
    assert (len(left), sum(each.annual_cases or 0 for each in left)) == (10, 526_890)
    assert [each for each in STANDINGS if each.disagrees_with_designation and not each.procedure.designated] == left


def test_the_bounds_with_the_other_28_known_only_to_be_below_10_000() -> None:
    bounds = progress().coverage.bounds
    assert bounds.lower == Fraction(989_181, 1_824_178 + 28 * 9_999)
    assert labels.percent(bounds.lower) == "47.0％"
    assert labels.percent(bounds.upper) == "54.2％"


def test_how_much_hangs_on_convenience_stores() -> None:
    by_store = [each for each in STANDINGS if each.coverage.convenience_procedures]
    assert sorted(each.procedure.code for each in by_store) == ["K-005", "K-008"]
    assert labels.percent(progress().coverage.rate_without_convenience) == "41.0％"
    left_out = {each.procedure.code for each in by_store}
    without = [replace(item, records=()) if item.code in left_out else item for item in CATALOGUE]
    assert progress(without).coverage.availability_rate_by_cases == progress().coverage.rate_without_convenience


@pytest.mark.parametrize(
    ("division", "procedures", "cases", "online"),
    [
        ("戸籍住民課", 10, 863_797, 360_902),
        ("税務課", 4, 453_246, 429_217),
        ("清掃事務所", 1, 175_530, 175_530),
        ("介護保険課", 3, 114_131, 0),
        ("健康づくり課", 2, 108_463, 23_532),
        ("国保年金課", 4, 82_016, 0),
        ("収納対策課", 1, 13_995, 0),
        ("保健予防課", 1, 13_000, 0),
    ],
)
def test_by_division(division: str, procedures: int, cases: int, online: int) -> None:
    def in_division(cell: Cell) -> bool:
        return cell.division == division

    coverage = progress().where(in_division)
    assert (coverage.counted_procedures, coverage.known_cases, coverage.online_cases) == (procedures, cases, online)
    (line,) = (group for group in progress().by_division() if group.name == division)
    assert line.coverage == coverage


def test_the_themes_that_decide() -> None:
    deciding = [item for item in CATALOGUE if WARD_POLICY.themes.intersection(item.themes)]
    assert len(deciding) == 19
    assert {theme for item in deciding for theme in item.themes} >= {Theme.CHILD_REARING, Theme.EDUCATION}
    assert all(item.volume_of(2022).annual_cases is None for item in deciding)


def test_what_the_source_leaves_in_doubt_says_so() -> None:
    juminhyo, koseki = (item for item in CATALOGUE if item.code in ("K-002", "K-003"))
    assert (JUMINHYO.procedure.code, JUMINHYO.status) == ("K-002", OnlineStatus.NOT_IMPLEMENTED)
    assert "要確認" in juminhyo.note
    assert "要確認" in koseki.note
    assert [record.status for record in koseki.records] == [OnlineStatus.IMPLEMENTED]
