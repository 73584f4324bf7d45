"""The pages under /inquiries are one part of the application, however many files they are written in."""

from typing import cast

from flask import Blueprint, current_app

from tracker.domain.said_inquiry import topics_in_words
from tracker.mailing import MailServer
from tracker.web.languages import language

blueprint = Blueprint("inquiries", __name__, url_prefix="/inquiries")
blueprint.add_app_template_filter(lambda terms: topics_in_words(terms, language()), "topics")

NUMBER = "<int(max=99999):number>"
"""The number of an inquiry in an address."""


def mail_server() -> MailServer | None:
    """Where mail is handed in; None where the installation sends none."""
    return cast("MailServer | None", current_app.config["MAIL_SERVER"])
