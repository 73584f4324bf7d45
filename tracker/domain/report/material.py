"""What a paper is written from: the month's snapshot, what it is compared with, and who has not answered."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from tracker.domain import labels
from tracker.domain.bridge import Bridge, bridge
from tracker.domain.coverage import Coverage, Rate, total
from tracker.domain.figures import RATES, Figure
from tracker.domain.inquiry import Inquiry
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Progress, gathered
from tracker.domain.snapshot import Snapshot, contribution
from tracker.domain.standing import Standing, standings
from tracker.domain.work import Replies, is_plan_overdue

KINDS_OF_MUNICIPALITY = "区市町村"


@dataclass(frozen=True, slots=True)
class Municipality:
    """Its name (葛飾区) and 全国地方公共団体コード (131229); both may be empty."""

    name: str = ""
    code: str = ""

    @property
    def kind(self) -> str:
        """区, 市, 町 or 村; 区 where the name does not say."""
        return self.name[-1] if self.name and self.name[-1] in KINDS_OF_MUNICIPALITY else "区"


UNNAMED = Municipality()


@dataclass(frozen=True, slots=True)
class Milestone:
    """The figures of an earlier closed month, as they were closed."""

    as_of: date
    coverage: Coverage


@dataclass(frozen=True)
class Material:
    """``previous``: what the last paper was about, None for the first. ``milestones``: closed months before this one,
    oldest first. ``year_ago``: the same month of the year before. ``at_target_date``: the target figure on the day a
    target that has passed was due. ``replies``: by division, on the day the paper is made; ``inquiries``: to which they
    are replies. ``ended``: abolished
    procedures as they stand then. ``reason``: why the month was closed although something was open. ``check_number``:
    of the log's head.
    """

    snapshot: Snapshot
    made_on: date
    previous: Snapshot | None = None
    milestones: tuple[Milestone, ...] = ()
    year_ago: Coverage | None = None
    at_target_date: Rate | None = None
    replies: tuple[Replies, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    ended: tuple[Procedure, ...] = ()
    municipality: Municipality = UNNAMED
    reason: str = ""
    check_number: str = ""

    def compared_with(self, previous: Snapshot | None) -> "Material":
        """The same month beside another last paper. What does not depend on that is worked out once for both papers."""
        made = replace(self, previous=previous)
        made.__dict__.update(standings=self.standings, progress=self.progress)
        return made

    @property
    def as_of(self) -> date:
        """The last day of the month."""
        return self.snapshot.as_of

    @property
    def coverage(self) -> Coverage:
        """The whole."""
        return self.snapshot.coverage

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every procedure of the month, in the order of the catalogue."""
        return tuple(standings(self.snapshot.procedures, self.snapshot.policy, self.as_of))

    @cached_property
    def progress(self) -> Progress:
        """The figures by everything they are broken down by."""
        return gathered(self.standings, self.snapshot.policy, self.snapshot.organisation, self.as_of)

    @cached_property
    def bridge(self) -> Bridge | None:
        """Why the figures differ from those of the last paper."""
        return None if self.previous is None else bridge(self.previous, self.snapshot, self.ended)

    @cached_property
    def by_previous_policy(self) -> Coverage | None:
        """The whole as the last paper would have counted it; None where that makes no difference."""
        if self.previous is None:
            return None
        counted = total(contribution(item, self.previous.policy) for item in self.snapshot.procedures)
        return None if counted == self.coverage else counted

    @cached_property
    def has_rounded_change(self) -> bool:
        """Whether the change of a rate since the last paper, as printed, is not the difference of the printed rates."""
        if self.previous is None:
            return False
        then, now = self.previous.coverage, self.coverage
        return any(
            labels.differs_by_rounding(rate_of(then).share, rate_of(now).share)
            for rate_of in (RATES[Figure.BY_CASES], RATES[Figure.BY_PROCEDURES])
        )

    @cached_property
    def late(self) -> tuple[Standing, ...]:
        """Planned for a time that has passed with the month's last day, and not online."""
        after = self.as_of + timedelta(days=1)
        return tuple(item for item in self.standings if is_plan_overdue(item.procedure, after))
