"""Which column of the catalogue each column of somebody's own list fills, and what is still to be said."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import LEFT_OUT, ColumnMapping
from tracker.importing.findings import Findings, Notice
from tracker.importing.heading_rows import Headings
from tracker.importing.headings import Header
from tracker.importing.problem import shown
from tracker.importing.stated_year import stated_year
from tracker.importing.table import column_letters

REQUIRED = frozenset({"name", "division", "online_status"})
"""What a list of one's own has to say, if only by a constant. A code can be given; without a column of counts what is
stored stays."""
COUNTS = ("annual_cases", "annual_cases_ceiling", "online_cases")


@dataclass(frozen=True, slots=True)
class Assignment:
    """``places``: where the file has each column (from 0); ``constants``: the cell that stands for one it lacks.

    ``left_out``: places that are not read on purpose. ``header``: of the rows as they are read, constants included.
    """

    places: Mapping[str, int]
    constants: Mapping[str, str]
    left_out: frozenset[int]
    header: Header


def assign(
    headings: Headings, mapping: ColumnMapping, fiscal_year: int | None, findings: Findings, *, allow_unknown: bool
) -> Assignment:
    """Assign the columns. Refused: one that nobody assigned, two for one, a required one that is missing."""
    places: dict[str, int] = {}
    left_out: set[int] = set()
    keys = headings.keys
    for place, (key, written) in enumerate(zip(keys, headings.written, strict=True)):
        identifier = mapping.columns.get(key)
        if identifier in (None, LEFT_OUT):
            if identifier == LEFT_OUT or (written and allow_unknown):
                left_out.add(place)
            if identifier is None and written:
                (findings.warn if allow_unknown else findings.refuse)(
                    headings.row, shown(written), None, _NOT_READ if allow_unknown else TO_ASSIGN
                )
        elif identifier in places:
            findings.refuse(headings.row, shown(written), None, _twice(identifier, places[identifier], place))
        else:
            places[identifier] = place
    for key in mapping.columns.keys() - set(keys):
        if mapping.columns[key] != LEFT_OUT:
            findings.warn(headings.row, shown(key), None, _NOT_THERE)
    constants = {name: text for name, text in mapping.constants.items() if name not in places}
    constants |= _year(headings, places, constants, fiscal_year, findings)
    _refuse_missing(headings, {*places, *constants}, mapping, findings)
    return Assignment(places, constants, frozenset(left_out), _header(headings, places, constants, mapping))


def _year(
    headings: Headings,
    places: Mapping[str, int],
    constants: Mapping[str, str],
    fiscal_year: int | None,
    findings: Findings,
) -> dict[str, str]:
    """The year that the headings of the counts state, where nothing else does."""
    counted = [headings.written[places[name]] for name in COUNTS if name in places]
    year = stated_year(counted)
    if year is None or fiscal_year is not None or "volume_fiscal_year" in {*places, *constants}:
        return {}
    findings.warn(headings.row, shown(counted[0]), None, _YEAR_OF_HEADING)
    return {"volume_fiscal_year": str(year)}


def _refuse_missing(headings: Headings, given: set[str], mapping: ColumnMapping, findings: Findings) -> None:
    for name in HEADINGS:
        if name in REQUIRED - given:
            findings.refuse(headings.row, HEADINGS[name], None, MISSING)
    if "code" not in given and not mapping.code_prefix:
        findings.refuse(headings.row, HEADINGS["code"], None, NO_CODES)


def _header(
    headings: Headings, places: Mapping[str, int], constants: Mapping[str, str], mapping: ColumnMapping
) -> Header:
    """The columns in the order of a catalogue file, called by the file's own headings."""
    present = {*places, *constants}
    if mapping.rounded_counts and present.intersection(COUNTS):
        present.add("volume_basis")
    names = [name for name in HEADINGS if name in present]
    written = (headings.written[places[name]] if name in places else "" for name in names)
    return Header(
        headings.row,
        {name: position for position, name in enumerate(names)},
        tuple(heading or HEADINGS[name] for heading, name in zip(written, names, strict=True)),
        own=True,
    )


TO_ASSIGN = Notice(
    "台帳のどの列に当たるかが決まっていません。台帳の列を割り当てるか、取り込まないことにしてください。",
    "This column is not assigned. Say which column of the catalogue it is, or leave it out.",
)
MISSING = Notice(
    "この列が割り当てられていません。ファイルの列を割り当てるか、全ての行に共通の値を指定してください。",
    "No column is assigned to this one. Assign one, or give a value for all rows.",
)
NO_CODES = Notice(
    "手続IDの列がありません。ファイルの列を割り当てるか、新しく付ける手続IDの先頭の文字を指定してください。",
    "There is no column of codes. Assign one, or say what new codes are to begin with.",
)
TO_MAP = Notice(
    "台帳の様式ではないので、列の対応付けが必要です。ファイルの各列が台帳のどの列に当たるかを指定してください。",
    "This is not the layout of a catalogue file: say which column of the catalogue each of its columns is.",
)
OPEN = (TO_ASSIGN, MISSING, NO_CODES, TO_MAP)
"""What an officer settles by assigning columns, not by editing the file."""
_NOT_READ = Notice("割当てのない列なので、取り込みません。", "The column is not assigned: it is left out.")
_NOT_THERE = Notice(
    "列の対応付けにある見出しですが、このファイルにはありません。",
    "The mapping names this heading, but the file does not have it.",
)
_YEAR_OF_HEADING = Notice(
    "見出しにある年度を、件数年度として読み取りました。", "The year in the heading was read as that of the counts."
)


def _twice(identifier: str, first: int, second: int) -> Notice:
    letters = column_letters(first + 1), column_letters(second + 1)
    return Notice(
        f"「{HEADINGS[identifier]}」に2つの列（{letters[0]}列と{letters[1]}列）が割り当てられています。どちらかにしてください。",
        f"Two columns ({letters[0]} and {letters[1]}) are assigned to “{HEADINGS[identifier]}”. Choose one.",
    )
