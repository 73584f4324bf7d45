"""組織・手続・基準の設定: where the DX team sets up what everything else rests on."""

from flask import render_template

from tracker.web.access import Access, requires
from tracker.web.settings import ending, organisation, procedures, succession
from tracker.web.settings.pages import blueprint

PARTS = (organisation, succession, procedures, ending)
"""Where the other pages of the part are: importing them puts them there."""


@blueprint.get("")
@requires(Access.DX)
def index() -> str:
    """The three sections."""
    return render_template("settings/index.html")
