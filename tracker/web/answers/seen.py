"""Which procedures a form is about, and which version of each its reader saw, in hidden fields ``seen``: 12:K-001."""

import re
from collections.abc import Iterable, Sequence

from flask import Flask, abort, request

from tracker.usecases.changing import Conflict, Seen

_FORM = re.compile(r"([0-9]{1,9}):(.+)", re.DOTALL)
MOST = 2_000


def init(app: Flask) -> None:
    """Let templates write the fields."""
    app.jinja_env.filters["seen"] = write_seen


def write_seen(seen: Seen) -> str:
    """The value of a hidden field."""
    return f"{seen.version}:{seen.code}"


def read_seen(values: Iterable[str]) -> tuple[Seen, ...]:
    """What the fields say. A page of ours writes nothing else, so anything else is answered with 400."""
    found = [_FORM.fullmatch(value.replace("\0", "")) for value in values]
    if not all(found) or len(found) > MOST:
        abort(400)
    return tuple(Seen(match[2], int(match[1])) for match in found if match)


def codes_of(seen: Sequence[Seen]) -> list[str]:
    """The procedures that a request is about: those of its form, or of its address where a form is asked for."""
    return [each.code for each in seen] if request.method == "POST" else request.args.getlist("code")[:MOST]


def seen_after(seen: Iterable[Seen], conflict: Conflict) -> tuple[Seen, ...]:
    """What the reader of a conflict has seen: the versions that it shows."""
    versions = {about.key: version for about, version in conflict.versions.items()}
    return tuple(Seen(each.code, versions.get(each.code, each.version)) for each in seen)
