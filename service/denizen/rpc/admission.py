"""How many calls are answered at a time, and what those get that are too many."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

import structlog

from denizen.domain.errors import ExhaustedError
from denizen.rpc import logs
from denizen.rpc.arrivals import Answered, Arrival, Arrivals, Ending

log = structlog.get_logger()

P = ParamSpec("P")
R = TypeVar("R")

RETRY_AFTER_SECONDS = 0.2
STUCK_SECONDS = 0.05
"""A call whose message has not come by then is not about to come."""
_LOOK_EVERY_SECONDS = 0.1


class _Awaited(NamedTuple):
    """A call whose message has not come yet. `held`: a thread waits for it, inside gRPC."""

    since: float
    cancel: Callable[[], None]
    held: bool


_Job = tuple["Future[Any] | Ending", Callable[[], Any], Callable[[], None]]
"""What is told of its end, what is to be done, and how to end it while its message is awaited."""


class CallThreads(ThreadPoolExecutor):
    """The threads that answer calls. Counts those that run and those that wait for a thread, and admits so many.

    gRPC by itself would queue without bound, and a caller would wait for an answer that comes too late. A call of one
    message takes a thread when that has come, and none where it can be answered at once. Of the others gRPC has a
    thread wait for the first message: calls whose message does not come take no thread from others, because for each
    of them there is one more. Either way they are ended after `message_seconds`, the oldest sooner where they are more
    than `admitted`. Threads are there from when they are first needed.
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
        self._arrivals = Arrivals()
        self._awaited: dict[int | Arrival, _Awaited] = {}
        self._present = 0
        self._stuck = self._held = 0
        self._size = 0
        self._watched = False
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
        arrival = self._arrivals.of(fn, args)
        with self._counting:
            self._present += 1
            new, self._watched = not self._watched, True
        if new:
            threading.Thread(target=self._watch, name="call-watch", daemon=True).start()
        if arrival is not None:
            return cast("Future[R]", self._begun(arrival))
        future: Future[R] = Future()
        self._queue((future, lambda: fn(*args, **kwargs), partial(_cancel, args)))
        return future

    def _begun(self, arrival: Arrival) -> Ending:
        ending = Ending()
        self._awaited[arrival] = _Awaited(time.monotonic(), arrival.cancel, held=False)
        arrival.begin(partial(self._there, arrival, ending))
        return ending

    def _there(self, arrival: Arrival, ending: Ending) -> None:
        """Goes on where the message is there, or where there will be none. Never raises: no call of this door would be
        answered any more."""
        self._awaited.pop(arrival, None)
        try:
            if arrival.message is None:
                arrival.end_without()
            elif (found := _at_once(arrival)) is not None:
                arrival.end(found)
            else:
                self._queue((ending, arrival.go_on, arrival.cancel))
                return
        except BaseException as error:  # noqa: BLE001 - see above
            log.error("arrival", **logs.cause(error))  # noqa: TRY400 - an error's own words may quote a request
            arrival.cancel()
        with self._counting:
            self._present -= 1
        ending.set_result(None)

    def _queue(self, job: _Job) -> None:
        with self._counting:
            if self._size < self._wanted():
                self._start(1)
        self._jobs.put(job)

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
        """One for each call that is there, up to so many, and one for each that a thread is stuck with."""
        return min(self.threads, self._present - self._stuck) + self._held

    def _start(self, threads: int) -> None:
        for _ in range(threads):
            self._size += 1
            threading.Thread(target=self._work, name="call", daemon=True).start()

    def _work(self) -> None:
        me = threading.get_ident()
        while (job := self._jobs.get()) is not None:
            ending, run, cancel = job
            if isinstance(ending, Future):
                self._awaited[me] = _Awaited(time.monotonic(), cancel, held=True)
            try:
                ending.set_result(run())
            except BaseException as error:  # noqa: BLE001 - as every executor does
                ending.set_exception(error)
            finally:
                self._awaited.pop(me, None)
            del job, ending, run, cancel
            with self._counting:
                self._present -= 1
                # One more for each that is stuck, and no longer than that.
                if self._size > self.threads + self._held and not self._over.is_set():
                    self._size -= 1
                    return

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        now = time.monotonic()
        # Those that came first are first in it, but for those that had to wait for a thread.
        stuck = sorted(
            (each for each in list(self._awaited.values()) if now - each.since > STUCK_SECONDS),
            key=lambda each: each.since,
        )
        for number, each in enumerate(stuck):
            if now - each.since > self.message_seconds or len(stuck) - number > self.admitted:
                each.cancel()
        with self._counting:
            self._stuck = len(stuck)
            self._held = sum(each.held for each in stuck)
            missing = self._wanted() - self._size
            # Where all are stuck, those that wait may be as well.
            if self._held >= self._size:
                missing += min(self._jobs.qsize(), self.admitted)
            self._start(max(0, missing))


def _cancel(arguments: tuple[Any, ...]) -> None:
    """End the call: the thread is free then. What gRPC hands to its threads is an event with the call in it."""
    for each in arguments:
        call = getattr(each, "call", None)
        if call is not None and hasattr(call, "cancel"):
            call.cancel()


def _at_once(arrival: Arrival) -> Answered | None:
    """Where that fails, it is found out again by whoever can tell the caller."""
    try:
        return arrival.at_once()
    except Exception as error:  # noqa: BLE001 - see above
        log.warning("at_once", **logs.cause(error))
        return None
