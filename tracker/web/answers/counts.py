"""件数を登録する: the counts of many procedures in one form, or of one."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import Refused
from tracker.domain.procedure import Unit, code_key
from tracker.domain.said import Said
from tracker.domain.said_counts import said_by_counts
from tracker.usecases.answers.list_counts import CountLine, counts_asked, counts_named, counts_of
from tracker.usecases.answers.report_counts import WrongCounts, report_counts
from tracker.usecases.catalogue.list_procedures import known_organisation
from tracker.usecases.changing import Conflict, Seen
from tracker.web.access import Access, requires
from tracker.web.answers.count_form import LineForm, errors_in, read_lines, refuse, token_of
from tracker.web.answers.own import DivisionForm, arguments_of, way_back
from tracker.web.answers.seen import MOST, read_seen, seen_after
from tracker.web.clock import today
from tracker.web.conflicts import Conflicting, conflicting
from tracker.web.database import engine
from tracker.web.fields.basic import Errors, errors_of
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.messages import say_next

blueprint = Blueprint("counts", __name__)


@blueprint.get("/own/counts")
@requires(Access.EDITING)
def show() -> ResponseReturnValue:
    """The counts asked of the editor's divisions, or of the one that dx enters for; of the procedures named in the
    address, whether anybody asks or not.
    """
    form = DivisionForm(
        request.args or None, actor=actor(), must_reply=False, organisation=known_organisation(engine())
    )
    codes = request.args.getlist("code")[:MOST]
    units: list[Unit] = [form.chosen] if form.chosen else [] if form.is_on_behalf else sorted(actor().units)
    if form.is_on_behalf and not units and not codes:
        say_next(_("所管課を選んでください。"))
        return redirect(url_for("own.index", **form.reply), 303)
    valid = form.validate()
    form.must_reply = True  # from here on it is a reply that is entered
    by = actor()
    lines = counts_of(engine(), by, codes, today()) if codes else counts_asked(engine(), by, units, today())
    seen = tuple(dict.fromkeys(line.seen for line in lines))
    return _page(form, _forms(lines), seen, errors_of(form)), 200 if valid else 400


@blueprint.post("/own/counts")
@requires(Access.EDITING)
def report() -> ResponseReturnValue:
    """Store every line in which something was entered: all of them, or nothing."""
    form = DivisionForm(request.form, actor=actor(), organisation=known_organisation(engine()))
    seen = read_seen(request.form.getlist("seen"))
    named = read_lines(request.form.getlist("line"))
    if not named or not {code_key(code) for code, _period in named} <= {code_key(each.code) for each in seen}:
        abort(400)
    forms = _forms(counts_named(engine(), actor(), named), sent=True)
    if not is_submitted():
        return _page(form, forms, seen)
    errors = _errors(form, forms)
    if errors:
        return _page(form, forms, seen, errors), 400
    counts: dict[str, list[Any]] = {}
    for each in forms:
        if not each.is_empty:
            counts.setdefault(each.line.procedure.code, []).append(each.count)
    try:
        stored = report_counts(engine(), seen, counts, actor(), form.on_behalf)
    except Conflict as conflict:
        seen = seen_after(seen, conflict)
        return _page(form, forms, seen, conflict=conflicting(conflict, _said(forms, conflict))), 409
    except WrongCounts as wrong:
        refuse(forms, wrong)
        return _page(form, forms, seen, errors_in(forms)), 400
    except Refused as refused:
        return _page(form, forms, seen, errors_of(form, refused)), 400
    say_next(_("件数を登録しました。DX推進担当が確認すると、数値に反映されます。"), stored)
    back = url_for("own.index", **arguments_of(form)) if form.chosen else way_back(form, stored[0])
    return redirect(back, 303)


def _forms(lines: tuple[CountLine, ...], *, sent: bool = False) -> list[LineForm]:
    return [LineForm(request.form if sent else None, place, line) for place, line in enumerate(lines)]


def _errors(form: DivisionForm, forms: list[LineForm]) -> Errors:
    """What is wrong before anything is looked up."""
    form.validate()
    wrong = [each for each in forms if not each.validate()]
    errors = errors_of(form) + errors_in(wrong)
    if all(each.is_empty for each in forms):
        errors.append((forms[0].cases.id, _("件数を1件以上入力してください。")))
    return errors


def _said(forms: list[LineForm], conflict: Conflict) -> Said:
    """What was typed, to be put beside what somebody else did: of one procedure, as of several it would be mixed up."""
    keys = {about.key for about in conflict.versions}
    if len(keys) > 1:
        return {}
    return said_by_counts(each.count for each in forms if not each.is_empty and each.line.procedure.code in keys)


def _page(
    form: DivisionForm,
    forms: list[LineForm],
    seen: tuple[Seen, ...],
    errors: Sequence[tuple[str, str]] = (),
    conflict: Conflicting | None = None,
) -> str:
    return render_template(
        "own/counts.html",
        form=form,
        forms=forms,
        by_procedure=[list(group) for _code, group in groupby(forms, key=lambda each: each.line.procedure.code)],
        seen=seen,
        errors=errors,
        conflict=conflict,
        token_of=token_of,
        arguments=arguments_of(form),
    )
