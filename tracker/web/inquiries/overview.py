"""照会・回答状況: the newest inquiry, and the list. The first file of this part: it puts the others in their place."""

from flask import render_template

from tracker.usecases.inquiries.see_inquiry import see_inquiries
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.inquiries import asking, contacts, inquiry, letters, reminding
from tracker.web.inquiries.pages import blueprint

PARTS = (asking, contacts, inquiry, letters, reminding)
"""Where the other pages of the part are: importing them puts them there."""


@blueprint.get("")
@requires(Access.DX)
def index() -> str:
    """How far the divisions have come with the newest one, and the list of the earlier ones."""
    found = see_inquiries(engine(), today())
    return render_template("inquiries/index.html", found=found, seen=found.newest, today=today())
