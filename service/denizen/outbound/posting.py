"""One POST of a small message, to where the operator said, and nowhere else."""

import http.client
import socket
import threading
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from denizen.domain.errors import InvalidError
from denizen.domain.webhooks.deliveries import Attempt
from denizen.identity import fetching
from denizen.identity.errors import IdentityError
from denizen.identity.fetching import FetchError, FetchUrl

SECONDS = 15.0
"""For a message and its answer, as Standard Webhooks recommends."""
MOST_BYTES = 64 * 1024
"""Of an answer that are read; what is in them is not looked at."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Sends to `hosts` alone. `private`: addresses that are not of the public internet are allowed, and http to this
    machine's own. No redirect is followed, no proxy asked, and the address that was checked is the one connected to."""

    hosts: Collection[str]
    private: bool = False
    seconds: float = SECONDS

    def check(self, url: str) -> None:
        """`InvalidError`, about `url`."""
        host = urlsplit(url).hostname or ""
        if host not in self.hosts:
            raise InvalidError("url", host, "a host of DENIZEN_WEBHOOK_HOSTS")
        try:
            FetchUrl.parse(url, private=self.private)
        except IdentityError as error:
            raise InvalidError("url", urlsplit(url).scheme, str(error).removeprefix("wanted ")) from None

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        """Never raises: what went wrong is in the attempt, in words of our own."""
        try:
            self.check(url)
            target = FetchUrl.parse(url, private=self.private)
            deadline = time.monotonic() + self.seconds
            with closing(fetching.connected(target, deadline)) as connection:
                ending = threading.Timer(max(0.001, deadline - time.monotonic()), fetching.cut, [connection])
                ending.daemon = True
                ending.start()
                try:
                    return _answered(http.client.HTTPConnection(target.host), connection, target, headers, body)
                finally:
                    ending.cancel()
        except InvalidError:
            return Attempt(failure="the operator does not allow this host any more")
        except FetchError as error:
            return Attempt(failure=str(error))
        except (OSError, http.client.HTTPException) as error:
            return Attempt(failure=f"no answer: {type(error).__name__}")


def _answered(
    client: http.client.HTTPConnection,
    connection: socket.socket,
    target: FetchUrl,
    headers: Mapping[str, str],
    body: bytes,
) -> Attempt:
    client.sock = connection
    client.putrequest("POST", target.path, skip_host=True, skip_accept_encoding=True)
    client.putheader("Host", fetching.authority(target))
    client.putheader("User-Agent", "denizen-webhooks")
    client.putheader("Content-Length", str(len(body)))
    for name, value in headers.items():
        client.putheader(name, value)
    client.endheaders(body)
    answer = client.getresponse()
    answer.read(MOST_BYTES)
    return Attempt(answer.status, asked=_asked(answer.getheader("Retry-After")))


def _asked(given: str | None) -> timedelta | None:
    """Seconds of Retry-After (RFC 9110, section 10.2.3); a date is not looked at."""
    if given is None or not given.isascii() or not given.isdigit():
        return None
    return timedelta(seconds=min(int(given[:9]), 10**7))
