"""What was done is said once, on the page that follows."""

from collections.abc import Sequence

from flask import flash
from flask_babel import gettext as _

from tracker.domain.procedure import Procedure


def say_next(text: str, about: Sequence[Procedure] = ()) -> None:
    """Say it on the next page. ``about``: named before the text, as Japanese whatever the language of the page."""
    if not about:
        flash(text)
        return
    more = _("（ほか%(more)s手続）", more=len(about) - 1) if len(about) > 1 else ""
    flash(more + text, about[0].name)
