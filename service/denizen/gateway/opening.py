"""A door of the decision listener onto a server."""

from structlog.typing import FilteringBoundLogger

from denizen.gateway.adapter import Adapter
from denizen.gateway.at_once import AtOnce
from denizen.gateway.methods import SERVICE, Methods
from denizen.rpc.authentication import Authenticator
from denizen.rpc.server import Server


def adapter(server: Server, authenticator: Authenticator, most_bytes: int, log: FilteringBoundLogger) -> Adapter:
    """Onto the same services, by the same guard, with the same threads and one memory. `authenticator` finds out who
    calls there; a request has at most so many bytes."""
    service = server.service(SERVICE)
    at_once = None if service.again is None else AtOnce(server, service.again, authenticator, log)
    return Adapter(Methods(service.register, server.guard(authenticator)), server.calls, most_bytes, log, at_once)
