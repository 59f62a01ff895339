"""The keys of the issuer whose tokens are taken: of a file, or of an address."""

import time
from collections.abc import Callable, Sequence

from structlog.typing import FilteringBoundLogger

from denizen.identity.errors import IdentityError
from denizen.identity.fetching import FetchError
from denizen.verification.json_web_keys import KeySetError, VerifyingKeys

EVERY_SECONDS = 300.0
"""How often an address is asked. Issuers publish a key well before they sign with it."""
SOONEST_SECONDS = 10.0
"""How soon again, where a token names a key that is not there: whoever sends such tokens cannot make us ask more."""
TRUSTED_SECONDS = 86_400.0
"""How long keys are trusted while their address cannot be had: one that was withdrawn must not be trusted for ever."""


_NONE = VerifyingKeys({}, None)


def read_keys(contents: Sequence[bytes]) -> VerifyingKeys:
    """Of a file. `IdentityError` as `KeySetError` says."""
    (content,) = contents
    try:
        return VerifyingKeys.parse(content)
    except KeySetError as error:
        raise IdentityError(str(error)) from None


class FetchedKeys:
    """The keys of an address. The first fetch has to succeed; afterwards the last good ones are kept for a day."""

    def __init__(
        self, fetch: Callable[[], bytes], log: FilteringBoundLogger, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._log = log
        self._clock = clock
        self._wanted = False
        self._asked = self._good = clock()
        try:
            self._content = fetch()
            self._current = VerifyingKeys.parse(self._content)
        except (FetchError, KeySetError) as error:
            raise IdentityError(f"DENIZEN_OIDC_JWKS_URL: {error}") from None

    @property
    def current(self) -> VerifyingKeys:
        return self._current

    @property
    def trusted_seconds(self) -> float:
        """For how long they are believed if they cannot be fetched again; negative after that."""
        return self._good + TRUSTED_SECONDS - self._clock()

    def missed(self) -> None:
        self._wanted = True

    def refresh(self) -> None:
        now = self._clock()
        if now - self._asked < (SOONEST_SECONDS if self._wanted else EVERY_SECONDS):
            return
        self._asked, self._wanted = now, False
        try:
            content = self._fetch()
            # The same bytes are the same keys: what rests on them need not be found out again.
            if content != self._content or self._current is _NONE:
                self._current, self._content = VerifyingKeys.parse(content), content
                self._log.info("reloaded", what="signing keys")
            self._good = now
        except (FetchError, KeySetError) as error:
            trusted = now - self._good < TRUSTED_SECONDS
            if not trusted:
                self._current = _NONE
            self._log.error("kept" if trusted else "dropped", what="signing keys", why=str(error))
