"""What became of a returned workbook."""

from enum import Enum


class Verdict(Enum):
    """判定 of a file. Only of an accepted one anything is stored besides this."""

    ACCEPTED = "accepted"
    QUESTIONS = "questions"
    REFUSED = "refused"
    REPEATED = "repeated"
    DISCARDED = "discarded"
