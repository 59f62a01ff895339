"""How many calls are answered at a time, and what those get that are too many."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from denizen.domain.errors import ExhaustedError

P = ParamSpec("P")
R = TypeVar("R")

RETRY_AFTER_SECONDS = 0.2


class CallThreads(ThreadPoolExecutor):
    """The threads that answer calls. Counts those that run and those that wait for a thread, and admits so many.

    gRPC by itself would queue without bound, and a caller would wait for an answer that comes too late.
    """

    def __init__(self, threads: int, admitted: int) -> None:
        super().__init__(threads, thread_name_prefix="call")
        self.admitted = admitted
        self._present = 0
        self._counting = threading.Lock()

    @property
    def is_full(self) -> bool:
        return self._present >= self.admitted

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        with self._counting:
            self._present += 1

        def counted() -> R:
            try:
                return fn(*args, **kwargs)
            finally:
                with self._counting:
                    self._present -= 1

        return super().submit(counted)

    def refusal(self) -> ExhaustedError:
        """What a call is told that is one too many."""
        return ExhaustedError(
            f"{self.admitted} calls are being answered already", RETRY_AFTER_SECONDS, limit=f"{self.admitted} calls"
        )
