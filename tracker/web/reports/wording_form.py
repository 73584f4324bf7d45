"""The form of a paper's title block and sentences: fields named by the keys of the draft, and what they mean."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from wtforms import Field
from wtforms.form import BaseForm

from tracker.domain import labels
from tracker.domain.report.digits import Digits
from tracker.domain.report.draft import LINES, LONGEST_LINE, LONGEST_TEXT, TYPED, Draft, Wording
from tracker.domain.report.replaced import foreign_numbers, is_outdated
from tracker.domain.vocabulary import name_of
from tracker.usecases.reports.edit_paper import EditablePaper
from tracker.web.fields.basic import ChoicesField, ListField, TextField
from tracker.web.languages import language


class Line(NamedTuple):
    """A sentence of the form. ``place``: where it stands; "" where the paper has no such sentence at present.

    ``replaced``: what the stored wording replaced, where that reads otherwise now. ``foreign``: numbers of the stored
    wording that the generated sentence does not hold.
    """

    place: str
    generated: str
    field: Field
    replaced: str
    foreign: tuple[str, ...]


class WordingForm(BaseForm):  # type: ignore[misc]  # wtforms has no types
    """``agreed``: the keys of wordings that are to stay although what they replaced reads otherwise by now."""

    def __init__(self, paper: EditablePaper, sent: Any = None) -> None:
        self.paper = paper
        self.generated = {sentence.key: sentence.text for _section, sentence in paper.sentences}
        self.texts = tuple(dict.fromkeys([*TYPED, *self.generated, *paper.draft.wordings]))
        super().__init__(
            {
                **{name: TextField(LONGEST_LINE) for name in LINES},
                "digits": ListField(),
                "compared_with": ListField(),
                **{key: TextField(LONGEST_TEXT) for key in self.texts},
                "agreed": ChoicesField(),
            }
        )
        self["digits"].choices = [(each.value, name_of(each, language())) for each in Digits]
        self["compared_with"].choices = [("", self._automatic()), *map(_choice, paper.comparable)]
        self["agreed"].choices = [(key, key) for key in self.texts]
        self.process(sent, data=_as_stored(paper.draft))

    def lines(self) -> Iterator[Line]:
        """The sentences in the order of the paper, then those that it has no place for at present."""
        for section, sentence in self.paper.sentences:
            place = f"{section.number} {section.heading} {sentence.label}".strip()
            yield self._line(sentence.key, place)
        for key in self.texts:
            if key not in TYPED and key not in self.generated:
                yield self._line(key, "")

    @property
    def draft(self) -> Draft:
        """What the valid form means."""
        compared = self["compared_with"].data
        return Draft(
            **{name: self[name].data or "" for name in LINES},
            digits=Digits(self["digits"].data),
            compared_with=date.fromisoformat(f"{compared}-01") if compared else None,
            wordings={key: self._wording(key) for key in self.texts},
        )

    def foreign_numbers(self) -> list[str]:
        """The numbers in what was typed that the sentences it replaces do not hold."""
        return [
            number
            for key, generated in self.generated.items()
            for number in foreign_numbers(self[key].data or "", generated)
            if (self[key].data or "").strip()
        ]

    def _wording(self, key: str) -> Wording:
        """A stored text that nobody touched goes on saying what it replaced then, until somebody agrees."""
        text = (self[key].data or "").strip()
        stored = self.paper.draft.wordings.get(key)
        untouched = stored is not None and stored.text == text and key not in (self["agreed"].data or ())
        if stored is not None and (untouched or key not in self.generated):
            return Wording(text, stored.generated)
        return Wording(text, self.generated.get(key, ""))

    def _line(self, key: str, place: str) -> Line:
        stored, generated = self.paper.draft.wordings.get(key), self.generated.get(key, "")
        if stored is None or not place:
            return Line(place, generated, self[key], "", ())
        replaced = stored.generated if is_outdated(stored, generated) else ""
        return Line(place, generated, self[key], replaced, foreign_numbers(stored.text, generated))

    def _automatic(self) -> str:
        if self.paper.compared_with is None:
            return str(_("（自動：比較する月なし）"))
        return str(_("（自動：%(month)s）", month=labels.month(self.paper.compared_with, language())))


def _choice(month: date) -> tuple[str, str]:
    return month.isoformat()[:7], labels.month(month, language())


def _as_stored(draft: Draft) -> dict[str, Any]:
    return {
        **{name: getattr(draft, name) for name in LINES},
        "digits": draft.digits.value,
        "compared_with": draft.compared_with.isoformat()[:7] if draft.compared_with else "",
        **{key: wording.text for key, wording in draft.wordings.items()},
    }
