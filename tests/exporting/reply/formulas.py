"""What the formulas of a workbook give, worked out as Excel does: as many functions as the reply workbook uses."""

import io
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import total_ordering
from typing import Any

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

DAY_0 = date(1899, 12, 30)
_INFIX = {"=": "==", "<>": "!=", "&": "@"}


class WrongValue(Exception):
    """#VALUE! and its like."""


@total_ordering
class Value:
    """What a cell holds or a formula gives; None is an empty cell."""

    def __init__(self, plain: Any) -> None:
        self.plain = (plain.date() - DAY_0).days if isinstance(plain, datetime) else plain

    @property
    def number(self) -> float:
        if isinstance(self.plain, str):
            raise WrongValue
        return self.plain or 0

    @property
    def text(self) -> str:
        return "" if self.plain is None else str(self.plain)

    def _key(self, other: "Value") -> tuple[int, Any]:
        plain = self.plain
        if plain is None:
            plain = "" if isinstance(other.plain, str) else 0
        return (1, plain.casefold()) if isinstance(plain, str) else (0, plain)

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, Value)
        return self._key(other) == other._key(self)

    def __lt__(self, other: "Value") -> bool:
        return self._key(other) < other._key(self)

    def __add__(self, other: "Value") -> "Value":
        return Value(self.number + other.number)

    def __sub__(self, other: "Value | list[Value]") -> Any:
        if isinstance(other, list):
            return [self - each for each in other]
        return Value(self.number - other.number)

    def __matmul__(self, other: "Value") -> "Value":
        return Value(self.text + other.text)

    def __bool__(self) -> bool:
        return bool(self.number)

    __hash__ = None  # type: ignore[assignment]


Argument = Callable[[], Any]


def _failed(argument: Argument) -> bool:
    try:
        argument()
    except WrongValue:
        return True
    return False


def _each(arguments: tuple[Argument, ...]) -> list[bool]:
    """All of them, so that any error is one of the whole."""
    return [bool(argument()) for argument in arguments]


def _whole(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit():
        raise WrongValue
    return int(text)


def _date(year: float, month: float, day: float) -> int:
    months = int(year) * 12 + int(month) - 1
    return (date(months // 12, months % 12 + 1, 1) - DAY_0).days + int(day) - 1


def _found(wanted: str, text: str, start: float = 1) -> int:
    place = text.find(wanted, int(start) - 1)
    if place < 0:
        raise WrongValue
    return place + 1


def _exact(one: Any, other: Any) -> Any:
    if isinstance(one, list):
        return [Value(_exact(*pair)) for pair in zip(one, other, strict=True)]
    return one.text == other.text


def _match(wanted: Value, among: list[Value]) -> int:
    if wanted not in among:
        raise WrongValue
    return among.index(wanted) + 1


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "AND": lambda *each: all(_each(each)),
    "OR": lambda *each: any(_each(each)),
    "NOT": lambda one: not one(),
    "IF": lambda test, yes, no: yes() if test() else no(),
    "IFERROR": lambda one, other: other() if _failed(one) else one(),
    "ISERROR": _failed,
    "ISNA": _failed,
    "ISNUMBER": lambda one: isinstance(one().plain, (int, float)) and not isinstance(one().plain, bool),
    "EXACT": lambda one, other: _exact(one(), other()),
    "SUMPRODUCT": lambda one: sum(each.number for each in one()),
    "SUM": lambda one: sum(each.plain for each in one() if not isinstance(each.plain, (str, type(None)))),
    "MATCH": lambda wanted, among, _exactly: _match(wanted(), among()),
    "TRIM": lambda one: " ".join(part for part in one().text.split(" ") if part),
    "ASC": lambda one: unicodedata.normalize("NFKC", one().text),
    "UPPER": lambda one: one().text.upper(),
    "SUBSTITUTE": lambda text, old, new: text().text.replace(old().text, new().text),
    "FIND": lambda wanted, text, *start: _found(wanted().text, text().text, *(each().number for each in start)),
    "LEFT": lambda text, size: text().text[: int(size().number)],
    "RIGHT": lambda text, size: text().text[-int(size().number) :],
    "MID": lambda text, start, size: text().text[int(start().number) - 1 :][: int(size().number)],
    "LEN": lambda text: len(text().text),
    "VALUE": lambda text: _whole(text().text),
    "INT": lambda one: int(one().number // 1),
    "DATE": lambda year, month, day: _date(year().number, month().number, day().number),
    "DAY": lambda one: date.fromordinal(DAY_0.toordinal() + int(one().number)).day,
}


class Calculated:
    """A workbook in which something can be typed and every formula has its value."""

    def __init__(self, content: bytes, today: date) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self._today = (today - DAY_0).days
        self._known: dict[tuple[str, str], Value] = {}

    def type(self, sheet: str, cell: str, value: Any) -> None:
        """Type something into a cell."""
        self.book[sheet][cell].value = value
        self._known.clear()

    def value(self, sheet: str, cell: str) -> Any:
        """What a cell shows."""
        return self._cell(sheet, cell).plain

    def _cell(self, sheet: str, cell: str) -> Value:
        place = (sheet, cell.replace("$", ""))
        if place not in self._known:
            content = self.book[sheet][place[1]].value
            is_formula = isinstance(content, str) and content.startswith("=")
            self._known[place] = self._evaluated(content, sheet) if is_formula else Value(content)
        return self._known[place]

    def _evaluated(self, formula: str, sheet: str) -> Value:
        source = "".join(map(_python, Tokenizer(formula).items)).replace("lambda: )", ")")
        # The formulas are this product's own.
        found = eval(source, {"call": self._call, "at": lambda place: self._at(place, sheet), "Value": Value})
        return found if isinstance(found, Value) else Value(found)

    def _call(self, name: str, *arguments: Argument) -> Any:
        found = self._today if name == "TODAY" else _FUNCTIONS[name](*arguments)
        return found if isinstance(found, (Value, list)) else Value(found)

    def _at(self, place: str, sheet: str) -> Any:
        if place in self.book.defined_names:
            place = self.book.defined_names[place].attr_text
        if "!" in place:
            sheet, place = place.replace("'", "").split("!")
        if ":" not in place:
            return self._cell(sheet, place)
        rows = self.book[sheet][place.replace("$", "")]
        return [self._cell(sheet, cell.coordinate) for row in rows for cell in row]


def _python(token: Token) -> str:
    if token.type == Token.FUNC:
        return f'call("{token.value[:-1]}", lambda: ' if token.subtype == Token.OPEN else ")"
    if token.type == Token.SEP:
        return ", lambda: "
    if token.type == Token.OPERAND and token.subtype == Token.RANGE:
        return f"at({token.value!r})"
    if token.type == Token.OPERAND:
        return f"Value({token.value.title() if token.subtype == Token.LOGICAL else token.value})"
    return _INFIX.get(token.value, token.value)
