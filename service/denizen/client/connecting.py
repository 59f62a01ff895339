"""A channel to Denizen: plaintext or TLS, with a client certificate, with a bearer token, or with both."""

import ipaddress
from collections.abc import Callable

import grpc

from denizen.client.bearer import Bearer
from denizen.client.request_ids import RequestIds
from denizen.client.service_config import CONNECT_AGAIN_MS, service_config


class InsecureError(ValueError):
    """What was asked for would give a secret away."""


def channel(  # noqa: PLR0913  # each is one thing that a channel may have, and has to be named
    target: str,
    *,
    ca: bytes | None = None,
    cert: bytes | None = None,
    key: bytes | None = None,
    token: str | Callable[[], str] | None = None,
    wait_for_ready: bool = True,
) -> grpc.Channel:
    """A channel to `target` (`host:port`) with our service config; it gives writes a `request_id`.

    With `ca` (who may issue the server's certificate, in PEM) it uses TLS, else plaintext. `cert` and `key` are the
    client's own, in PEM. `token` is sent with every call, or asked for at every call; never in plaintext to another
    machine: `InsecureError`. Give every call a deadline. A channel keeps its certificate: before that expires, make
    another one.
    """
    if (cert is None) != (key is None) or (cert is not None and ca is None):
        raise ValueError("a client certificate needs its key, and the server's authority: give ca, cert and key")
    if token is not None and ca is None and not _is_loopback(target):
        raise InsecureError("a token would be sent in plaintext to another machine: give ca, too")
    first, longest = CONNECT_AGAIN_MS
    options = [
        ("grpc.service_config", service_config(wait_for_ready=wait_for_ready)),
        ("grpc.enable_retries", 1),
        ("grpc.initial_reconnect_backoff_ms", first),
        ("grpc.min_reconnect_backoff_ms", first),
        ("grpc.max_reconnect_backoff_ms", longest),
    ]
    if ca is None:
        bare = grpc.insecure_channel(target, options)
    else:
        bare = grpc.secure_channel(target, grpc.ssl_channel_credentials(ca, key, cert), options)
    if token is None:
        return grpc.intercept_channel(bare, RequestIds())
    return grpc.intercept_channel(bare, RequestIds(), Bearer(token if callable(token) else lambda: token))


def _is_loopback(target: str) -> bool:
    """Whether only this machine hears it. A name other than localhost is not looked up: it may be anything."""
    host = target.removeprefix("ipv4:").removeprefix("ipv6:").rpartition(":")[0].strip("[]")
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return target.startswith("unix:")
