"""A cell on its three sides: what only one side changed counts, what both changed alike is nothing new, and else it is
a conflict that somebody settles.
"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.reply.columns import Kind, ReplyColumn
from tracker.domain.reply.findings import Answer, Choice, Finding, Outcome, Question, from_json, to_json
from tracker.domain.reply.reading import Cell, ReturnedCell
from tracker.domain.reply.verdict import Verdict

NOTE = ReplyColumn("備考", "note", Kind.TEXT)
CASES = ReplyColumn("年間受付件数", "annual_cases", Kind.CASES)


def cell(issued: str, returned: str | None, present: str, answer: Answer | None = None, of: ReplyColumn = NOTE) -> Cell:
    return Cell(of, of.heading, issued, ReturnedCell(returned or "?", returned), present, answer)


@pytest.mark.parametrize(
    ("issued", "returned", "present", "target", "is_conflict"),
    [
        ("a", "a", "a", "a", False),
        ("a", "b", "a", "b", False),
        ("a", "a", "b", "b", False),
        ("a", "b", "b", "b", False),
        ("a", "b", "c", "b", True),
        ("a", "", "a", "", False),
        ("a", "", "b", "", True),
    ],
)
def test_whose_change_counts(issued: str, returned: str, present: str, target: str, is_conflict: bool) -> None:
    found = cell(issued, returned, present)
    assert (found.target, found.is_conflict) == (target, is_conflict)
    assert found.is_new == (target != present)


@given(*[st.sampled_from("ab")] * 3)
def test_with_two_values_there_is_never_a_conflict(issued: str, returned: str, present: str) -> None:
    """A conflict needs three: two sides that changed the same thing differently."""
    assert not cell(issued, returned, present).is_conflict


def test_an_empty_count_says_nothing_but_an_empty_note_does() -> None:
    assert cell("100", "", "100", of=CASES).target == "100"
    assert not cell("100", "", "200", of=CASES).is_conflict
    assert cell("100", "", "100").target == ""


def test_what_is_unclear_changes_nothing_until_somebody_says_what_it_is() -> None:
    found = cell("a", None, "b")
    assert (found.target, found.is_unclear, found.is_conflict) == ("b", True, False)
    assert not cell("a", None, "b", Answer(Choice.PRESENT, "b")).is_unclear
    assert cell("a", None, "b", Answer(Choice.RETURNED, "b")).is_unclear


@pytest.mark.parametrize(("issued", "returned", "present"), [*product("abc", repeat=3)])
def test_an_answer_settles_it_whatever_the_sides_are(issued: str, returned: str, present: str) -> None:
    for choice, target in ((Choice.RETURNED, returned), (Choice.TYPED, returned), (Choice.PRESENT, present)):
        settled = cell(issued, returned, present, Answer(choice, present))
        assert (settled.target, settled.is_conflict) == (target, False)


def test_an_answer_to_what_has_changed_since_is_no_answer() -> None:
    assert cell("a", "b", "d", Answer(Choice.RETURNED, "c")).is_conflict


def test_an_outcome_is_kept_as_it_was_found() -> None:
    finding = Finding(6, "備考", "約", "文", "text", "T-1 手続")
    question = Question(finding, "note", "a", "b", (Choice.RETURNED, Choice.TYPED), is_conflict=True)
    outcome = Outcome(Verdict.QUESTIONS, 1, 2, 3, (finding,), (question,), (finding,))
    assert from_json(to_json(outcome)) == outcome
    assert to_json(from_json(to_json(outcome))) == to_json(outcome)
    assert outcome.discarded().verdict is Verdict.DISCARDED
