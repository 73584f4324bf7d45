"""Which passwords are taken, and how they are kept."""

import unicodedata

import pytest

from tracker.domain.errors import Refused
from tracker.usecases.people.passwords import LONGEST, SHORTEST, check_new_password, hash_password, is_password

GOOD = "ふくろう 1873 のぼりざか"


def test_the_password_fits_its_hash_and_no_other_does() -> None:
    hashed = hash_password(GOOD)
    assert is_password(GOOD, hashed)
    assert not is_password(GOOD + " ", hashed)
    assert not is_password("", hashed)


def test_without_a_hash_nothing_fits() -> None:
    assert not is_password("the password of a login that nobody has", None)
    assert not is_password(GOOD, None)
    assert not is_password(GOOD, "no hash at all")


def test_the_same_password_is_never_kept_in_the_same_way() -> None:
    assert hash_password(GOOD) != hash_password(GOOD)
    assert GOOD not in hash_password(GOOD)


def test_it_does_not_matter_how_a_keyboard_composes_characters() -> None:
    composed, decomposed = (
        unicodedata.normalize("NFC", "がぎぐげござじずぜぞ12"),
        unicodedata.normalize("NFD", "がぎぐげござじずぜぞ12"),
    )
    assert composed != decomposed
    assert is_password(decomposed, hash_password(composed))


def test_all_characters_of_the_longest_password_count() -> None:
    longest = "ぬ" * (LONGEST - 1)
    hashed = hash_password(longest + "あ")
    assert is_password(longest + "あ", hashed)
    assert not is_password(longest + "い", hashed)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct horse battery staple",
        "七転び八起き十人十色一石二鳥",
        "Zx8!" * 3 + "kqv-Lm",
        "あ" * 60 + "かきくけこさしすせそ、と言った",
    ],
)
def test_long_and_unusual_passwords_are_taken(password: str) -> None:
    check_new_password(password)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "12文字以上"),
        ("x8!Kq-vLm2z", "12文字以上"),
        ("が".join("abcdef"), "12文字以上"),
        ("あ" * 129, "128文字以内"),
        ("passwordpassword", "推測されやすい"),
        ("Password1234", "推測されやすい"),
        ("123456789012", "推測されやすい"),
        ("aaaaaaaaaaaaaaaa", "推測されやすい"),
        ("qwertyuiop123", "推測されやすい"),
        ("katsushika-ku", "推測されやすい"),
        ("tanaka-taro-1", "推測されやすい"),
        ("あああああああああああああ", "推測されやすい"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_what_to_do(password: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_new_password(password, "tanaka-taro", "葛飾区", "katsushika")
    assert SHORTEST == 12
