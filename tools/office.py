"""An office over a year, for the pictures of the documents: everything was done as its people do it.

It is told in scenes; after each, the office is looked at on a day. The people are made up.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import Engine

from tests import people
from tests.doing import Now, Step, closes, confirms, everybody_answers, plans, states
from tests.importing.messy_workbook import messy_workbook
from tests.returned import Edit, every, replied_by, returned, typed
from tests.usecases.asking import version
from tests.web.actors import Who, session_of
from tracker.domain.account import Account, Actor, Role, acting
from tracker.domain.asked import Topic
from tracker.domain.contact import Contact
from tracker.domain.fiscal import local_day, parse_planned
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import Plan
from tracker.domain.recording import Statement
from tracker.domain.report.document import Paper
from tracker.domain.report.draft import Draft
from tracker.domain.status import OnlineStatus, Scope
from tracker.domain.upload import Subject
from tracker.importing.succession import read_succession
from tracker.importing.transfers import transfer_rows
from tracker.storage import accounts, procedures, sessions
from tracker.storage.transactions import reading, writing_aside
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.inquiries.ask_divisions import ask_divisions
from tracker.usecases.inquiries.edit_contacts import edit_contacts, see_contacts
from tracker.usecases.inquiries.issue_workbooks import Workbook, issue_all
from tracker.usecases.inquiries.remind_divisions import note_reminders
from tracker.usecases.inquiries.see_inquiry import see_inquiry
from tracker.usecases.inquiries.take_in_workbooks import Returned, take_in_workbooks
from tracker.usecases.people.import_transfers import import_transfers, preview_transfers
from tracker.usecases.reports.edit_paper import edit_paper
from tracker.usecases.reports.make_papers import make_papers
from tracker.usecases.settings.see_organisation import see_organisation
from tracker.usecases.settings.succession import take_in_succession
from tracker.usecases.uploads.read_upload import examine
from tracker.usecases.uploads.receive_file import receive_file

Scene = Callable[[Engine, Path], object]
REGISTER, CARE, HEALTH, SCHOOLS, PREVENTION = "戸籍住民課", "介護保険課", "健康づくり課", "学務課", "保健予防課"
BY_EXCEL = {REGISTER, CARE, HEALTH, SCHOOLS, PREVENTION}
SILENT = {"地域防災課", "青戸保健センター", "子ども家庭支援課", "指導室"}
"""Divisions that answer nothing; those that are not named answer on the screen."""
ADDRESS = "https://www.shinsei.elg-front.jp/tokyo2/"
ONLINE = Statement(OnlineStatus.IMPLEMENTED, date(2026, 11, 1), Scope.APPLICATION, ("tokyo_kyodo",), ADDRESS)
TYPED = {
    "回答": "変更あり",
    "オンライン化状況": "実施済",
    "オンライン開始日": "R8.10.1",
    "オンラインでできる範囲": "申請まで",
    "受付方法１": "LoGoフォーム",
}
OCTOBER = date(2026, 10, 1)
STAFF = {
    Who.DX: Account("10118", "推進 六子", Role.DX),
    Who.OWN: Account("10342", "税務 一郎", Role.EDITOR, (people.TAX,)),
    Who.OTHER: Account("10377", "戸籍 次郎", Role.EDITOR, (people.REGISTER,)),
    Who.WITHOUT: Account("10405", "異動 三郎", Role.EDITOR),
    Who.VIEWER: Account("10266", "閲覧 花子", Role.VIEWER),
}
SUCCESSION = """旧の部,旧の課,新の部,新の課,手続ID,備考
総務部,契約管財課,総務部,契約課,,
総務部,税務課,総務部,納税課,,
総務部,収納対策課,総務部,納税課,,
地域振興部,戸籍住民課,地域振興部,戸籍課,K-003、K-005、K-020,
地域振興部,戸籍住民課,地域振興部,住民課,,
環境部,清掃事務所,環境部,清掃事務所,,
"""
TRANSFERS = """職員ID,氏名,異動前の部,異動前の所管課,異動後の部,異動後の所管課,権限,区分
10342,税務 一郎,総務部,納税課,健康部,健康づくり課,,異動
10405,異動 三郎,,,総務部,人事課,,異動
10377,戸籍 次郎,,,,,,転出・退職
10518,新任 七子,,,総務部,納税課,,転入・新任
10266,閲覧 花子,,,,,,
"""
SPELT_OTHERWISE = """手続ID,手続名,部,所管課,年間受付件数,件数年度,オンライン化状況
H-012,健診実績報告書の提出,健康部,健康づくり課,85120,令和5年度,未実施
"""


def at(month: int, day: int, year: int = 2026) -> datetime:
    """Ten o'clock in Japan."""
    return datetime(year, month, day, 1, tzinfo=UTC)


NOVEMBER, TWENTIETH, APRIL_FIRST, APRIL = at(11, 9), at(11, 20), at(4, 1, 2027), at(4, 6, 2027)
LISTS = at(4, 7, 2027)


def until_november(engine: Engine, folder: Path) -> None:
    """Two inquiries were answered and two months closed; the third inquiry is a week old."""
    _ask(engine, at(4, 6), date(2026, 3, 31), date(2026, 4, 20))
    _ask(engine, at(7, 1), date(2026, 6, 30), date(2026, 7, 15))
    _do(engine, folder, date(2026, 7, 10), everybody_answers)
    _do(engine, folder, date(2026, 7, 21), plans("P-017", "R8.9"), plans("K-014", "R9.4"), plans("P-023", "R9年度"))
    _do(engine, folder, date(2026, 9, 9), closes("2026-08"))
    draft = Draft(committee="総務委員会", paper_number="3", dated="令和８年10月９日", office="政策経営部ＤＸ推進担当課")
    edit_paper(engine, _team(at(10, 8)), date(2026, 9, 1), Paper.COMMITTEE, draft, 0)
    _do(engine, folder, date(2026, 10, 9), closes("2026-09"))
    online = states("K-024", OnlineStatus.IMPLEMENTED, "2026-10-01", channels=("logo_form",), scope=Scope.APPLICATION)
    _do(engine, folder, date(2026, 10, 13), online, confirms("K-024"))
    _ask(engine, at(11, 2), date(2026, 10, 31), date(2026, 11, 16))


def until_the_twentieth(engine: Engine, _folder: Path) -> None:
    """Divisions answered on the screen and in workbooks; some were reminded; the papers of October are made."""
    old, new = (_workbooks(engine, number, at(11, 4)) for number in (2, 3))
    _answer_on_the_screen(engine)
    take_in_workbooks(engine, _team(at(11, 12)), _sent_back(old, new), date(2026, 11, 12))
    heads = {"B02-03": Contact("課長", "山田 太郎"), "B04-01": Contact("課長", "佐藤 花子"), "B08-03": Contact("所長")}
    edit_contacts(engine, _team(at(11, 4)), heads, see_contacts(engine).version)
    team = _team(at(11, 17))
    note_reminders(engine, team, 3, ["B04-01", "B08-03", "B10-01"], see_inquiry(engine, 3, local_day(team.at)).version)
    make_papers(engine, OCTOBER, TWENTIETH)


def until_april_first(_engine: Engine, _folder: Path) -> None:
    """Winter passes."""


def until_the_reorganisation(engine: Engine, folder: Path) -> None:
    """The table of old and new divisions is taken in."""
    rows, _problems = read_succession(_table(folder, SUCCESSION))
    take_in_succession(engine, _team(APRIL_FIRST), rows, APRIL_FIRST.date(), see_organisation(engine).version)


def until_april(engine: Engine, folder: Path) -> None:
    """So is the list of transfers, and divisions are asked to count the year that has ended."""
    rows, _problems = transfer_rows(_table(folder, TRANSFERS))
    import_transfers(engine, _team(APRIL_FIRST), rows, preview_transfers(engine, _team(APRIL_FIRST), rows).digest)
    terms = {"topics": (Topic.STATUS, Topic.YEARLY_COUNTS), "fiscal_year": 2026}
    _ask(engine, at(4, 5, 2027), date(2027, 3, 31), date(2027, 4, 19), **terms)


def until_lists_came(engine: Engine, folder: Path) -> None:
    """A division's own list came in, with a procedure under another spelling; the next list waits to be assigned."""
    import_catalogue(engine, _table(folder, SPELT_OTHERWISE), Options(), LISTS, "DX推進担当")
    file = BytesIO(messy_workbook())
    number = receive_file(engine, _team(LISTS), Subject.CATALOGUE, "電子申請一覧.xlsx", file)
    examine(engine, number, lambda: LISTS)


def sign_in(engine: Engine, moment: datetime) -> None:
    """Everybody is registered and has just signed in."""
    with reading(engine) as connection:
        is_new = accounts.find(connection, STAFF[Who.DX].login) is None
    for person in STAFF.values() if is_new else ():
        people.register(engine, person)
    with writing_aside(engine) as connection:
        for who, person in STAFF.items():
            stored = accounts.find(connection, person.login)
            assert stored is not None
            sessions.end(connection, session_of(who))
            sessions.begin(connection, session_of(who), stored.id, moment, "127.0.0.1")


def reply_workbook(engine: Engine) -> bytes:
    """A workbook of the last inquiry, half filled in."""
    made = _workbooks(engine, 4, APRIL)[CARE]
    answers = ({"回答": "変更なし"}, TYPED, {"予定時期": "R9.4"})
    edits = [typed(code, cells) for code, cells in zip(("K-007", "K-014", "K-026"), answers, strict=True)]
    return returned(made.content, replied_by(f"{CARE} 主任 鈴木"), *edits)


def _do(engine: Engine, folder: Path, day: date, *steps: Step) -> None:
    for step in steps:
        step(Now(engine, day, folder))


def _team(moment: datetime) -> Actor:
    return acting(STAFF[Who.DX], "pictures", moment)


def _ask(engine: Engine, moment: datetime, reference_on: date, due_on: date, **terms: object) -> None:
    ask_divisions(engine, _team(moment), Terms(reference_on, due_on, **terms), version(engine))  # type: ignore[arg-type]


def _table(folder: Path, text: str) -> Path:
    target = folder / "table.csv"
    target.write_text(text, encoding="utf-8")
    return target


def _workbooks(engine: Engine, number: int, moment: datetime) -> dict[str, Workbook]:
    """By the names of divisions."""
    return {made.name.split("_")[2]: made for made in issue_all(engine, _team(moment), number)}


def _answer_on_the_screen(engine: Engine) -> None:
    """税務課 records something, 子育て応援課 is not through yet, 介護保険課 plans what its workbook says otherwise."""
    with reading(engine) as connection:
        found = [item for item in procedures.everything(connection) if item.division not in BY_EXCEL | SILENT]
    for item in found:
        editor = acting(Account("10450", "所管 花子", Role.EDITOR, (item.unit,)), "pictures", at(11, 10))
        [kept] = look_at_kept(engine, editor, [item.code])
        if item.code == "K-015":
            record_status(engine, [kept.seen], ONLINE, acting(STAFF[Who.OWN], "pictures", at(11, 10)))
        elif item.code not in ("P-025", "P-026"):
            answer_unchanged(engine, [kept.seen], editor)
    editor = acting(Account("10463", "介護 三郎", Role.EDITOR, (("福祉部", CARE),)), "pictures", at(11, 11))
    [kept] = look_at_kept(engine, editor, ["K-026"])
    record_plan(engine, kept.seen, Plan(parse_planned("R9.10")), editor)


def _sent_back(old: dict[str, Workbook], new: dict[str, Workbook]) -> list[Returned]:
    """In the order in which they are chosen; the last is shown first."""
    unclear = typed("K-007", {**TYPED, "オンライン化状況": "済"})
    to_come = typed("K-014", {**TYPED, "オンライン開始日": "R9.1.1"})
    otherwise = typed("K-026", {"回答": "変更あり", "予定時期": "R9.4"})
    again = _file(new[SCHOOLS], name="【回答】学務課 - コピー.xlsx")
    return [
        _file(new[REGISTER], typed("K-020", {"回答": "変更あり", "予定時期": "R9.4"}), typed("K-023", TYPED)),
        _file(new[HEALTH], typed("K-006", TYPED)),
        Returned("【回答】学務課.xlsx", again.content),
        again,
        _file(old[PREVENTION]),
        _file(new[CARE], unclear, to_come, otherwise),
    ]


def _file(made: Workbook, *edits: Edit, name: str = "") -> Returned:
    """All is 変更なし, but for the edits."""
    division = made.name.split("_")[2]
    edits = (replied_by(f"{division} 係長 中村"), every({"回答": "変更なし"}), *edits)
    return Returned(name or made.name, returned(made.content, *edits))
