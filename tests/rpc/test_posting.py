"""Receivers of webhooks that answer badly, or never: an attempt ends in time, and says how."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import pytest

from denizen.outbound.posting import Poster

SECONDS = 0.3


def slowly(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for each in pieces:
        yield each
        time.sleep(0.02)


def again(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


OK = b"HTTP/1.1 200 OK\r\n"
ANSWERS: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    "nothing": (lambda: slowly(again(b"")), "no answer"),
    "a byte now and then": (lambda: slowly(again(b"H")), "no answer"),
    "headers without end": (lambda: iter([OK, *(b"H%d: x\r\n" % n for n in range(5000))]), "no answer"),
    "to be continued": (lambda: slowly(again(b"HTTP/1.1 100 Continue\r\n\r\n")), "no answer"),
    "what is no HTTP": (lambda: iter([b"\0\xff" * 50_000]), "no answer"),
    "a length that is none": (lambda: iter([OK, b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"]), "no answer"),
    "a body without end": (lambda: iter([OK, b"\r\n", *[b"x" * 65536] * 100]), ""),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ANSWERS)
def test_an_attempt_ends_whatever_the_answer(name: str) -> None:
    answer, failure = ANSWERS[name]
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    connection.recv(65536)
                    for piece in answer():
                        connection.sendall(piece)
                        if listening.fileno() < 0:
                            return

        threading.Thread(target=serve, daemon=True).start()
        poster = Poster({"127.0.0.1"}, private=True, seconds=SECONDS)
        attempt = poster.send(f"http://127.0.0.1:{listening.getsockname()[1]}/", {}, b"{}")
    assert attempt.failure.startswith(failure)
    assert (attempt.status is None) == bool(failure)


@pytest.mark.parametrize("host", ["x" * 70 + ".example", "a..example"], ids=["long", "empty"])
def test_a_name_that_is_none_is_a_failure_as_others(host: str) -> None:
    attempt = Poster({host}).send(f"https://{host}/", {}, b"{}")
    assert (attempt.status, "no name of a host" in attempt.failure) == (None, True)
