"""From which address somebody asks."""

from __future__ import annotations

import pytest

from tightrope.serving.addresses import address_of


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "192.0.2.1"),
        ("198.51.100.7", 0, "192.0.2.1"),
        ("198.51.100.7", 1, "198.51.100.7"),
        # What a client makes up stands in front of what our own proxy adds.
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9,198.51.100.7", 2, "203.0.113.9"),
        ("", 1, "192.0.2.1"),
        (",", 1, "192.0.2.1"),
        ("198.51.100.7", 3, "192.0.2.1"),
    ],
)
def test_an_address_is_taken_from_our_own_proxies_only(forwarded: str, proxies: int, address: str):
    assert address_of("192.0.2.1", forwarded, proxies) == address
