"""依頼文 and 督促文: the letters of an inquiry to the heads of divisions, every word decided before layout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain import labels
from tracker.domain.asking import last_return, open_topics
from tracker.domain.contact import Contact, addressed
from tracker.domain.fiscal import local_day
from tracker.domain.inquiry import Inquiry, Whom
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.report.digits import Digits, in_width
from tracker.domain.report.document import Column, Kind, Table
from tracker.domain.said_inquiry import subject_of, topics_in_words
from tracker.domain.vocabulary import name_of

OFFICE = "DX推進担当"
_SUBJECT = "行政手続のオンライン化の状況について"
_HOW = (
    "庁内の画面による場合　「自課の手続」の画面で、手続ごとに登録してください。"
    "状況も予定も変わりない手続は、「変更なしで回答する」でまとめて回答することができます。",
    "回答用Excelによる場合　回答用Excelに記入し、DX推進担当へ返送してください。",
)

_ABOUT = {
    Whom.ALL: "所管する全ての手続",
    Whom.PLANNED: "所管する手続のうち、オンライン化の予定時期が3か月以内のもの及び予定時期を経過したもの",
    Whom.CHOSEN: "所管する全ての手続",
}
ANNEX = "別記　照会先（建制順）"


@dataclass(frozen=True, slots=True)
class Point:
    """One of the numbered points below 記: its heading with what stands beside it, then lines, then a table."""

    heading: str
    text: str = ""
    lines: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of one page or more. ``to``: the lines of the addressee. ``annex``: 別記, on a page of its own."""

    written_on: date
    dated: str
    to: tuple[str, ...]
    sender: str
    title: str
    opening: str
    points: tuple[Point, ...]
    annex: Table | None = None


def request_letter(inquiry: Inquiry, about: Sequence[Procedure], municipality: str = "") -> Letter:
    """依頼文. ``about``: the procedures that the inquiry is about, in 建制順."""
    terms = inquiry.terms
    to = "各所管課長　様" if terms.whom is Whom.ALL else "別記の所管課長　様"
    topics = tuple(map(_plain, topics_in_words(terms)))
    points = [
        _point("基準日", labels.day(terms.reference_on)),
        _point("回答期限", labels.day_of_week(terms.due_on)),
        _point("照会する事項", topics[0]) if len(topics) == 1 else _point("照会する事項", lines=_numbered(topics)),
        _point("対象の手続", _ABOUT[terms.whom]),
        _how_to_answer(),
        *([Point("連絡事項", lines=tuple(terms.note.splitlines()))] if terms.note else []),
        _point("問合せ先", OFFICE),
    ]
    return Letter(
        local_day(inquiry.asked_at),
        _plain(labels.day(local_day(inquiry.asked_at))),
        (to,),
        _sender(municipality),
        f"{_SUBJECT}（照会）",
        "行政手続のオンライン化の進捗を把握し、月次報告に反映するため、所管する手続について下記のとおり照会します。"
        "お忙しいところ恐れ入りますが、期限までに御回答くださいますようお願いします。",
        tuple(points),
        _by_division(about),
    )


def reminder_letters(
    inquiry: Inquiry,
    waiting: Mapping[Unit, Sequence[Procedure]],
    contacts: Mapping[Unit, Contact],
    today: date,
    municipality: str = "",
) -> dict[Unit, Letter]:
    """督促文 for each division with the procedures that still need its answer, in their order."""
    return {
        unit: Letter(
            today,
            _plain(labels.day(today)),
            addressed(unit, contacts.get(unit, Contact())),
            _sender(municipality),
            f"{_SUBJECT}（回答の再依頼）",
            _plain(_reminding(inquiry, today)),
            (
                _point("回答期限", labels.day_of_week(inquiry.terms.due_on)),
                _point("御回答をお願いする手続", f"{labels.number(len(items))}手続", table=_unanswered(items)),
                _how_to_answer(),
                _point("問合せ先", OFFICE),
            ),
        )
        for unit, items in waiting.items()
    }


def _reminding(inquiry: Inquiry, today: date) -> str:
    terms = inquiry.terms
    asked = f"{subject_of(inquiry)}（{labels.day(terms.reference_on)}現在）"
    due = labels.day_of_week(terms.due_on)
    if inquiry.is_overdue(today):
        said = (
            f"{asked}については、{due}までに御回答をお願いしたところですが、下記の手続の回答を確認できていません。"
            "お忙しいところ恐れ入りますが、御確認の上、御回答くださいますようお願いします。"
        )
    else:
        said = (
            f"{asked}の回答期限は、{due}です。下記の手続の回答をまだ確認できていませんので、"
            "お忙しいところ恐れ入りますが、期限までに御回答くださいますようお願いします。"
        )
    return f"{said}なお、行き違いで既に御回答いただいている場合は、御容赦ください。"


def _unanswered(items: Iterable[Procedure]) -> Table:
    columns = (Column("手続ID", share=2), Column("手続名", share=7), Column("御回答をお願いする事項", share=5))
    return Table(columns, tuple((item.code, item.name, _open_matters(item)) for item in items))


def _open_matters(item: Procedure) -> str:
    matters = [name_of(topic) for topic in open_topics(item)]
    returned = last_return(item)
    if returned is not None:
        matters.append(
            f"差し戻した登録の再回答（{returned.comment}）" if returned.comment else "差し戻した登録の再回答"
        )
    return "、".join(matters)


def _by_division(about: Iterable[Procedure]) -> Table:
    counted: dict[Unit, int] = {}
    for item in about:
        counted[item.unit] = counted.get(item.unit, 0) + 1
    columns = (Column("部", share=4), Column("所管課", share=6), Column("手続数", Kind.COUNT))
    rows = [(labels.department_name(unit[0]), unit[1], labels.number(count)) for unit, count in counted.items()]
    total = ("計", f"{labels.number(len(counted))}課", labels.number(sum(counted.values())))
    return Table(columns, (*rows, total), has_total=True)


def _how_to_answer() -> Point:
    return _point("回答の方法", lines=_numbered(_HOW))


def _numbered(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"({number})　{line}" for number, line in enumerate(lines, 1))


def _point(heading: str, text: str = "", lines: tuple[str, ...] = (), table: Table | None = None) -> Point:
    """With its own digits as letters have them; those of names and of what people typed stay."""
    return Point(heading, _plain(text), lines, table)


def _plain(text: str) -> str:
    return in_width(text, Digits.SINGLE_FULL)


def _sender(municipality: str) -> str:
    return f"{municipality}　{OFFICE}" if municipality else OFFICE
