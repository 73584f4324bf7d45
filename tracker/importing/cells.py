"""One reader per kind of value: what a cell means, or a refusal that says what to write instead. Times: ``times``."""

import re
from urllib.parse import urlsplit

from tracker.domain.errors import Refused
from tracker.domain.labels import number
from tracker.domain.vocabulary import name_of
from tracker.importing.code_lists import STATUS_MARKS, STATUSES, CodeList
from tracker.importing.findings import Notice
from tracker.importing.problem import shown
from tracker.importing.table import Cell
from tracker.importing.texts import Parser, Read, text_of

LARGEST_COUNT = 9_999_999_999
LARGE_COUNT = 10_000_000

NOT_COUNTED = frozenset({"", "…", "－", "-", "不明", "未集計"})
_COUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９，", "0123456789,")


def text(limit: int, *, required: bool = False, lines: bool = False) -> Parser:
    """Free text of at most ``limit`` characters."""

    def parse(cell: Cell) -> Read:
        value, notices = text_of(cell, lines=lines)
        if required and not value:
            raise _empty()
        if len(value) > limit:
            raise Refused(
                f"{number(len(value))}文字あります。{number(limit)}文字以内にしてください。",
                f"There are {number(len(value))} characters. Keep to {number(limit)}.",
            )
        return Read(value, notices)

    return parse


def count(cell: Cell) -> Read:
    """A number of cases, or None where it is not counted. Nothing is guessed."""
    if isinstance(cell, bool):
        raise _not_a_count(str(cell).upper())
    value, notices = text_of(cell)
    if value in NOT_COUNTED:
        return Read(None, notices)
    digits = value.translate(_HALF_WIDTH)
    if not _COUNT.fullmatch(digits):
        raise _not_a_count(value)
    digits = digits.replace(",", "").lstrip("0") or "0"
    if len(digits) > len(str(LARGEST_COUNT)):
        raise Refused(
            f"「{shown(value)}」は大きすぎます。{number(LARGEST_COUNT)}以下の件数を入力してください。",
            f"“{shown(value)}” is too large. Enter {number(LARGEST_COUNT)} or less.",
        )
    cases = int(digits)
    if cases > LARGE_COUNT:
        notices = (*notices, _large_count(cases))
    return Read(cases, notices)


def status(cell: Cell) -> Read:
    """A status by name or national code; a mark (○, ×) is read with a warning that says how."""
    value, notices = text_of(cell)
    if not value:
        raise _empty()
    if (found := STATUSES.find(value)) is not None:
        return Read(found, notices)
    if (found := STATUS_MARKS.find(value)) is None:
        raise _not_on(STATUSES, value)
    ja, en = name_of(found), name_of(found, "en")
    mark = Notice(f"「{value}」を「{ja}」と読み取りました。", f"“{value}” was read as “{en}”.")
    return Read(found, (*notices, mark))


def code(codes: CodeList, empty: object = None) -> Parser:
    """A value of a code list; ``empty`` for an empty cell."""

    def parse(cell: Cell) -> Read:
        value, notices = text_of(cell)
        if not value:
            return Read(empty, notices)
        found = codes.find(value)
        if found is None:
            raise _not_on(codes, value)
        return Read(found, notices)

    return parse


def code_list(codes: CodeList) -> Parser:
    """Values of a code list, separated by 「;」, each once and in the order written."""

    def parse(cell: Cell) -> Read:
        value, notices = text_of(cell)
        found = []
        for part in value.replace("；", ";").split(";"):
            if not part.strip():
                continue
            item = codes.find(part)
            if item is None:
                raise _not_on(codes, part.strip(), several=True)
            found.append(item)
        return Read(tuple(dict.fromkeys(found)), notices)

    return parse


def url(limit: int) -> Parser:
    """An http(s) address with a host that can be one, "" for an empty cell."""
    plain = text(limit)

    def parse(cell: Cell) -> Read:
        read = plain(cell)
        if read.value and not _is_web_address(read.value):
            raise Refused(
                f"「{shown(read.value)}」はURLとして読み取れません。"
                "https:// か http:// で始まるURLを入力してください。",
                f"“{shown(read.value)}” is not a web address. Enter one that begins with https:// or http://.",
            )
        return read

    return parse


_WEB_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
_HOST = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)*")


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return bool(_WEB_ADDRESS.fullmatch(value) and _HOST.fullmatch(host)) and "@" not in parts.netloc


def _empty() -> Refused:
    return Refused("入力されていません。入力してください。", "This cell is empty. Fill it in.")


def _not_a_count(value: str) -> Refused:
    """Source of the sentence: the word list of the product, no. 53."""
    found = shown(value)
    if not any(character.isnumeric() for character in value):
        return Refused(
            f"「{found}」は数値として読み取れません。"
            "500 のように整数で入力し、件数を集計していない場合は空欄にしてください。",
            f"“{found}” is not a whole number. Enter one like 500, or leave the cell empty where nothing was counted.",
        )
    return Refused(
        f"「{found}」は数値として読み取れません。"
        "500 のように整数で入力し、概数の場合は「件数区分」に「概数」と入力してください。",
        f"“{found}” is not a whole number. Enter one like 500, and 概数 as the basis if it is approximate.",
    )


def _large_count(cases: int) -> Notice:
    return Notice(
        f"{number(cases)}件は非常に大きな件数です。誤りでないか確かめてください。",
        f"{number(cases)} cases is a very large count. Check that it is right.",
    )


def _not_on(codes: CodeList, value: str, *, several: bool = False) -> Refused:
    found, heading = shown(value), codes.heading
    if len(codes.names) == 1:
        name = codes.names[0]
        return Refused(
            f"「{found}」は読み取れません。「{name}」と入力するか、空欄にしてください。",
            f"“{found}” is not understood. Enter {name}, or leave the cell empty.",
        )
    ja = f"「{found}」は「{heading}」の一覧にありません。次の中から入力してください：{'、'.join(codes.names)}。"
    en = f"“{found}” is not on the list of “{heading}”. Enter one of: {', '.join(codes.names)}."
    if several:
        ja += "複数あるときは半角の「;」で区切ってください。"
        en += " Separate several with “;”."
    return Refused(ja, en)
