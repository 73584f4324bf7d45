"""Which procedure a row of a list of counts means: by its code, or by its name. What is only alike is never taken."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.catalogue import HEADINGS
from tracker.domain.fiscal import tidy
from tracker.domain.likeness import alike
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.uniting import one_that_stays
from tracker.importing.count_rows import CountRow
from tracker.importing.problem import Problem, shown

_PROPOSED = 3
_LOOKED_UP = 1_000
"""For so many unknown names it is said what they are like; a list with more is another catalogue's."""


@dataclass(frozen=True, slots=True)
class Match:
    """The procedure that a row means; None with the one problem where it means none that is known."""

    row: CountRow
    procedure: Procedure | None
    problem: Problem | None = None
    warning: Problem | None = None


class Names:
    """The procedures of the catalogue by what a list can name them with: also what was united with them."""

    def __init__(self, stored: Iterable[Procedure]) -> None:
        self._stored = list(stored)
        by_key = {code_key(item.code): item for item in self._stored}
        self._by_code = {key: one_that_stays(item, by_key) for key, item in by_key.items()}
        self._by_name: dict[str, list[Procedure]] = defaultdict(list)
        for item in self._stored:
            stays = one_that_stays(item, by_key)
            if stays is item or all(stays is not other for other in self._by_name[item.name]):
                self._by_name[item.name].append(stays)

    def matched(self, rows: Sequence[CountRow]) -> list[Match]:
        """What each row means. Names that are not known are proposed those that they are like."""
        found = [self._by_its_code(row) if row.code else self._by_its_name(row) for row in rows]
        unknown = [match.row for match in found if match.procedure is None and match.problem is None]
        like = self._alike([row.name for row in unknown[:_LOOKED_UP]])
        return [
            match
            if match.procedure or match.problem
            else Match(match.row, None, _unknown_name(match.row, like.get(match.row.name, [])))
            for match in found
        ]

    def _by_its_code(self, row: CountRow) -> Match:
        item = self._by_code.get(code_key(row.code))
        named = self._of_name(row)
        if item is None:
            return Match(row, None, _unknown_code(row, named))
        if not row.name or row.name == item.name or any(item is other for other in named):
            return Match(row, item, warning=_led_on(row, item))
        if named:
            return Match(row, None, _another_name(row, item, named[0]))
        return Match(row, item, warning=_differing_name(row, item))

    def _by_its_name(self, row: CountRow) -> Match:
        """Within the division where one is given; otherwise, or where it is nowhere there, by the name alone."""
        named = self._of_name(row)
        if len(named) > 1:
            return Match(row, None, _several(row, named))
        if not named:
            return Match(row, None)
        elsewhere = bool(row.division) and not _is_within(named[0], row)
        return Match(row, named[0], warning=_elsewhere(row, named[0]) if elsewhere else _led_on(row, named[0]))

    def _of_name(self, row: CountRow) -> list[Procedure]:
        named = self._by_name.get(row.name, []) if row.name else []
        there = [item for item in named if item.abolished_on is None] or named
        within = [item for item in there if _is_within(item, row)] if row.division else []
        return within or there

    def _alike(self, names: Sequence[str]) -> dict[str, list[Procedure]]:
        """For each name the procedures that are likely meant, in the order of the catalogue."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        every = [*wanted, *(item.name for item in self._stored)]
        found: dict[str, list[Procedure]] = defaultdict(list)
        for pair in alike(every, [None] * len(every)):
            if pair.first < len(wanted) <= pair.second:
                item = self._stored[pair.second - len(wanted)]
                found[wanted[pair.first]].append(self._by_code[code_key(item.code)])
        return found


def _is_within(item: Procedure, row: CountRow) -> bool:
    return any(
        tidy(division) == tidy(row.division) and (not row.department or tidy(department) == tidy(row.department))
        for department, division in item.units
    )


def _led_on(row: CountRow, item: Procedure) -> Problem | None:
    """What is said where a former code or name leads to a procedure."""
    by_code = bool(row.code) and code_key(row.code) != code_key(item.code)
    if not by_code and (not row.name or row.name == item.name):
        return None
    return _problem(
        row,
        "code" if by_code else "name",
        f"{_named(item)}に統合された手続です。この手続の件数として読み取りました。",
        f"This was united with {_in_english(item)}. The counts were read as that one's.",
    )


def _named(item: Procedure) -> str:
    return f"「{shown(item.name)}」（{item.code}、{item.division}）"


def _in_english(item: Procedure) -> str:
    return f"“{shown(item.name)}” ({item.code}, {item.division})"


def _problem(row: CountRow, identifier: str, ja: str, en: str) -> Problem:
    return Problem(row.number, HEADINGS[identifier], shown(row.code if identifier == "code" else row.name), ja, en)


def _unknown_code(row: CountRow, named: Sequence[Procedure]) -> Problem:
    if named:
        return _problem(
            row,
            "code",
            f"この手続IDの手続は台帳にありません。{_named(named[0])}のことであれば、手続IDを直してください。",
            f"No procedure has this code. If {_in_english(named[0])} is meant, correct the code.",
        )
    return _problem(
        row,
        "code",
        "この手続IDの手続は台帳にありません。手続IDを確かめてください。新しい手続であれば、先に台帳に登録してください。",
        "No procedure has this code. Check it; a new procedure has to be added to the catalogue first.",
    )


def _unknown_name(row: CountRow, like: Sequence[Procedure]) -> Problem:
    if like:
        proposed, in_english = (
            "又は".join(map(_named, like[:_PROPOSED])),
            " or ".join(map(_in_english, like[:_PROPOSED])),
        )
        return _problem(
            row,
            "name",
            f"この名前の手続は台帳にありません。{proposed}のことであれば、手続名をそのとおりに直すか、手続IDを入力してください。",
            f"No procedure has this name. If {in_english} is meant, write the name exactly so, or give the code.",
        )
    return _problem(
        row,
        "name",
        "この名前の手続は台帳にありません。手続名を確かめるか、手続IDを入力してください。新しい手続であれば、先に台帳に"
        "登録してください。",
        "No procedure has this name. Check it or give the code; a new one has to be added to the catalogue first.",
    )


def _another_name(row: CountRow, item: Procedure, named: Procedure) -> Problem:
    return _problem(
        row,
        "name",
        f"手続IDは{_named(item)}のものですが、手続名は{_named(named)}のものです。行がずれていないか確かめ、どちらかを直してください。",
        f"The code is that of {_in_english(item)}, but the name is that of {_in_english(named)}. Check that no row has "
        "slipped, and correct one of them.",
    )


def _differing_name(row: CountRow, item: Procedure) -> Problem:
    return _problem(
        row,
        "name",
        f"手続名が台帳の{_named(item)}と異なります。手続IDにより、この手続の件数として読み取りました。",
        f"The name is not that of {_in_english(item)} in the catalogue. By its code the count is taken as its own.",
    )


def _several(row: CountRow, named: Sequence[Procedure]) -> Problem:
    listed, in_english = "、".join(map(_named, named[:_PROPOSED])), ", ".join(map(_in_english, named[:_PROPOSED]))
    return _problem(
        row,
        "name",
        f"同じ名前の手続が{len(named)}つあります（{listed}）。手続IDを入力するか、所管課の列を加えてください。",
        f"{len(named)} procedures have this name ({in_english}). Give the code, or add the column 所管課.",
    )


def _elsewhere(row: CountRow, item: Procedure) -> Problem:
    return _problem(
        row,
        "name",
        f"「{shown(row.division)}」にこの名前の手続はないため、{_named(item)}の件数として読み取りました。",
        f"“{shown(row.division)}” has no procedure of this name: the count is taken as that of {_in_english(item)}.",
    )
