"""Statements on behalf of a call: the deadline before each, errors of the driver in our words after it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.exc import SQLAlchemyError

from denizen.storage.engine import refusal
from denizen.usecases.context import Call

Parameters = Mapping[str, Any]
AnyRow = Row[*tuple[Any, ...]]


def _refuse(error: Exception) -> None:
    """Raise what the caller is told about `error`, where it is not a fault of ours."""
    told = refusal(error)
    if told is not None:
        raise told from error


class Session:
    """One transaction of one call."""

    def __init__(self, connection: Connection, call: Call) -> None:
        self._connection = connection
        self.call = call

    def rows(self, statement: Executable, parameters: Parameters) -> Sequence[AnyRow]:
        self.call.check_deadline()
        try:
            return self._connection.execute(statement, parameters).all()
        except SQLAlchemyError as error:
            _refuse(error)
            raise

    def row(self, statement: Executable, parameters: Parameters) -> AnyRow | None:
        """The first row, or None."""
        self.call.check_deadline()
        try:
            return self._connection.execute(statement, parameters).first()
        except SQLAlchemyError as error:
            _refuse(error)
            raise

    def change(self, statement: Executable, parameters: Parameters | Sequence[Parameters]) -> int:
        """How many rows were changed; of many sets of parameters no number is to be had."""
        self.call.check_deadline()
        try:
            return self._connection.execute(statement, parameters).rowcount
        except SQLAlchemyError as error:
            _refuse(error)
            raise

    def commit(self) -> None:
        self.call.check_deadline()
        try:
            self._connection.commit()
        except SQLAlchemyError as error:
            _refuse(error)
            raise
