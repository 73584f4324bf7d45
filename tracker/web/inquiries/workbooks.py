"""回答用Excelを作成する: as one archive for the DX team, or one workbook for whoever answers for its division."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from tracker.exporting.reply.files import archive
from tracker.usecases.inquiries.issue_workbooks import issue_all, issue_one
from tracker.web.access import Access, requires
from tracker.web.database import engine
from tracker.web.downloads import download
from tracker.web.identity import actor

blueprint = Blueprint("reply_workbooks", __name__, url_prefix="/inquiries")


@blueprint.post("/<int:number>/workbooks")
@requires(Access.DX)
def make_all(number: int) -> Response:
    """The workbooks of all divisions that are asked."""
    workbooks = issue_all(engine(), actor(), number)
    name = _("回答用Excel_第%(number)s回照会", number=number)
    return download(archive({workbook.name: workbook.content for workbook in workbooks}), name, "zip")


@blueprint.post("/<int:number>/workbook")
@requires(Access.EDITING)
def make_one(number: int) -> Response:
    """The workbook of the division chosen."""
    workbook = issue_one(engine(), actor(), number, request.form.get("division", ""))
    return download(workbook.content, workbook.name.removesuffix(".xlsx"), "xlsx")
