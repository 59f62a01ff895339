"""How much a server takes, without the server."""

from dataclasses import dataclass

METADATA_BYTES = 12 * 1024
CONNECTION_MINUTES = 30


class ListenError(Exception):
    """The address cannot be listened on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`threads` answer calls, `admitted` calls may run or wait for a thread, a request has at most `message_bytes` and
    `message_seconds` to arrive. `watchers`: answers that may be streams, each with a thread while it lasts;
    `watchers_per_caller`: so many of one caller.

    Python runs one thread at a time: more threads than there are database calls to wait for make it slower.
    `shares_port` with other processes of the same account; otherwise a second one on the port has to fail.
    """

    threads: int = 4
    admitted: int = 512
    message_bytes: int = 4 * 1024 * 1024
    shares_port: bool = False
    message_seconds: float = 30.0
    watchers: int = 128
    watchers_per_caller: int = 32

    @property
    def streams(self) -> int:
        """Calls that may be open: those admitted, those that are told to come back, health, and those that last."""
        return 2 * self.admitted + 64 + self.watchers
