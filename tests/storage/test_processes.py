"""What one process promises of what another does."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from denizen.storage import engine as engines
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from tests.storage.builders import SettableClock, call
from tests.storage.test_crashes import assert_whole, check
from tests.storage.writing_process import writer


def test_a_read_with_a_token_of_another_process_is_never_older(
    url: str, ring_file: Path, ring: KeyRing, clock: SettableClock
) -> None:
    with (
        closing(open_store(url, ring, clock)) as store,
        closing(store.changes()) as feed,
        writer(url, ring_file, "a", 1_000_000) as one,
        writer(url, ring_file, "b", 1_000_000) as two,
    ):
        for _ in range(50):
            for each in (one, two):
                assert each.read_written(1)
                name, revision = each.last
                with store.read(call(), at_least=revision) as reader:
                    assert_whole(reader, name, revision)
                assert feed.wait(revision - 1, 60).number >= revision


def test_a_feed_is_woken_by_another_process(url: str, ring_file: Path, ring: KeyRing, clock: SettableClock) -> None:
    with closing(open_store(url, ring, clock)) as store, closing(store.changes()) as feed:
        with writer(url, ring_file, "a", 30) as process:
            seen = 0
            while seen < 30:
                seen = feed.wait(seen, 60).number
            assert process.end() == 0
        assert seen == 30


def test_a_migration_while_the_old_version_writes(
    url: str, ring_file: Path, ring: KeyRing, clock: SettableClock
) -> None:
    database = engines.create(url, 1, 60.0)
    with writer(url, ring_file, "old", 1_000_000) as old:
        assert old.read_written(10)
        for step in (
            "CREATE TABLE of_the_next_release (number BIGINT NOT NULL PRIMARY KEY)",
            "ALTER TABLE principals ADD COLUMN of_the_next_release TEXT",
            "ALTER TABLE attestation_states ADD COLUMN of_the_next_release BIGINT",
            "CREATE INDEX ix_of_the_next_release ON principals (of_the_next_release)",
        ):
            with database.for_migrations(60.0).begin() as connection:
                connection.execute(text(step))
            # It goes on as though nothing had happened.
            assert old.read_written(10)
        old.kill()
        old.end()
    with closing(open_store(url, ring, clock)) as store:
        assert check(store, old.written) >= 50
    with database.for_migrations(60.0).begin() as connection:
        for undo in (
            "DROP INDEX ix_of_the_next_release",
            "ALTER TABLE attestation_states DROP COLUMN of_the_next_release",
            "ALTER TABLE principals DROP COLUMN of_the_next_release",
            "DROP TABLE of_the_next_release",
        ):
            connection.execute(text(undo))
    database.engine.dispose()
