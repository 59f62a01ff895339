"""One GET of a small document over HTTPS, to where an operator said, and nowhere else."""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from denizen.identity.errors import IdentityError

MOST_BYTES = 256 * 1024
SECONDS = 5.0
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_JSON = "application/json, application/jwk-set+json"


class FetchError(Exception):
    """The document could not be had. Says why, in words of our own."""


@dataclass(frozen=True, slots=True)
class FetchUrl:
    """Where to fetch from. `private`: addresses that are not of the public internet are allowed, and http to this
    machine's own."""

    secure: bool
    host: str
    port: int
    path: str
    private: bool

    @classmethod
    def parse(cls, url: str, *, private: bool) -> Self:
        """`IdentityError` says what is wanted."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise IdentityError("wanted an https URL") from None
        loopback = private and _is_loopback(host)
        plain = parts.scheme == "http" and loopback
        if not host or not (parts.scheme == "https" or plain):
            raise IdentityError("wanted an https URL; http is for loopback addresses and private fetches only")
        if parts.username is not None or parts.fragment or not url.isascii() or not url.isprintable() or " " in url:
            raise IdentityError("wanted a URL of host and path, without a name, a password or a fragment")
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return cls(not plain, host, port or (80 if plain else 443), path, private)


def fetch(url: FetchUrl, seconds: float = SECONDS, most: int = MOST_BYTES, accept: str = _JSON) -> bytes:
    """The document, of the media types `accept`. `FetchError` after `seconds` in all, above `most` bytes, and for every
    answer but 200: a redirect is not followed. No proxy is asked, and the address that was checked is the one that is
    connected to."""
    deadline = time.monotonic() + seconds
    try:
        with closing(connected(url, deadline)) as connection:
            return _answer(connection, url, deadline, most, accept)
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"no answer from {url.host}: {type(error).__name__}") from None


def connected(url: FetchUrl, deadline: float) -> socket.socket:
    """A connection to an address of the host that was checked, by TLS unless it is plain. `FetchError`, `OSError`."""
    try:
        addresses = [found[4][0] for found in socket.getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM)]
    except UnicodeError:  # a label of it is empty, or longer than 63
        raise FetchError(f"{url.host} is no name of a host") from None
    # All of them: a name of which one address is inside is not a name to follow.
    if not url.private and not all(_is_public(str(address)) for address in addresses):
        raise FetchError(f"{url.host} is at a private address; set DENIZEN_ALLOW_PRIVATE_FETCH=true if it should be")
    connection = socket.create_connection((str(addresses[0]), url.port), _left(deadline))
    if not url.secure:
        return connection
    try:
        return ssl.create_default_context().wrap_socket(connection, server_hostname=url.host)
    except BaseException:
        connection.close()
        raise


def _answer(connection: socket.socket, url: FetchUrl, deadline: float, most: int, accept: str) -> bytes:
    # Each read has its own time limit; this one ends them all, whatever comes in the meantime.
    ending = threading.Timer(_left(deadline), cut, [connection])
    ending.daemon = True
    ending.start()
    try:
        client = http.client.HTTPConnection(url.host, url.port)
        client.sock = connection
        client.putrequest("GET", url.path, skip_host=True, skip_accept_encoding=True)
        client.putheader("Host", authority(url))
        client.putheader("Accept", accept)
        client.endheaders()
        answer = client.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise FetchError(f"{url.host} answered {answer.status}")
        content = answer.read(most + 1)
    finally:
        ending.cancel()
    if len(content) > most:
        raise FetchError(f"{url.host} answered with more than {most} bytes")
    if answer.length or time.monotonic() >= deadline:
        raise FetchError(f"{url.host} did not answer to the end, or not in time")
    return content


def authority(url: FetchUrl) -> str:
    """The value of the Host header (RFC 9110, section 7.2)."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    return host if url.port == (443 if url.secure else 80) else f"{host}:{url.port}"


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.001)


def cut(connection: socket.socket) -> None:
    """End whatever waits for it."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # closed already


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    # What a gateway, or the system itself, would turn into an IPv4 address is as public as that one.
    those = _within(address) if isinstance(address, ipaddress.IPv6Address) else (address,)
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in those)


def _within(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """What it stands for, itself or addresses of IPv4: RFC 4291, section 2.5.5; RFC 3056; RFC 4380; RFC 6052."""
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    else:
        yield address
        yield from filter(None, (address.sixtofour, *(address.teredo or ())))
