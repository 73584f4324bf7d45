"""Text in a cell that a spreadsheet would take for a formula, made harmless and found again.

Excel files hold text as text; but what is saved from them as csv is not safe, so they are treated alike.
One apostrophe goes before such a text, and one before a text that already begins with apostrophes and then such a
character; a reader that takes one apostrophe away from either gets exactly what is stored. Plain numbers and a lone
dash, of which real catalogues are full, stay as they are.
"""

import re

TRIGGERS = "=+-@\t\r\n＝＋－＠"
"""Characters at which a spreadsheet begins to calculate, and those it skips on the way to them."""

_FIRST = frozenset(f"'{TRIGGERS}")
_BEGINS_A_FORMULA = re.compile(f"'*[{re.escape(TRIGGERS)}]")
_HARMLESS = re.compile(r"[-－]|[-+]?[0-9]+(?:\.[0-9]+)?")


def neutral(text: str) -> str:
    """The text as it may stand in a cell of a file that leaves the house."""
    if text[:1] in _FIRST and _BEGINS_A_FORMULA.match(text) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text
