"""算出方法: definitions, the rule, the policy in force, sources and rounding."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from tracker.domain.channels import CHANNELS
from tracker.domain.procedure import Theme
from tracker.domain.vocabulary import name_of
from tracker.usecases.figures.show_progress import show_progress
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.languages import language

blueprint = Blueprint("method", __name__)


@blueprint.get("/method")
@requires(Access.READING)
def show() -> str:
    """How every figure is computed."""
    progress = show_progress(engine(), today())
    themes = [name_of(theme, language()) for theme in Theme if theme in progress.policy.themes]
    return render_template(
        "method/show.html",
        progress=progress,
        theme_names=_("・").join(themes),
        channels=CHANNELS.values(),
        today=today(),
    )
