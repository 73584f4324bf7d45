"""What a cell of the national survey means in the words of the catalogue file."""

from typing import NamedTuple

from tracker.domain.procedure import VolumeBasis
from tracker.domain.vocabulary import name_of
from tracker.importing.code_lists import LIFE_EVENT_NAMES
from tracker.importing.findings import Notice
from tracker.importing.table import Cell, shown_cell


class Told(NamedTuple):
    """The text for the catalogue, and what to point out."""

    text: str
    notices: tuple[Notice, ...] = ()


class Counts(NamedTuple):
    """The counts of a row as texts, "" where they are not counted, their basis, and what to point out about each."""

    annual: str
    online: str
    basis: str
    of_annual: tuple[Notice, ...] = ()
    of_online: tuple[Notice, ...] = ()


def plain(cell: Cell) -> str:
    """The text of a cell of whatever kind."""
    return (cell if isinstance(cell, str) else shown_cell(cell)).strip()


def coded(cell: Cell) -> str:
    """The code that stands before a label: 「2-1 申請等に基づく処分通知等」 is 2-1."""
    return plain(cell).partition(" ")[0]


def name(cell: Cell) -> Cell | Told:
    """A name on one line; a cell that is no text stays what it is."""
    if not isinstance(cell, str) or not ("\n" in cell or "\r" in cell):
        return cell
    return Told(" ".join(cell.split()), (_ON_ONE_LINE,))


def status(cell: Cell) -> Told:
    """その他 where nothing is said. The survey's 一部実施済 means some ministries, ours some kinds of application."""
    found = coded(cell)
    if not found:
        return Told("4", (_NO_STATUS,))
    return Told(found, (_SOME_MINISTRIES,) if found == "5" else ())


def planned_for(cell: Cell) -> Told:
    """The fiscal year of 「3 2026年度」; of 「2030年度以降」 the first one."""
    found = plain(cell).partition(" ")[2]
    year = found.removesuffix("以降")
    if plain(cell) and not (year.removesuffix("年度").isdigit() and year.endswith("年度")):
        return Told("", (_NO_YEAR,))
    return Told(year, (_OR_LATER,) if year != found else ())


def barrier(cell: Cell) -> Told:
    """The first of the reasons: of a procedure of several ministries there can be several."""
    reasons = [part for part in plain(cell).split(";") if part.strip()]
    return Told(coded(reasons[0]) if reasons else "", (_FIRST_REASON,) if len(reasons) > 1 else ())


def life_events(cells: tuple[Cell, Cell]) -> Told:
    """The events of persons and of companies together, as far as they are on the list."""
    found = [part.strip() for cell in cells for part in plain(cell).split(";") if part.strip()]
    known = [event for event in found if LIFE_EVENT_NAMES.find(event)]
    return Told(";".join(dict.fromkeys(known)), (_UNKNOWN_EVENT,) if len(known) < len(found) else ())


def counts(cells: tuple[Cell, Cell, Cell]) -> Counts:
    """All cases, those online and those not online.

    0 is what a count that nobody knows has become in some editions of the survey, so it is read as not counted. Only
    where the cases that were not online are all there are, nobody can have applied online: that 0 is one.
    """
    annual, online, offline = (plain(cell).replace(",", "") for cell in cells)
    if not annual.isascii() or not annual.isdigit():
        return Counts("", "", "", (_NO_COUNT,) if annual else ())
    if int(annual) == 0:
        return Counts("", "", "", (_ZERO,))
    approximate = name_of(VolumeBasis.APPROXIMATE)
    if not online.isascii() or not online.isdigit():
        return Counts(annual, "", approximate, (), (_NO_COUNT,) if online else ())
    if int(online) == 0:
        return Counts(annual, "0" if offline == annual else "", approximate, (), () if offline == annual else (_ZERO,))
    if int(online) > int(annual):
        return Counts(annual, "", approximate, (), (_MORE_ONLINE,))
    return Counts(annual, online, approximate)


def _gathered(ja: str, en: str) -> Notice:
    return Notice(ja, en, gathered=True)


_ON_ONE_LINE = _gathered("改行を空白に直しました。", "A line break was made a space.")
_NO_STATUS = _gathered(
    "実施状況が空欄なので、「その他」と読み取りました。", "No status is given: it was read as “Other”."
)
_SOME_MINISTRIES = _gathered(
    "国の調査の「一部実施済」は、一部の府省が実施済であることを表し、この台帳の「一部実施済」とは意味が異なります。",
    "In the national survey “partly” means that some ministries are online, not some kinds of application.",
)
_NO_YEAR = _gathered(
    "年度として読み取れないので、予定時期は空欄にします。", "This is no fiscal year: the planned time is left empty."
)
_OR_LATER = _gathered("「以降」を除いて、その年度と読み取りました。", "“Or later” was read as that fiscal year.")
_FIRST_REASON = _gathered(
    "理由が2つ以上あるので、最初のものを取り込みます。", "There is more than one reason: the first is taken in."
)
_UNKNOWN_EVENT = _gathered(
    "ライフイベントの一覧にないものは取り込みません。", "Life events that are not on the list are left out."
)
_NO_COUNT = _gathered(
    "件数として読み取れないので、件数未集計とします。", "This is no count: it is taken as not counted."
)
_ZERO = _gathered(
    "国の調査では、件数不明が0件となっていることがあるため、件数未集計とします。",
    "In the national survey an unknown count may have become 0: it is taken as not counted.",
)
_MORE_ONLINE = _gathered(
    "総手続件数を超えているので、オンライン手続件数は未集計とします（国の調査の件数は、それぞれ概数です）。",
    "This is more than all cases, which are rounded by themselves: online cases are taken as not counted.",
)
