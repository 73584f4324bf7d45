"""What an officer's wording replaced: whether that reads otherwise by now, and figures that it never held."""

import re
import unicodedata

from tracker.domain.report.draft import Wording

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


def is_outdated(wording: Wording, generated: str) -> bool:
    """Whether the sentence that a wording replaced is another one now. The width of its digits does not matter."""
    return bool(wording.generated) and _plain(wording.generated) != _plain(generated)


def foreign_numbers(text: str, generated: str) -> tuple[str, ...]:
    """The numbers of a typed sentence that the generated one does not hold, each once, in half width.

    They are compared as numbers: 1,000 is 1000, and 54.20 is 54.2.
    """
    known = {_value(number) for number in _NUMBER.findall(_plain(generated))}
    return tuple(dict.fromkeys(number for number in _NUMBER.findall(_plain(text)) if _value(number) not in known))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _value(number: str) -> str:
    whole, _, places = number.replace(",", "").partition(".")
    return f"{whole.lstrip('0') or '0'}.{places.rstrip('0')}"
