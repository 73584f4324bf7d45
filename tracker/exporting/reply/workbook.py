"""回答用Excel of one division: the sheets 記入のしかた, 回答 and 点検, and two hidden ones.

The codes and keys cannot be changed by mistake, but nothing is locked away: there is no password.
"""

import io
from datetime import date

from tracker.domain.inquiry import Inquiry
from tracker.domain.reply.form import ReplyForm
from tracker.domain.said_inquiry import subject_of
from tracker.exporting.reply.answers import add_answers
from tracker.exporting.reply.check_sheet import add_check
from tracker.exporting.reply.grid import Grid
from tracker.exporting.reply.guide import add_guide
from tracker.exporting.reply.hidden import add_before, add_codes, computed_columns
from tracker.exporting.report.characters import allowed
from tracker.exporting.workbook import new_workbook


def write_reply_workbook(form: ReplyForm, inquiry: Inquiry, issued_id: int, issued_on: date) -> bytes:
    """The workbook; the same form gives the same bytes. ``issued_id``: by which what comes back is recognised.

    The form has at least one row. Raises ``ValueError`` otherwise.
    """
    if not form.rows:
        raise ValueError("a division without procedures is asked nothing")
    grid = Grid(form, inquiry)
    computed = computed_columns(grid)
    file = io.BytesIO()
    title = f"{subject_of(inquiry)}　回答用Excel（{form.unit[1]}）"
    workbook = new_workbook(file, allowed(title), issued_on)
    add_guide(workbook, grid)
    add_answers(workbook, grid, computed)
    add_check(workbook, grid, computed)
    add_codes(workbook, grid, issued_id)
    add_before(workbook, grid, computed)
    workbook.close()
    return file.getvalue()
