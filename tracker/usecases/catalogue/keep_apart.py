"""別の手続とする: two procedures with like names are two, and are no longer proposed as one."""

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import Act, Action
from tracker.domain.errors import NotThere, Refused
from tracker.domain.said import subject_of
from tracker.storage import audit, likeness, procedures
from tracker.storage.transactions import writing
from tracker.usecases.changing import about_procedure

_HEADING, _APART = "同じ手続の候補", "別の手続とする"


def keep_apart(engine: Engine, actor: Actor, codes: tuple[str, str]) -> None:
    """Say that these are two procedures. Saying it again changes nothing. Raises ``NotThere`` and ``Refused``."""
    with writing(engine) as connection:
        act = _act(connection, actor, codes, "", _APART)
        if likeness.keep_apart(connection, codes, actor.at, actor.who):
            audit.append(connection, act)


def propose_again(engine: Engine, actor: Actor, codes: tuple[str, str]) -> None:
    """Take it back. Raises ``NotThere`` and ``Refused``."""
    with writing(engine) as connection:
        act = _act(connection, actor, codes, _APART, "")
        if likeness.propose_again(connection, codes):
            audit.append(connection, act)


def _act(connection: Connection, actor: Actor, codes: tuple[str, str], before: str, after: str) -> Act:
    """What the log says, about two procedures that are there."""
    if actor.role is not Role.DX:
        raise NotThere
    found = procedures.find_all(connection, codes)
    if not all(procedures.find(connection, code) for code in codes):
        raise NotThere
    if len(found) == 1:
        raise Refused("別の手続を選んでください。", "Choose two different procedures.")
    both = sorted(found.values(), key=lambda each: (each.position, each.code))
    return Act(
        actor.at,
        actor.who,
        actor.origin,
        Action.KEEP_APART,
        "、".join(map(subject_of, both)),
        {_HEADING: before},
        {_HEADING: after},
        tuple(map(about_procedure, both)),
    )
