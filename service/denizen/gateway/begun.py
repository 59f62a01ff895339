"""Calls that go on by callbacks, and need no task of the event loop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context
from typing import Any


class Begun:
    """Stands where the task of a call would. Nobody is told when it ends: it looks after its errors itself."""

    __slots__ = ()

    def add_done_callback(self, _act: Callable[..., object], /, *, context: Context | None = None) -> None:
        """Never acts."""


BEGUN = Begun()


def left_alone(loop: asyncio.AbstractEventLoop) -> None:
    """From now on the loop's `create_task` gives `BEGUN` back as it is; of coroutines it makes tasks as ever."""

    def make(
        loop: asyncio.AbstractEventLoop, what: Coroutine[Any, Any, Any] | Begun, context: Context | None = None
    ) -> Any:  # noqa: ANN401 - as event loops want it
        return what if isinstance(what, Begun) else asyncio.Task(what, loop=loop, context=context)

    loop.set_task_factory(make)  # type: ignore[arg-type]  # what it is given may be no coroutine, which is the point


def then(first: Awaitable[Any], rest: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[Any]]:
    """What was asked for already comes first, the rest after it."""
    waiting = [first]
    return lambda: waiting.pop() if waiting else rest()
