"""Comparing text as people do: without regard to width, case and spaces; and what is no part of one."""

import re
import unicodedata

from tracker.domain.procedure import INVISIBLE

EDGES = "".join(map(chr, INVISIBLE)) + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What is taken off both ends of a text: white space, and what nobody sees."""


def search_key(text: str) -> str:
    """What a search looks in, and what is looked for: NFKC, folded case, no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())
