"""Comparing text as people do: without regard to width, case and spaces."""

import re
import unicodedata


def search_key(text: str) -> str:
    """What a search looks in, and what is looked for: NFKC, folded case, no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())
