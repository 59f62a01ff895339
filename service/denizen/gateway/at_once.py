"""Answers on the event loop: only what takes no waiting, and what was answered before."""

from __future__ import annotations

import logging

from structlog.typing import FilteringBoundLogger

from denizen.domain.errors import DenizenError
from denizen.gateway.context import Context, Metadata
from denizen.gateway.methods import SERVICE
from denizen.rpc import freshness
from denizen.rpc.authentication import Authenticator
from denizen.rpc.calls import CALL_ID, ON_BEHALF_OF, CallIds
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.rpc.server import Server

CHECK = f"/{SERVICE}/Check"
_ASKS_MORE = frozenset({ON_BEHALF_OF, freshness.CONSISTENCY, freshness.REVISION_TOKEN})
"""Metadata that make another question of it, or have to be looked at first."""


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

    def answer(self, message: bytes, context: Context) -> tuple[bytes, Metadata] | None:
        """The answer and what comes after it. None: the guard has to be asked, who counts the call then."""
        metadata = context.invocation_metadata()
        if self._off or context.time_remaining() == 0 or not _ASKS_MORE.isdisjoint(key for key, _ in metadata):
            return None
        try:
            caller = self._authenticator.authenticate(context.for_handlers())
            found = self._repeated.answer(caller, message, self._entrance)
            if found is None:
                return None
            self._rates.take(caller)
        except DenizenError:
            return None
        return found.response, ((CALL_ID, self._ids.of(metadata)), (freshness.REVISION_TOKEN, found.token))

    def learn(self, message: bytes, context: Context) -> None:
        """That was answered, by the guard."""
        if not self._off:
            self._repeated.learn(self._authenticator.authenticate(context.for_handlers()), message, self._entrance)
