"""Lists as a whole: page after page, until there is no next one."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

from google.protobuf.message import Message

from denizen.cli.connection import TIMEOUT_SECONDS


class PagedCall(Protocol):
    """A method of a stub whose answer carries `next_page_token`."""

    def __call__(self, request: Any, /, *, timeout: float) -> Any:  # noqa: ANN401 - stubs are not typed
        ...


def every(call: PagedCall, request: Message, field: str, limit: int | None = None) -> Iterator[Any]:
    """The items under `field` of every page, at most `limit`; no page is asked for that nobody reads."""
    return islice(_all(call, request, field), limit)


def _all(call: PagedCall, request: Message, field: str) -> Iterator[Any]:
    asked: Any = type(request)()
    asked.CopyFrom(request)
    while True:
        page = call(asked, timeout=TIMEOUT_SECONDS)
        yield from getattr(page, field)
        if not page.next_page_token:
            return
        asked.page_token = page.next_page_token
