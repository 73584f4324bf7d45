"""Digits in running text, in half or full width as the ward writes them (数字の表記)."""

import re
from enum import Enum


class Digits(Enum):
    """How digits stand in running text (数字の表記); tables are always in half width."""

    HALF = "half"
    SINGLE_FULL = "single_full"
    FULL = "full"


_FULL = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_SINGLE = re.compile(r"(?<![0-9])(?<![0-9][.,])(?<!STEP )[0-9](?![0-9]|[.,][0-9])")
_NUMBER = re.compile(r"(?<!STEP )(?<![0-9])[0-9]+(?:[.,][0-9]+)*")


def in_width(text: str, digits: Digits) -> str:
    """The text with its digits as wanted: 9月 and 10月, ９月 and 10月, or ９月 and １０月. STEP 1 stays."""
    if digits is Digits.HALF:
        return text
    widened = _SINGLE if digits is Digits.SINGLE_FULL else _NUMBER
    return widened.sub(lambda found: found[0].translate(_FULL), text)
