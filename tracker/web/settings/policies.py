"""集計・優先の基準: rule and target as dated data, changed only after its effect was shown."""

from typing import Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.domain.errors import Refused
from tracker.domain.policy import Policy, policy_on
from tracker.domain.policy_rules import WrongPolicy
from tracker.domain.said_policy import differing, said_by_policy
from tracker.usecases.changing import Conflict
from tracker.usecases.settings.preview_policy import Preview, preview_policy
from tracker.usecases.settings.save_policy import POLICIES, known_policies, save_policy
from tracker.web.access import Access, requires
from tracker.web.clock import today
from tracker.web.database import engine
from tracker.web.identity import actor
from tracker.web.keeping import is_submitted
from tracker.web.languages import in_readers_language, language
from tracker.web.settings.policy_form import PolicyForm, filled_in, fingerprint

blueprint = Blueprint("policies", __name__, url_prefix="/settings/policies")
MOST_MOVES = 50
STORE = "store"
"""The value of ``step`` with which a form asks to be stored, not shown in its effect."""


class Line(NamedTuple):
    """A policy in the list: everything it says, or what it says otherwise than the one before."""

    policy: Policy
    said: dict[str, str]
    differs: list[Any]
    holds: bool


@blueprint.get("")
@requires(Access.DX)
def index() -> str:
    """All policies, the latest first."""
    known = known_policies(engine()).policies
    current = policy_on(known, today())
    before = (None, *known)
    lines = [
        Line(
            policy,
            said_by_policy(policy, language()),
            differing(earlier, policy, language()) if earlier else [],
            policy is current,
        )
        for earlier, policy in zip(before, known, strict=False)
    ]
    return render_template("policies/index.html", lines=lines[::-1], first=known[0], today=today())


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Access.DX)
def new() -> ResponseReturnValue:
    """A new policy, filled in like the latest one."""
    known = known_policies(engine())
    if request.method == "POST":
        return _answer(PolicyForm(request.form))
    form = filled_in(known.policies[-1])
    form.seen.data = str(known.version)
    return _page(form)


@blueprint.route("/<begins>", methods=["GET", "POST"])
@requires(Access.DX)
def edit(begins: str) -> ResponseReturnValue:
    """Correct a policy: what it said from its first day on."""
    known = known_policies(engine())
    policy = next((each for each in known.policies if each.valid_from.isoformat() == begins), None)
    if policy is None:
        abort(404)
    if request.method == "POST":
        return _answer(PolicyForm(request.form, begins=policy.valid_from))
    form = filled_in(policy, begins=policy.valid_from)
    form.seen.data = str(known.version)
    return _page(form)


def _answer(form: PolicyForm) -> ResponseReturnValue:
    """What was sent: stored once its effect was shown, shown in its effect, or handed back with what is wrong."""
    if not is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), 400
    policy, correcting = form.policy, form.begins is not None
    try:
        if request.form.get("step") == STORE and form.previewed.data == fingerprint(policy, form.version):
            save_policy(engine(), actor(), policy, form.version, correcting=correcting)
            flash(_("基準を登録しました。全ての画面の数値に反映されています。"))
            return redirect(url_for("policies.index"), 303)
        preview = preview_policy(engine(), actor(), policy, correcting=correcting)
    except WrongPolicy as refused:
        form.say_findings(refused.findings)
        return _page(form), 400
    except Conflict as conflict:
        form.seen.data = str(conflict.versions[POLICIES])
        return _page(form, conflict=conflict), 409
    except Refused as refused:
        return _page(form, refused=in_readers_language(refused)), 400
    asked_to_store = request.form.get("step") == STORE
    return _page(form, preview=preview, policy=policy, asked_to_store=asked_to_store)


def _page(form: PolicyForm, *, refused: str = "", **shown: Any) -> str:
    preview: Preview | None = shown.get("preview")
    found = preview.effect if preview else None
    # What was shown is said by the fingerprint; a form that shows no effect has none.
    form.previewed.data = fingerprint(shown["policy"], form.version) if found else ""
    return render_template(
        "policies/form.html",
        form=form,
        problems=[*([("", refused)] if refused else []), *form.problems()],
        begins=form.begins,
        moves=found.moves[:MOST_MOVES] if found else (),
        more_moves=max(0, len(found.moves) - MOST_MOVES) if found else 0,
        differs=differing(found.before.policy, shown["policy"], language()) if found else [],
        today=today(),
        **shown,
    )
