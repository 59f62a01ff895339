"""The keys that issuers publish, from the hosts that an operator allows."""

from collections.abc import Callable
from dataclasses import dataclass

from denizen.domain.errors import InvalidError, UnavailableError
from denizen.identity.errors import IdentityError
from denizen.identity.fetching import FetchError, FetchUrl, fetch
from denizen.verification.issuer_keys import MOST_BYTES

FIELD = "keys_url"
LONGEST_URL = 2048


def _get(url: FetchUrl) -> bytes:
    return fetch(url, most=MOST_BYTES)


@dataclass(frozen=True, slots=True)
class AllowedKeySets:
    """Fetches what is published at an address of one of `hosts`, each as `host`, or as `host:port` where the port is
    not 443. Nothing is kept, and a redirect is not followed."""

    hosts: frozenset[str]
    private: bool
    get: Callable[[FetchUrl], bytes] = _get

    def __call__(self, url: str) -> bytes:
        """`InvalidError` naming `keys_url` for an address that is not allowed; `UnavailableError` where nothing is to
        be had there."""
        if len(url) > LONGEST_URL:
            raise InvalidError(FIELD, f"{len(url)} characters", f"at most {LONGEST_URL}")
        try:
            parsed = FetchUrl.parse(url, private=self.private)
        except IdentityError as error:
            raise InvalidError(FIELD, url, str(error).removeprefix("wanted ")) from None
        host = f"[{parsed.host}]" if ":" in parsed.host else parsed.host
        at_port = f"{host}:{parsed.port}"
        if at_port not in self.hosts and not (parsed.port == 443 and host in self.hosts):  # https
            raise InvalidError(FIELD, url, "an address of a host in DENIZEN_ISSUER_KEYS_HOSTS")
        try:
            return self.get(parsed)
        except FetchError as error:
            raise UnavailableError(f"the issuer's keys: {error}", retry_after=5.0) from None
