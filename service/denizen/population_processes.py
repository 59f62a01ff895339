"""Processes that ask about whole populations, beside those that serve: each with a store of its own."""

import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from denizen.domain.errors import DenizenError, ExhaustedError, UnavailableError
from denizen.rpc.convert.determinations import render_answer
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from denizen.usecases.context import Call
from denizen.usecases.populations.surveying import Batch, Surveyor

R = TypeVar("R")

_AHEAD = 2
"""Batches for each process that are under way or waiting to be taken, of one caller."""
_ATTEMPTS = 5
_LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """Where the data are, and how to open them; it never shows. `key_ring`: the content of a key ring, where it is not
    in a file."""

    database_url: str
    key_ring_file: Path | None = None
    key_ring: str = ""


class Processes:
    """So many processes, started when they are first needed. They only read.

    `most_bytes`: memory of all of them together, kept by the operating system; who asks for more is refused. A process
    that dies is replaced, and what it was doing is done again.
    """

    def __init__(self, place: Place, number: int, most_bytes: int) -> None:
        self._place = place
        self._number = number
        self._most_bytes = most_bytes // number
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def pids(self) -> list[int]:
        """The processes that are there now."""
        with self._lock:
            return [] if self._pool is None else list(self._pool._processes)  # noqa: SLF001 - it tells nowhere else

    def work(self, call: Call, task: Callable[[Surveyor, Batch], R], batches: Iterable[Batch]) -> Iterator[R]:
        waiting = iter(batches)
        running: deque[_Running[R]] = deque()
        try:
            while True:
                call.check_deadline()
                for batch in islice(waiting, _AHEAD * self._number - len(running)):
                    running.append(self._begun(task, batch))
                if not running:
                    return
                yield self._result(call, task, running)
        finally:
            for each in running:
                each.future.cancel()

    def _result(self, call: Call, task: Callable[[Surveyor, Batch], R], running: "deque[_Running[R]]") -> R:
        """The first result. What a process that died had begun is begun again."""
        for _ in range(_ATTEMPTS):
            try:
                result = _awaited(call, running[0].future)
            except (BrokenProcessPool, CancelledError):
                again = [self._begun(task, each.batch) for each in running]
                running.clear()
                running.extend(again)
            else:
                running.popleft()
                return result
        raise UnavailableError("the processes that ask about whole populations end again and again", retry_after=5.0)

    def _begun(self, task: Callable[[Surveyor, Batch], R], batch: Batch) -> "_Running[R]":
        for _ in range(_ATTEMPTS):
            pool = self._started()
            try:
                return _Running(batch, pool.submit(_do, task, batch))
            except (BrokenProcessPool, RuntimeError):
                # It is broken, or another call has found it so and ended it.
                self._drop(pool)
        raise UnavailableError("the processes that ask about whole populations do not start", retry_after=5.0)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise UnavailableError("the server is going away", retry_after=1.0)
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._number,
                    multiprocessing.get_context("spawn"),
                    _Worker.begin,
                    (self._place, self._most_bytes),
                )
            return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Running(Generic[R]):
    """A batch, and where its result will be."""

    batch: Batch
    future: "Future[R | _Refused]"


@dataclass(frozen=True, slots=True)
class _Refused:
    """An error as it goes from one process to another."""

    kind: type[DenizenError]
    message: str
    attributes: dict[str, Any]

    def error(self) -> DenizenError:
        error = self.kind.__new__(self.kind)
        DenizenError.__init__(error, self.message)
        error.__dict__.update(self.attributes)
        return error


def _awaited(call: Call, future: "Future[R | _Refused]") -> R:
    while True:
        try:
            result = future.result(_LOOK_SECONDS)
        except TimeoutError:
            call.check_deadline()
            continue
        if isinstance(result, _Refused):
            raise result.error()
        return result


class _SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class _Worker:
    """What a process has: one store, and what answers on it."""

    surveyor: ClassVar[Surveyor]

    @classmethod
    def begin(cls, place: Place, most_bytes: int) -> None:
        # It is for the process that serves to act on these.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        os.nice(5)  # whoever is asked about one principal goes first
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
        parent = multiprocessing.parent_process()
        if parent is not None:
            threading.Thread(target=_end_with, args=(parent,), name="parent-watch", daemon=True).start()
        if place.key_ring_file is not None:
            ring = KeyRing.from_file(place.key_ring_file)
        else:
            ring = KeyRing.from_text(place.key_ring, "DENIZEN_KEY_RING")
        store = open_store(place.database_url, ring, _SystemClock(), connections=2)
        cls.surveyor = Surveyor(store, render_answer)


def _end_with(parent: "multiprocessing.process.BaseProcess") -> None:
    """A server that is killed leaves no process behind."""
    parent.join()
    os._exit(1)


def _do(task: Callable[[Surveyor, Batch], R], batch: Batch) -> R | _Refused:
    try:
        return task(_Worker.surveyor, batch)
    except MemoryError:
        error: DenizenError = ExhaustedError("the memory for whole populations does not suffice", retry_after=60.0)
    except DenizenError as refusal:
        error = refusal
    return _Refused(type(error), error.message, dict(error.__dict__))
