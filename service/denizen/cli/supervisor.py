"""Several workers on one port: started, watched, restarted one after the other, and stopped together."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from structlog.typing import FilteringBoundLogger

_READY = b"ready\n"
_LOOK_AGAIN = 0.05
_START_SECONDS = 60.0
_MORE_THAN_DRAIN = 10.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
_WELL_AFTER = 10.0
"""Seconds after which a worker that ended is no sign of its successor's end."""

_STOPPING = (signal.SIGTERM, signal.SIGINT)


class PortTakenError(Exception):
    """Another program listens there."""


class WorkerError(Exception):
    """A worker ended before it was ready, with this exit code; it has said why."""

    def __init__(self, code: int) -> None:
        super().__init__(f"a worker ended with {code} before it was ready")
        self.code = code


class _ToldToStopError(Exception):
    """Whatever is being waited for does not matter any more."""


def reserved(host: str, port: int) -> socket.socket:
    """A socket that holds the address for workers of this account, and nothing else. `PortTakenError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as alone:
            # Without sharing: it fails where anybody else is there, other workers included.
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            alone.bind((host, port))
        holder = socket.socket(family)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind((host, port))
    except OSError:
        raise PortTakenError(
            f"cannot listen on port {port}: another program does, or the address is not ours"
        ) from None
    return holder


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    line: socket.socket
    started: float
    ready: bool = False

    @property
    def pid(self) -> int:
        return self.process.pid

    def look(self) -> None:
        """Notice that it has become ready."""
        if not self.ready:
            try:
                self.ready = self.line.recv(len(_READY), socket.MSG_DONTWAIT) == _READY
            except BlockingIOError:
                pass
            except OSError:
                self.ready = False

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()


class Supervisor:
    """Keeps `count` workers running until it is told to stop.

    `told` takes signal numbers: SIGTERM and SIGINT stop them all; SIGHUP replaces them one after the other, each
    only when its successor is ready.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        count: int,
        drain_seconds: float,
        log: FilteringBoundLogger,
    ) -> None:
        self._command = command
        self._environment = environment
        self._drain_seconds = drain_seconds
        self._log = log
        self.told: SimpleQueue[int] = SimpleQueue()
        self._workers: list[_Worker | None] = [None] * count
        self._pauses = [_FIRST_PAUSE] * count
        self._not_before = [0.0] * count
        self._renewing = self._begun = False

    def run(self, started: Callable[[], None] = lambda: None) -> bool:
        """Until told to stop; whether all workers ended in peace then. `started` is called when all are ready.

        `WorkerError` where the first one does not become ready: the others would not either.
        """
        try:
            self._workers[0] = first = self._start()
            self._until(lambda: first.ready or first.process.poll() is not None, _START_SECONDS)
            if not first.ready:
                raise WorkerError(first.process.poll() or 1)
            self._begun = True
            self._until(lambda: all(each is not None and each.ready for each in self._workers), _START_SECONDS)
            started()
            while True:
                self._listen()
                self._tend()
                if self._renewing:
                    self._renewing = False
                    self._renew()
        except _ToldToStopError:
            pass
        finally:
            peaceful = self._stop([each for each in self._workers if each is not None])
        return peaceful

    def _start(self) -> _Worker:
        ours, its = socket.socketpair()
        with its:
            process = subprocess.Popen(self._command, stdin=its.fileno(), env=self._environment)  # noqa: S603 - our own command
        self._log.info("worker_started", pid=process.pid)
        return _Worker(process, ours, time.monotonic())

    def _tend(self) -> None:
        """Start what is not there, unless it ended just now."""
        now = time.monotonic()
        for place, worker in enumerate(self._workers):
            if worker is None:
                if now >= self._not_before[place]:
                    self._workers[place] = self._start()
                continue
            worker.look()
            code = worker.process.poll()
            if code is None:
                continue
            lived = now - worker.started
            self._pauses[place] = _FIRST_PAUSE if lived > _WELL_AFTER else min(self._pauses[place] * 2, _LONGEST_PAUSE)
            self._not_before[place] = now + self._pauses[place]
            self._workers[place] = None
            worker.line.close()
            self._log.warning("worker_ended", pid=worker.pid, code=code, again_in=self._pauses[place])

    def _renew(self) -> None:
        """Replace the workers one after the other. One whose successor does not become ready stays."""
        self._log.info("renewing", workers=len(self._workers))
        for place, worker in enumerate(self._workers):
            successor = self._start()
            try:
                self._until(lambda: successor.ready or successor.process.poll() is not None, _START_SECONDS, successor)  # noqa: B023 - waited for at once
            except _ToldToStopError:
                self._stop([successor])
                raise
            if not successor.ready:
                self._stop([successor])
                self._log.warning("renewing_given_up", pid=successor.pid, code=successor.process.poll())
                return
            self._workers[place] = successor
            if worker is not None:
                self._stop([worker])
        self._log.info("renewed", workers=len(self._workers))

    def _stop(self, workers: Sequence[_Worker]) -> bool:
        """Drain them together; whether they all ended in peace and in time."""
        for worker in workers:
            worker.stop()
        give_up = time.monotonic() + self._drain_seconds + _MORE_THAN_DRAIN
        peaceful = True
        for worker in workers:
            try:
                code = worker.process.wait(max(0.0, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.process.kill()
                code = worker.process.wait()
            worker.line.close()
            self._log.info("worker_stopped", pid=worker.pid, code=code)
            peaceful = peaceful and code == 0
        return peaceful

    def _until(self, there: Callable[[], bool], seconds: float, *more: _Worker) -> None:
        """Return when it is there, or the time is over. The workers are looked after meanwhile."""
        give_up = time.monotonic() + seconds
        while not there() and time.monotonic() < give_up:
            self._listen()
            for worker in more:
                worker.look()
            if self._begun:
                self._tend()
            elif self._workers[0] is not None:
                self._workers[0].look()

    def _listen(self) -> None:
        """What was told, or a moment's rest."""
        try:
            number = self.told.get(timeout=_LOOK_AGAIN)
        except Empty:
            return
        if number in _STOPPING:
            raise _ToldToStopError
        self._renewing = True


def tell_ready() -> None:
    """In a worker: it answers from now on."""
    os.write(0, _READY)


def when_alone(act: Callable[[], None]) -> None:
    """In a worker: act when the supervisor is gone, however it went."""

    def wait() -> None:
        # A line that breaks off has ended too: so it looks when the supervisor was killed before it read `_READY`.
        with suppress(OSError):
            while os.read(0, 64):
                pass
        act()

    threading.Thread(target=wait, name="supervisor", daemon=True).start()
