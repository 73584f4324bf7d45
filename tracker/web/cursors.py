"""Places in an ordered list, as they stand in addresses."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from werkzeug.exceptions import BadRequest

from tracker.domain.selection import Order
from tracker.storage.listing import PLACE_TYPES

_LARGEST = 2**62
"""More than any number that is sorted by, and within what every database can hold."""


def write_cursor(place: Sequence[Any] | None) -> str | None:
    """A place as text for an address."""
    return None if place is None else urlsafe_b64encode(json.dumps(list(place)).encode()).decode().rstrip("=")


def read_cursor(text: str | None, order: Order) -> list[Any] | None:
    """A place in an order, from an address. Raises ``BadRequest`` for anything that ``write_cursor`` did not write."""
    if not text:
        return None
    try:
        place = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):  # not base64, not JSON, or brackets in brackets without end
        raise BadRequest from None
    if not isinstance(place, list) or [type(item) for item in place] != list(PLACE_TYPES[order]):
        raise BadRequest
    if not all(_can_be_compared(item) for item in place):
        raise BadRequest
    return place


def _can_be_compared(item: int | str) -> bool:
    """Whether a database takes the value: every number and text that stands in one does."""
    if isinstance(item, int):
        return abs(item) <= _LARGEST
    return "\0" not in item and not any("\ud800" <= character <= "\udfff" for character in item)
