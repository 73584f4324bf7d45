"""Passwords: hashed with Argon2, and refused when they are easy to guess. No rules of composition, no expiry."""

import unicodedata
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from tracker.domain.errors import Refused

SHORTEST, LONGEST = 12, 128
_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash("the password of a login that nobody has")
_ESTIMATED = 72
"""The estimate reads no more than this many characters."""
_OF_ONES_OWN = 6
"""So many characters at least are neither the staff ID nor the name."""
_GUESSES = 10**8
"""Fewer guesses than this is too easy: common passwords, keyboard rows, repeats, names."""


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _HASHER.hash(_normal(password))


def is_password(password: str, hashed: str | None) -> bool:
    """Whether a password is the one that was hashed. Without a hash it takes as long and is not."""
    try:
        return _HASHER.verify(hashed or _NOBODYS, _normal(password)[:LONGEST]) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def check_new_password(password: str, *related: str) -> None:
    """Raise ``Refused`` for a password that is too short, too long or easy to guess. ``related``: names, the login."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        raise Refused(
            f"パスワードは{SHORTEST}文字以上にしてください。覚えやすい言葉をいくつか並べる方法もあります。",
            f"Use at least {SHORTEST} characters. Several words in a row are easy to remember.",
        )
    if len(normal) > LONGEST:
        raise Refused(f"パスワードは{LONGEST}文字以内にしてください。", f"Use at most {LONGEST} characters.")
    known = [text for text in related if text]
    guesses = zxcvbn(normal[:_ESTIMATED], user_inputs=known)["guesses"]
    if guesses < _GUESSES or len(_without(normal, known)) < _OF_ONES_OWN:
        raise Refused(
            "推測されやすいパスワードです。よくある語、同じ文字の繰返し、氏名や職員IDを避けて、別のものにしてください。",
            "This password is easy to guess. Avoid common words, repeated characters, your name and your staff ID.",
        )


def _without(password: str, known: Sequence[str]) -> str:
    """What is left without words that everybody knows: the estimate takes one of them twice for a long password."""
    left = password.casefold()
    for text in known:
        left = left.replace(_normal(text).casefold(), "")
    return left.strip()


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)
