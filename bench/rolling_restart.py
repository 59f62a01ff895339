"""What clients lose while the workers of a server are replaced one after the other."""

import json
import os
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import grpc

from bench.own_server import DENIZEN, environment
from bench.processes import ProcessError, finish, free_port, running, tail, until_serving
from denizen.client import channel
from denizen.v1 import determination_pb2 as pb
from denizen.v1.determination_pb2_grpc import DeterminationServiceStub

_RENEWED_SECONDS = 60.0
_CLIENTS = 4
_QUESTION = pb.CheckRequest(principal="principals/nobody", directive="directives/none", purpose="export-control")
_ANSWER = grpc.StatusCode.NOT_FOUND
"""What the server says to it: it was asked, and answered."""


@dataclass(slots=True)
class Client:
    """So many calls of one sort of client, and how those that got no answer ended."""

    name: str
    calls: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    @property
    def failed(self) -> int:
        return self.codes.total()


def run(seconds: float, workers: int = 2) -> list[Client]:
    """A client with our service config and a bare one, several of each, during one renewal and `seconds` around it."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        log, address = folder / "denizen.log", f"127.0.0.1:{free_port()}"
        settings = environment(
            DENIZEN_DATABASE_URL=f"sqlite:///{folder / 'denizen.db'}",
            DENIZEN_KEY_RING_FILE=str(folder / "keyring.json"),
            DENIZEN_LISTEN=address,
            DENIZEN_WORKERS=str(workers),
            DENIZEN_DEVELOPMENT="true",
        )
        finish([*DENIZEN, "keyring", "create", str(folder / "keyring.json")], settings)
        finish([*DENIZEN, "migrate"], settings)
        with running([*DENIZEN, "serve"], log, settings) as server:
            until_serving(address, server, log)
            _until(log, "workers_ready")
            return _observed(address, seconds, lambda: _renewed(server.pid, log))


def _observed(address: str, seconds: float, renew: Callable[[], None]) -> list[Client]:
    stop = threading.Event()
    kinds: list[tuple[Client, Callable[[str], AbstractContextManager[grpc.Channel]]]] = [
        (Client("with our service config"), channel),
        (Client("bare"), grpc.insecure_channel),
    ]
    with ThreadPoolExecutor(_CLIENTS * len(kinds)) as threads:
        asking = [threads.submit(_ask, client, make(address), stop) for client, make in kinds for _ in range(_CLIENTS)]
        time.sleep(seconds)
        renew()
        time.sleep(seconds)
        stop.set()
        for each in asking:
            each.result()
    return [client for client, _ in kinds]


def _ask(client: Client, made: AbstractContextManager[grpc.Channel], stop: threading.Event) -> None:
    with made as connection:
        stub = DeterminationServiceStub(connection)
        while not stop.is_set():
            code = _asked(stub)
            client.calls += 1
            if code is not _ANSWER:
                client.codes[code.name] += 1


def _asked(stub: DeterminationServiceStub) -> grpc.StatusCode:
    try:
        stub.Check(_QUESTION, timeout=20)
    except grpc.RpcError as error:
        return error.code()
    return grpc.StatusCode.OK


def _renewed(pid: int, log: Path) -> None:
    os.kill(pid, signal.SIGHUP)
    _until(log, "renewed")


def _until(log: Path, event: str) -> None:
    give_up = time.monotonic() + _RENEWED_SECONDS
    while not any(json.loads(line).get("event") == event for line in log.read_text().splitlines()):
        if time.monotonic() > give_up:
            raise ProcessError(f"no {event!r} within {_RENEWED_SECONDS:g} s: {tail(log)}")
        time.sleep(0.05)
