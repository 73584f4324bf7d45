"""What a reorganisation changed, in words under headings: for the log."""

from tracker.domain import labels
from tracker.domain.catalogue import HEADINGS
from tracker.domain.organisation import Department, Division, Organisation
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.said import Said

ORDER = "建制順"
_OPERATIONS = {
    "new": "新設",
    "correct": "名称の訂正",
    "rename": "改称",
    "abolish": "廃止・引継ぎ",
    "move": "部の変更",
    "shift": "並べ替え",
}


def said_as_subject(name: str, operation: str) -> str:
    """What is done with a unit, as the log calls it: 税務課（改称）."""
    return f"{name}（{_OPERATIONS[operation]}）"


def said_by_organisation(before: Organisation, after: Organisation) -> tuple[Said, Said]:
    """What is otherwise afterwards, old and new, by the units concerned; what began has no old side.

    Where no unit has changed, it is their order.
    """
    old, new = _said(before), _said(after)
    names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    was = {name: old[name] for name in names if name in old}
    now = {name: new[name] for name in names if name in new}
    if not names:
        return {ORDER: "、".join(_order(before))}, {ORDER: "、".join(_order(after))}
    return was, now


def said_by_move(before: Procedure, after: Procedure) -> tuple[Said, Said]:
    """Where a procedure belonged and where it belongs, as far as that differs."""
    old, new = _places(before), _places(after)
    differing = [heading for heading in old if old[heading] != new[heading]]
    return {heading: old[heading] for heading in differing}, {heading: new[heading] for heading in differing}


def unit_text(unit: Unit | None) -> str:
    """A division with its department before it; "" where there is none."""
    return " ".join(unit).strip() if unit else ""


def _places(procedure: Procedure) -> Said:
    return {
        HEADINGS["department"]: procedure.department,
        HEADINGS["division"]: procedure.division,
        "共管": unit_text(procedure.shared_with),
    }


def _said(organisation: Organisation) -> Said:
    codes = {unit.code: unit.name for department in organisation for unit in department.divisions}
    departments = {department.code: department.name for department in organisation}
    said = {}
    for department in organisation:
        said[f"部 {department.code}"] = _unit(department, "", departments)
        for division in department.divisions:
            said[f"所管課 {division.code}"] = _unit(division, department.name, codes)
    return said


def _unit(unit: Department | Division, owner: str, names: dict[str, str]) -> str:
    parts = [f"{owner} {unit.name}".strip()]
    if unit.valid_from is not None:
        parts.append(f"{labels.day(unit.valid_from)}から")
    if unit.valid_to is not None:
        parts.append(f"{labels.day(unit.valid_to)}廃止")
    if unit.successor:
        parts.append(f"引継先：{names[unit.successor]}")
    return "、".join(parts)


def _order(organisation: Organisation) -> list[str]:
    return [name for item in organisation for name in (item.name, *(unit.name for unit in item.divisions))]
