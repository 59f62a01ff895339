"""Which of many values a column has, asked in one parameter where the database takes lists."""

from typing import Any, Self

from sqlalchemy import Boolean, ColumnElement, Text, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import LargeBinary, TypeEngine


class _Among(FunctionElement[bool]):
    name = "among"
    type: TypeEngine[bool] = Boolean()
    inherit_cache: bool | None = True

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002 - SQLAlchemy's own
        """As it is: compared with 1, as other functions that are true or false, it would be looked for in no index."""
        return self


def among(column: ColumnElement[Any], values: str) -> ColumnElement[bool]:
    """Whether the column has one of the values, a list in the statement's parameter of that name.

    One place for each value would make PostgreSQL read and plan the statement anew for each length of the list.
    """
    return _Among(column, bindparam(values))


@compiles(_Among)
def _in_list(element: _Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    column, values = element.clauses
    return compiler.process(column.in_(bindparam(values.key, expanding=True)), **options)


@compiles(_Among, "postgresql")
def _any_of_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - as above
    column, values = element.clauses
    kind: TypeEngine[Any] = LargeBinary() if isinstance(column.type, LargeBinary) else Text()
    return compiler.process(column == any_(bindparam(values.key, type_=ARRAY(kind))), **options)
