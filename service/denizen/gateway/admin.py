"""Envoy's own door for its operator: a socket in the file system, which only we can open."""

import json
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, socket

from denizen.gateway.envoy_config import STATISTICS

_SECONDS = 5.0
_LOOK_AGAIN = 0.05
_SETTLED_SECONDS = 0.5
"""Connections that are made while clients are being sent away: whoever is idle for so long has noticed."""


class _Connection(HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket(AF_UNIX, SOCK_STREAM)
        self.sock.settimeout(_SECONDS)
        self.sock.connect(str(self._path))


class Admin:
    """Tells the Envoy that has this socket what to do. `OSError` and `HTTPException` where it does not answer."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def becomes_ready(self, seconds: float) -> bool:
        """Wait until it listens, for so many seconds; whether it does."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            try:
                if self._asked("GET", "/ready").strip() == b"LIVE":
                    return True
            except (OSError, HTTPException):
                pass
            time.sleep(_LOOK_AGAIN)
        return False

    def drain(self, seconds: float) -> bool:
        """Send clients away and wait until no call is left, for so many seconds; whether none was."""
        give_up = time.monotonic() + seconds
        try:
            self._asked("POST", "/drain_listeners?graceful")
            idle_since: float | None = None
            while time.monotonic() < give_up:
                connections, calls = self._active()
                if connections == 0:
                    return True
                now = time.monotonic()
                idle_since = (idle_since or now) if calls == 0 else None
                if idle_since is not None and now - idle_since >= _SETTLED_SECONDS:
                    return True
                time.sleep(_LOOK_AGAIN)
        except (OSError, HTTPException):
            return False
        return False

    def _active(self) -> tuple[int, int]:
        """Connections, and calls that are being answered."""
        told = json.loads(
            self._asked("GET", f"/stats?format=json&filter=^http.{STATISTICS}.downstream_(cx|rq)_active$")
        )
        found = {each["name"].rsplit(".", 1)[1]: int(each["value"]) for each in told["stats"] if "name" in each}
        return found.get("downstream_cx_active", 0), found.get("downstream_rq_active", 0)

    def _asked(self, method: str, path: str) -> bytes:
        connection = _Connection(self._path)
        try:
            connection.request(method, path)
            return connection.getresponse().read()
        finally:
            connection.close()
