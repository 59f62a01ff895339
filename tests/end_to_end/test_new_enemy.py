"""Nobody is let in after what cleared them was revoked: writers and readers are processes of their own, commits are
slow, wake-ups get lost, readers are stopped and continued, and a list changes for all who work somewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.new_enemy import Plan, run
from denizen.storage.keyring import KeyRing
from denizen.storage.migrating import upgrade
from tests.postgresql import Server

READS = 100_000


def on_sqlite(_: pytest.FixtureRequest, folder: Path) -> str:
    return f"sqlite:///{folder / 'denizen.db'}"


def on_postgresql(request: pytest.FixtureRequest, _: Path) -> str:
    server: Server = request.getfixturevalue("postgresql")
    database = server.database()
    name = database.__enter__()
    request.addfinalizer(lambda: database.__exit__(None, None, None))
    return server.url_of(name)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("engine", [pytest.param(on_sqlite, id="sqlite"), pytest.param(on_postgresql, id="postgresql")])
def test_no_answer_with_a_token_is_stale(
    engine: Callable[[pytest.FixtureRequest, Path], str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    ring, url = tmp_path / "keyring.json", engine(request, tmp_path)
    KeyRing.create().write(ring)
    upgrade(url)
    outcome = run(Plan(READS), url, ring, tmp_path)
    assert outcome.reads == READS
    assert outcome.writes > 100
    assert outcome.stops > 0
    for found in outcome.modes.values():
        # Of both kinds there are many: an answer that is always the same would prove nothing.
        assert 0 < found.allowed < found.reads - found.unavailable
        assert (found.stale, found.wrong, found.unavailable) == (0, 0, 0)
