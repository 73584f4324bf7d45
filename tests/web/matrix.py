"""Who may do what: a row for every address and method, a column for every kind of actor.

The columns are those of ``actors.Who`` in order. A row that is missing, or one too many, fails the tests.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlencode

from pyotp import TOTP
from sqlalchemy import Engine

from tests.pages import Page
from tests.people import PASSWORD
from tests.returned import returned, typed
from tests.usecases.asking import ask
from tests.web.actors import PEOPLE, Client, Who, World
from tests.web.apps import NOON, opened
from tracker.domain.account import Actor, acting
from tracker.domain.audit import Action
from tracker.domain.cataloguing import abolished
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.count_report import Count, of_year
from tracker.domain.fiscal import local_day
from tracker.domain.procedure import AnnualVolume, Procedure
from tracker.domain.recording import Statement, confirm, record
from tracker.domain.report.document import Paper
from tracker.domain.report.draft import Draft
from tracker.domain.status import OnlineStatus, Scope
from tracker.domain.upload import Subject
from tracker.storage import accounts, one_time_keys, procedures, uploads
from tracker.storage.acknowledgements import Key
from tracker.storage.saving import Change
from tracker.storage.transactions import reading, writing
from tracker.usecases.answers.report_counts import store_counts
from tracker.usecases.catalogue.keep_apart import keep_apart
from tracker.usecases.catalogue.keep_mapping import keep_mapping
from tracker.usecases.inquiries.issue_workbooks import issue_one
from tracker.usecases.inquiries.take_in_workbooks import Returned, take_in_workbooks
from tracker.usecases.inspection.acknowledge import acknowledge
from tracker.usecases.people.one_time_keys import code_secret, link_secret
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.edit_paper import edit_paper
from tracker.usecases.reports.propose_month import propose_month
from tracker.usecases.reports.release_month import release_month
from tracker.usecases.storing import store_change
from tracker.usecases.uploads.read_upload import examine
from tracker.usecases.uploads.receive_file import receive_file

OWN_CODE, WAITING_CODE, UNANSWERED_CODE = "K-015", "K-011", "K-001"
"""Procedures of 税務課: one with a confirmed record that has a day, one with a record that awaits confirmation, and one
of which nobody has said anything."""
OWN_DIVISION = "B02-03"
"""The code of 税務課."""
ABOLISHED_CODE = "K-006"
CLOSED, PROPOSED, OPEN = "/reports/2026-08", "/reports/2026-09", "/reports/2026-10"
"""A month that is closed and released, with something to correct, after another one; one that goes round for approval;
and one whose papers are in preparation."""
RECEIVED = "/inquiries/received/1"
"""A returned workbook of 税務課 about which something has to be asked."""
UPLOADED = "/imports/1"
"""A file of one procedure that waits for somebody to confirm it."""
CATALOGUE = (
    "手続ID,手続名,所管課,年間受付件数,件数年度,オンライン化状況\nX-001,新しい届出,税務課,100,R4,未実施\n".encode()
)
MAPPING = "課の一覧"
"""A mapping of columns that is kept."""
ORGANISATION = ("organisation", "organisation")
LINK = "a-link-that-was-handed-over"
CODE = "ABCD-EFGH-JKLM-NPQR"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "そらまめ 4096 はしご"
NEW_PASSWORD = {"new_password": NEW, "again": NEW}
STATEMENT = {
    "status": "1",
    "effective_on": "R8.11.1",
    "scope": "2",
    "channels": "logo_form",
    "url": "https://example.jp/",
}
TRANSFER = '[[2,"other","戸籍 次郎","","","総務部","税務課","",""]]'
"""A row of a list of transfers, as the form carries it from the preview on."""
INQUIRY = {
    "reference_on": "R8.10.31",
    "due_on": "R8.12.4",
    "topics": "status",
    "whom": "all",
    "frequency": "quarterly",
    "fiscal_year": "2025",
}
REPLY = {"respondent": "税務課 山田", "route": "phone", "received_on": "R8.11.20"}
"""What the DX team adds when it enters somebody else's reply; of editors nobody asks it."""

FINDING = {"code": OWN_CODE, "check": "leap", "seen": "2021:2020:5000:100"}
ACKNOWLEDGED = {**FINDING, "seen": "2020:2019:100:5000"}
"""What data checks find in years that no figure rests on, open and acknowledged."""

Sent = dict[str, Any]
"""The fields of a form."""


class Request(NamedTuple):
    """An address and, for what writes, what is sent; both may depend on the database."""

    path: str
    fields: Callable[[World], Sent] | None = None


# anonymous public viewer own other without disabled expired dx
ANYONE = (200,) * 9
READING = (303, 200, 200, 200, 200, 200, 303, 303, 200)
SIGNED_IN = (303, 303, 200, 200, 200, 200, 303, 303, 200)
EDITING = (303, 303, 403, 200, 200, 200, 303, 303, 200)
OWN = (303, 303, 403, 200, 404, 404, 303, 303, 200)
ONE_OF_ONES_OWN = (303, 303, 403, 303, 303, 200, 303, 303, 200)
"""Where there is only one, it is shown at once."""
DX = (303, 303, 403, 403, 403, 403, 303, 303, 200)
POST_SIGNED_IN = (401, 401, 303, 303, 303, 303, 401, 401, 303)
POST_OWN = (401, 401, 403, 303, 404, 404, 401, 401, 303)
POST_DX = (401, 401, 403, 403, 403, 403, 401, 401, 303)
SHOWN_TO_OWN = (401, 401, 403, 200, 404, 404, 401, 401, 200)
SHOWN_TO_DX = (401, 401, 403, 403, 403, 403, 401, 401, 200)
"""A form whose answer is a page: a preview, or something that is shown once."""


def in_two_steps(path: str, typed: Sent) -> Request:
    """A form as it is sent once its effect has been shown, to be stored."""

    def after_preview(here: World) -> Sent:
        client = Client(here.app, Who.DX)
        form = Page(path, client.browser.get(path, buffered=True)).form(action=path).fields
        shown = client.browser.post(path, data={**form, "csrf_token": client.token(), **typed}, buffered=True)
        assert shown.status_code == 200, shown.text[:3000]
        return {**Page(path, shown).form(action=path).fields, "csrf_token": client.token(), "step": "store"}

    return Request(path, after_preview)


Row = tuple[Request, tuple[int, ...]]
MATRIX: dict[tuple[str, str], Row] = {
    ("static", "GET"): (Request("/static/css/base.css"), ANYONE),
    ("health.check", "GET"): (Request("/healthz"), ANYONE),
    ("signing_in.show", "GET"): (Request("/sign-in"), ANYONE),
    ("progress.show", "GET"): (Request("/"), READING),
    ("progress.file", "GET"): (Request("/departments.csv"), READING),
    ("procedures.index", "GET"): (Request("/procedures"), READING),
    ("exporting.show", "GET"): (Request("/export"), READING),
    ("exporting.file", "GET"): (Request("/procedures.csv"), READING),
    ("exporting.unheld", "GET"): (Request("/export/unheld.csv"), READING),
    ("procedures.sheet", "GET"): (Request("/procedures/K-001"), READING),
    ("priorities.show", "GET"): (Request("/priorities"), READING),
    ("priorities.file", "GET"): (Request("/priorities.csv"), READING),
    ("figures.show", "GET"): (Request("/figures/availability_rate_by_cases"), READING),
    ("figures.file", "GET"): (Request("/figures/availability_rate_by_cases.csv"), READING),
    ("method.show", "GET"): (Request("/method"), READING),
    ("charts.departments", "GET"): (Request("/charts/departments.svg"), READING),
    ("charts.trend", "GET"): (Request("/charts/trend.svg"), READING),
    ("account.show", "GET"): (Request("/account"), SIGNED_IN),
    ("account.password", "GET"): (Request("/account/password"), SIGNED_IN),
    ("account.authenticator", "GET"): (Request("/account/authenticator"), SIGNED_IN),
    ("account.remove", "GET"): (Request("/account/authenticator/remove"), SIGNED_IN),
    ("keys.code", "GET"): (Request("/welcome"), ANYONE),
    ("keys.link", "GET"): (Request(f"/welcome/{LINK}"), ANYONE),
    ("own.index", "GET"): (Request("/own"), EDITING),
    ("recording.show", "GET"): (Request(f"/own/record?code={OWN_CODE}"), OWN),
    ("planning.show", "GET"): (Request(f"/own/plan?code={OWN_CODE}"), OWN),
    ("correcting.correct", "GET"): (Request(f"/own/correct?code={OWN_CODE}&number=2"), OWN),
    ("correcting.withdraw", "GET"): (Request(f"/own/withdraw?code={OWN_CODE}&number=2"), OWN),
    ("counts.show", "GET"): (Request(f"/own/counts?code={OWN_CODE}"), OWN),
    ("handover.index", "GET"): (Request("/handover"), ONE_OF_ONES_OWN),
    ("handover.show", "GET"): (Request(f"/handover/{OWN_DIVISION}"), OWN),
    ("work.show", "GET"): (Request("/work"), DX),
    ("confirmation.index", "GET"): (Request("/confirmation"), DX),
    ("inquiries.index", "GET"): (Request("/inquiries"), DX),
    ("inquiries.new", "GET"): (Request("/inquiries/new"), DX),
    ("inquiries.show", "GET"): (Request("/inquiries/1"), DX),
    ("inquiries.request_file", "GET"): (Request("/inquiries/1/request.docx"), DX),
    ("inquiries.reminder_file", "GET"): (Request("/inquiries/1/reminder.txt"), DX),
    ("inquiries.contacts", "GET"): (Request("/inquiries/contacts"), DX),
    ("reports.index", "GET"): (Request("/reports"), SIGNED_IN),
    ("reports.month", "GET"): (Request(CLOSED), SIGNED_IN),
    ("reports.paper", "GET"): (Request(f"{CLOSED}/internal"), SIGNED_IN),
    ("reports.figure", "GET"): (Request(f"{CLOSED}/internal/figure-1.svg"), SIGNED_IN),
    ("reports.file", "GET"): (Request(f"{CLOSED}/internal.csv"), SIGNED_IN),
    ("reports.compare", "GET"): (Request("/reports/compare"), SIGNED_IN),
    ("reports.wording", "GET"): (Request(f"{OPEN}/committee/wording"), DX),
    ("reports.correct", "GET"): (Request(f"{CLOSED}/correct"), DX),
    ("published.index", "GET"): (Request("/published"), ANYONE),
    ("published.show", "GET"): (Request("/published/2026-08"), ANYONE),
    ("published.figure", "GET"): (Request("/published/2026-08/figure-1.svg"), ANYONE),
    ("published.data", "GET"): (Request("/published/2026-08.csv"), ANYONE),
    ("uploads.index", "GET"): (Request("/imports"), DX),
    ("uploads.show", "GET"): (Request(UPLOADED), DX),
    ("uploads.problems", "GET"): (Request(f"{UPLOADED}/problems.csv"), DX),
    ("uploads.changes", "GET"): (Request(f"{UPLOADED}/changes.csv"), DX),
    ("uploads.mappings", "GET"): (Request("/imports/mappings"), DX),
    ("taking_in.index", "GET"): (Request("/inquiries/received"), DX),
    ("taking_in.show", "GET"): (Request(RECEIVED), DX),
    ("accounts.index", "GET"): (Request("/accounts"), DX),
    ("accounts.create", "GET"): (Request("/accounts/new"), DX),
    ("accounts.edit", "GET"): (Request("/accounts/staff/other"), DX),
    ("accounts.take_in", "GET"): (Request("/accounts/import"), DX),
    ("accounts.template", "GET"): (Request("/accounts/template.csv"), DX),
    ("transfers.take_in", "GET"): (Request("/accounts/transfers"), DX),
    ("transfers.template", "GET"): (Request("/accounts/transfers/template.csv"), DX),
    ("transfers.registered", "GET"): (Request("/accounts/transfers/registered.csv"), DX),
    ("policies.index", "GET"): (Request("/settings/policies"), DX),
    ("policies.new", "GET"): (Request("/settings/policies/new"), DX),
    ("policies.edit", "GET"): (Request("/settings/policies/2024-01-01"), DX),
    ("settings.index", "GET"): (Request("/settings"), DX),
    ("settings.organisation", "GET"): (Request("/settings/organisation"), DX),
    ("settings.succession", "GET"): (Request("/settings/organisation/table"), DX),
    ("settings.succession_sheet", "GET"): (Request("/settings/organisation/table/template.xlsx"), DX),
    ("settings.unit", "GET"): (Request("/settings/organisation/unit/division/B02-03"), DX),
    ("settings.new_unit", "GET"): (Request("/settings/organisation/new/department"), DX),
    ("settings.change_unit", "GET"): (Request("/settings/organisation/rename/division/B02-03"), DX),
    ("likeness.index", "GET"): (Request("/inspection/likely-same"), DX),
    ("likeness.unite", "GET"): (Request("/inspection/likely-same/unite?code=K-002&other=K-003"), DX),
    ("likeness.unite", "POST"): (
        in_two_steps("/inspection/likely-same/unite?code=K-002&other=K-003", {"stays": "K-003"}),
        POST_DX,
    ),
    ("likeness.keep_apart", "POST"): (
        Request("/inspection/likely-same/apart", lambda _here: {"code": "K-002", "other": "K-003"}),
        POST_DX,
    ),
    ("likeness.propose_again", "POST"): (
        Request("/inspection/likely-same/again", lambda _here: {"code": "K-003", "other": "K-004"}),
        POST_DX,
    ),
    ("settings.procedures", "GET"): (Request("/settings/procedures"), DX),
    ("settings.new_procedure", "GET"): (Request("/settings/procedures/new"), DX),
    ("settings.edit", "GET"): (Request("/settings/procedures/edit/K-002"), DX),
    ("settings.merge", "GET"): (Request("/settings/procedures/merge/K-002"), DX),
    ("settings.abolish", "GET"): (Request("/settings/procedures/abolish/K-002"), DX),
    ("settings.restore", "GET"): (Request(f"/settings/procedures/restore/{ABOLISHED_CODE}"), DX),
    ("new_year.show", "GET"): (Request("/new-year"), DX),
    ("inspection.index", "GET"): (Request("/inspection"), EDITING),
    ("inspection.file", "GET"): (Request("/inspection.csv"), EDITING),
    ("inspection.finding", "GET"): (Request(f"/inspection/finding?{urlencode(FINDING)}"), OWN),
    ("log.index", "GET"): (Request("/log"), DX),
    ("log.file", "GET"): (Request("/log.csv"), DX),
    ("log.verification", "GET"): (Request("/log/verification"), DX),
    ("signing_in.show", "POST"): (
        Request("/sign-in", lambda _here: {"login": "viewer", "password": PASSWORD}),
        (303,) * 9,
    ),
    ("keys.link", "POST"): (Request(f"/welcome/{LINK}", lambda _here: NEW_PASSWORD), (303,) * 9),
    ("keys.code", "POST"): (
        Request("/welcome", lambda _here: {"login": "without", "code": CODE, **NEW_PASSWORD}),
        (303,) * 9,
    ),
    ("signing_in.end", "POST"): (Request("/sign-out", lambda _here: {}), POST_SIGNED_IN),
    ("account.password", "POST"): (
        Request("/account/password", lambda _here: {"old_password": PASSWORD, **NEW_PASSWORD}),
        POST_SIGNED_IN,
    ),
    ("account.authenticator", "POST"): (
        Request("/account/authenticator", lambda _here: {"secret": SECRET, "code": TOTP(SECRET).at(NOON)}),
        POST_SIGNED_IN,
    ),
    ("account.remove", "POST"): (
        Request("/account/authenticator/remove", lambda _here: {"old_password": PASSWORD}),
        POST_SIGNED_IN,
    ),
    ("account.end_sessions", "POST"): (Request("/account/sessions", lambda _here: {}), POST_SIGNED_IN),
    ("own.answer", "POST"): (
        Request("/own/unchanged", lambda here: {"seen": here.form_seen(UNANSWERED_CODE), **REPLY}),
        POST_OWN,
    ),
    ("recording.show", "POST"): (
        Request("/own/record", lambda here: {"seen": here.form_seen(OWN_CODE), **STATEMENT, **REPLY}),
        POST_OWN,
    ),
    ("planning.show", "POST"): (
        Request("/own/plan", lambda here: {"seen": here.form_seen(OWN_CODE), "planned_for": "R9.4", **REPLY}),
        POST_OWN,
    ),
    ("counts.report", "POST"): (
        Request(
            "/own/counts",
            lambda here: {
                "seen": here.form_seen(OWN_CODE),
                "line": f"2025:{OWN_CODE}",
                **{"0-cases": "1,200", "0-basis": "final", "0-note": "制度の見直し"},
                **REPLY,
            },
        ),
        POST_OWN,
    ),
    ("inspection.note", "POST"): (
        Request("/inspection/acknowledge", lambda _here: {**FINDING, "reason": "制度の見直し"}),
        POST_OWN,
    ),
    ("inspection.take_back", "POST"): (Request("/inspection/reopen", lambda _here: ACKNOWLEDGED), POST_OWN),
    ("correcting.correct", "POST"): (
        Request("/own/correct", lambda here: {**_record(here), "reason": "日付の誤り", **STATEMENT, **REPLY}),
        POST_OWN,
    ),
    ("correcting.withdraw", "POST"): (
        Request("/own/withdraw", lambda here: {**_record(here), "reason": "誤登録", **REPLY}),
        POST_OWN,
    ),
    ("confirmation.decide", "POST"): (
        Request(
            "/confirmation",
            lambda here: {"act": "confirm", "chosen": f"{here.seen('procedure', WAITING_CODE)}:2:{WAITING_CODE}"},
        ),
        POST_DX,
    ),
    ("reply_workbooks.make_all", "POST"): (Request("/inquiries/1/workbooks", lambda _here: {}), SHOWN_TO_DX),
    ("reply_workbooks.make_one", "POST"): (
        Request("/inquiries/1/workbook", lambda _here: {"division": OWN_DIVISION}),
        SHOWN_TO_OWN,
    ),
    ("count_confirmation.decide", "POST"): (
        Request(
            "/confirmation/counts",
            lambda here: {"act": "confirm", "chosen": f"{here.seen('procedure', WAITING_CODE)}:1:{WAITING_CODE}"},
        ),
        POST_DX,
    ),
    ("inquiries.new", "POST"): (
        Request("/inquiries/new", lambda here: {**INQUIRY, "seen": here.seen("inquiry", "inquiries")}),
        POST_DX,
    ),
    ("inquiries.remind", "POST"): (
        Request("/inquiries/1/remind", lambda here: {"division": OWN_DIVISION, "seen": here.seen("inquiry", "1")}),
        POST_DX,
    ),
    ("inquiries.mail", "POST"): (
        Request("/inquiries/1/mail", lambda here: {"seen": here.seen("inquiry", "1")}),
        (*POST_DX[:-1], 400),  # without a server no mail is sent
    ),
    ("inquiries.contacts", "POST"): (
        Request(
            "/inquiries/contacts",
            lambda here: {"d0-code": OWN_DIVISION, "d0-title": "課長", "seen": here.seen("inquiry", "contacts")},
        ),
        POST_DX,
    ),
    ("reports.wording", "POST"): (
        Request(
            f"{OPEN}/committee/wording",
            lambda here: {"office": "情報政策課", "seen": here.seen("paper", "2026-10 committee")},
        ),
        POST_DX,
    ),
    ("reports.make", "POST"): (Request(f"{OPEN}/make", lambda _here: {}), POST_DX),
    ("reports.propose", "POST"): (Request(f"{OPEN}/propose", lambda _here: {}), POST_DX),
    ("reports.take_back", "POST"): (Request(f"{PROPOSED}/take-back", lambda _here: {}), POST_DX),
    ("reports.close", "POST"): (Request(f"{OPEN}/close", lambda _here: {"reason": "照会中のため"}), POST_DX),
    ("reports.correct", "POST"): (Request(f"{CLOSED}/correct", lambda _here: {"reason": "日付の誤り"}), POST_DX),
    ("reports.release", "POST"): (Request(f"{CLOSED}/release", lambda _here: {"released_on": "R8.11.20"}), POST_DX),
    ("reports.withdraw", "POST"): (Request(f"{CLOSED}/withdraw", lambda _here: {}), POST_DX),
    ("policies.new", "POST"): (
        in_two_steps("/settings/policies/new", {"valid_from": "R9.4.1", "threshold": "9000"}),
        POST_DX,
    ),
    ("policies.edit", "POST"): (
        in_two_steps("/settings/policies/2024-01-01", {"threshold": "9000"}),
        POST_DX,
    ),
    ("settings.new_unit", "POST"): (
        Request(
            "/settings/organisation/new/department",
            lambda here: {"name": "危機管理部", "on": "R8.4.1", "seen": here.seen(*ORGANISATION)},
        ),
        POST_DX,
    ),
    ("settings.change_unit", "POST"): (
        Request(
            "/settings/organisation/rename/division/B02-03",
            lambda here: {"name": "納税課", "on": "R8.4.1", "seen": here.seen(*ORGANISATION)},
        ),
        POST_DX,
    ),
    ("settings.shift_unit", "POST"): (
        Request("/settings/organisation/up/department/B02", lambda here: {"seen": here.seen(*ORGANISATION)}),
        POST_DX,
    ),
    ("settings.succession", "POST"): (
        in_two_steps(
            "/settings/organisation/table", {"on": "R8.4.1", "rows": '[[2,"総務部","税務課","総務部","納税課",""]]'}
        ),
        POST_DX,
    ),
    ("settings.new_procedure", "POST"): (
        in_two_steps("/settings/procedures/new", {"name": "届出", "active_from": "R8.4.1", "unit": "B02-03"}),
        POST_DX,
    ),
    ("settings.edit", "POST"): (
        in_two_steps("/settings/procedures/edit/K-002", {"note": "別の備考"}),
        POST_DX,
    ),
    ("settings.merge", "POST"): (
        in_two_steps("/settings/procedures/merge/K-002", {"into": "K-003", "on": "R8.4.1", "reason": "統一"}),
        POST_DX,
    ),
    ("settings.abolish", "POST"): (
        in_two_steps("/settings/procedures/abolish/K-002", {"on": "R8.4.1", "reason": "廃止"}),
        POST_DX,
    ),
    ("settings.restore", "POST"): (
        in_two_steps(f"/settings/procedures/restore/{ABOLISHED_CODE}", {"reason": "誤り"}),
        POST_DX,
    ),
    ("uploads.receive", "POST"): (
        Request("/imports", lambda _here: {"subject": "catalogue", "file": (BytesIO(CATALOGUE), "台帳.csv")}),
        POST_DX,
    ),
    ("uploads.read_again", "POST"): (
        Request(f"{UPLOADED}/reading", lambda here: {"act": "again", "seen": here.seen("upload", "1")}),
        POST_DX,
    ),
    ("uploads.confirm", "POST"): (
        Request(f"{UPLOADED}/confirm", lambda here: {"digest": _shown_of_upload(here)}),
        POST_DX,
    ),
    ("uploads.discard", "POST"): (Request(f"{UPLOADED}/discard", lambda _here: {}), POST_DX),
    ("uploads.remove", "POST"): (Request("/imports/mappings", lambda _here: {"name": MAPPING}), POST_DX),
    ("taking_in.take_in", "POST"): (
        Request("/inquiries/take-in", lambda _here: {"files": (BytesIO(b"x"), "x.xlsx"), "received_on": "R8.11.20"}),
        POST_DX,
    ),
    ("taking_in.clear", "POST"): (Request(RECEIVED, lambda _here: {"act": "discard"}), POST_DX),
    ("accounts.create", "POST"): (
        Request("/accounts/new", lambda _here: {"login": "new", "name": "新任 七子", "role": "viewer"}),
        POST_DX,
    ),
    ("accounts.edit", "POST"): (
        Request(
            "/accounts/staff/other",
            lambda here: {"name": "別名 次郎", "role": "viewer", "seen": here.seen("account", "other")},
        ),
        POST_DX,
    ),
    ("accounts.switch", "POST"): (
        Request(
            "/accounts/staff/other/use",
            lambda here: {"use": "disable", "seen": here.seen("account", "other")},
        ),
        POST_DX,
    ),
    ("accounts.remove_authenticator", "POST"): (
        Request("/accounts/staff/disabled/authenticator", lambda _here: {}),
        POST_DX,
    ),
    ("accounts.issue_link", "POST"): (Request("/accounts/staff/other/link", lambda _here: {}), SHOWN_TO_DX),
    ("accounts.issue_code", "POST"): (Request("/accounts/staff/other/code", lambda _here: {}), SHOWN_TO_DX),
    ("accounts.issue_codes", "POST"): (Request("/accounts/codes", lambda _here: {"login": "other"}), SHOWN_TO_DX),
    ("accounts.take_in", "POST"): (Request("/accounts/import", lambda _here: {"file": _list()}), SHOWN_TO_DX),
    ("transfers.take_in", "POST"): (in_two_steps("/accounts/transfers", {"rows": TRANSFER}), POST_DX),
}

UNCHANGING = {("account.remove", "POST")}
"""Forms that may have nothing to change: most people here have no authenticator to remove."""


def _record(here: World) -> Sent:
    """The fields that choose the confirmed record."""
    return {"seen": here.form_seen(OWN_CODE), "code": OWN_CODE, "number": "2"}


def _upload(engine: Engine, team: Actor) -> None:
    """A file of procedures is sent and read, and a mapping is kept."""
    examine(engine, receive_file(engine, team, Subject.CATALOGUE, "台帳.csv", BytesIO(CATALOGUE)), lambda: NOON)
    keep_mapping(engine, team, MAPPING, ColumnMapping({"名称": "name", "担当": "division"}))


def _shown_of_upload(here: World) -> str:
    """The digest of the changes that the page of the file shows."""
    with reading(here.engine) as connection:
        upload = uploads.find(connection, 1)
        assert upload is not None
        return upload.digest


def _send_back(engine: Engine, team: Actor) -> None:
    """税務課 sends its workbook back, in which something has to be asked about."""
    made = issue_one(engine, team, 1, OWN_DIVISION)
    content = returned(made.content, typed(UNANSWERED_CODE, {"オンライン化状況": "済"}))
    take_in_workbooks(engine, team, [Returned(made.name, content)], local_day(NOON))


def _list() -> tuple[BytesIO, str]:
    """A list of staff with one person."""
    return BytesIO("職員ID,氏名,権限,部,所管課\nlisted,一覧 八郎,閲覧のみ,,\n".encode()), "staff.csv"


def prepare(url: str) -> None:
    """Put something of everything that a row asks for into the database."""
    with opened(url) as engine:
        stated = Statement(OnlineStatus.IMPLEMENTED, date(2026, 4, 1), Scope.APPLICATION, ("logo_form",))
        editor = acting(PEOPLE[Who.OWN], "a test", NOON)
        team = acting(PEOPLE[Who.DX], "a test", NOON)
        for code in (OWN_CODE, WAITING_CODE):
            _change(engine, Action.RECORD_STATUS, code, lambda found: record(found, stated, editor))
        _change(engine, Action.EDIT_PROCEDURE, OWN_CODE, _with_leaps)
        acknowledge(engine, team, Key(**ACKNOWLEDGED), "制度の改正")
        _change(engine, Action.ABOLISH_PROCEDURE, ABOLISHED_CODE, lambda found: abolished(found, date(2026, 4, 1)))
        _count(engine, editor)
        number = _number(engine, OWN_CODE)
        with writing(engine) as connection:
            lost = accounts.find(connection, "disabled")
            assert lost is not None
            accounts.set_secrets(connection, lost.id, totp_secret=SECRET)
            for login, secret in {"other": link_secret(LINK), "without": code_secret("without", CODE)}.items():
                stored = accounts.find(connection, login)
                assert stored is not None
                key = one_time_keys.Key(stored.id, "password", NOON + timedelta(days=1))
                one_time_keys.replace(connection, secret, key)
        _change(engine, Action.CONFIRM_STATUS, OWN_CODE, lambda found: confirm(found, number, team))
        _report(engine, team)
        ask(engine, NOON, local_day(NOON))
        _send_back(engine, team)
        keep_apart(engine, team, ("K-003", "K-004"))
        _upload(engine, team)


def _with_leaps(found: Procedure) -> Procedure:
    earlier = (AnnualVolume(2019, 100), AnnualVolume(2020, 5_000), AnnualVolume(2021, 100))
    return replace(found, volumes=(*earlier, *found.volumes))


def _count(engine: Engine, editor: Actor) -> None:
    """A count that awaits confirmation."""
    with writing(engine) as connection:
        found = procedures.find(connection, WAITING_CODE)
        assert found is not None
        store_counts(connection, found, [Count(of_year(2025), None, note="集計中")], editor, None)


def _report(engine: Engine, team: Actor) -> None:
    """Months in every state."""
    june, july, august, september = (date(2026, month, 1) for month in (6, 7, 8, 9))
    for month in (june, july, august):
        close_month(engine, team, month, "照会中のため")
    for month in (june, august):
        release_month(engine, team, month, local_day(NOON))
    edit_paper(engine, team, august, Paper.COMMITTEE, Draft(dated="令和8年9月10日"), 0)
    propose_month(engine, team, september)


def _change(engine: Engine, action: Action, code: str, change: Callable[[Procedure], Procedure]) -> None:
    with writing(engine) as connection:
        found = procedures.find(connection, code)
        assert found is not None
        store_change(connection, acting(PEOPLE[Who.DX], "a test", NOON), action, Change(found, change(found)), {}, {})


def _number(engine: Engine, code: str) -> int:
    """The number of the last record of a procedure."""
    with reading(engine) as connection:
        found = procedures.find(connection, code)
        assert found is not None
        return found.records[-1].number
