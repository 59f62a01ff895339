"""Envoy, from the outside: started, watched, and told to stop."""

import json
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from denizen.gateway.envoy_config import Part, secrets
from denizen.gateway.installed import Installed

READY = "ready"
_START_SECONDS = 60.0
_LOOK_SECONDS = 0.2
_MORE_THAN_DRAIN = 5.0


class HostingError(Exception):
    """What is hosted has not started. Says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the program inside is told at its start, in one line on its standard input, beside its settings: its folder,
    whether it shares its ports with other workers, and what starts another Python.

    When that input ends it drains and stops: whoever started it is gone, or wants it to.
    """

    folder: str
    shares_port: bool
    python: str

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> "Told":
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Hosted:
    """An Envoy that answers; `ended` is set when it has ended by itself."""

    pid: int
    ended: threading.Event


@contextmanager
def folder() -> Iterator[Path]:
    """For one process: nobody else can look into it."""
    made = Path(tempfile.mkdtemp(prefix="denizen-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def secrets_of(
    place: Path, number: int, certificate: Path | None, key: Path | None, client_ca: Path | None
) -> Mapping[str, Part]:
    """What Envoy is told of the keys in these files; nothing where there are none. `number`: another one each time."""
    return {} if certificate is None or key is None else secrets(place, number, certificate, key, client_ca)


def write_secrets(place: Path, secrets: Mapping[str, Part]) -> None:
    """Each file in one step, as Envoy wants to see it: it looks for files that are moved to their place."""
    for name, content in secrets.items():
        new = place / f"{name}.new"
        new.write_text(json.dumps(content))
        new.replace(place / name)


@contextmanager
def hosting(  # noqa: PLR0913, PLR0917 - all that it takes to start a program
    parts: Installed,
    configuration: Part,
    told: Told,
    environment: Mapping[str, str],
    drain_seconds: float,
    log: FilteringBoundLogger,
    stop: threading.Event,
) -> Iterator[Hosted]:
    """An Envoy that answers while the block runs. `stop` is set when it ends by itself, and gives up waiting for it.

    `HostingError` where it does not start.
    """
    file = Path(told.folder, "bootstrap.json")
    file.write_text(json.dumps(configuration))
    # At once: clients are sent away as soon as it is told to drain, not by and by.
    options = ("--drain-strategy", "immediate", "--drain-time-s", str(max(1, round(drain_seconds))))
    command = [
        str(parts.envoy),
        "-c",
        str(file),
        "--disable-hot-restart",
        "--concurrency",
        "1",
        "-l",
        "error",
        *options,
    ]
    ours, its = socket.socketpair()
    with ours:
        ours.sendall(told.line())
        with its:
            process = subprocess.Popen(command, stdin=its.fileno(), env=parts.environment(environment))  # noqa: S603 - our own command
        log.info("envoy_started", pid=process.pid)
        ended, stopping = threading.Event(), threading.Event()
        try:
            _await_ready(ours, process, stop)
            watch = threading.Thread(target=_watch, args=(process, stopping, ended, stop), name="envoy", daemon=True)
            watch.start()
            yield Hosted(process.pid, ended)
        finally:
            stopping.set()
            code = _stop(process, ours, drain_seconds + _MORE_THAN_DRAIN)
            log.info("envoy_stopped", pid=process.pid, code=code)


def _await_ready(line: socket.socket, process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    give_up = time.monotonic() + _START_SECONDS
    line.settimeout(_LOOK_SECONDS)
    said = b""
    while not said.endswith(b"\n"):
        if stop.is_set():
            return
        if time.monotonic() > give_up:
            raise HostingError(f"the decision listener has not started within {_START_SECONDS:g} seconds")
        try:
            more = line.recv(65_536)
        except TimeoutError:
            continue
        except OSError:
            more = b""  # it has ended before it read what it was told
        if not more:
            raise HostingError(f"Envoy has ended with {process.wait(_START_SECONDS)} at its start; its log says why")
        said += more
    word = json.loads(said)
    if word != READY:
        raise HostingError(str(word))


def _watch(
    process: subprocess.Popen[bytes], stopping: threading.Event, ended: threading.Event, stop: threading.Event
) -> None:
    process.wait()
    if not stopping.is_set():
        ended.set()
        stop.set()


def _stop(process: subprocess.Popen[bytes], line: socket.socket, seconds: float) -> int:
    """Let it drain. Its exit code."""
    line.close()
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        return process.wait()
