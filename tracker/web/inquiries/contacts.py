"""所属長と連絡先: a row for each division that has not ended."""

from collections.abc import Mapping
from itertools import count
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form, HiddenField

from tracker.domain.contact import LONGEST_MAIL, LONGEST_NAME, LONGEST_TITLE, UNKNOWN, Contact, check
from tracker.domain.errors import Refused
from tracker.domain.labels import number
from tracker.domain.organisation import Department, Division
from tracker.usecases.changing import Conflict
from tracker.usecases.inquiries.edit_contacts import CONTACTS, ContactsSeen, edit_contacts, see_contacts
from tracker.web.access import Access, requires
from tracker.web.conflicts import conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import TextField, errors_of
from tracker.web.identity import actor
from tracker.web.inquiries.pages import blueprint
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next
from tracker.web.settings.changing_forms import version_in


class ContactForm(Form):  # type: ignore[misc]  # wtforms has no types
    """One division, by its code."""

    code = HiddenField()
    title = TextField(LONGEST_TITLE)
    name = TextField(LONGEST_NAME)
    mail = TextField(LONGEST_MAIL)

    @property
    def contact(self) -> Contact:
        """What was typed, without the space around it."""
        return Contact(*((self[name].data or "").strip() for name in ("title", "name", "mail")))


class Row(NamedTuple):
    """A division with its fields."""

    department: Department
    division: Division
    form: ContactForm


@blueprint.route("/contacts", methods=["GET", "POST"])
@requires(Access.DX)
def contacts() -> ResponseReturnValue:
    """All divisions at once."""
    found = see_contacts(engine())
    rows = _rows(found, _places(found) if request.method == "POST" else {})
    seen = version_in(request.form.get("seen")) if request.method == "POST" else found.version
    if not is_submitted():
        return _page(rows, seen)
    errors = [problem for row in rows for problem in _problems(row.form)]
    if errors:
        return _page(rows, seen, errors=errors), 400
    try:
        changed = edit_contacts(engine(), actor(), {row.division.code: row.form.contact for row in rows}, seen)
    except Conflict as conflict:
        return _page(rows, conflict.versions[CONTACTS], conflict=conflicting(conflict, {})), 409
    say_next(_("%(divisions)s課の所属長と連絡先を登録しました。", divisions=number(changed)))
    return redirect(url_for("inquiries.index"), 303)


def _places(found: ContactsSeen) -> dict[str, int]:
    """In which row of what was sent each division stands: others may have begun or ended meanwhile."""
    most = 2 * sum(len(department.divisions) for department in found.organisation)
    return {request.form.get(f"d{place}-code", ""): place for place in range(most)}


def _rows(found: ContactsSeen, places: Mapping[str, int]) -> list[Row]:
    """What was sent for a division, else what is known of it."""
    rows: list[Row] = []
    free = count(max(places.values(), default=-1) + 1)
    for department in found.organisation:
        for division in department.divisions:
            if division.is_open:
                known = found.contacts.get((department.name, division.name), UNKNOWN)
                data = {"code": division.code, "title": known.title, "name": known.name, "mail": known.mail}
                place = places.get(division.code)
                sent = None if place is None else request.form
                form = ContactForm(sent, prefix=f"d{next(free) if place is None else place}-", data=data)
                rows.append(Row(department, division, form))
    return rows


def _problems(form: ContactForm) -> list[tuple[str, str]]:
    if form.validate():
        try:
            check(form.contact)
        except Refused as refused:
            field = form[refused.field]
            return errors_of(form, Refused(refused.ja, refused.en, field.name))
    return errors_of(form)


def _page(rows: list[Row], seen: int, **shown: Any) -> str:
    return render_template("inquiries/contacts.html", rows=rows, seen=seen, **shown)
