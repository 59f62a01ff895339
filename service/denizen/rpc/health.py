"""grpc.health.v1: whether this server should be sent calls."""

import threading
from collections.abc import Callable, Iterable

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

SERVICE: str = health.SERVICE_NAME


class _Servicer(health.HealthServicer):
    """The library's servicer, without its deadlock.

    It tells watchers under a lock, waiting for gRPC's thread of events; and that thread waits for the same lock when a
    watcher leaves. Whoever left is forgotten on a thread of its own.
    """

    def _on_close_callback(self, send_response_callback: object, service: str) -> Callable[[], None]:
        forget: Callable[[], None] = super()._on_close_callback(  # type: ignore[misc]  # not in the library's stubs
            send_response_callback, service
        )
        return lambda: threading.Thread(target=forget, daemon=True).start()


class Health:
    """Tells of every service by name and of the whole (the empty name), in `Check` and in `Watch`.

    SERVING while no condition is unmet; NOT_SERVING at first if there is any, and for good once draining has begun.
    """

    def __init__(self, services: Iterable[str], unmet: Iterable[str] = ()) -> None:
        self._services = ("", *services)
        self._unmet = set(unmet)
        self._changing = threading.Lock()
        self._servicer = _Servicer(experimental_non_blocking=True)
        self._tell()

    def register(self, server: grpc.Server) -> None:
        health_pb2_grpc.add_HealthServicer_to_server(self._servicer, server)

    def met(self, condition: str) -> None:
        """The condition holds from now on."""
        with self._changing:
            self._unmet.discard(condition)
            self._tell()

    def unmet(self, condition: str) -> None:
        """The condition holds no more: no calls should be sent here until it does."""
        with self._changing:
            self._unmet.add(condition)
            self._tell()

    def told(self, condition: str, holds: bool) -> None:  # noqa: FBT001 - whoever watches over the condition is asked for it
        """The condition holds, or holds no more."""
        (self.met if holds else self.unmet)(condition)

    def part(self, name: str, serves: bool) -> None:  # noqa: FBT001 - as above
        """A part of what this server rests on, asked about by its own name, serves or does not; the rest goes on."""
        serving, not_serving = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
        self._servicer.set(name, serving if serves else not_serving)

    def drain(self) -> None:
        """NOT_SERVING from now on, whatever else happens."""
        self._servicer.enter_graceful_shutdown()

    def _tell(self) -> None:
        serving, not_serving = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
        for service in self._services:
            self._servicer.set(service, not_serving if self._unmet else serving)
