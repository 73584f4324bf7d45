"""Of the states of a division the most pressing is shown, and which inquiries replies belong to."""

from datetime import date

import pytest

from tests.build import NOW, TODAY, asked, procedure
from tracker.domain.inquiry import Inquiry, Terms, last_about
from tracker.domain.work import Replies, ReplyState


@pytest.mark.parametrize(
    ("counts", "state", "complete"),
    [
        ((3, 3, 0, 0, 0), ReplyState.ANSWERED, True),
        ((3, 2, 1, 0, 0), ReplyState.UNANSWERED, False),
        ((3, 1, 1, 0, 1), ReplyState.SENT_BACK, False),
        ((3, 1, 1, 1, 1), ReplyState.OVERDUE, False),
    ],
)
def test_the_most_pressing_state_of_a_division(
    counts: tuple[int, int, int, int, int], state: ReplyState, complete: bool
) -> None:
    line = Replies("総務部", "税務課", *counts)
    assert (line.state, line.is_complete) == (state, complete)


def test_replies_belong_to_the_last_inquiry_about_each_procedure() -> None:
    first, second, third = (Inquiry(number, Terms(TODAY, TODAY), NOW, "dx") for number in (1, 2, 3))
    items = [
        procedure("K-1", asked=asked(inquiry=3)),
        procedure("K-2", asked=asked(inquiry=1)),
        procedure("K-3", asked=asked(inquiry=2), abolished_on=date(2026, 4, 1)),
        procedure("K-4"),
    ]
    assert last_about([third, second, first], items, TODAY) == (first, third)
    assert last_about([third, second, first], items[3:], TODAY) == ()
