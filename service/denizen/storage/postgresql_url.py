"""Where a PostgreSQL server is, and how to talk to it."""

import ipaddress

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from denizen.storage.errors import UnusableError

_NOTICED = {"keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "10000"}
"""A server that has gone without a word is noticed within half a minute, and after 10 s where something was sent to
it."""


def parsed(url: str, patience: float) -> URL:
    """The URL, with libpq's settings that it leaves open. `UnusableError` for one that is no URL, and for a server
    elsewhere without a word about TLS; neither shows the URL, which may contain a password."""
    try:
        where = make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise UnusableError(
            "the database URL cannot be read, wanted one such as 'postgresql://denizen@127.0.0.1/denizen'"
        ) from None
    if not _is_here(where) and "sslmode" not in where.query:
        raise UnusableError(
            "the database URL names a server elsewhere and no sslmode. Add ?sslmode=verify-full&sslrootcert=FILE; "
            "?sslmode=disable says that everything may be read on the way"
        )
    usual = {"application_name": "denizen", "connect_timeout": str(max(2, round(patience))), **_NOTICED}
    return where.update_query_dict({name: value for name, value in usual.items() if name not in where.query})


def _is_here(where: URL) -> bool:
    """Whether nobody else can listen on the way: a socket, or this machine itself."""
    hosts = where.query.get("host", ())
    named = [where.host or "", *([hosts] if isinstance(hosts, str) else hosts)]
    return all(_is_own(_without_port(host)) for each in named for host in each.split(","))


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name.strip("[]") if colon and port.isdecimal() and (":" not in name or name.endswith("]")) else host


def _is_own(host: str) -> bool:
    if host in ("", "localhost") or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
