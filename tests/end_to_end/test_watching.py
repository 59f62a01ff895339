"""A watcher of everybody's answers misses nothing while workers and databases are killed, and is told nothing twice;
bench.watch_soak does it longer."""

import pytest

from bench.feed_soak import database
from bench.watch_soak import SMOKE, run
from tests.postgresql import MissingError


def test_whoever_resumes_knows_how_everybody_stands() -> None:
    # Every third fault is the database's.
    try:
        with database(postgresql=True) as (folder, url, restart):
            outcome = run(SMOKE, url, folder, restart)
    except MissingError as error:
        pytest.skip(str(error))
    assert outcome.faults == []
    assert outcome.kills > 0
    assert outcome.restarts > 0
