"""What is sent from the page 確認待ち: which records, and whether to confirm them or to send them back."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import abort
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from tracker.domain.errors import Refused
from tracker.usecases.confirmation.awaiting_confirmation import CountItem, Item
from tracker.usecases.confirmation.deciding import Chosen
from tracker.web.languages import in_readers_language

CONFIRM, SEND_BACK = "confirm", "send_back"
MOST_LETTERS = 2_000
MOST_CHOSEN = 500
_TOKEN = re.compile(r"([0-9]{1,9}):([0-9]{1,9}):(.+)", re.DOTALL)

Key = tuple[str, int]
"""A record, or a count, by the code of its procedure and its number. Neither ever changes, so a tick is about the same
statement."""


def token_of(item: Item | CountItem) -> str:
    """The value of a field that chooses a record or a count: the version seen, the number, the code."""
    return f"{item.version}:{item.number}:{item.code}"


def key_of(item: Item | CountItem) -> Key:
    """What an item is told apart by."""
    return item.code, item.number


def read_chosen(values: Iterable[str]) -> tuple[Chosen, ...]:
    """What the fields say. A page of ours writes nothing else, so anything else is answered with 400."""
    found = [_TOKEN.fullmatch(value.replace("\0", "")) for value in values]
    if not all(found) or len(found) > MOST_CHOSEN:
        abort(400)
    return tuple(Chosen(match[3], int(match[2]), int(match[1])) for match in found if match)


class Sent(NamedTuple):
    """A form as it was sent. ``single``: from beside one record; its comment then belongs there."""

    act: str
    chosen: tuple[Chosen, ...]
    comment: str
    single: bool

    @property
    def keys(self) -> frozenset[Key]:
        """The records chosen."""
        return frozenset((item.code, item.number) for item in self.chosen)


class DecisionForm(Form):  # type: ignore[misc]  # wtforms has no types
    """The fields beside the chosen records."""

    act = StringField()
    single = StringField()
    comment = StringField()

    def __init__(self, sent: MultiDict[str, Any]) -> None:
        super().__init__(sent)
        if self.act.data not in (CONFIRM, SEND_BACK):
            abort(400)
        comment = (self.comment.data or "").replace("\0", "").replace("\r\n", "\n")
        self.sent = Sent(self.act.data, read_chosen(sent.getlist("chosen")), comment, bool(self.single.data))

    @property
    def problem(self) -> str:
        """What is wrong with it before anything is looked up; "" when nothing is."""
        if not self.sent.chosen:
            return str(_("登録を1件以上選んでください。"))
        if self.sent.act == SEND_BACK and not self.sent.comment.strip():
            return str(_("差し戻す理由を記入してください。"))
        if len(self.sent.comment) > MOST_LETTERS:
            return str(_("%(most)s文字以内で入力してください。", most=MOST_LETTERS))
        return ""


class Kept(NamedTuple):
    """What the page shows again of a form that was not carried out, and why it was not."""

    ticked: frozenset[Key] = frozenset()
    comment: str = ""
    single: Key | None = None
    problem: str = ""
    problem_is_comment: bool = False


def kept_of(sent: Sent, problem: str = "", refused: Refused | None = None) -> Kept:
    """The input of a form, to be shown where it was typed."""
    single = next(iter(sent.keys), None) if sent.single else None
    text = problem or (in_readers_language(refused) if refused else "")
    ticked = frozenset() if sent.single else sent.keys
    about_comment = bool(problem) and sent.act == SEND_BACK and bool(sent.chosen)
    return Kept(ticked, sent.comment, single, text, about_comment)


def all_ticked(items: Iterable[Item | CountItem]) -> Kept:
    """All of them chosen (すべて選ぶ)."""
    return Kept(frozenset(map(key_of, items)))
