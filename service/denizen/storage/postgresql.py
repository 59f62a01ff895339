"""What only PostgreSQL needs. Importing it imports the driver."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from denizen.storage.changes import Changes
from denizen.storage.connections import Places
from denizen.storage.histories import Place
from denizen.storage.postgresql_changes import CHANNEL, PostgresqlAwaited
from denizen.storage.postgresql_url import parsed
from denizen.storage.sql.bulk import TYPES

_BEGIN = "denizen_begin"
"""The execution option of a transaction that begins otherwise than usual: with these statements."""
_NOTIFY = "denizen_notify"
"""The execution option of a transaction that tells of its commit."""

LOCK = 0x64656E697A656E
"""The advisory lock that orders commits ("denizen" as a number). Such locks are each database's own."""

_LONGEST_STATEMENT = 60.0
"""Seconds that a statement may take on behalf of a caller who waits without end."""
_LONGEST_PAUSE = 10.0
"""Seconds between two statements of a unit of work, after which the server ends it: a process that stands still, or is
cut off, must not keep the lock."""
_TABLE_WITHIN = 3.0
"""Seconds that a migration waits for a table, with everybody else's statements queueing behind it."""
_PLACE, _ASK_AGAIN = "denizen_place", "denizen_ask_again"
"""What is remembered of a connection. The timeline of a server that takes writes stays the same; a standby may become
one."""
_STANDBY_FOR = 0.2
"""Seconds that a standby is believed to be one."""
_WHERE = """
    SELECT system_identifier::text,
        CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_walfile_name(pg_current_wal_lsn()) END
    FROM pg_control_system()"""


class Postgresql:
    """A PostgreSQL database. The threads of this process queue for the lock among themselves first, so that those who
    wait hold no connection."""

    def __init__(self, url: str, connections: int, patience: float) -> None:
        self.engine = _engine(url, connections, patience)
        self._places = Places(connections, patience)

    @contextmanager
    def snapshot(self, remaining: float | None) -> Iterator[Connection]:
        lock_within = _milliseconds(self._places.patience(remaining))
        begin = (
            f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {_statement_within(remaining)}"
            f"SET LOCAL lock_timeout = {lock_within}"
        )
        with self._places.taken(remaining), _begun(self.engine, begin) as connection:
            yield connection
            # There is nothing to keep; but a rollback makes the driver forget the statements that it has prepared.
            with suppress(SQLAlchemyError):
                connection.commit()

    @contextmanager
    def turn(self, remaining: float | None) -> Iterator[Connection]:
        asked = time.monotonic()
        give_up = asked + self._places.patience(remaining)
        with self._places.turn(remaining), self._places.taken(_until(give_up)):
            left = None if remaining is None else remaining - (time.monotonic() - asked)
            # READ COMMITTED: what is read after the lock was taken shows the last commit. Whoever holds the lock is the
            # only writer, so that nothing has to be repeated because of another.
            begin = (
                f"BEGIN ISOLATION LEVEL READ COMMITTED; {_statement_within(left)}"
                f"SET LOCAL lock_timeout = {_milliseconds(_until(give_up))};"
                f"SET LOCAL idle_in_transaction_session_timeout = {_milliseconds(_LONGEST_PAUSE)};"
                f"SELECT pg_advisory_xact_lock({LOCK})"
            )
            with _begun(self.engine, begin) as connection:
                connection.execution_options(**{_NOTIFY: True})
                yield connection

    def place(self, connection: Connection) -> Place | None:
        known: Place | None = connection.info.get(_PLACE)
        if known is None and time.monotonic() >= connection.info.get(_ASK_AGAIN, 0.0):
            system, segment = connection.exec_driver_sql(_WHERE).one()
            # The first eight digits of a segment's name are the timeline (PostgreSQL's manual, section 9.28.3).
            known = connection.info[_PLACE] = None if segment is None else Place(system, int(segment[:8], 16))
            connection.info[_ASK_AGAIN] = time.monotonic() + _STANDBY_FOR
        return known

    def changes(self) -> Changes:
        return Changes(PostgresqlAwaited(self.engine))

    def for_migrations(self, seconds: float) -> Engine:
        begin = (
            f"BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = {_milliseconds(seconds)};"
            f"SELECT pg_advisory_xact_lock({LOCK}); SET LOCAL lock_timeout = {_milliseconds(_TABLE_WITHIN)}"
        )
        return self.engine.execution_options(**{_BEGIN: begin})


def _until(moment: float) -> float:
    return max(0.0, moment - time.monotonic())


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))


def _statement_within(remaining: float | None) -> str:
    seconds = _LONGEST_STATEMENT if remaining is None else min(remaining, _LONGEST_STATEMENT)
    return f"SET LOCAL statement_timeout = {_milliseconds(seconds)};"


@contextmanager
def _begun(engine: Engine, begin: str) -> Iterator[Connection]:
    """A connection in a transaction that begins with those statements, in one round trip.

    One that turns out to be dead then is replaced once: nothing was sent on it. All others that were made before it
    are replaced as well, when they are used.
    """
    with engine.connect() as connection:
        try:
            connection.execution_options(**{_BEGIN: begin}).begin()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        else:
            yield connection
            return
    with engine.connect() as connection:
        connection.execution_options(**{_BEGIN: begin}).begin()
        yield connection


def _engine(url: str, connections: int, patience: float) -> Engine:
    engine = create_engine(
        parsed(url, patience),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience,
        # The connections that are used stay warm, and a spare one that the network forgot is seldom asked.
        pool_use_lifo=True,
        hide_parameters=True,
        use_native_hstore=False,
        # The driver must not begin transactions by itself: it would take a round trip for it alone.
        connect_args={"autocommit": True},
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        begin = connection.get_execution_options().get(_BEGIN, "BEGIN")
        connection.exec_driver_sql(begin, execution_options={"no_parameters": True})

    @event.listens_for(engine, "commit")
    def tell(connection: Connection) -> None:
        if connection.get_execution_options().get(_NOTIFY):
            connection.exec_driver_sql(f"NOTIFY {CHANNEL}")

    @event.listens_for(engine, "do_execute_no_params")
    def unprepared(cursor: DBAPICursor, statements: str, _: ExecutionContext) -> bool:
        # The driver prepares what it sees often, and several statements at once cannot be prepared.
        cursor.execute(statements, prepare=False)  # type: ignore[call-arg]  # this driver's own
        return True

    @event.listens_for(engine, "do_executemany")
    def copied(
        cursor: DBAPICursor, statement: str, rows: Sequence[tuple[object, ...]], context: ExecutionContext
    ) -> bool:
        # One statement for many rows, which is what makes them quick; errors are told as of any other.
        if not statement.startswith("COPY "):
            return False
        with cursor.copy(statement) as copy:
            copy.set_types(context.execution_options[TYPES])
            for row in rows:
                copy.write_row(row)
        return True

    return engine
