"""The certificate of the client's connection, as Envoy passes it on."""

from urllib.parse import unquote_to_bytes

HEADER = b"x-forwarded-client-cert"
"""Written by Envoy alone: what a client sends under that name is removed at every door."""

_MOST_KEPT = 10_000


class Peers:
    """Takes certificates out of headers; each header once, since a connection sends the same one with every call."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes | None] = {}

    def certificate(self, header: bytes | None) -> bytes | None:
        """In PEM. None where there is none, and where there is more than one: nobody between us and the client may
        pass on another's."""
        if header is None:
            return None
        if header in self._kept:
            return self._kept[header]
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        found = self._kept[header] = _certificate(header)
        return found


def _certificate(header: bytes) -> bytes | None:
    if b"," in header:
        return None
    given = [part.partition(b"=")[2] for part in header.split(b";") if part.partition(b"=")[0].lower() == b"cert"]
    if len(given) != 1:
        return None
    return unquote_to_bytes(given[0].strip(b'"'))
