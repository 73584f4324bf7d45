"""One division begins or ends in an organisation: the steps that reorganisations are made of."""

from dataclasses import replace
from datetime import date

from tracker.domain import siblings
from tracker.domain.errors import NotThere, Refused
from tracker.domain.organisation import Department, Division, Organisation, free_division_code


def owner_of(organisation: Organisation, code: str) -> Department:
    """The department of the division with a code. Raises ``NotThere``."""
    for department in organisation:
        if any(division.code == code for division in department.divisions):
            return department
    raise NotThere


def division_begun(
    organisation: Organisation, owner: Department, name: str, on: date, code: str, after: str | None
) -> tuple[Organisation, Division]:
    """The organisation with a new division, and that division; ``code`` "" makes one, ``after`` is as of siblings."""
    siblings.check_open(owner)
    if owner.valid_from is not None and on < owner.valid_from:
        raise Refused(
            f"その日には、まだ「{owner.name}」がありません。日付を確かめてください。",
            f"“{owner.name}” did not exist on that day. Check the day.",
            "on",
        )
    new = Division(code or free_division_code(organisation, owner), name)
    divisions, new = siblings.begun(owner.divisions, new, on, after)
    return siblings.renewed(organisation, replace(owner, divisions=divisions)), new


def division_ended(organisation: Organisation, code: str, on: date, successor: str) -> Organisation:
    """The organisation with a division ended. ``on``: the first day on which it is no more; "" is no successor."""
    owner = owner_of(organisation, code)
    if successor:
        heir = siblings.found(owner_of(organisation, successor).divisions, successor)
        check_successor(siblings.found(owner.divisions, code), heir, on)
    owner = replace(owner, divisions=siblings.ended(owner.divisions, code, on, successor))
    return siblings.renewed(organisation, owner)


def check_successor(old: Department | Division, successor: Department | Division, on: date) -> None:
    """Refuse a unit that cannot carry on what another did."""
    siblings.check_open(successor)
    if old.code == successor.code:
        raise Refused("引継先には、別の組織を選んでください。", "Choose another unit as its successor.", "successor")
    if successor.valid_from is not None and on < successor.valid_from:
        raise Refused(
            f"その日には、まだ「{successor.name}」がありません。日付を確かめてください。",
            f"“{successor.name}” did not exist on that day. Check the day.",
            "on",
        )
