"""What files say, read again when they change."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from structlog.typing import FilteringBoundLogger

from denizen.identity.errors import IdentityError

T = TypeVar("T")

MOST_BYTES = 1024 * 1024


class Watched(Generic[T]):
    """What `read` makes of the contents of the files, in their order. `read` raises `IdentityError` for a bad one.

    Files that cannot be used stop the first reading; later the last good reading is kept, and the log says so.
    """

    def __init__(
        self, what: str, paths: Sequence[Path], read: Callable[[Sequence[bytes]], T], log: FilteringBoundLogger
    ) -> None:
        self._what = what
        self._paths = paths
        self._read = read
        self._log = log
        self._refreshing = threading.Lock()
        self._seen = self._look()
        self._current = self._taken()

    @property
    def current(self) -> T:
        """The last good reading. The same object for as long as nothing changes."""
        return self._current

    def refresh(self) -> None:
        """Look at the files, and read them if they are not the ones that were read last."""
        with self._refreshing:
            seen = self._look()
            if seen == self._seen:
                return
            # Of bad ones too: they are told of once, not at every look.
            self._seen = seen
            try:
                self._current = self._taken()
            except IdentityError as error:
                self._log.error("kept", what=self._what, why=str(error))
            else:
                self._log.info("reloaded", what=self._what)

    def missed(self) -> None:
        """Something was asked for that is not there. The next look comes soon anyway."""

    def _look(self) -> list[tuple[int, ...]]:
        return [_state(path) for path in self._paths]

    def _taken(self) -> T:
        try:
            contents = [_content(path) for path in self._paths]
        except OSError as error:
            raise IdentityError(f"{self._what}: {error.filename}: {error.strerror}") from None
        try:
            return self._read(contents)
        except IdentityError as error:
            names = " and ".join(str(path) for path in self._paths)
            raise IdentityError(f"{self._what} ({names}): {error}") from None


def _state(path: Path) -> tuple[int, ...]:
    """What differs when the file is another one or was written to."""
    try:
        told = path.stat()
    except OSError:
        return ()
    return (told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise IdentityError(f"{path} is larger than {MOST_BYTES} bytes")
    return content
