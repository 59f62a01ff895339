"""Writers that are killed, and writers in several processes: nothing acknowledged is lost, nothing is half there."""

import random
from contextlib import closing
from pathlib import Path

from denizen.domain.names import PrincipalName, attestation_of
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.ports import Reader
from tests.storage.builders import SettableClock, attestation, call, once
from tests.storage.writing_process import Acknowledged, writer

KILLS = 20
WRITES = 2000


def check(store: SqlStore, written: Acknowledged) -> int:
    """What must hold after any crash. The number of commits."""
    with store.read(call()) as reader:
        rows = reader.events(0, 10 * WRITES)
        commits = reader.head.number
        # Every commit has the outbox rows of its writes, and no others.
        assert [(row.revision.number, row.position) for row in rows] == [
            (number, position) for number in range(1, commits + 1) for position in (0, 1)
        ]
        # Known time never decreases.
        instants = [row.revision.instant for row in rows]
        assert instants == sorted(instants)
        # What a commit says it wrote is there since then, whole.
        made = {row.event.subject: row.revision.number for row in rows if row.event.subject is not None}
        for name, revision in made.items():
            assert_whole(reader, name, revision)
        # Nothing acknowledged is lost, and everything written has its commit.
        assert written.items() <= made.items()
        assert {each.name for each in reader.principals(None, 10 * WRITES, None, None)} == set(made)
    with store.write(call()) as unit:
        for name, revision in written.items():
            receipt = unit.recall(once(name))
            assert receipt is not None
            assert receipt.revision == revision
    return commits


def assert_whole(reader: Reader, name: PrincipalName, revision: int) -> None:
    (record,) = reader.attestations(name)
    assert record.attestation == attestation(attestation_of(name, "passport"))
    assert record.known.from_revision == revision
    assert reader.principal(name) is not None


def test_a_writer_may_be_killed_at_any_moment(url: str, ring_file: Path, ring: KeyRing, clock: SettableClock) -> None:
    written: Acknowledged = {}
    for kill in range(KILLS):
        with writer(url, ring_file, f"kill-{kill}", WRITES) as process:
            process.read(random.randrange(WRITES // KILLS))
            process.kill()
            process.end()
            written |= process.written
    with closing(open_store(url, ring, clock)) as store:
        # A commit may have been made and not acknowledged, by each of those killed.
        assert len(written) <= check(store, written) <= len(written) + KILLS


def test_several_processes_write_at_once(url: str, ring_file: Path, ring: KeyRing, clock: SettableClock) -> None:
    each = 100
    with (
        writer(url, ring_file, "a", each) as one,
        writer(url, ring_file, "b", each) as two,
        writer(url, ring_file, "c", each) as three,
    ):
        assert [process.end() for process in (one, two, three)] == [0, 0, 0]
    written = one.written | two.written | three.written
    assert len(written) == 3 * each
    assert sorted(written.values()) == list(range(1, 3 * each + 1))
    with closing(open_store(url, ring, clock)) as store:
        assert check(store, written) == 3 * each
