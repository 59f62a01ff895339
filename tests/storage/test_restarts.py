"""PostgreSQL is killed and started again while several processes write and one reads."""

import random
import signal
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from denizen.domain.errors import UnavailableError
from denizen.domain.names import PrincipalName
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from denizen.storage.sql.store import open_store
from tests.postgresql import MissingError, OwnServer, own_server
from tests.storage.builders import SettableClock, call
from tests.storage.test_crashes import assert_whole, check
from tests.storage.writing_process import Acknowledged, Writer, writer

KILLS = 2
FAR_MORE_THAN_ARE_WRITTEN = 1_000_000


@pytest.fixture(scope="module")
def killed_server() -> Iterator[OwnServer]:
    """One that may be killed: nobody else's."""
    try:
        # It has to keep what it acknowledged, like one in service.
        with own_server(fsync="on", full_page_writes="on") as server:
            yield server
    except MissingError as error:
        pytest.skip(str(error))


class Reading(threading.Thread):
    """Reads, again and again, what writers said they had written."""

    def __init__(self, url: str, ring: KeyRing) -> None:
        super().__init__()
        self._url = url
        self._ring = ring
        self._stopping = threading.Event()
        self.latest: dict[str, tuple[PrincipalName, int]] = {}
        self.answers = 0
        self.unavailable = 0
        self.wrong: list[BaseException] = []

    def run(self) -> None:
        with closing(open_store(self._url, self._ring, SettableClock())) as store:
            while not self._stopping.is_set():
                for name, revision in list(self.latest.values()):
                    try:
                        with store.read(call(), at_least=revision) as reader:
                            assert reader.revision.number >= revision
                            assert_whole(reader, name, revision)
                        self.answers += 1
                    except UnavailableError:
                        self.unavailable += 1
                    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
                        self.wrong.append(error)

    def stop(self) -> None:
        self._stopping.set()
        self.join()


def let_write(reading: Reading, writers: list[Writer], count: int) -> None:
    """Until each has written so many more."""
    for each in writers:
        assert each.read_written(count)
        name, revision = each.last
        reading.latest[name.partition("-")[0]] = (name, revision)


def test_a_killed_server_loses_nothing_and_everybody_comes_back(
    killed_server: OwnServer, ring_file: Path, ring: KeyRing, clock: SettableClock
) -> None:
    written: Acknowledged = {}
    with killed_server.database() as name:
        url = killed_server.url_of(name)
        upgrade(url)
        reading = Reading(url, ring)
        with (
            writer(url, ring_file, "a", FAR_MORE_THAN_ARE_WRITTEN) as one,
            writer(url, ring_file, "b", FAR_MORE_THAN_ARE_WRITTEN) as two,
        ):
            reading.start()
            try:
                for _ in range(KILLS):
                    let_write(reading, [one, two], random.randrange(20, 60))
                    killed_server.stop(signal.SIGKILL)
                    killed_server.start()
                    before = reading.answers
                    # The same processes go on, with connections of which each has died.
                    let_write(reading, [one, two], 20)
                    while reading.answers < before + 10 and not reading.wrong:
                        let_write(reading, [one, two], 1)
            finally:
                for each in (one, two):
                    each.kill()
                    each.end()
                    written |= each.written
                reading.stop()
        with closing(open_store(url, ring, clock)) as store:
            assert len(written) <= check(store, written)
    assert reading.wrong == []
    # What a writer is told meanwhile is UNAVAILABLE; anything else would have ended it.
    assert one.refused + two.refused + reading.unavailable > 0
