"""From where the keys of issuers are fetched, and from where not."""

import pytest

from denizen.domain.errors import InvalidError, UnavailableError
from denizen.identity.fetching import FetchError, FetchUrl
from denizen.identity.issuer_key_sets import AllowedKeySets

HOSTS = frozenset({"keys.example", "other.example:8443", "127.0.0.1:8080"})


def got(url: FetchUrl) -> bytes:
    return url.path.encode()


def test_an_allowed_host_is_asked() -> None:
    sets = AllowedKeySets(HOSTS, private=False, get=got)
    assert sets("https://keys.example/a?b=c") == b"/a?b=c"
    assert sets("https://KEYS.example:443/a") == b"/a"
    assert sets("https://other.example:8443/a") == b"/a"


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/a",
        "https://keys.example:8443/a",
        "https://keys.example.evil/a",
        "https://evil.example/a#keys.example",
        "https://keys.example@evil.example/a",
        "https://evil.example\\@keys.example/a",
        "http://keys.example/a",
        "http://127.0.0.1:8080/a",
        "file://keys.example/a",
        "keys.example/a",
        "https://keys.example/" + "a" * 2048,
    ],
)  # fmt: skip
def test_no_other_is(url: str) -> None:
    with pytest.raises(InvalidError, match="keys_url"):
        AllowedKeySets(HOSTS, private=False, get=got)(url)


def test_loopback_where_private_addresses_are_allowed() -> None:
    assert AllowedKeySets(HOSTS, private=True, get=got)("http://127.0.0.1:8080/a") == b"/a"


def test_nobody_is_allowed_by_default() -> None:
    with pytest.raises(InvalidError, match="DENIZEN_ISSUER_KEYS_HOSTS"):
        AllowedKeySets(frozenset(), private=True, get=got)("https://keys.example/a")


def test_what_cannot_be_had_may_be_asked_for_again() -> None:
    def away(_: FetchUrl) -> bytes:
        raise FetchError("no answer")

    with pytest.raises(UnavailableError, match="no answer"):
        AllowedKeySets(HOSTS, private=False, get=away)("https://keys.example/a")
