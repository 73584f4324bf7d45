"""What people typed, as Word and Excel can hold it."""

import re

_REFUSED_BY_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text without characters that XML refuses, its lines ended by \\n alone."""
    if text.isprintable():
        return text
    return _REFUSED_BY_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
