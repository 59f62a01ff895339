"""Nothing is lost by the feed or by webhooks while workers and databases are killed; bench.feed_soak does it longer."""

from pathlib import Path

import pytest

from bench.feed_soak import Plan, database, run
from tests.postgresql import MissingError


@pytest.mark.parametrize("postgresql", [False, True], ids=["SQLite", "PostgreSQL"])
def test_everything_is_told_at_least_once_and_in_order(tmp_path: Path, *, postgresql: bool) -> None:
    # Every third fault is the database's, where there is a server.
    plan = Plan(faults=3, pause=0.2, between=5, writers=1, people=3, rest=0.02, watchers=2)
    try:
        with database(postgresql=postgresql) as (folder, url, restart):
            outcome = run(plan, url, folder, restart)
    except MissingError as error:
        pytest.skip(str(error))
    assert outcome.faults == []
    assert outcome.kills > 0
    assert outcome.restarts > 0 or not postgresql
    assert outcome.events > 3
