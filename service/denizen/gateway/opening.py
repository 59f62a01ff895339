"""A door of the decision listener onto a server."""

from structlog.typing import FilteringBoundLogger

from denizen.gateway.adapter import Adapter
from denizen.gateway.methods import SERVICE, Methods
from denizen.rpc.authentication import Authenticator
from denizen.rpc.server import Server


def adapter(server: Server, authenticator: Authenticator, most_bytes: int, log: FilteringBoundLogger) -> Adapter:
    """Onto the same services, by the same guard, with the same threads and one memory. `authenticator` finds out who
    calls there; a request has at most so many bytes."""
    guard = server.guard(authenticator)
    return Adapter(Methods(server.service(SERVICE).register, guard), server.calls, most_bytes, log, guard.at_once)
