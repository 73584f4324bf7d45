"""The text in which a reply form is kept, to be compared with what comes back: the same form gives the same text."""

import json
from dataclasses import asdict

from tracker.domain.audit import canonical
from tracker.domain.reply.form import ReplyForm, ReplyRow

FORMAT = 1


def to_json(form: ReplyForm) -> str:
    """The text of a form."""
    return canonical({"format": FORMAT, "form": asdict(form)})


def from_json(text: str) -> ReplyForm:
    """The form of a text. Raises ``ValueError`` for a format that this version does not know."""
    found = json.loads(text)
    if found["format"] != FORMAT:
        raise ValueError(f"format {found['format']} of a reply form is not known")
    form = found["form"]
    department, division = form["unit"]
    return ReplyForm(**form | {"unit": (department, division), "rows": tuple(ReplyRow(**row) for row in form["rows"])})
