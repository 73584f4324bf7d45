"""確認が必要なExcel: the fields in which somebody settles what has to be asked about a returned file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from tracker.domain.reply.columns import CHANGED, REPLY, UNCHANGED, Kind, ReplyColumn
from tracker.domain.reply.findings import Answer, Answers, Choice, Question
from tracker.domain.reply.form import BETWEEN_CHANNELS
from tracker.domain.reply.since import WHOLE_ROW

LONGEST = 2_000
_MOST_DIGITS = 7


class Option(NamedTuple):
    """One way to settle a question. ``value``: what that is, "" where there is nothing to show.

    ``text``: what it stands for being typed, where nothing has to be.
    """

    choice: Choice
    label: str
    value: str = ""
    text: str = ""

    @property
    def sent(self) -> str:
        """What the form sends for it: the choice, and the text that comes with it."""
        return f"{self.choice.value}:{self.text}" if self.text else self.choice.value


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its fields. ``names``: to choose from; without any, it is typed. ``several``: many of them."""

    question: Question
    options: tuple[Option, ...]
    names: tuple[str, ...]
    several: bool
    answer: Answer | None
    error: str = ""

    def is_chosen(self, option: Option) -> bool:
        """Whether this was the answer so far."""
        return (
            self.answer is not None
            and self.answer.choice is option.choice
            and (not option.text or option.text == self.answer.text)
        )

    @property
    def texts(self) -> list[str]:
        """What was typed or chosen so far."""
        return self.answer.text.split(BETWEEN_CHANNELS) if self.answer else []


def read_answers(fields: MultiDict[str, str]) -> Answers:
    """How questions were settled. What is no answer is left out: it is asked again."""
    found: dict[tuple[int, str], Answer] = {}
    for name in fields:
        key = name.removesuffix("-present")
        row, _dash, identifier = key.partition("-")
        if key == name or not (row.isascii() and row.isdecimal() and len(row) <= _MOST_DIGITS):
            continue
        text = BETWEEN_CHANNELS.join(filter(None, (_typed(each) for each in fields.getlist(f"{key}-text"))))
        chosen, _colon, meant = fields.get(f"{key}-choice", "").partition(":")
        text = _typed(meant) or text
        choice = _choice(chosen, text)
        if choice is not None and not (choice is Choice.TYPED and not text):
            reason = _typed(fields.get(f"{key}-reason", ""))
            found[int(row), identifier] = Answer(choice, _unified(fields[name]), text, reason)
    return found


def _choice(chosen: str, text: str) -> Choice | None:
    """Who types something means it, whether or not they have chosen that, too."""
    if not chosen:
        return Choice.TYPED if text else None
    return next((choice for choice in Choice if choice.value == chosen), None)


def _typed(text: str) -> str:
    return _unified(text).replace("\0", "").strip()[:LONGEST]


def _unified(text: str) -> str:
    """Browsers send lines with a carriage return."""
    return text.replace("\r\n", "\n")


def asked(question: Question, columns: Mapping[str, ReplyColumn], answers: Answers, *, submitted: bool) -> Asked:
    """A question with its fields, and what was answered so far."""
    column = columns.get(question.identifier)
    names: tuple[str, ...] = column.names if column and column.kind is Kind.CODE else ()
    options = tuple(_options(question))
    row = question.finding.row or 0
    answer = answers.get((row, question.identifier))
    error = "" if not submitted else _("ここを確かめて、選び直してください。") if answer else _("選んでください。")
    several = column is not None and column.part > 0
    return Asked(question, options, names, several, answer, error)


def settled(questions: tuple[Question, ...], answers: Answers) -> dict[str, Answer]:
    """The answers to what is asked no more, by the keys of their fields: they are sent again."""
    open_ones = {(question.finding.row or 0, question.identifier) for question in questions}
    return {f"{row}-{name}": answer for (row, name), answer in answers.items() if (row, name) not in open_ones}


def _options(question: Question) -> list[Option]:
    returned, present = question.finding.value, question.present
    if question.identifier == WHOLE_ROW:
        labels = {Choice.RETURNED: _("この行を取り込む"), Choice.PRESENT: _("この行は取り込まない")}
        return [Option(choice, labels[choice]) for choice in question.choices]
    if question.identifier == REPLY:
        return [option for choice in question.choices for option in _reply_options(choice, question)]
    empty = _("空欄")
    options = {
        Choice.RETURNED: Option(Choice.RETURNED, _("返送された値"), returned or empty),
        Choice.PRESENT: Option(Choice.PRESENT, _("今の登録"), present or empty),
        Choice.TYPED: Option(Choice.TYPED, _("直した値を入力")),
    }
    return [options[choice] for choice in question.choices]


def _reply_options(choice: Choice, question: Question) -> list[Option]:
    words = {UNCHANGED: _("変更なし"), CHANGED: _("変更あり")}
    if choice is Choice.RETURNED:
        return [Option(choice, _("「%(reply)s」が正しい（変えた欄は取り込まない）", reply=words[UNCHANGED]))]
    if choice is Choice.PRESENT:
        return [Option(choice, _("回答がないものとする"))]
    names = (CHANGED,) if Choice.RETURNED in question.choices else (UNCHANGED, CHANGED)
    return [Option(choice, _("「%(reply)s」が正しい", reply=words[name]), text=name) for name in names]
