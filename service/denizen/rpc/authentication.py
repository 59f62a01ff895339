"""Who calls."""

from typing import Protocol

import grpc

from denizen.usecases.context import Caller


class Authenticator(Protocol):
    """Finds out who calls, from what came with the RPC."""

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        """The caller. `UnauthenticatedError` where there are no credentials, or none that hold."""


class TrustsEveryone:
    """Takes every caller for the same one. Safe only where nobody but the machine's own programs can connect."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def authenticate(self, context: grpc.ServicerContext) -> Caller:
        return self._caller
