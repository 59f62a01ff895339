"""What runs inside Envoy: the whole server, and what answers at the doors of the decision listener.

Envoy loads this module and takes one of the applications of ASGI at its end for each of its listeners; nothing happens
before it starts them.
"""

import asyncio
import json
import math
import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Coroutine, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from structlog.typing import FilteringBoundLogger

from denizen.bootstrap import Running, serving
from denizen.gateway.adapter import Adapter, Receive, Scope, Send
from denizen.gateway.admin import Admin
from denizen.gateway.begun import Begun, left_alone
from denizen.gateway.envoy_config import ADMIN, Way
from denizen.gateway.hosting import READY, Told, secrets_of, write_secrets
from denizen.gateway.installed import NOT_INHERITED
from denizen.gateway.opening import adapter
from denizen.identity.errors import IdentityError
from denizen.interpreter import settle
from denizen.rpc import logs
from denizen.rpc.bounds import ListenError
from denizen.settings import Settings, SettingsError, load
from denizen.storage.errors import UnusableError

_INPUT = 0
_LOOK_SECONDS = 0.1
_START_SECONDS = 60.0
_MORE_THAN_DRAIN = 10.0
"""Twice what whoever started this process gives it, who can say more about it."""
_DECISIONS = "decisions"
"""The condition of health that Envoy listens."""


class Process:
    """The server in this process: started by whichever door is made ready first, and stopped once."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._held = ExitStack()
        self._adapters: Mapping[Way, Adapter] | None = None
        self._failed = False

    def adapter(self, way: Way) -> Adapter:
        """Starts the server if that was not done yet. Whoever started this process is told how that went."""
        with self._turn:
            if self._adapters is None:
                if self._failed:
                    raise RuntimeError("the server has not started")
                try:
                    self._adapters = self._started()
                except BaseException as error:
                    self._failed = True
                    _say(_words(error))
                    raise
            return self._adapters[way]

    def stop(self) -> None:
        """Drain what is left of the main server, and let go of everything."""
        with self._turn:
            self._held.close()

    def _started(self) -> dict[Way, Adapter]:
        told = Told.of(_line())
        _settle_in(told)
        _end_anyway(_START_SECONDS + _MORE_THAN_DRAIN)
        settings = load()
        log = logs.logger(settings.log_level)
        logs.take_over(settings.log_level, log)
        running = self._held.enter_context(serving(settings, log, shares_port=told.shares_port))
        folder = Path(told.folder)
        self._held.enter_context(_Secrets(running, settings, folder))
        # The main server listens already; both doors are to be open before anybody is sent here.
        running.server.health.unmet(_DECISIONS)
        admin = Admin(folder / ADMIN)
        running.server.drains_with(admin.drain)
        # From here on the end of the input is noticed.
        _end_anyway(0)
        threading.Thread(target=_until_lost, args=(self, running.lost, log), name="lost", daemon=True).start()
        threading.Thread(target=_until_ready, args=(running, admin), name="ready", daemon=True).start()
        ending = self, folder, settings.drain_seconds, log
        threading.Thread(target=_until_told, args=ending, name="envoy", daemon=True).start()
        for name, address in settings.decision_addresses.items():
            log.info("listening", address=str(address), door=name)
        settle()
        return {
            way: adapter(running.server, authenticator, settings.max_message_bytes, log)
            for way, authenticator in running.guarded.decisions.items()
        }


class _Secrets:
    """Shows Envoy other keys when the files were changed to what can be used; while the block runs."""

    def __init__(self, running: Running, settings: Settings, folder: Path) -> None:
        self._sources = running.guarded.shown
        self._settings = settings
        self._folder = folder
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="secrets", daemon=True)

    def __enter__(self) -> None:
        if self._sources:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _run(self) -> None:
        shown, number = [each.current for each in self._sources], 1
        while not self._over.wait(_LOOK_SECONDS):
            for each in self._sources:
                each.refresh()
            found = [each.current for each in self._sources]
            if all(now is before for now, before in zip(found, shown, strict=True)):
                continue
            shown, number = found, number + 1
            write_secrets(self._folder, secrets_of(self._folder, number, *self._settings.shown_files))


def _settle_in(told: Told) -> None:
    """What Envoy needed to find Python is not for the programs that Python starts."""
    sys.executable = told.python
    multiprocessing.set_executable(told.python)
    for name in NOT_INHERITED:
        os.environ.pop(name, None)


def _until_ready(running: Running, admin: Admin) -> None:
    """Say when Envoy listens."""
    if admin.becomes_ready(_START_SECONDS):
        running.server.health.met(_DECISIONS)
        _say(READY)


def _until_told(process: Process, folder: Path, drain_seconds: float, log: FilteringBoundLogger) -> None:
    """Drain and end when the input ends: whoever started this process wants that, or is gone, and does not remove the
    folder any more."""
    try:
        # An input that breaks off has ended too: so it looks when that one was killed before it read what was said.
        with suppress(OSError):
            while os.read(_INPUT, 64):
                pass
        _end_anyway(drain_seconds + _MORE_THAN_DRAIN)
        process.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        log.info("envoy_ends")
        os.kill(os.getpid(), signal.SIGTERM)


def _end_anyway(seconds: float) -> None:
    """Have the kernel end this process after so many seconds, rounded up, whatever Python and Envoy do by then: nobody
    else may be left who would. 0: it does not."""
    signal.alarm(math.ceil(seconds))


def _until_lost(process: Process, lost: threading.Event, log: FilteringBoundLogger) -> None:
    """Drain and end when this process has answered from what the database has lost: the next one begins anew."""
    lost.wait()
    log.error("history_lost")
    try:
        process.stop()
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def _line() -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        more = os.read(_INPUT, 1)
        if not more:
            raise RuntimeError("nobody has told this process what to do")
        line += more
    return line


def _say(word: str) -> None:
    with suppress(OSError):  # whoever started this process may be gone already
        os.write(_INPUT, json.dumps(word).encode() + b"\n")


def _words(error: BaseException) -> str:
    """Of errors whose words are for operators; others may quote what is nobody's business."""
    if isinstance(error, IdentityError | ListenError | SettingsError | UnusableError):
        return str(error)
    return f"the server has not started: {json.dumps(logs.cause(error))}"


class Application:
    """One listener's door."""

    def __init__(self, process: Process, way: Way) -> None:
        self._process = process
        self._way = way
        self._adapter: Adapter | None = None

    _asgi_single_callable = True
    """As servers of ASGI ask where it cannot be seen: a call of this begins an answer, and takes all that it needs."""

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None] | Begun:
        adapter = self._adapter
        if scope["type"] == "http" and adapter is not None:
            return adapter.begin(scope, receive, send)
        return self._live(receive, send) if scope["type"] == "lifespan" else _not_understood(send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        left_alone(asyncio.get_running_loop())
        try:
            self._adapter = await asyncio.to_thread(self._process.adapter, self._way)
        except BaseException as error:  # noqa: BLE001 - it was told already
            await send({"type": "lifespan.startup.failed", "message": type(error).__name__})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(self._process.stop)
        await send({"type": "lifespan.shutdown.complete"})


async def _not_understood(send: Send) -> None:
    """Never reached; and nothing that is not understood may look like an answer."""
    await send({"type": "http.response.start", "status": 500, "headers": []})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


_PROCESS = Process()
local = Application(_PROCESS, Way.LOCAL)
token = Application(_PROCESS, Way.TOKEN)
certificate = Application(_PROCESS, Way.CERTIFICATE)
