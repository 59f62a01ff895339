"""Statements on behalf of a call: the deadline before each, errors of the driver in our words after it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Executable, FromClause, Insert, Row

from denizen.domain.errors import UnavailableError
from denizen.storage.engine import translated
from denizen.storage.sql.bulk import ENOUGH, add_many
from denizen.storage.tables import METADATA
from denizen.usecases.context import Call

Parameters = Mapping[str, Any]
AnyRow = Row[*tuple[Any, ...]]


_ORDER: Mapping[FromClause, int] = {table: place for place, table in enumerate(METADATA.sorted_tables)}


class Session:
    """One transaction of one call. Rows that are added wait for one another, and go to the database together: before
    anything is asked or changed, and at the end."""

    def __init__(self, connection: Connection, call: Call) -> None:
        self._connection = connection
        self._waiting: dict[Insert, list[Parameters]] = {}
        self.call = call

    def rows(self, statement: Executable, parameters: Parameters) -> Sequence[AnyRow]:
        with self._asking():
            return self._connection.execute(statement, parameters).all()

    def row(self, statement: Executable, parameters: Parameters) -> AnyRow | None:
        """The first row, or None."""
        with self._asking():
            return self._connection.execute(statement, parameters).first()

    def change(self, statement: Executable, parameters: Parameters) -> int:
        """How many rows were changed."""
        with self._asking():
            return self._connection.execute(statement, parameters).rowcount

    def add(self, statement: Insert, rows: Iterable[Parameters]) -> None:
        """Add rows, each of which refers to others only by keys that the tables declare."""
        self.call.check_deadline()
        self._waiting.setdefault(statement, []).extend(rows)

    def commit(self) -> None:
        self.call.check_deadline()
        with translated():
            self._send_many()
            with _at_once(self._connection):
                self._send()
                self._connection.commit()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self.call.check_deadline()
        try:
            with translated():
                if self._waiting:
                    self._send_many()
                    with _at_once(self._connection):
                        self._send()
                yield
        except UnavailableError:
            # The database is told how long the caller waits.
            self.call.check_deadline()
            raise

    def _send(self) -> None:
        for statement in self._in_order():
            self._connection.execute(statement, self._waiting[statement])
        self._waiting.clear()

    def _send_many(self) -> None:
        """Where there are many rows of a table, they and all that they may refer to."""
        ordered = self._in_order()
        many = [place for place, each in enumerate(ordered) if len(self._waiting[each]) >= ENOUGH]
        for statement in ordered[: many[-1] + 1] if many else ():
            rows = self._waiting.pop(statement)
            if len(rows) >= ENOUGH:
                add_many(self._connection, statement.table, rows)
            else:
                self._connection.execute(statement, rows)

    def _in_order(self) -> list[Insert]:
        """Those that others refer to go first."""
        return sorted(self._waiting, key=lambda each: _ORDER[each.table])


@contextmanager
def _at_once(connection: Connection) -> Iterator[None]:
    """The statements of the block in one round trip, if the driver can. They must not be asked for anything."""
    pipeline = getattr(connection.connection.driver_connection, "pipeline", nullcontext)
    with pipeline():
        yield
