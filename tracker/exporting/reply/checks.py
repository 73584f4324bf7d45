"""点検: what is left to do in a reply workbook, each as a formula of one row that Excel and LibreOffice both know."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tracker.domain.asked import Topic
from tracker.domain.reply.columns import ANSWERED_BEFORE, CHANGED, NOT_COUNTED, REPLY, REPLY_SHEET, UNCHANGED
from tracker.domain.reply.form import ReplyRow
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import name_of
from tracker.exporting.reply.days import DAY, UNREADABLE, Computed, reading_of_day
from tracker.exporting.reply.grid import BEFORE_SHEET, At, Grid, list_name

_CHANGES, _SAID = "変えた欄の数", "回答の有無"
_PARTIAL, _EXEMPT = name_of(OnlineStatus.PARTIAL), name_of(OnlineStatus.EXEMPT)
_ONLINE = (name_of(OnlineStatus.IMPLEMENTED), _PARTIAL)


class Check(NamedTuple):
    """``heading``: in the sheet 点検. ``message``: in the row. ``remedy``: what to do. ``holds``: when it applies.

    ``initially``: whether it applies to a row that nobody has touched.
    """

    heading: str
    message: str
    remedy: str
    holds: Callable[[At], str]
    initially: Callable[[ReplyRow], bool] = lambda _row: False


def checks_of(grid: Grid) -> tuple[Check, ...]:
    """The checks of what is asked, the most important first."""
    asks_counts = grid.asks(Topic.YEARLY_COUNTS) or grid.asks(Topic.MONTHLY_COUNTS)
    return (
        *(_STATUS if grid.asks(Topic.STATUS) else ()),
        *([_off_list(grid)] if grid.code_columns else ()),
        *(_counts(grid) if asks_counts else ()),
    )


def steps_of(grid: Grid) -> tuple[Computed, ...]:
    """What the checks are computed from, in order, and then the checks themselves: 1 where one applies."""
    steps = (Computed(_CHANGES, _changes, lambda _row: 0), Computed(_SAID, _said, lambda _row: 0), *reading_of_day())
    return (
        *(steps if grid.asks(Topic.STATUS) else ()),
        *(Computed(check.heading, _flag(check), _initially(check)) for check in checks_of(grid)),
    )


def message_at(at: At) -> str:
    """What the column 点検 says of a row: what is to be done first."""
    message = '""'
    for check in reversed(checks_of(at.grid)):
        message = f'IF({at.of(check.heading)}=1,"{check.message}",{message})'
    return f"={message}"


def initial_message(grid: Grid, row: ReplyRow) -> str:
    """The same of a row that nobody has touched."""
    return next((check.message for check in checks_of(grid) if check.initially(row)), "")


def _flag(check: Check) -> Callable[[At], str]:
    return lambda at: f"=IF({check.holds(at)},1,0)"


def _initially(check: Check) -> Callable[[ReplyRow], int]:
    return lambda row: int(check.initially(row))


def _changes(at: At) -> str:
    # EXACT knows an empty cell from 0.
    return f"=SUMPRODUCT(1-EXACT({at.status_cells(REPLY_SHEET)},{at.status_cells(BEFORE_SHEET)}))"


def _said(at: At) -> str:
    reply = at.now(REPLY)
    return f'=IF(OR({reply}="{UNCHANGED}",{reply}="{CHANGED}",{at.of(_CHANGES)}>0),1,0)'


def _is_said(at: At, *and_also: str) -> str:
    return _all([f"{at.of(_SAID)}=1", *and_also])


def _is_empty(cell: str) -> str:
    return f'TRIM({cell})=""'


def _one_of(cell: str, names: Iterable[str]) -> str:
    return _any(f'{cell}="{name}"' for name in names)


def _all(conditions: Iterable[str]) -> str:
    return f"AND({','.join(conditions)})"


def _any(conditions: Iterable[str]) -> str:
    return f"OR({','.join(conditions)})"


_STATUS = (
    Check(
        "回答がない手続",
        "未回答",
        "「回答」の列で「変更なし」又は「変更あり」を選んでください。",
        lambda at: _all([f"{at.of(_SAID)}=0", f'{at.now(REPLY)}<>"{ANSWERED_BEFORE}"']),
        lambda row: row.cells[REPLY] != ANSWERED_BEFORE,
    ),
    Check(
        "「変更あり」で、変えた欄がない手続",
        "変えた欄がありません",
        "内容を直すか、「変更なし」を選んでください。",
        lambda at: _all([f'{at.now(REPLY)}="{CHANGED}"', f"{at.of(_CHANGES)}=0"]),
    ),
    Check(
        "「変更なし」で、内容を変えた手続",
        "「変更なし」ですが、内容が変わっています",
        "「変更あり」を選ぶか、内容を元に戻してください。",
        lambda at: _all([f'{at.now(REPLY)}="{UNCHANGED}"', f"{at.of(_CHANGES)}>0"]),
    ),
    Check(
        "オンライン化状況が空欄の手続",
        "オンライン化状況を選んでください",
        "「オンライン化状況」を選んでください。",
        lambda at: _is_said(at, _is_empty(at.now("online_status"))),
    ),
    Check(
        f"{_PARTIAL}で、備考が空欄の手続",
        "備考を記入してください",
        "オンラインでできるもの（できないもの）を「備考」に記入してください。",
        lambda at: _is_said(at, f'{at.now("online_status")}="{_PARTIAL}"', _is_empty(at.now("note"))),
    ),
    Check(
        f"{_EXEMPT}で、根拠法令等が空欄の手続",
        "根拠法令等を記入してください",
        "根拠となる法令等を記入してください。単に対面が必要なものは「未実施」です。",
        lambda at: _is_said(at, f'{at.now("online_status")}="{_EXEMPT}"', _is_empty(at.now("legal_basis"))),
    ),
    Check(
        f"新たに{'・'.join(_ONLINE)}とし、オンライン開始日を記入していない手続",
        "オンライン開始日を記入してください",
        "その状況になった日（オンラインで受け付けた最初の日）を記入してください。",
        lambda at: _is_said(
            at,
            f"NOT(EXACT({at.now('online_status')},{at.before('online_status')}))",
            _one_of(at.now("online_status"), _ONLINE),
            _any(
                [_is_empty(at.now("online_on")), f"EXACT({at.now('online_on')},{at.before('online_on')})"],
            ),
        ),
    ),
    Check(
        "オンライン開始日が読み取れない手続",
        "オンライン開始日が読み取れません",
        "「R8.4.1」「2026/4/1」「令和8年4月1日」のように記入してください。",
        lambda at: f'{at.of(DAY)}="{UNREADABLE}"',
    ),
    Check(
        "オンライン開始日が明日以後の手続",
        "オンライン開始日が明日以後です",
        "これから始めるものは、状況を変えずに「予定時期」に記入してください。",
        lambda at: _is_said(at, f"ISNUMBER({at.of(DAY)})", f"{at.of(DAY)}>TODAY()"),
    ),
    Check(
        "オンラインで受け付けていないのに、オンライン開始日がある手続",
        "オンライン開始日は空欄にしてください",
        f"{'・'.join(_ONLINE)}でなければ、「オンライン開始日」を空欄にしてください。",
        lambda at: _is_said(
            at, f"NOT({_one_of(at.now('online_status'), _ONLINE)})", f"NOT({_is_empty(at.now('online_on'))})"
        ),
    ),
)


def _off_list(grid: Grid) -> Check:
    def holds(at: At) -> str:
        cells = [(at.column(column), list_name(column)) for column in grid.code_columns]
        return _any(f'AND({cell}<>"",ISNA(MATCH({cell},{names},0)))' for cell, names in cells)

    return Check(
        "一覧にない値がある手続",
        "一覧にない値があります",
        "貼り付けた値は、▼を押して一覧から選び直してください。",
        holds,
    )


def _is_count(cell: str) -> str:
    """Empty, said to be uncounted, or a whole number."""
    is_whole = f"IFERROR(AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell})),FALSE)"
    return _any([f'{cell}=""', f'{cell}="{NOT_COUNTED}"', is_whole])


def _counts(grid: Grid) -> tuple[Check, ...]:
    pairs = grid.counts

    def is_empty(at: At) -> str:
        return _any(f'{at.now(cases)}=""' for cases, _ in pairs)

    def is_no_count(at: At) -> str:
        cells = [at.now(identifier) for pair in pairs for identifier in pair]
        return f"NOT({_all(map(_is_count, cells))})"

    def is_more(at: At) -> str:
        cells = [(at.now(cases), at.now(online)) for cases, online in pairs]
        return _any(f"AND(ISNUMBER({all_}),ISNUMBER({online}),{online}>{all_})" for all_, online in cells)

    return (
        Check(
            "受付件数が空欄の手続",
            "受付件数を記入してください",
            f"件数を記入してください。集計していない場合は「{NOT_COUNTED}」と記入してください。",
            is_empty,
            lambda row: any(row.cells[cases] == "" for cases, _ in pairs),
        ),
        Check(
            "件数が整数でない手続",
            "件数は0以上の整数で記入してください",
            f"0以上の整数で記入してください。集計していない場合は「{NOT_COUNTED}」と記入してください。",
            is_no_count,
        ),
        Check(
            "オンラインの件数が受付件数を超えている手続",
            "オンラインの件数が受付件数を超えています",
            "どちらの件数が正しいか確かめてください。",
            is_more,
        ),
    )
