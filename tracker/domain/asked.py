"""What the last inquiry (照会) asks about a procedure, and what has been answered of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum


class Topic(Enum):
    """設問: what is asked about each procedure."""

    STATUS = "status"
    YEARLY_COUNTS = "yearly_counts"
    MONTHLY_COUNTS = "monthly_counts"


@dataclass(frozen=True, slots=True)
class Asked:
    """``inquiry``: the number of the inquiry. ``at``: when it was made; ``due_on``: the last day for the answer."""

    inquiry: int
    at: datetime
    due_on: date
    topics: tuple[Topic, ...]
    answered: frozenset[Topic] = frozenset()

    @property
    def unanswered(self) -> tuple[Topic, ...]:
        """The topics about which nothing was said yet."""
        return tuple(topic for topic in self.topics if topic not in self.answered)

    def with_answer(self, topic: Topic) -> "Asked":
        """The same once something is said about a topic; saying what nobody asked changes nothing."""
        return replace(self, answered=self.answered | {topic}) if topic in self.topics else self

    def without_answer(self, topic: Topic) -> "Asked":
        """The same once what was said about a topic has been sent back."""
        return replace(self, answered=self.answered - {topic})
