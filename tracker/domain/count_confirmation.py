"""確認待ちの件数: what the counts that await confirmation would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.count_report import Count, CountReport, awaiting
from tracker.domain.counting import before, with_count, year_before
from tracker.domain.coverage import Coverage
from tracker.domain.effect import contribution
from tracker.domain.policy import Policy
from tracker.domain.procedure import Procedure


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """A count that awaits confirmation. ``old``: what is known of its period; ``compared``: what was counted the year
    before, None where nothing was.
    """

    procedure: Procedure
    report: CountReport
    old: Count
    compared: Count | None

    @property
    def new(self) -> Count:
        """What holds once it is confirmed."""
        return self.report.count

    @property
    def change(self) -> int | None:
        """Cases more (or fewer) than the year before; None where one of the two is unknown."""
        if self.compared is None or self.compared.cases is None or self.new.cases is None:
            return None
        return self.new.cases - self.compared.cases


def waiting_counts(procedure: Procedure, reports: Sequence[CountReport]) -> tuple[WaitingCount, ...]:
    """The counts of a procedure that await confirmation, oldest first. ``reports``: all of the procedure."""
    return tuple(
        WaitingCount(
            procedure,
            each,
            before(procedure, reports, each.period),
            year_before(procedure, reports, each.period),
        )
        for each in awaiting(reports)
    )


def count_gain(waiting: WaitingCount, policy: Policy, on: date) -> Coverage:
    """By how much the coverage on a day changes once this count is confirmed and nothing else changes."""
    counted = with_count(waiting.procedure, waiting.new)
    return contribution(counted, policy, on) - contribution(waiting.procedure, policy, on)
