"""Answers on the event loop: only what takes no waiting, and what was answered before."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from structlog.typing import FilteringBoundLogger

from denizen.domain.errors import DenizenError
from denizen.gateway.context import Context
from denizen.gateway.methods import SERVICE
from denizen.rpc import freshness
from denizen.rpc.authentication import Authenticator
from denizen.rpc.calls import CALL_ID, ON_BEHALF_OF, CallIds
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.rpc.server import Server

_CALL_ID, _TOKEN = CALL_ID.encode(), freshness.REVISION_TOKEN.encode()
Trailers = tuple[tuple[bytes, bytes], ...]
CHECK = f"/{SERVICE}/Check"
_ASKS_MORE = frozenset({ON_BEHALF_OF, freshness.CONSISTENCY, freshness.REVISION_TOKEN})
"""Metadata that make another question of it, or have to be looked at first."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A call that can be answered at once as far as what came with it goes: for the authenticator, and its id if it has
    one."""

    context: Context
    call_id: bytes | None


def plain_of(context: Context) -> Plain | None:
    """None: the guard has to look at what came with the call."""
    metadata = context.invocation_metadata()
    names = [key for key, _ in metadata]
    if not _ASKS_MORE.isdisjoint(names):
        return None
    return Plain(context, CallIds().of(metadata).encode() if CALL_ID in names else None)


class AtOnce:
    """The guard's steps for a repeated Check: who calls, how often, what they may do; anything that is not plainly as
    usual is left to the guard itself."""

    def __init__(
        self, server: Server, repeated: RepeatedChecks, authenticator: Authenticator, log: FilteringBoundLogger
    ) -> None:
        self._repeated = repeated
        self._authenticator = authenticator
        self._entrance = server.entrance(CHECK)
        self._rates = server.rates
        self._ids = CallIds()
        # A line for every call is written by the guard.
        self._off = log.is_enabled_for(logging.DEBUG)

    def answer(self, message: bytes, plain: Plain) -> tuple[bytes, Trailers] | None:
        """The answer and what comes after it. None: the guard has to be asked, who counts the call then."""
        if self._off:
            return None
        try:
            caller = self._authenticator.authenticate(plain.context.for_handlers())
            found = self._repeated.answer(caller, message, self._entrance)
            if found is None:
                return None
            self._rates.take(caller)
        except DenizenError:
            return None
        call_id = plain.call_id or self._ids.new().encode()
        return found.response, ((_CALL_ID, call_id), (_TOKEN, found.token.encode()))

    def learn(self, message: bytes, context: Context) -> None:
        """That was answered, by the guard."""
        if self._off:
            return
        try:
            caller = self._authenticator.authenticate(context.for_handlers())
        except DenizenError:
            return
        self._repeated.learn(caller, message, self._entrance)
