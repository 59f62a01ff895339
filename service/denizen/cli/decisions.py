"""`denizen serve` with a decision listener: the server runs inside Envoy, and this process looks after that."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Event

from structlog.typing import FilteringBoundLogger

from denizen.cli.failures import FailedError
from denizen.cli.supervisor import reserved
from denizen.door_settings import Address
from denizen.gateway.envoy_config import Bounds, Listener, Way, bootstrap
from denizen.gateway.hosting import Told, folder, hosting, secrets_of, write_secrets
from denizen.gateway.installed import installed
from denizen.rpc.bounds import CONNECTION_MINUTES, METADATA_BYTES, Limits
from denizen.settings import Settings

_WAYS = {
    "DENIZEN_DECISION_LISTEN": Way.LOCAL,
    "DENIZEN_DECISION_LISTEN_TLS": Way.TOKEN,
    "DENIZEN_DECISION_LISTEN_MTLS": Way.CERTIFICATE,
}


@contextmanager
def deciding(
    settings: Settings, log: FilteringBoundLogger, stop: Event, *, shares_port: bool = False
) -> Iterator[None]:
    """Serve inside Envoy while the block runs; drain at its end. `stop` is set, and the end is a failure, where Envoy
    ends by itself. `NotInstalledError`, `HostingError`, `PortTakenError`."""
    parts = installed()
    with ExitStack() as held:
        addresses = settings.decision_addresses
        if not shares_port:
            addresses = {name: _alone(address, held) for name, address in addresses.items()}
        place = held.enter_context(folder())
        write_secrets(place, secrets_of(place, 1, *settings.shown_files))
        limits = Limits(admitted=settings.admitted)
        bounds = Bounds(limits.streams, CONNECTION_MINUTES * 60, settings.message_seconds, METADATA_BYTES)
        listeners = [Listener(_WAYS[name], address.host, address.port) for name, address in addresses.items()]
        hosted = held.enter_context(
            hosting(
                parts,
                bootstrap(place, listeners, bounds, parts.module, "denizen.hosted"),
                Told(str(place), shares_port, sys.executable),
                {**os.environ, **{name: str(address) for name, address in addresses.items()}},
                settings.drain_seconds,
                log,
                stop,
            )
        )
        yield
        if hosted.ended.is_set():
            raise FailedError("Envoy has ended by itself; its log says why")


def _alone(address: Address, held: ExitStack) -> Address:
    """The address, with a port of its own where it has none; held, so that nobody else can share it."""
    holder = held.enter_context(reserved(address.host, address.port))
    return replace(address, port=holder.getsockname()[1])
