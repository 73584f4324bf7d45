"""Channels, and whether one of them makes a procedure count as online."""

import pytest

from tracker.domain.channels import CHANNELS, CONVENIENCE_STORE, count_as_online


def test_what_does_not_count_as_online() -> None:
    not_counting = {code for code, channel in CHANNELS.items() if not channel.counts_as_online}
    assert not_counting == {"reserve", "email", "fax", "phone", "post", "counter", "media"}


def test_the_convenience_store_counts() -> None:
    assert CHANNELS[CONVENIENCE_STORE].name == "コンビニ交付"
    assert count_as_online((CONVENIENCE_STORE,))


@pytest.mark.parametrize(
    ("codes", "counts"),
    [
        ((), True),
        (("pittari",), True),
        (("email",), False),
        (("counter", "post", "phone", "fax"), False),
        (("counter", "eltax"), True),
    ],
)
def test_one_that_counts_is_enough_and_none_stated_counts(codes: tuple[str, ...], counts: bool) -> None:
    assert count_as_online(codes) is counts


def test_no_code_or_name_means_two_channels() -> None:
    assert all(code == channel.code for code, channel in CHANNELS.items())
    read = [{channel.code, channel.name, *channel.other_names} for channel in CHANNELS.values()]
    folded = [name for names in read for name in {name.casefold() for name in names}]
    assert len(set(folded)) == len(folded)
