"""The types of columns, each mapped once."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from denizen.storage.codec import microseconds, moment_of


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, stored as microseconds since the epoch: exact, ordered, the same on every engine."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = BigInteger
    cache_ok: bool | None = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the same
        return None if value is None else moment_of(value)


class Sealed(LargeBinary):
    """A personal value, sealed under the principal's data key."""


class BlindIndex(LargeBinary):
    """A keyed hash, such as of an external identifier."""


Id = String(63).with_variant(String(63, collation="C"), "postgresql")
"""The last part of a name. Compared and ordered by its bytes, whatever the database's locale."""
Name = Text().with_variant(Text(collation="C"), "postgresql")
"""A whole name, a caller or another word of open length, compared by its bytes too."""
Code = String(63)
"""A value of a closed set, or another short word of ours."""
Json = Text()
"""Canonical JSON."""
RevisionNumber = BigInteger().with_variant(Integer(), "sqlite")
"""The number of a commit. As INTEGER it is SQLite's own row key, of 64 bits all the same."""
