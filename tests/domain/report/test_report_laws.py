"""What holds of every paper, whatever is in the catalogue."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.strategies import FIRST_DAY, LAST_DAY, ORGANISATION
from tracker.domain.coverage import Rate
from tracker.domain.procedure import Procedure
from tracker.domain.report.adding_up import check, number_in
from tracker.domain.report.compose import compose
from tracker.domain.report.digits import Digits
from tracker.domain.report.document import Paper, Stage
from tracker.domain.report.draft import Draft, Wording
from tracker.domain.report.errata import differences
from tracker.domain.report.material import Material, Milestone
from tracker.domain.report.report_text import read, write
from tracker.domain.snapshot import take

DRAFTS = st.sampled_from(
    [
        Draft(),
        Draft("総務委員会", "3", digits=Digits.FULL, wordings={"schedule": Wording("12月\n1月")}),
        Draft(digits=Digits.HALF, wordings={"by_cases": Wording("直した文")}),
    ]
)
PAPERS, STAGES = st.sampled_from(Paper), st.sampled_from(Stage)


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """A month, often after another with other procedures under another policy."""
    rule = draw(some.policies())
    catalogue = draw(some.catalogues())
    month = take(catalogue, rule, ORGANISATION, LAST_DAY)
    previous = None
    if draw(st.booleans()):
        others = [draw(some.procedures(item.code)) for item in catalogue] if draw(st.booleans()) else catalogue
        previous = take(others, draw(st.just(rule) | some.policies()), ORGANISATION, FIRST_DAY)
    milestones = (Milestone(previous.as_of, previous.coverage),) if previous else ()
    at_target = draw(st.none() | st.just(Rate(1, 2)))
    return Material(month, LAST_DAY, previous, milestones, previous.coverage if previous else None, at_target)


@given(materials(), DRAFTS, PAPERS, STAGES)
def test_every_paper_adds_up(found: Material, draft: Draft, kind: Paper, stage: Stage) -> None:
    report = check(compose(found, draft, kind, stage))
    assert len(report.sheets.procedures.rows) == len(found.snapshot.procedures)


@given(materials(), DRAFTS, PAPERS, STAGES)
def test_the_same_material_makes_the_same_paper(found: Material, draft: Draft, kind: Paper, stage: Stage) -> None:
    assert write(compose(found, draft, kind, stage)) == write(compose(replace(found), draft, kind, stage))


@given(materials(), DRAFTS, PAPERS, STAGES)
def test_the_text_of_a_paper_gives_the_paper_back(found: Material, draft: Draft, kind: Paper, stage: Stage) -> None:
    report = compose(found, draft, kind, stage)
    text = write(report)
    assert read(text) == report
    assert write(read(text)) == text
    assert check(read(text)) == report


@given(materials())
def test_the_change_that_is_printed_is_the_difference_of_the_figures(found: Material) -> None:
    table = compose(found, Draft(), Paper.INTERNAL, Stage.FINAL).sheets.changes
    if found.previous is None or not table.rows:
        return
    change = found.coverage - found.previous.coverage
    wanted = (change.online_procedures, change.procedures, change.online_cases, change.known_cases)
    assert tuple(map(number_in, table.rows[-1][3:])) == tuple(map(Decimal, wanted))


@given(materials(), some.cases)
def test_a_correction_is_found_and_only_a_correction(found: Material, cases: int) -> None:
    wrong = compose(found, Draft(), Paper.COMMITTEE, Stage.FINAL)
    assert differences(wrong, compose(found, Draft(), Paper.COMMITTEE, Stage.PROPOSED)) == []
    for corrected in _with_other_count(found, cases):
        assert differences(wrong, compose(corrected, Draft(), Paper.COMMITTEE, Stage.FINAL)) != []


def _with_other_count(found: Material, cases: int) -> list[Material]:
    """The month with another count of its first procedure; nothing where that has none or the same."""
    year = found.snapshot.policy.base_fiscal_year
    procedures = found.snapshot.procedures
    if not procedures or procedures[0].volume_of(year).annual_cases in (None, cases):
        return []
    first: Procedure = procedures[0]
    volumes = tuple(
        replace(each, annual_cases=cases, online_cases=None) if each.fiscal_year == year else each
        for each in first.volumes
    )
    other = replace(found.snapshot, procedures=(replace(first, volumes=volumes), *procedures[1:]))
    return [replace(found, snapshot=other)]
