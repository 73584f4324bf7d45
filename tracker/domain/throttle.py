"""How often one may guess: enough for somebody who mistypes, far too little for somebody who tries words out."""

from datetime import timedelta

WINDOW = timedelta(minutes=5)
PER_LOGIN_AND_ADDRESS = 10
PER_ADDRESS = 50
EVERYBODY = 1_000


def is_too_often(login_and_address: int, address: int, everybody: int) -> bool:
    """Whether the next try has to wait. Source: reliability bar, S6.

    Nobody can lock somebody else out: failures from another address count only toward the sum of everybody.
    """
    return login_and_address >= PER_LOGIN_AND_ADDRESS or address >= PER_ADDRESS or everybody >= EVERYBODY
