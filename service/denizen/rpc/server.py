"""The gRPC server: services behind the guard, health and reflection beside it, a drain at the end."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import grpc
from structlog.typing import FilteringBoundLogger

from denizen.rpc import health, reflection
from denizen.rpc.admission import CallThreads
from denizen.rpc.authentication import Authenticator
from denizen.rpc.bounds import CONNECTION_MINUTES, METADATA_BYTES, Limits, ListenError
from denizen.rpc.entrance import Entrances
from denizen.rpc.health import Health
from denizen.rpc.interceptors import Guard
from denizen.rpc.repeated_checks import RepeatedChecks
from denizen.rpc.shares import Shares
from denizen.usecases.rates import Rates

__all__ = ["Door", "Limits", "ListenError", "Server", "Service"]

_MINUTE_MS = 60_000

_CONNECTIONS = (
    # A token has at most 8 KiB. Above the first of these gRPC refuses calls at random, above the second always.
    ("grpc.max_metadata_size", METADATA_BYTES),
    ("grpc.absolute_max_metadata_size", 16 * 1024),
    # A connection ends after half an hour (a tenth more or less, so that they do not all end at once), and its calls
    # may take five minutes more: clients behind a balancer find new servers.
    ("grpc.max_connection_age_ms", CONNECTION_MINUTES * _MINUTE_MS),
    ("grpc.max_connection_age_grace_ms", 5 * _MINUTE_MS),
    # A peer that is gone without a word is noticed, and one that asks too often whether we are there is not punished.
    ("grpc.keepalive_time_ms", _MINUTE_MS),
    ("grpc.keepalive_timeout_ms", _MINUTE_MS // 3),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_ping_interval_without_data_ms", _MINUTE_MS // 6),
)


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its full name, and what adds it to a server. `again`: what answers repeated questions at once."""

    name: str
    register: Callable[[grpc.Server], None]
    again: RepeatedChecks | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """Where to listen (`host:port`; port 0: any free one), and who finds out who calls there. Without `credentials`
    connections are in plaintext."""

    address: str
    authenticator: Authenticator
    credentials: grpc.ServerCredentials | None = None


class Server:
    """The same services behind one door or more, which share threads, limits and health.

    NOT_SERVING until every condition in `unmet` is reported met to `health`. `authenticator` is that of `start`.
    Without `entrances`, whoever is asked who they are may do nothing; without `rates` they may do it at any rate.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - most have a default
        self,
        services: Sequence[Service],
        authenticator: Authenticator,
        log: FilteringBoundLogger,
        limits: Limits | None = None,
        unmet: Iterable[str] = (),
        entrances: Entrances | None = None,
        rates: Rates | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._log = log
        self._services = services
        self._authenticator = authenticator
        self._entrances = entrances or Entrances()
        self._rates = rates or Rates()
        self._calls = CallThreads(self._limits.threads, self._limits.admitted, self._limits.message_seconds)
        # Neither slow calls nor an idle reflection client keep a health check or a refusal waiting.
        self._quick = CallThreads(2, self._limits.admitted, self._limits.message_seconds)
        self._reflection = CallThreads(2, self._limits.admitted, self._limits.message_seconds)
        self._lasting = CallThreads(
            self._limits.watchers, self._limits.watchers, self._limits.message_seconds, "watchers", "are being told"
        )
        self._shares = Shares(self._limits.watchers_per_caller)
        self._open: list[grpc.Server] = []
        self._leavings: list[Callable[[], None]] = []
        self._beside: list[Callable[[float], object]] = []
        self.health = Health([service.name for service in services], unmet)

    def start(self, address: str) -> int:
        """Open a door in plaintext on `address`. Returns the port."""
        return self.open(Door(address, self._authenticator))

    def open(self, door: Door) -> int:
        """Listen at the door, and answer from now on. Returns the port.

        `ListenError` where another program listens there.
        """
        server = self._behind(door)
        try:
            if door.credentials is None:
                port = server.add_insecure_port(door.address)
            else:
                port = server.add_secure_port(door.address, door.credentials)
        except RuntimeError:
            raise ListenError(
                f"cannot listen on {door.address}: another program does, or the address is not ours"
            ) from None
        server.start()
        self._open.append(server)
        self._log.info("listening", address=door.address, port=port)
        return port

    def when_draining(self, act: Callable[[], None]) -> None:
        """Act as soon as clients are sent away: what would last is to end then."""
        self._leavings.append(act)

    def drain(self, seconds: float) -> None:
        """Send clients away, let calls finish for so many seconds, and stop."""
        self._log.info("draining", seconds=seconds)
        self.health.drain()
        stopping = [server.stop(seconds) for server in self._open]
        for act in self._leavings:
            act()
        for drain in self._beside:
            drain(seconds)
        for stopped in stopping:
            stopped.wait()
        for threads in (self._calls, self._quick, self._reflection, self._lasting):
            threads.shutdown(wait=False, cancel_futures=True)
        self._log.info("stopped")

    @property
    def calls(self) -> CallThreads:
        """The threads that answer calls, whichever door they come through."""
        return self._calls

    def guard(self, authenticator: Authenticator) -> Guard:
        """What stands before every handler of a door, where that finds out who calls."""
        aside = {
            health.SERVICE: self._quick,
            reflection.V1: self._reflection,
            reflection.V1ALPHA: self._reflection,
        }
        return Guard(
            self._calls,
            authenticator,
            self._entrances,
            self._rates,
            self._log,
            aside,
            self._quick,
            self._lasting,
            self._shares,
            next((service.again for service in self._services if service.again is not None), None),
        )

    def service(self, name: str) -> Service:
        """The service of that full name."""
        return next(service for service in self._services if service.name == name)

    def drains_with(self, drain: Callable[[float], object]) -> None:
        """There is another door to these services, which has to be drained, for so many seconds, before they end."""
        self._beside.append(drain)

    def _behind(self, door: Door) -> grpc.Server:
        """A gRPC server of the door's own: which door a call came through is then known, and not concluded."""
        server = grpc.server(
            self._calls,
            interceptors=[self.guard(door.authenticator)],
            options=[
                *_CONNECTIONS,
                ("grpc.so_reuseport", int(self._limits.shares_port)),
                ("grpc.max_receive_message_length", self._limits.message_bytes),
                # More on one connection wait at the client.
                ("grpc.max_concurrent_streams", self._limits.streams),
            ],
            # Ours refuses first, and says why; this is for a flood of what ours does not count.
            maximum_concurrent_rpcs=self._limits.streams,
        )
        self.health.register(server)
        reflection.register(server, (*(service.name for service in self._services), health.SERVICE))
        for service in self._services:
            service.register(server)
        return server
