"""Calls that take more than one question, or whose refusal is an answer."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

import grpc
from google.protobuf.message import Message

from denizen.cli.connection import TIMEOUT_SECONDS


class StubCall(Protocol):
    """A method of a stub."""

    def __call__(self, request: Any, /, *, timeout: float) -> Any:  # noqa: ANN401 - stubs are not typed
        ...


def every(call: StubCall, request: Message, field: str, limit: int | None = None) -> Iterator[Any]:
    """The items under `field` of every page, at most `limit`; no page is asked for that nobody reads."""
    return islice(_all(call, request, field), limit)


def _all(call: StubCall, request: Message, field: str) -> Iterator[Any]:
    asked: Any = type(request)()
    asked.CopyFrom(request)
    while True:
        page = call(asked, timeout=TIMEOUT_SECONDS)
        yield from getattr(page, field)
        if not page.next_page_token:
            return
        asked.page_token = page.next_page_token


def existing(call: StubCall, request: Message) -> Any:  # noqa: ANN401 - stubs are not typed
    """The answer; None where what is asked for does not exist."""
    try:
        return call(request, timeout=TIMEOUT_SECONDS)
    except grpc.RpcError as error:
        if isinstance(error, grpc.Call) and error.code() is grpc.StatusCode.NOT_FOUND:
            return None
        raise
