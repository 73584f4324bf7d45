"""照会を作成する: ask divisions about their procedures, from one moment on and all at once."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.inquiry import Inquiry, Terms, check, subjects
from tracker.domain.labels import number
from tracker.domain.procedure import Unit
from tracker.domain.said_inquiry import said_by_terms, subject_of
from tracker.domain.vocabulary import name_of
from tracker.storage import audit, inquiries, procedures
from tracker.storage.transactions import writing
from tracker.usecases.changing import check_unchanged

INQUIRIES = About(Kind.INQUIRY, "inquiries")
"""All inquiries have one version: two people do not ask the same twice."""


class Asking(NamedTuple):
    """An inquiry that was made: how many procedures of how many divisions it is about."""

    inquiry: Inquiry
    procedures: int
    divisions: int


def ask_divisions(engine: Engine, actor: Actor, terms: Terms, seen: int, units: Collection[Unit] = ()) -> Asking:
    """Make an inquiry. ``units``: the divisions, where these are chosen; ``seen``: the version of all inquiries.

    Raises ``Refused``, ``Conflict``, or ``NotThere``; then nothing is stored.
    """
    if actor.role is not Role.DX:
        raise NotThere
    today = local_day(actor.at)
    with writing(engine) as connection:
        check_unchanged(connection, INQUIRIES, seen)
        about = subjects(procedures.all_as_stated(connection), terms.whom, units, today)
        check(terms, about, today)
        known = inquiries.listed(connection)
        inquiry = Inquiry(known[0].number + 1 if known else 1, terms, actor.at, actor.who)
        inquiries.add(connection, inquiry, [item.code for item in about])
        asking = Asking(inquiry, len(about), len({item.unit for item in about}))
        subject = subject_of(inquiry)
        act = Act(actor.at, actor.who, actor.origin, Action.ASK_DIVISIONS, subject, {}, _said(asking), (INQUIRIES,))
        audit.append(connection, act)
    return asking


def _said(asking: Asking) -> Details:
    terms = asking.inquiry.terms
    whom = f"{name_of(terms.whom)}（{number(asking.divisions)}課、{number(asking.procedures)}手続）"
    return said_by_terms(terms) | {"照会先": whom}
