"""Callers by the tokens that an issuer signed: each verified once, and remembered until it expires."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from denizen.domain.errors import UnauthenticatedError
from denizen.identity.callers import Callers
from denizen.identity.sources import Source
from denizen.usecases.context import Caller, Method
from denizen.verification.bearer_tokens import Expected, UnknownKeyError, verify_bearer_token
from denizen.verification.json_web_keys import VerifyingKeys

MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Verified:
    """What was found, and what it rested on."""

    caller: Caller
    until: float
    bound_to: bytes
    keys: VerifyingKeys
    callers: Callers


class BearerTokens:
    """Remembers by the SHA-256 of the exact token: no token is kept, and another form of one is another one.

    What is remembered ends with the token, and with the keys and the callers that it rested on: when they change,
    every token is verified anew. `clock`: seconds since the epoch.
    """

    def __init__(
        self,
        keys: Source[VerifyingKeys],
        expected: Expected,
        callers: Source[Callers],
        clock: Callable[[], float],
        most: int = MOST_REMEMBERED,
    ) -> None:
        self._keys = keys
        self._expected = expected
        self._callers = callers
        self._clock = clock
        self._most = most
        self._remembered: OrderedDict[bytes, _Verified] = OrderedDict()
        self._changing = threading.Lock()

    def caller_of(self, token: str, certificate: bytes) -> Caller:
        # 1. Known, and still so?
        digest = sha256(token.encode()).digest()
        keys, callers, now = self._keys.current, self._callers.current, self._clock()
        found = self._remembered.get(digest)
        if found is None or found.keys is not keys or found.callers is not callers or found.until <= now:
            # 2. Verified by the keys as they were when this began, and remembered with them.
            found = self._verified(token, keys, callers, now)
        self._remember(digest, found)
        # 3. A token of one connection is of no use to another.
        if found.bound_to and found.bound_to != certificate:
            raise UnauthenticatedError("the bearer token is bound to another client certificate")
        return found.caller

    def _verified(self, token: str, keys: VerifyingKeys, callers: Callers, now: float) -> _Verified:
        try:
            holds = verify_bearer_token(token, keys, self._expected, now)
        except UnknownKeyError:
            self._keys.missed()
            raise UnauthenticatedError("the bearer token is signed by a key that is not known here") from None
        caller = callers.identified(holds.identity, Method.TOKEN)
        return _Verified(caller, holds.until, holds.bound_to, keys, callers)

    def _remember(self, digest: bytes, verified: _Verified) -> None:
        with self._changing:
            self._remembered[digest] = verified
            self._remembered.move_to_end(digest)  # whose last use is longest ago goes first
            while len(self._remembered) > self._most:
                self._remembered.popitem(last=False)
