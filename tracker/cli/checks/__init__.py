"""What ``tracker doctor`` looks at. Every check answers with findings and never raises."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One line: what was looked at, whether it is sound, what was found and what to do, in both languages."""

    key: str
    ja: str
    en: str
    sound: bool
    found_ja: str
    found_en: str
