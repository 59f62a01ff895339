"""Distribution of the tables by principal, on a PostgreSQL server with the extension Citus.

Everything about one principal is on one node; what is small and read with everything is on all of them; what orders the
commits stays where the commits are ordered, at the coordinator.
"""

from collections.abc import Sequence

from sqlalchemy import Engine, Table, text

from denizen.storage import engine as engines
from denizen.storage.errors import UnusableError
from denizen.storage.tables import METADATA

COLUMN = "principal_id"
"""By whose hash rows are distributed."""

COORDINATOR: dict[str, str] = {
    "revisions": "the one lock orders commits here, and every commit adds a row",
    "outbox": "it is read in the order of revisions, and has rows about no principal",
    "requests": "receipts are found by caller and request id, before it is known whom they are about",
    "key_checks": "read at the start of a process only",
    "histories": "it is read with the latest revision",
    "alembic_version": "migrations run at the coordinator",
    "webhooks": "one process sends, from the outbox",
    "webhook_leaders": "one process leads",
    "webhook_cursors": "how far the sending of the outbox is",
    "webhook_deliveries": "the same, event by event",
}
"""Tables that are not distributed, and why."""

_SEQUENTIAL = "SET LOCAL citus.multi_shard_modify_mode = 'sequential'"
_PATIENCE = 60.0


class DistributionError(UnusableError):
    """The database cannot be distributed."""


def distributed() -> list[Table]:
    """Those that grow with principals, each after those that it refers to."""
    return [table for table in METADATA.sorted_tables if COLUMN in table.columns and table.name not in COORDINATOR]


def reference() -> list[Table]:
    """Those that are the same on every node, each after those that it refers to."""
    return [table for table in METADATA.sorted_tables if COLUMN not in table.columns and table.name not in COORDINATOR]


def statements(done: frozenset[str] = frozenset()) -> list[str]:
    """What distributes the tables that are not in `done`, in order: a table comes after those that it refers to, and
    all that grow with principals lie beside the principals."""
    made = [f"SELECT create_reference_table('{table.name}')" for table in reference() if table.name not in done]
    for table in distributed():
        if table.name in done:
            continue
        beside = "none" if table.name == "principals" else "principals"
        made.append(f"SELECT create_distributed_table('{table.name}', '{COLUMN}', colocate_with => '{beside}')")
    return [_SEQUENTIAL, *made] if made else []


def distribute(url: str) -> Sequence[str]:
    """Distribute what is not distributed yet, all or nothing, with no commit meanwhile. Returns the statements.

    `DistributionError` where the database is no PostgreSQL server with the extension; nothing is changed then.
    """
    database = engines.create(url, 1, _PATIENCE)
    try:
        if database.engine.dialect.name != "postgresql":
            raise DistributionError("a SQLite file cannot be distributed: wanted a PostgreSQL server with Citus")
        with engines.translated():
            return _distributed(database.for_migrations(_PATIENCE))
    finally:
        database.engine.dispose()


def _distributed(engine: Engine) -> Sequence[str]:
    with engine.begin() as connection:
        if connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'citus'")) is None:
            raise DistributionError(
                "the database has no extension citus, and nothing was changed: install Citus on every node, run "
                "CREATE EXTENSION citus in this database, add the nodes with citus_add_node, and repeat this"
            )
        there = connection.scalars(text("SELECT logicalrelid::regclass::text FROM pg_dist_partition"))
        wanted = statements(frozenset(map(str, there)))
        for statement in wanted:
            connection.execute(text(statement))
        return wanted
