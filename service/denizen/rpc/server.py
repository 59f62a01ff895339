"""The gRPC server: services behind the guard, health and reflection beside it, a drain at the end."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import grpc
from structlog.typing import FilteringBoundLogger

from denizen.rpc import health, reflection
from denizen.rpc.admission import CallThreads
from denizen.rpc.authentication import Authenticator
from denizen.rpc.health import Health
from denizen.rpc.interceptors import Guard

_MINUTE_MS = 60_000

_CONNECTIONS = (
    # One process on one port: a second one has to fail, not to share the calls.
    ("grpc.so_reuseport", 0),
    # A connection ends after half an hour (a tenth more or less, so that they do not all end at once), and its calls
    # may take five minutes more: clients behind a balancer find new servers.
    ("grpc.max_connection_age_ms", 30 * _MINUTE_MS),
    ("grpc.max_connection_age_grace_ms", 5 * _MINUTE_MS),
    # A peer that is gone without a word is noticed, and one that asks too often whether we are there is not punished.
    ("grpc.keepalive_time_ms", _MINUTE_MS),
    ("grpc.keepalive_timeout_ms", _MINUTE_MS // 3),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_ping_interval_without_data_ms", _MINUTE_MS // 6),
)


class ListenError(Exception):
    """The address cannot be listened on."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its full name, and what adds it to a server."""

    name: str
    register: Callable[[grpc.Server], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """`threads` answer calls, `admitted` calls may run or wait for a thread, a request has at most `message_bytes`.

    Python runs one thread at a time: more threads than there are database calls to wait for make it slower.
    """

    threads: int = 4
    admitted: int = 512
    message_bytes: int = 4 * 1024 * 1024


class Server:
    """A server on one plaintext address. NOT_SERVING until every condition in `unmet` is reported met to `health`."""

    def __init__(
        self,
        services: Sequence[Service],
        authenticator: Authenticator,
        log: FilteringBoundLogger,
        limits: Limits | None = None,
        unmet: Iterable[str] = (),
    ) -> None:
        limits = limits or Limits()
        self._log = log
        self._calls = CallThreads(limits.threads, limits.admitted)
        # Neither slow calls nor an idle reflection client keep a health check or a refusal waiting.
        self._quick = ThreadPoolExecutor(2, thread_name_prefix="quick")
        self._reflection = ThreadPoolExecutor(2, thread_name_prefix="reflection")
        aside = {
            health.SERVICE: self._quick,
            reflection.V1: self._reflection,
            reflection.V1ALPHA: self._reflection,
        }
        self._server = grpc.server(
            self._calls,
            interceptors=[Guard(self._calls, authenticator, log, aside, self._quick)],
            options=[*_CONNECTIONS, ("grpc.max_receive_message_length", limits.message_bytes)],
            # Ours refuses first, and says why; this is for a flood of what ours does not count.
            maximum_concurrent_rpcs=2 * limits.admitted + 64,
        )
        names = [service.name for service in services]
        self.health = Health(names, unmet)
        self.health.register(self._server)
        reflection.register(self._server, (*names, health.SERVICE))
        for service in services:
            service.register(self._server)

    def start(self, address: str) -> int:
        """Listen on `address` (`host:port`; port 0: any free one), and answer from now on. Returns the port.

        `ListenError` where another program listens there.
        """
        try:
            port = self._server.add_insecure_port(address)
        except RuntimeError:
            raise ListenError(f"cannot listen on {address}: another program does, or the address is not ours") from None
        self._server.start()
        self._log.info("listening", address=address, port=port)
        return port

    def drain(self, seconds: float) -> None:
        """Send clients away, let calls finish for so many seconds, and stop."""
        self._log.info("draining", seconds=seconds)
        self.health.drain()
        self._server.stop(seconds).wait()
        for threads in (self._calls, self._quick, self._reflection):
            threads.shutdown(wait=False, cancel_futures=True)
        self._log.info("stopped")
