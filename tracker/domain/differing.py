"""In what names of one procedure differ."""

from enum import Enum


class Differing(Enum):
    """In what two names of likely one procedure differ; ``NOTHING``: only in the divisions or codes."""

    NOTHING = "nothing"
    WIDTH = "width"
    CHARACTERS = "characters"
    BRACKETS = "brackets"
    SYMBOLS = "symbols"
    OKURIGANA = "okurigana"
    KANA = "kana"
    NUMERALS = "numerals"
    PARTICLE = "particle"
    ENDING = "ending"
    NOTE = "note"
