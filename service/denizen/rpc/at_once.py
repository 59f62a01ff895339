"""The guard's steps for what was asked before: no waiting, and no database."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NamedTuple

import grpc
from structlog.typing import FilteringBoundLogger

from denizen.domain.errors import DenizenError
from denizen.rpc import freshness, logs
from denizen.rpc.authentication import Authenticator
from denizen.rpc.calls import CALL_ID, ON_BEHALF_OF, CallIds
from denizen.rpc.convert.encoded import Encoded
from denizen.rpc.entrance import Entrance
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.usecases.rates import Rates
from denizen.v1 import determination_pb2

CHECK = f"/{determination_pb2.DESCRIPTOR.services_by_name['DeterminationService'].full_name}/Check"
_ASKS_MORE = frozenset({ON_BEHALF_OF, freshness.CONSISTENCY, freshness.REVISION_TOKEN})
"""Metadata that make another question of it, or have to be looked at first."""


class Plain(NamedTuple):
    """A call that can be answered at once as far as what came with it goes: for the authenticator, and its id if it has
    one."""

    context: grpc.ServicerContext
    call_id: str | None


class Found(NamedTuple):
    """An answer, and what comes after it."""

    response: bytes
    call_id: str
    token: str

    @property
    def trailers(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return (CALL_ID, self.call_id), (freshness.REVISION_TOKEN, self.token)


def plain_of(context: grpc.ServicerContext) -> Plain | None:
    """None: the guard has to look at what came with the call."""
    metadata = context.invocation_metadata()
    names = [key for key, _ in metadata]
    if not _ASKS_MORE.isdisjoint(names):
        return None
    return Plain(context, CallIds().of(metadata) if CALL_ID in names else None)


class AtOnce:
    """Who calls, how often, what they may do; anything that is not plainly as usual is left to the guard itself."""

    def __init__(
        self,
        repeated: RepeatedChecks,
        authenticator: Authenticator,
        entrance: Entrance,
        rates: Rates,
        log: FilteringBoundLogger,
    ) -> None:
        """`entrance`: that of `CHECK`."""
        self._repeated = repeated
        self._authenticator = authenticator
        self._entrance = entrance
        self._rates = rates
        self._ids = CallIds()
        self._log = log
        # A line for every call is written by the guard.
        self._off = log.is_enabled_for(logging.DEBUG)

    def answer(self, message: bytes, plain: Plain) -> Found | None:
        """The answer. None: the guard has to be asked, who counts the call then."""
        if self._off:
            return None
        try:
            caller = self._authenticator.authenticate(plain.context)
            found = self._repeated.answer(caller, message, self._entrance)
            if found is None:
                return None
            self._rates.take(caller)
        except DenizenError:
            return None
        except Exception as error:  # noqa: BLE001 - the guard meets it again, and says so to the caller
            self._log.error("at_once", **logs.cause(error))
            return None
        return Found(found.response, plain.call_id or self._ids.new(), found.token)

    def learn(self, message: bytes, context: grpc.ServicerContext) -> None:
        """That was answered, by the guard."""
        if self._off:
            return
        try:
            caller = self._authenticator.authenticate(context)
            self._repeated.learn(caller, message, self._entrance)
        except DenizenError:
            return
        except Exception as error:  # noqa: BLE001 - it was answered, and is only not known again
            self._log.error("at_once", **logs.cause(error))


class AskedAgain:
    """A method that gets its requests as bytes: at once where they were asked before, and `otherwise` by reading
    them."""

    def __init__(self, at_once: AtOnce, otherwise: Callable[[bytes, grpc.ServicerContext], object]) -> None:
        self._answers = at_once
        self.otherwise = otherwise

    def at_once(self, message: bytes, context: grpc.ServicerContext) -> Found | None:
        """Never waits."""
        plain = None if context.time_remaining() == 0 else plain_of(context)
        return None if plain is None else self._answers.answer(message, plain)

    def __call__(self, message: bytes, context: grpc.ServicerContext) -> object:
        """Where nobody has asked `at_once` before."""
        found = self.at_once(message, context)
        if found is None:
            return self.otherwise(message, context)
        context.set_trailing_metadata(found.trailers)
        return Encoded(found.response, found.token)
