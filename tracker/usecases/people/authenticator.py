"""Codes of an authenticator app (TOTP, RFC 6238): six digits that change every thirty seconds, without a network."""

import re
from datetime import datetime

import pyotp

from tracker.storage.accounts import Stored

_SECONDS = 30
_STEPS_ASIDE = 1
"""A clock may be half a minute off."""
_SECRET = re.compile("[A-Z2-7]{32}")


def new_secret() -> str:
    """A secret for the app and the server to share."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether a text is a secret as ``new_secret`` makes them."""
    return bool(_SECRET.fullmatch(text))


def address_of(secret: str, login: str, issuer: str) -> str:
    """What a QR code for the app says (otpauth://…)."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step that a code belongs to; None when it does not fit now."""
    digits = code.strip().replace(" ", "")
    totp = pyotp.TOTP(secret)
    current = int(at.timestamp()) // _SECONDS
    for step in range(current - _STEPS_ASIDE, current + _STEPS_ASIDE + 1):
        if digits and pyotp.utils.strings_equal(digits, totp.at(step * _SECONDS)):
            return step
    return None


def accepted_step(stored: Stored, code: str, at: datetime) -> int | None:
    """The time step of a code that an account may use; None without, with a wrong one, and when it was used before."""
    if stored.totp_secret is None:
        return None
    step = step_of(stored.totp_secret, code, at)
    if step is None or (stored.totp_last_step is not None and step <= stored.totp_last_step):
        return None
    return step
