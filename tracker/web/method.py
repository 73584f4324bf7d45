"""算出方法: definitions, the rule, the policy in force, sources and rounding."""

from flask import Blueprint, render_template

from tracker.domain.channels import CHANNELS
from tracker.usecases.show_progress import show_progress
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine

blueprint = Blueprint("method", __name__)


@blueprint.get("/method")
@requires(Access.READING)
def show() -> str:
    """How every figure is computed."""
    return render_template(
        "method/show.html", progress=show_progress(engine(), today()), channels=CHANNELS.values(), today=today()
    )
