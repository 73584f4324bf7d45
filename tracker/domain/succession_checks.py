"""What can be wrong with a 新旧対照表 before it is carried out: each row by itself, and against the others."""

from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.procedure import Unit, code_key
from tracker.domain.reorganising import Holding
from tracker.domain.said_organisation import unit_text
from tracker.domain.succession import (
    CODES,
    NEW_DIVISION,
    OLD_DIVISION,
    Flaw,
    Line,
    Successions,
)

Holdings = Mapping[Unit, Sequence[Holding]]
MOST_NAMED = 5


def flaws_of(table: Successions, holdings: Holdings) -> list[Flaw]:
    """Everything that is wrong with a table. ``holdings``: the procedures of every division that has any."""
    found = [*_ways(table), *_names(table)]
    for old, lines in table.by_old.items():
        held = holdings.get(old, ())
        found += [*_codes(lines, held), *_left_over(old, lines, held)]
    return found


def _ways(table: Successions) -> Iterator[Flaw]:
    """Rows that say the same or the contrary of an earlier one."""
    for line in table.lines:
        if line.codes and (line.old is None or line.new is None):
            yield _flaw(
                line,
                CODES,
                "、".join(line.codes),
                "手続IDは、分割で旧の課から新の課へ移す手続を示すときに入力します。旧の課と新の課を両方入力するか、手続IDを空欄にしてください。",
                "Codes say which procedures go from an old to a new division. Enter both, or leave the codes empty.",
            )
    for lines in table.by_old.values():
        for number, line in enumerate(lines):
            yield from _against(line, lines[:number])
    first: dict[Unit, Line] = {}
    for line in table.lines:
        if line.old is None and line.new is not None and line.new in first:
            yield _repeated(line, first[line.new])
        elif line.new is not None:
            first.setdefault(line.new, line)


def _against(line: Line, earlier: Sequence[Line]) -> Iterator[Flaw]:
    """A row against those above it of the same old division."""
    for other in earlier:
        if line.new == other.new and not (line.codes and other.codes):
            yield _repeated(line, other)
        elif line.new is None or other.new is None:
            yield _flaw(
                line,
                NEW_DIVISION,
                unit_text(line.new),
                f"同じ旧の課の{other.row}行目と合いません。廃止する課は、新の部と新の課を空欄にした1行だけにしてください。",
                f"This contradicts row {other.row} of the same old division. A division that is abolished has one row.",
            )
        elif not line.codes and not other.codes:
            yield _flaw(
                line,
                NEW_DIVISION,
                unit_text(line.new),
                f"同じ旧の課の{other.row}行目にも手続IDがありません。分割する場合は、手続IDのない行を1行だけにし、"
                "ほかの行には移す手続の手続IDを入力してください。",
                f"Row {other.row} of the same old division has no codes either. Of a division that is divided, all "
                "rows but one name the procedures that go there.",
            )
        else:
            continue
        return


def _names(table: Successions) -> Iterator[Flaw]:
    """New divisions that cannot have their name."""
    for line in table.lines:
        new = line.new
        if new is None or new == line.old or not table.is_open(new):
            continue
        if new in table.leaving:
            yield _taken_today(line, new, table)
        elif line.old is None:
            yield _flaw(
                line,
                NEW_DIVISION,
                unit_text(new),
                "この課は既にあります。新設する課の名称を確かめるか、この行を削除してください。",
                "This division is there already. Check the name of the new one, or delete this row.",
            )


def _taken_today(line: Line, new: Unit, table: Successions) -> Flaw:
    """A name that another division gives up on the same day."""
    name, row = new[1], table.by_old[new][0].row
    after = table.leaving[new]
    if after is None:
        ja = f"「{name}」は{row}行目で廃止になっています。{row}行目を削除するか、別の新の課にしてください。"
        en = f"“{name}” is abolished in row {row}. Delete that row, or choose another new division."
    elif _comes_back(table, new):
        ja = (
            f"「{name}」も{row}行目で名称が変わり、名称が入れ替わっています。この行を仮の名称にした表を先に取り込み、"
            "続けて、仮の名称から正しい名称への改称を取り込んでください。"
        )
        en = (
            f"“{name}” changes in row {row}, so that names are exchanged. Take in a table with a provisional name in "
            "this row first, then one that renames it."
        )
    else:
        ja = (
            f"「{name}」は{row}行目で「{after[1]}」になるので、同じ表では使えません。{row}行目の変更を先に取り込み、"
            "続けて、この行の変更を取り込んでください。"
        )
        en = (
            f"“{name}” becomes “{after[1]}” in row {row}, so it cannot be used in the same table. Take that row in "
            "first, and this one in a table after it."
        )
    return _flaw(line, NEW_DIVISION, unit_text(new), ja, en)


def _comes_back(table: Successions, unit: Unit) -> bool:
    """Whether one takes the name of another, and so on, until somebody takes the name of the first."""
    seen: list[Unit] = []
    after: Unit | None = unit
    while after is not None and after not in seen:
        seen.append(after)
        after = table.leaving.get(after)
    return after == unit


def _codes(lines: Sequence[Line], held: Sequence[Holding]) -> Iterator[Flaw]:
    """Codes that the old division does not have, or that go two ways."""
    known = {code_key(each.code) for each in held}
    first: dict[str, Line] = {}
    for line in lines:
        for code in line.codes:
            key = code_key(code)
            other = first.setdefault(key, line)
            if key not in known:
                yield _flaw(
                    line,
                    CODES,
                    code,
                    f"「{unit_text(line.old)}」に、この手続IDの手続はありません。手続IDか旧の課を直してください。",
                    f"“{unit_text(line.old)}” has no procedure with this code. Correct the code or the old division.",
                )
            elif other is not line:
                yield _flaw(
                    line,
                    CODES,
                    code,
                    f"この手続は{other.row}行目にもあります。どちらかの行から除いてください。",
                    f"This procedure is in row {other.row}, too. Take it out of one of them.",
                )


def _left_over(old: Unit, lines: Sequence[Line], held: Sequence[Holding]) -> Iterator[Flaw]:
    """Procedures of a division for which no row says where they go."""
    line = lines[0]
    if all(each.new is None for each in lines):
        codes = [each.code for each in held]
        if codes:
            yield _flaw(
                line,
                OLD_DIVISION,
                unit_text(old),
                f"手続があります（{_named(codes)}）。手続を引き継ぐ課を、新の部と新の課に入力してください。",
                f"It has procedures ({_named(codes, ', ')}). Enter the division that carries on.",
            )
        return
    if not all(each.codes for each in lines):
        return
    named = {code_key(code) for each in lines for code in each.codes}
    left = [each.code for each in held if each.is_active and each.in_charge and code_key(each.code) not in named]
    if left:
        yield _flaw(
            line,
            CODES,
            "、".join(line.codes),
            f"残りの手続の行き先がありません（{_named(left)}）。残りの手続を引き継ぐ課の行を、手続IDを空欄にして加えてください。"
            "旧の課に残る場合は、新の課にも同じ課を入力します。",
            f"No row says where the rest goes ({_named(left, ', ')}). Add a row without codes for it; where it stays, "
            "the new division is the old one.",
        )


def _repeated(line: Line, other: Line) -> Flaw:
    return _flaw(
        line,
        NEW_DIVISION,
        unit_text(line.new),
        f"{other.row}行目と重複しています。どちらかの行を削除してください。",
        f"This repeats row {other.row}. Delete one of them.",
    )


def _flaw(line: Line, column: str, found: str, ja: str, en: str) -> Flaw:
    return Flaw(line.row, column, found, ja, en)


def _named(codes: Sequence[str], separator: str = "、") -> str:
    """The first few of many."""
    more = len(codes) - MOST_NAMED
    rest = "" if more <= 0 else f"ほか{more}件" if separator == "、" else f"and {more} more"
    return separator.join([*codes[:MOST_NAMED], *([rest] if rest else [])])
