"""How many calls are answered at a time, and what those get that are too many."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from denizen.domain.errors import ExhaustedError

P = ParamSpec("P")
R = TypeVar("R")

RETRY_AFTER_SECONDS = 0.2
STUCK_SECONDS = 0.05
"""A call whose message has not come by then is not about to come."""
_LOOK_EVERY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A call whose message has not come yet. Its thread waits for that inside gRPC."""

    since: float
    arguments: tuple[Any, ...]

    def cancel(self) -> None:
        """End the call: the thread is free then. What gRPC hands to its threads is an event with the call in it."""
        for each in self.arguments:
            call = getattr(each, "call", None)
            if call is not None and hasattr(call, "cancel"):
                call.cancel()


_Job = tuple["Future[Any]", Callable[[], Any], tuple[Any, ...]]


class CallThreads(ThreadPoolExecutor):
    """The threads that answer calls. Counts those that run and those that wait for a thread, and admits so many.

    gRPC by itself would queue without bound, and a caller would wait for an answer that comes too late. And gRPC has a
    thread wait for each call's message: calls whose message does not come take no thread from others, because for each
    of them there is one more, until they are ended after `message_seconds`, the oldest sooner where they are more than
    `admitted`. Threads are there from when they are first needed.
    """

    def __init__(
        self,
        threads: int,
        admitted: int,
        message_seconds: float = 30.0,
        what: str = "calls",
        being: str = "are being answered",
    ) -> None:
        super().__init__(1)  # never used: the threads are ours
        self._what, self._being = what, being
        self.admitted = admitted
        self.threads = threads
        self.message_seconds = message_seconds
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._awaited: dict[int, _Awaited] = {}
        self._present = 0
        self._stuck = 0
        self._size = 0
        self._over = threading.Event()
        self._counting = threading.Lock()

    @property
    def is_full(self) -> bool:
        """Calls without a message are not being answered, and keep nobody out."""
        return self._present - self._stuck >= self.admitted

    def arrived(self) -> None:
        """The message of the call that this thread answers is there."""
        self._awaited.pop(threading.get_ident(), None)

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        future: Future[R] = Future()
        with self._counting:
            self._present += 1
            new = self._size == 0
            if self._size < self._wanted():
                self._start(1)
        if new:
            threading.Thread(target=self._watch, name="call-watch", daemon=True).start()
        self._jobs.put((future, lambda: fn(*args, **kwargs), args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        """Every thread ends after what it is doing; what waits for one is left out with `cancel_futures`."""
        self._over.set()
        while cancel_futures and not self._jobs.empty():
            self._jobs.get()
        for _ in range(self._size):
            self._jobs.put(None)
        super().shutdown(wait, cancel_futures=cancel_futures)

    def refusal(self) -> ExhaustedError:
        """What a call is told that is one too many."""
        limit = f"{self.admitted} {self._what}"
        return ExhaustedError(f"{limit} {self._being} already", RETRY_AFTER_SECONDS, limit=limit)

    def _wanted(self) -> int:
        """One for each call that is there, up to so many, and one for each that is stuck."""
        return min(self.threads, self._present - self._stuck) + self._stuck

    def _start(self, threads: int) -> None:
        for _ in range(threads):
            self._size += 1
            threading.Thread(target=self._work, name="call", daemon=True).start()

    def _work(self) -> None:
        me = threading.get_ident()
        while (job := self._jobs.get()) is not None:
            future, run, arguments = job
            self._awaited[me] = _Awaited(time.monotonic(), arguments)
            try:
                future.set_result(run())
            except BaseException as error:  # noqa: BLE001 - as every executor does
                future.set_exception(error)
            finally:
                self._awaited.pop(me, None)
            del job, future, run, arguments
            with self._counting:
                self._present -= 1
                # One more for each that is stuck, and no longer than that.
                if self._size > self.threads + self._stuck and not self._over.is_set():
                    self._size -= 1
                    return

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        now = time.monotonic()
        stuck = sorted(
            (each for each in list(self._awaited.values()) if now - each.since > STUCK_SECONDS),
            key=lambda each: each.since,
        )
        for number, each in enumerate(stuck):
            if now - each.since > self.message_seconds or len(stuck) - number > self.admitted:
                each.cancel()
        with self._counting:
            self._stuck = len(stuck)
            missing = self._wanted() - self._size
            # Where all are stuck, those that wait may be as well.
            if len(stuck) >= self._size:
                missing += min(self._jobs.qsize(), self.admitted)
            self._start(max(0, missing))
